package io.jenkins.plugins.foreman.chaos;

import io.jenkins.plugins.foreman.invocation.Scheduler;
import io.jenkins.plugins.foreman.simulator.SimulatorClock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.PriorityQueue;

/**
 * Time and tasks of one process on the simulator's clock. The clock on its wall may be set, and its monotonic clock has an
 * origin of its own, as that of every process.
 */
final class VirtualTime implements Scheduler {

    private record Task(Instant at, long order, Runnable task) {}

    private final SimulatorClock clock;
    private final long origin;
    private final PriorityQueue<Task> tasks =
            new PriorityQueue<>(Comparator.comparing(Task::at).thenComparing(Task::order));
    private long order;
    private Duration wallOffset;

    VirtualTime(SimulatorClock clock, long origin, Duration wallOffset) {
        this.clock = clock;
        this.origin = origin;
        this.wallOffset = wallOffset;
    }

    @Override
    public Instant now() {
        return clock.instant().plus(wallOffset);
    }

    @Override
    public long nanoTime() {
        return ChronoUnit.NANOS.between(Instant.EPOCH, clock.instant()) + origin;
    }

    @Override
    public void schedule(Duration delay, Runnable task) {
        tasks.add(new Task(clock.instant().plus(delay), order++, task));
    }

    Duration wallOffset() {
        return wallOffset;
    }

    /** Somebody sets the clock on the wall. */
    void setWall(Duration by) {
        wallOffset = wallOffset.plus(by);
    }

    /** When the next task is due, null when there is none. */
    Instant next() {
        Task next = tasks.peek();
        return next == null ? null : next.at();
    }

    /** Runs the next task, whose time has come. */
    void run() {
        tasks.remove().task().run();
    }
}
