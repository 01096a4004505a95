package io.jenkins.plugins.foreman.invocation;

import edu.umd.cs.findbugs.annotations.NonNull;
import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * When to look at a job again: soon while something moves, later and later while nothing does, a bit later for big jobs,
 * and never in step with other runs. What ends after a long time is seen late by a small part of that.
 */
final class Pacer {

    private static final Duration LONGEST = Duration.ofSeconds(15);
    private static final double GROWTH = 1.15;
    private static final double JITTER = 0.1;

    /** Hosts for each further millisecond of the shortest interval: 1,000 hosts add a second. */
    private static final long MILLIS_PER_HOST = 1;

    private static final long MOST_MILLIS_FOR_HOSTS = 3_000;

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
        double floor = shortest.toMillis() + Math.min(hosts * MILLIS_PER_HOST, MOST_MILLIS_FOR_HOSTS);
        millis = moved ? floor : Math.min(Math.max(millis, floor) * GROWTH, Math.max(LONGEST.toMillis(), floor));
        return Duration.ofMillis((long) (millis * (1 - JITTER + 2 * JITTER * random.nextDouble())));
    }
}
