package io.jenkins.plugins.foreman.view;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * How long a run will still take. While hosts wait for their turn, by how many an hour have finished so far; once all
 * have started, by how long the finished ones took.
 */
final class Estimate {

    private static final int ENOUGH = 3;

    private Estimate() {}

    /** The time that remains, null while nothing can be said. */
    @CheckForNull
    static Duration remaining(@NonNull List<ViewedHost> hosts, @NonNull Instant startedAt, @NonNull Instant now) {
        int finished = 0;
        int waiting = 0;
        Duration sum = Duration.ZERO;
        Instant lastStart = null;
        int running = 0;
        for (ViewedHost host : hosts) {
            switch (host.row().state()) {
                case SUCCESS, ERROR, CANCELLED -> {
                    finished++;
                    sum = sum.plus(host.duration(now));
                }
                case RUNNING -> {
                    running++;
                    Instant since = host.row().startedAt();
                    if (since != null && (lastStart == null || since.isAfter(lastStart))) {
                        lastStart = since;
                    }
                }
                default -> waiting++;
            }
        }
        if (finished < ENOUGH || running + waiting == 0) {
            return null;
        }
        if (waiting > 0) {
            Duration elapsed = Duration.between(startedAt, now);
            return elapsed.multipliedBy(running + waiting).dividedBy(finished);
        }
        Duration sinceLastStart = lastStart == null ? Duration.ZERO : Duration.between(lastStart, now);
        Duration rest = sum.dividedBy(finished).minus(sinceLastStart);
        return rest.isNegative() ? null : rest;
    }
}
