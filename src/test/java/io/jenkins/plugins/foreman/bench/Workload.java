package io.jenkins.plugins.foreman.bench;

import io.jenkins.plugins.foreman.simulator.HostScript;
import java.time.Duration;

/** What a job does on each of its hosts. */
enum Workload {
    /** Ten minutes, a line a second. */
    CHATTY(600, Duration.ofSeconds(1), Duration.ofMinutes(10)),
    /** A hundred minutes, a line a second. */
    LONG(6_000, Duration.ofSeconds(1), Duration.ofMinutes(100)),
    /** Ten minutes, without a word. */
    SILENT(0, Duration.ofSeconds(1), Duration.ofMinutes(10)),
    /** Ten minutes, a line a second on ten hosts, without a word on the others. */
    TEN_CHATTY(600, Duration.ofSeconds(1), Duration.ofMinutes(10)) {
        @Override
        HostScript script(int host) {
            return host <= 10 ? super.script(host) : SILENT.script(host);
        }
    },
    /** Twenty lines in five seconds. */
    FAST(20, Duration.ofMillis(240), Duration.ofSeconds(5)),
    /** Half a minute, a line every three seconds. */
    SHORT(10, Duration.ofSeconds(3), Duration.ofSeconds(30)),
    /** A megabyte a second for a minute, in pieces of 4 KB. */
    LOUD(60 * 256, Duration.ofNanos(1_000_000_000 / 256), Duration.ofMinutes(1)) {
        @Override
        String text(int number) {
            return PIECE;
        }
    };

    private static final String PIECE = ("x".repeat(127) + "\n").repeat(32);

    private final int pieces;
    private final Duration interval;
    private final Duration length;

    Workload(int pieces, Duration interval, Duration length) {
        this.pieces = pieces;
        this.interval = interval;
        this.length = length;
    }

    String text(int number) {
        return "line " + number + " of some output, about as long as lines are as a rule\n";
    }

    /** @param host its number, from 1 */
    HostScript script(int host) {
        return HostScript.builder()
                .generated(pieces, interval, this::text)
                .duration(length)
                .exit(0)
                .build();
    }
}
