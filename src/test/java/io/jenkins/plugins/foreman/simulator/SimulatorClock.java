package io.jenkins.plugins.foreman.simulator;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/**
 * The only time in the simulator: progress of tasks, timestamps of output and of errors, expiry of sessions all derive
 * from it. With a manual clock a whole job runs in virtual time, without threads and without waiting. Thread-safe.
 */
public final class SimulatorClock extends Clock {

    private final boolean manual;
    private final double speed;
    private final long startedAtNanos = System.nanoTime();
    private Instant base;

    private SimulatorClock(Instant base, boolean manual, double speed) {
        this.base = base;
        this.manual = manual;
        this.speed = speed;
    }

    /**
     * A clock that stands still until it is told to move.
     *
     * @param start the first instant, kept to the microsecond
     */
    public static SimulatorClock manual(Instant start) {
        return new SimulatorClock(start, true, 0);
    }

    /** A clock that runs with the time of the machine. */
    public static SimulatorClock running() {
        return running(1);
    }

    /**
     * A clock that starts now and runs faster or slower than real time.
     *
     * @param speed simulated seconds per real second, above zero
     */
    public static SimulatorClock running(double speed) {
        return new SimulatorClock(Instant.now(), false, speed);
    }

    /** Moves the clock forward; a running clock jumps. */
    public synchronized void advance(Duration by) {
        if (by.isNegative()) {
            throw new IllegalArgumentException("time does not go back: " + by);
        }
        base = base.plus(by);
    }

    /** Whether time passes only through {@link #advance}. */
    public boolean isManual() {
        return manual;
    }

    /** Simulated seconds per real second, 0 for a manual clock. */
    public double speed() {
        return speed;
    }

    @Override
    public synchronized Instant instant() {
        if (manual) {
            return base;
        }
        return base.plusNanos((long) ((System.nanoTime() - startedAtNanos) * speed));
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    /** The simulator speaks UTC only, so this returns the same clock. */
    @Override
    public Clock withZone(ZoneId zone) {
        return this;
    }
}
