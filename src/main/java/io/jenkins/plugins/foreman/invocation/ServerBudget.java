package io.jenkins.plugins.foreman.invocation;

import edu.umd.cs.findbugs.annotations.NonNull;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * What all runs on one Foreman may ask of it together: how many of them talk to it at a moment, and how many requests
 * they make in a minute. Runs hand in their next step; it waits here until there is room. Thread-safe.
 */
public final class ServerBudget {

    private final Scheduler scheduler;
    private final int inFlight;
    private final double requestsPerSecond;
    private final double burst;

    private final Deque<Runnable> waiting = new ArrayDeque<>();
    private int running;
    private double tokens;
    private Moment refilledAt;
    private boolean wakeUpPending;

    /**
     * @param inFlight steps that may run at the same time; each makes its requests one after the other
     * @param requestsPerMinute requests in the long run; a short burst of a quarter of it is allowed
     */
    public ServerBudget(@NonNull Scheduler scheduler, int inFlight, int requestsPerMinute) {
        this.scheduler = scheduler;
        this.inFlight = inFlight;
        this.requestsPerSecond = requestsPerMinute / 60.0;
        this.burst = Math.max(1, requestsPerMinute / 4.0);
        this.tokens = burst;
        this.refilledAt = Moment.now(scheduler);
    }

    @NonNull
    Scheduler scheduler() {
        return scheduler;
    }

    /** Runs a step after a delay, and after that as soon as the budget has room, in the order of coming. */
    public void submit(@NonNull Duration delay, @NonNull Runnable step) {
        scheduler.schedule(delay, () -> {
            synchronized (this) {
                waiting.add(step);
            }
            runWaiting();
        });
    }

    /** Takes requests that a step has made out of the budget. It may fall below zero; the steps that follow wait. */
    public synchronized void spend(int requests) {
        refill();
        tokens -= requests;
    }

    private void runWaiting() {
        for (Runnable step = next(); step != null; step = next()) {
            try {
                step.run();
            } finally {
                synchronized (this) {
                    running--;
                }
            }
        }
    }

    private synchronized Runnable next() {
        refill();
        if (waiting.isEmpty() || running >= inFlight) {
            return null;
        }
        if (tokens <= 0) {
            wakeUpWhenRefilled();
            return null;
        }
        running++;
        return waiting.poll();
    }

    private void wakeUpWhenRefilled() {
        if (wakeUpPending) {
            return;
        }
        wakeUpPending = true;
        long millis = (long) Math.ceil((1 - tokens) / requestsPerSecond * 1000);
        scheduler.schedule(Duration.ofMillis(millis), () -> {
            synchronized (this) {
                wakeUpPending = false;
            }
            runWaiting();
        });
    }

    private void refill() {
        Moment now = Moment.now(scheduler);
        double seconds = now.since(refilledAt).toNanos() / 1e9;
        tokens = Math.min(burst, tokens + seconds * requestsPerSecond);
        refilledAt = now;
    }
}
