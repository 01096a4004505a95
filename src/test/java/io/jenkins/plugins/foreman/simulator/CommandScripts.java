package io.jenkins.plugins.foreman.simulator;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What hosts do when nobody said it: lines of {@code #sim key=value …} steer the run, a few ordinary commands have
 * believable output, everything else prints a few lines and succeeds.
 *
 * <p>{@code #sim} knows lines=N (default 3), delay=seconds between lines (1), fail=host03,host05 or all, exit=status of
 * failing hosts (1), stderr=1 (every other line on stderr), repeat=N (length of a line in characters, roughly),
 * kill=ignore, ending=unreachable|noproxy|never|pause|gone|render, pull=1.
 */
final class CommandScripts {

    private static final Duration SECOND = Duration.ofSeconds(1);

    private CommandScripts() {}

    static HostScript scriptFor(JobSpec spec, SimHost host) {
        if (spec.template.source().contains("nosuchmethod")) {
            return HostScript.renderError(
                    "Safemode doesn't allow to access 'nosuchmethod_xyz' on #<Safemode::ScopeObject>");
        }
        String command = spec.inputs.entrySet().stream()
                .filter(entry -> entry.getKey().name().equals("command"))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse(null);
        if (command == null) {
            return packageRun(host);
        }
        int at = command.indexOf("#sim");
        return at >= 0 ? simulated(command.substring(at + 4), host) : ordinary(command.trim(), host);
    }

    private static HostScript simulated(String text, SimHost host) {
        Map<String, String> options = new HashMap<>();
        for (String word : text.trim().split("\\s+")) {
            String[] parts = word.split("=", 2);
            options.put(parts[0], parts.length > 1 ? parts[1] : "1");
        }
        int lines = Integer.parseInt(options.getOrDefault("lines", "3"));
        long delay = (long) (Double.parseDouble(options.getOrDefault("delay", "1")) * 1000);
        int repeat = Integer.parseInt(options.getOrDefault("repeat", "0"));
        boolean stderr = options.containsKey("stderr");
        HostScript.Builder script = HostScript.builder();
        for (int i = 0; i < lines; i++) {
            String line = host.name() + " line " + (i + 1) + " of " + lines + " x".repeat(repeat / 2) + "\n";
            Duration offset = offset(i, delay, stderr);
            script.chunk(offset, stderr && i % 2 == 1 ? OutputType.STDERR : OutputType.STDOUT, line);
        }
        script.exit(fails(options.get("fail"), host) ? Integer.parseInt(options.getOrDefault("exit", "1")) : 0);
        if ("ignore".equals(options.get("kill"))) {
            script.ignoresCancel();
        }
        if (options.containsKey("pull")) {
            script.pull();
        }
        return ending(script, options.get("ending"));
    }

    /** As recorded: the first two lines come in one read, and stderr a little after the stdout of the same second. */
    private static Duration offset(int line, long delay, boolean stderr) {
        if (line == 1) {
            return Duration.ofNanos(15_000);
        }
        return Duration.ofMillis(
                stderr ? delay * (line / 2) + delay * 3 / 10 * (line % 2) : delay * Math.max(0, line - 1));
    }

    private static boolean fails(String fail, SimHost host) {
        if (fail == null) {
            return false;
        }
        for (String name : fail.split(",")) {
            if (name.equals("all") || name.equals(host.name()) || host.name().startsWith(name + ".")) {
                return true;
            }
        }
        return false;
    }

    private static HostScript ending(HostScript.Builder script, String ending) {
        if (ending == null) {
            return script.build();
        }
        return switch (ending.toLowerCase(Locale.ROOT)) {
            case "unreachable" -> HostScript.unreachable();
            case "noproxy" -> HostScript.noProxy();
            case "render" -> HostScript.renderError("undefined method 'foo'");
            case "never" -> script.never().build();
            case "pause" -> script.paused().build();
            case "gone" -> script.proxyGone().build();
            default -> script.build();
        };
    }

    private static HostScript ordinary(String command, SimHost host) {
        String[] words = command.split("\\s+", 2);
        String rest = words.length > 1 ? words[1] : "";
        switch (words[0]) {
            case "uptime":
                return HostScript.lines(
                        SECOND,
                        0,
                        " 10:42:17 up " + (10 + host.id() % 90) + " days,  3:07,  0 users,  load average: 0.0"
                                + host.id() % 10 + ", 0.03, 0.00\r\n");
            case "true":
                return HostScript.lines(SECOND, 0);
            case "false":
                return HostScript.lines(SECOND, 1);
            case "hostname":
                return HostScript.lines(SECOND, 0, host.name() + "\r\n");
            case "echo":
                return HostScript.lines(SECOND, 0, rest.replaceAll("^([\"'])(.*)\\1$", "$2") + "\r\n");
            case "sleep":
                return HostScript.builder()
                        .duration(Duration.ofSeconds(number(rest, 1)))
                        .build();
            case "exit":
                return HostScript.lines(SECOND, number(rest, 0));
            case "dnf", "yum", "apt", "apt-get":
                return packageRun(host);
            default:
                return HostScript.lines(
                        SECOND,
                        0,
                        "+ " + command.lines().findFirst().orElse("") + "\r\n",
                        "working on " + host.name() + "\r\n",
                        "done\r\n");
        }
    }

    private static int number(String text, int otherwise) {
        return text.matches("\\d{1,6}") ? Integer.parseInt(text) : otherwise;
    }

    /** A package manager: colours, progress bars that redraw their line, pieces that end anywhere. */
    private static HostScript packageRun(SimHost host) {
        List<String> pieces = new ArrayList<>();
        pieces.add("\u001b[1mLast metadata expiration check\u001b[0m: 0:42:07 ago\r\nDependencies res");
        pieces.add("olved.\r\n\u001b[32mUpgrading\u001b[0m:\r\n  openssl-libs   x86_64   1:3.2.2-6.el9\r\n");
        for (int percent = 0; percent <= 100; percent += 20) {
            String bar = "=".repeat(percent / 5);
            pieces.add(String.format("\rDownloading packages [%-20s] %3d%%", bar, percent));
        }
        pieces.add("\r\nRunning transaction\r\n  Upgrading : openssl-libs-1:3.2.2-6.el9.x86_64   1/2\u001b[3");
        pieces.add("2m\r\n  Verifying : openssl-libs   2/2\u001b[0m\r\n\r\n\u001b[1;32mComplete!\u001b[0m\r\n");
        Duration pace = Duration.ofMillis(400 + 50L * (host.id() % 8));
        return HostScript.lines(pace, 0, pieces.toArray(String[]::new));
    }
}
