package io.jenkins.plugins.foreman.invocation;

import io.jenkins.plugins.foreman.simulator.SimulatorClock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.function.BooleanSupplier;

/** A scheduler on the simulator's own clock: time passes only from one task to the next, so a whole job takes a moment. */
public final class VirtualScheduler implements Scheduler {

    private record Entry(Instant at, long order, Runnable task) {}

    private final SimulatorClock clock;
    private final PriorityQueue<Entry> queue =
            new PriorityQueue<>(Comparator.comparing(Entry::at).thenComparing(Entry::order));
    private long order;
    private volatile Duration wallOffset = Duration.ZERO;

    public VirtualScheduler(SimulatorClock clock) {
        this.clock = clock;
    }

    @Override
    public Instant now() {
        return clock.instant().plus(wallOffset);
    }

    @Override
    public long nanoTime() {
        return ChronoUnit.NANOS.between(Instant.EPOCH, clock.instant());
    }

    /** Somebody sets the clock on the wall, of this side alone. */
    void setClock(Duration by) {
        wallOffset = wallOffset.plus(by);
    }

    @Override
    public synchronized void schedule(Duration delay, Runnable task) {
        queue.add(new Entry(clock.instant().plus(delay), order++, task));
    }

    /** Runs the next task at its time. Returns false when there is none. */
    public boolean runNext() {
        Entry next;
        synchronized (this) {
            next = queue.poll();
        }
        if (next == null) {
            return false;
        }
        Duration wait = Duration.between(clock.instant(), next.at());
        if (!wait.isNegative()) {
            clock.advance(wait);
        }
        next.task().run();
        return true;
    }

    /** Runs tasks until something holds. */
    public void runUntil(BooleanSupplier done) {
        for (int i = 0; !done.getAsBoolean(); i++) {
            if (!runNext()) {
                throw new AssertionError("nothing is scheduled any more at " + now());
            }
            if (i > 100_000) {
                throw new AssertionError("no end in sight at " + now());
            }
        }
    }

    /** Runs what falls into a span of time, and lets the rest of it pass. */
    public void runFor(Duration span) {
        Instant end = clock.instant().plus(span);
        while (true) {
            synchronized (this) {
                if (queue.isEmpty() || queue.peek().at().isAfter(end)) {
                    break;
                }
            }
            runNext();
        }
        clock.advance(Duration.between(clock.instant(), end));
    }
}
