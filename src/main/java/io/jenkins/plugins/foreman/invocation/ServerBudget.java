package io.jenkins.plugins.foreman.invocation;

import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.foreman.client.Meter;
import java.time.Duration;
import java.util.Comparator;
import java.util.PriorityQueue;

/**
 * What all runs on one Foreman may ask of it together, and what one of them may ask for all: how many of them talk to it at a moment, and how many requests
 * they make in a minute. Runs hand in their next step; it waits here until there is room. A step itself is bounded too, so
 * that a server whose lists and templates never end does not keep it for ever. Thread-safe.
 */
public final class ServerBudget implements Meter {

    /** No more than this talk to a server at once, whatever is configured: each takes a thread. */
    public static final int MOST_IN_FLIGHT = 16;

    /** Twice what the longest list of hosts and as many names need. */
    static final int MOST_REQUESTS_IN_STEP = 4_000;

    /** The longest reply with output, and as much again. Small replies may unpack to anything, one after the other. */
    static final long MOST_BYTES_IN_STEP = 32L << 30;

    /** Several times what the longest list of hosts takes: each request has a limit of its own. */
    static final Duration LONGEST_STEP = Duration.ofHours(6);

    /** No more requests than this are made in a minute, whatever is configured. */
    public static final int MOST_PER_MINUTE = 60_000;

    /** How long what changes seldom is not asked for again. */
    private static final Duration FRESH = Duration.ofMinutes(1);

    /** Bytes of that, about. */
    private static final long MOST_KEPT = 4 << 20;

    private final Scheduler scheduler;
    private final int inFlight;
    private final double requestsPerSecond;
    private final double burst;

    private final PriorityQueue<Waiting> waiting =
            new PriorityQueue<>(Comparator.comparing(Waiting::urgency).thenComparing(Waiting::order));
    private final ThreadLocal<Step> current = new ThreadLocal<>();
    private final JobLooks looks;
    private final AnswerCache answers = new AnswerCache(FRESH, MOST_KEPT);
    private long submitted;
    private int running;
    private double tokens;
    private Moment refilledAt;
    private boolean wakeUpPending;

    /** Of one urgency, in the order of coming. */
    private record Waiting(
            @NonNull Urgency urgency, long order, @NonNull Runnable step) {}

    /** What the step on a thread has left. */
    private static final class Step {
        private int requests = MOST_REQUESTS_IN_STEP;
        private long bytes = MOST_BYTES_IN_STEP;
        private Moment end;

        Step(Moment end) {
            this.end = end;
        }
    }

    /**
     * @param inFlight steps that may run at the same time; each makes its requests one after the other. Taken as 1 to
     *     {@link #MOST_IN_FLIGHT}; one cancel may come on top
     * @param requestsPerMinute requests in the long run; a short burst of a quarter of it is allowed
     */
    public ServerBudget(@NonNull Scheduler scheduler, int inFlight, int requestsPerMinute) {
        this.scheduler = scheduler;
        this.looks = new JobLooks(scheduler);
        this.inFlight = Math.max(1, Math.min(inFlight, MOST_IN_FLIGHT));
        int perMinute = Math.max(1, Math.min(requestsPerMinute, MOST_PER_MINUTE));
        this.requestsPerSecond = perMinute / 60.0;
        this.burst = Math.max(1, perMinute / 4.0);
        this.tokens = burst;
        this.refilledAt = Moment.now(scheduler);
    }

    /** The threads that a budget with this limit can make use of. */
    public static int threads(int inFlight) {
        return Math.max(1, Math.min(inFlight, MOST_IN_FLIGHT)) + 1;
    }

    @NonNull
    Scheduler scheduler() {
        return scheduler;
    }

    /** Of the jobs of all runs. */
    @NonNull
    JobLooks looks() {
        return looks;
    }

    /** What all runs ask for and changes seldom. */
    @NonNull
    AnswerCache answers() {
        return answers;
    }

    /** Runs a step after a delay, and after that as soon as the budget has room: the most urgent first. */
    public void submit(@NonNull Duration delay, @NonNull Urgency urgency, @NonNull Runnable step) {
        scheduler.schedule(delay, () -> {
            synchronized (this) {
                waiting.add(new Waiting(urgency, submitted++, step));
            }
            runWaiting();
        });
    }

    /** Whether a step that was handed in waits for room. */
    synchronized boolean holds(@NonNull Runnable step) {
        return waiting.stream().anyMatch(each -> each.step() == step);
    }

    /** Takes what waits as far as there is room, in case whoever was to do that has died over it. */
    void goOn() {
        scheduler.schedule(Duration.ZERO, this::runWaiting);
    }

    /**
     * Takes a request out of the budget, which may fall below zero; the steps that follow wait.
     *
     * @throws ExhaustedException when the step on this thread has made too many, or has lasted too long
     */
    @Override
    public void request() {
        Step step = current.get();
        if (step != null) {
            if (step.requests-- <= 0) {
                throw new ExhaustedException(() -> Messages.ServerBudget_requests(MOST_REQUESTS_IN_STEP));
            }
            if (!Moment.now(scheduler).isBefore(step.end)) {
                throw new ExhaustedException(Messages::ServerBudget_time);
            }
        }
        synchronized (this) {
            refill();
            tokens--;
        }
    }

    /** @throws ExhaustedException when the step on this thread has read too much */
    @Override
    public void received(long bytes) {
        Step step = current.get();
        if (step != null && (step.bytes -= bytes) < 0) {
            throw new ExhaustedException(() -> Messages.ServerBudget_bytes(MOST_BYTES_IN_STEP >> 30));
        }
    }

    /** Lets the step on this thread make no request any more after so long. */
    public void endStepIn(@NonNull Duration most) {
        Step step = current.get();
        Moment end = Moment.now(scheduler).plus(most);
        if (step != null && end.isBefore(step.end)) {
            step.end = end;
        }
    }

    private void runWaiting() {
        for (Runnable step = next(); step != null; step = next()) {
            current.set(new Step(Moment.now(scheduler).plus(LONGEST_STEP)));
            try {
                step.run();
            } finally {
                current.remove();
                synchronized (this) {
                    running--;
                }
            }
        }
    }

    private synchronized Runnable next() {
        refill();
        Waiting first = waiting.peek();
        if (first == null) {
            return null;
        }
        boolean cancel = first.urgency() == Urgency.CANCEL;
        if (running >= (cancel ? inFlight + 1 : inFlight)) {
            return null;
        }
        if (tokens <= 0 && !cancel) {
            wakeUpWhenRefilled();
            return null;
        }
        running++;
        waiting.remove();
        return first.step();
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
