package io.jenkins.plugins.foreman.invocation;

import edu.umd.cs.findbugs.annotations.NonNull;
import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * When to look at a job again: soon while something moves, later and later while nothing does, later for big jobs, and
 * never in step with other runs.
 */
final class Pacer {

    private static final Duration LONGEST = Duration.ofSeconds(30);
    private static final double GROWTH = 1.4;
    private static final double JITTER = 0.1;

    /** Hosts for each further millisecond of the shortest interval: 1,000 hosts add a second. */
    private static final long MILLIS_PER_HOST = 1;

    private final Duration shortest;
    private final RandomGenerator random;
    private double millis;

    Pacer(@NonNull Duration shortest, @NonNull RandomGenerator random) {
        this.shortest = shortest;
        this.random = random;
        this.millis = shortest.toMillis();
    }

    /** The pause after a step. @param moved whether anything changed in it */
    @NonNull
    Duration next(boolean moved, int hosts) {
        double floor = Math.min(shortest.toMillis() + (double) hosts * MILLIS_PER_HOST, LONGEST.toMillis());
        floor = Math.max(floor, shortest.toMillis());
        millis = moved ? floor : Math.min(Math.max(millis, floor) * GROWTH, Math.max(LONGEST.toMillis(), floor));
        return Duration.ofMillis((long) (millis * (1 - JITTER + 2 * JITTER * random.nextDouble())));
    }
}
