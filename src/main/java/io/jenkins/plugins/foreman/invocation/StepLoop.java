package io.jenkins.plugins.foreman.invocation;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Takes the steps of a run one after the other. At any moment a loop that was started is planned, under way or stopped:
 * whatever a step throws, an {@link Error} included, ends in the next step or in an end that is told, and a watch sees to
 * it that a step which is planned comes. Thread-safe.
 */
final class StepLoop {

    /** How late a step may come before it is planned again. */
    static final Duration WATCH = Duration.ofMinutes(5);

    private static final Logger LOGGER = Logger.getLogger(StepLoop.class.getName());

    private final ServerBudget budget;
    private final Supplier<Urgency> urgency;
    private final Callable<Duration> step;
    private final Consumer<Throwable> end;
    private boolean stopped;
    private boolean underWay;
    private boolean hurried;
    private int generation;
    private Moment due;
    private Runnable planned;

    /**
     * @param urgency of the steps, except for those that are hurried
     * @param step returns the pause before the next one, null when there is none
     * @param end is told of what a step threw; no step follows
     */
    StepLoop(
            @NonNull ServerBudget budget,
            @NonNull Supplier<Urgency> urgency,
            @NonNull Callable<Duration> step,
            @NonNull Consumer<Throwable> end) {
        this.budget = budget;
        this.urgency = urgency;
        this.step = step;
        this.end = end;
    }

    void start() {
        start(Duration.ZERO);
    }

    void start(@NonNull Duration pause) {
        plan(pause, urgency.get());
        budget.scheduler().schedule(WATCH, this::watch);
    }

    /** Lets the next step come at once and as that of a cancel; after the one that is under way, if there is one. */
    synchronized void hurry() {
        if (underWay) {
            hurried = true;
        } else {
            plan(Duration.ZERO, Urgency.CANCEL);
        }
    }

    /** No step begins any more. Does not wait for one that is under way. */
    synchronized void stop() {
        stopped = true;
    }

    synchronized boolean isStopped() {
        return stopped;
    }

    private synchronized void plan(Duration pause, Urgency how) {
        if (!stopped) {
            int mine = ++generation;
            due = Moment.now(budget.scheduler()).plus(pause);
            planned = () -> run(mine);
            budget.submit(pause, how, planned);
        }
    }

    private void run(int mine) {
        if (!begin(mine)) {
            return;
        }
        Duration pause = null;
        try {
            pause = step.call();
            if (pause == null) {
                stop();
            }
        } catch (Throwable e) {
            end(e);
        } finally {
            done(pause);
        }
    }

    private synchronized boolean begin(int mine) {
        if (stopped || underWay || mine != generation) {
            return false;
        }
        underWay = true;
        return true;
    }

    private void end(Throwable fault) {
        if (isStopped()) {
            LOGGER.log(Level.FINE, "A step in progress failed after the loop was stopped", fault);
            return;
        }
        LOGGER.log(Level.FINE, "A step failed permanently", fault);
        try {
            end.accept(fault);
        } finally {
            stop();
        }
    }

    private synchronized void done(@CheckForNull Duration pause) {
        underWay = false;
        boolean now = hurried;
        hurried = false;
        if (pause != null) {
            plan(now ? Duration.ZERO : pause, now ? Urgency.CANCEL : urgency.get());
        }
    }

    private void watch() {
        synchronized (this) {
            if (stopped) {
                return;
            }
            Moment now = Moment.now(budget.scheduler());
            if (!underWay && now.since(due).compareTo(WATCH) > 0) {
                if (budget.holds(planned)) {
                    // planned again it would lose its place among all who wait
                    budget.goOn();
                } else {
                    LOGGER.warning("A step did not run in time and is scheduled again");
                    plan(Duration.ZERO, urgency.get());
                }
            }
        }
        budget.scheduler().schedule(WATCH, this::watch);
    }
}
