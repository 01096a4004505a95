package io.jenkins.plugins.foreman.invocation;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.foreman.client.Foreman;
import io.jenkins.plugins.foreman.client.ForemanException;
import io.jenkins.plugins.foreman.client.JobInvocation;
import io.jenkins.plugins.foreman.record.Attempt;
import io.jenkins.plugins.foreman.record.RunHead.Cancel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Cancels the job of a run whose record is gone, so that nothing can be written down of it and nobody is told. */
final class Abandonment {

    private static final Logger LOGGER = Logger.getLogger(Abandonment.class.getName());
    private static final Duration PAUSE = Duration.ofSeconds(10);

    private final Foreman foreman;
    private final ServerBudget budget;
    private final String marker;
    private final Duration patience;
    private final Cancellation cancellation;
    private final StepLoop loop;
    private final Moment begun;
    private Long id;
    private Cancel cancel;

    /**
     * @param recurringJob with which the run began a series, null when it did not
     * @param patience how long a server is asked that does not answer
     */
    Abandonment(
            @NonNull Foreman foreman,
            @NonNull ServerBudget budget,
            @NonNull Attempt attempt,
            @CheckForNull Long recurringJob,
            @NonNull Cancel cancel,
            @NonNull Duration patience) {
        this.foreman = foreman;
        this.budget = budget;
        this.marker = attempt.marker();
        this.id = attempt.invocationId() == null && attempt.sends() == 0 ? recurringJob : attempt.invocationId();
        this.cancel = cancel;
        this.patience = patience;
        this.cancellation = new Cancellation(foreman, recurringJob);
        this.begun = now();
        this.loop = new StepLoop(
                budget,
                () -> Urgency.CANCEL,
                this::step,
                fault -> LOGGER.log(Level.WARNING, fault, () -> "Cannot cancel job " + id));
    }

    void start() {
        loop.start();
    }

    @CheckForNull
    private Duration step() throws ForemanException {
        try {
            return cancel();
        } catch (ForemanException e) {
            boolean refused = e.isForemans() && !e.isTransient();
            if (refused || age().compareTo(patience) >= 0) {
                throw e;
            }
            return PAUSE;
        }
    }

    @CheckForNull
    private Duration cancel() throws ForemanException {
        if (id == null) {
            // its create may have been under way
            id = Creation.marked(foreman, marker).stream()
                    .filter(job -> !job.isGhost())
                    .map(JobInvocation::id)
                    .findFirst()
                    .orElse(null);
        }
        if (id == null) {
            return age().compareTo(Creation.window(foreman)) < 0 ? PAUSE : null;
        }
        JobInvocation job = foreman.jobInvocations().show(id);
        Cancellation.Step step = cancellation.step(cancel, job, now(), new ArrayList<>());
        cancel = step.cancel();
        return step.over() || step.givenUp() != null ? null : PAUSE;
    }

    private Duration age() {
        return now().since(begun);
    }

    private Moment now() {
        return Moment.now(budget.scheduler());
    }
}
