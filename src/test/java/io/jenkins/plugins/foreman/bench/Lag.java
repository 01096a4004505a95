package io.jenkins.plugins.foreman.bench;

import java.util.Locale;

/** From when something was written on a host to when it was there, as counts in steps of a tenth of a second. */
final class Lag {

    private static final int STEPS = 36_000;
    private static final long STEP_MICROS = 100_000;

    private final long[] counts = new long[STEPS];
    private long all;

    void add(long micros) {
        counts[(int) Math.max(0, Math.min(STEPS - 1, (micros + STEP_MICROS - 1) / STEP_MICROS))]++;
        all++;
    }

    /** Median, p95 and p99. */
    String row() {
        return all == 0
                ? "–"
                : String.format(Locale.ROOT, "%.1f, %.1f, %.1f s", quantile(0.5), quantile(0.95), quantile(0.99));
    }

    /** The lag in seconds that this part of all stays within; below zero where there is none. */
    double quantile(double part) {
        if (all == 0) {
            return -1;
        }
        long seen = 0;
        for (int step = 0; step < STEPS; step++) {
            seen += counts[step];
            if (seen >= part * all) {
                return step / 10.0;
            }
        }
        throw new IllegalStateException();
    }
}
