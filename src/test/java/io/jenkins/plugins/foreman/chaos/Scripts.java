package io.jenkins.plugins.foreman.chaos;

import io.jenkins.plugins.foreman.simulator.HostScript;
import io.jenkins.plugins.foreman.simulator.OutputType;
import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * What hosts do. Each line of each run on each host has a token of its own, never cut, so that a line that is lost,
 * repeated or another's can be told from all others.
 */
final class Scripts {

    /** Marks a line that has no place among the others: it comes later than it says, or another clock dates it. */
    static final String LATE = " late";

    private static final String[] ENDS = {"\n", "\r\n", " and more\n", " \u001b[32mgreen\u001b[0m\n", " täil\n"};

    private final RandomGenerator random;
    private int runs;

    Scripts(RandomGenerator random) {
        this.random = random;
    }

    /** A script for one run. */
    HostScript next() {
        int run = ++runs;
        int kind = random.nextInt(40);
        if (kind == 0) {
            return HostScript.noProxy();
        }
        if (kind == 1) {
            return HostScript.renderError("no such thing");
        }
        if (kind == 2) {
            return HostScript.unreachable();
        }
        HostScript.Builder script = HostScript.builder();
        long length = random.nextInt(8) == 0 ? random.nextInt(1_200_000) : random.nextInt(90_000);
        write(script, run, random.nextInt(14), length);
        script.duration(Duration.ofMillis(length + 500));
        if (random.nextInt(4) == 0) {
            script.exit(1 + random.nextInt(255));
        } else {
            script.exit(0);
        }
        switch (kind) {
            case 3 -> script.pull();
            case 4 -> script.ignoresCancel();
            case 5 -> script.clockSkew(Duration.ofSeconds(random.nextInt(-7200, 7200)));
            case 6 -> script.exception();
            case 7 -> script.proxyGone();
            default -> {}
        }
        return script.build();
    }

    /** Some lines over half a minute, cut, tied and late ones among them. */
    static HostScript plain(int run, int exitStatus) {
        String token = "<" + run + ".";
        return HostScript.builder()
                .stdout(Duration.ofSeconds(1), token + "0> begun ")
                .stdout(Duration.ofSeconds(4), "and ended\n")
                .stderr(Duration.ofSeconds(4), token + "1> tie\n")
                .stdout(Duration.ofSeconds(4), token + "2>\n")
                .chunkAt(Duration.ofSeconds(20), Duration.ofSeconds(3), OutputType.STDERR, token + "3> late\n")
                .stdout(Duration.ofSeconds(21), token + "4>")
                .duration(Duration.ofSeconds(24))
                .exit(exitStatus)
                .build();
    }

    private void write(HostScript.Builder script, int run, int lines, long length) {
        long at = 0;
        for (int line = 0; line < lines; line++) {
            if (random.nextInt(3) != 0) {
                at += random.nextLong(Math.max(1, (length - at) / 3));
            }
            String token = "<" + run + "." + line + ">";
            OutputType type =
                    switch (random.nextInt(8)) {
                        case 0 -> OutputType.STDERR;
                        case 1 -> OutputType.DEBUG;
                        default -> OutputType.STDOUT;
                    };
            String end = ENDS[random.nextInt(ENDS.length)];
            Duration offset = Duration.ofMillis(at);
            switch (type == OutputType.DEBUG ? 9 : random.nextInt(10)) {
                case 0 -> {
                    // half a line, the rest with the same or a later time
                    long rest = at + (random.nextBoolean() ? 0 : random.nextLong(Math.max(1, length - at)) / 8);
                    script.chunk(offset, type, token).chunk(Duration.ofMillis(rest), type, end);
                    at = rest;
                }
                case 1 -> {
                    // comes late, with an old time
                    long said = Math.max(0, at - random.nextInt(20_000));
                    script.chunkAt(offset, Duration.ofMillis(said), type, token + LATE + end);
                }
                case 2 -> script.chunk(offset, type, token + end + token.replace(">", "b>") + end);
                case 3 -> script.chunk(offset, type, token + (line == lines - 1 ? "" : end));
                default -> script.chunk(offset, type, token + (type == OutputType.DEBUG ? LATE : "") + end);
            }
        }
    }
}
