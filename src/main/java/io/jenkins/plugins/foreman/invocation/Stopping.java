package io.jenkins.plugins.foreman.invocation;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.foreman.client.Foreman;
import io.jenkins.plugins.foreman.client.ForemanException;
import io.jenkins.plugins.foreman.client.JobInvocation;
import io.jenkins.plugins.foreman.invocation.Patience.Stage;
import io.jenkins.plugins.foreman.record.RunHead.Cancel;
import io.jenkins.plugins.foreman.record.RunRecord;
import java.io.IOException;
import java.util.List;

/**
 * Carries out the wish to stop a run, step by step, with a patience of its own: what is sent is recorded, then told, and a
 * refusal does not change that the run was stopped.
 */
final class Stopping {

    private final RunRecord run;
    private final RunSettings settings;
    private final RunListener listener;
    private final Long recurringJob;
    private final Cancellation cancellation;
    private final Patience patience;

    /** @param request null for a run that follows a job made elsewhere */
    Stopping(
            @NonNull Foreman foreman,
            @NonNull RunRecord run,
            @CheckForNull JobInvocationRequest request,
            @NonNull RunSettings settings,
            @NonNull RunListener listener,
            @NonNull Hindrances hindrances) {
        this.run = run;
        this.settings = settings;
        this.listener = listener;
        this.recurringJob = Cancellation.recurringJob(run.head(), request);
        this.cancellation = new Cancellation(foreman, recurringJob);
        this.patience = new Patience(settings.patience(), hindrances);
    }

    /**
     * How far it is.
     *
     * @param over whether nothing of what is to be stopped runs, so that the end need not wait for it
     * @param leftRunning why nothing more is done although something may run, null as a rule
     */
    record Progress(boolean over, @CheckForNull String leftRunning) {}

    /**
     * Does what is due.
     *
     * @param job as Foreman has it now
     * @throws IOException when it cannot be recorded
     */
    @NonNull
    Progress step(@NonNull Cancel wish, @NonNull JobInvocation job, @NonNull Moment now) throws IOException {
        if (!settings.cancelOnAbort()) {
            return new Progress(true, job.isStopped() ? null : Messages.Stopping_leftAsWished());
        }
        if (patience.isPausing(now)) {
            return new Progress(job.isStopped() && recurringJob == null, null);
        }
        try {
            Cancellation.Step step = cancellation.step(wish, job, now);
            run.update(head -> head.withCancel(step.cancel()).withMessages(step.messages()));
            step.messages().forEach(listener::cancelling);
            patience.reward(now);
            return new Progress(step.over(), step.givenUp() ? step.messages().get(0) : null);
        } catch (ForemanException e) {
            if (patience.bear(e, Stage.JOB, now) != null) {
                return new Progress(false, null);
            }
            String message = Messages.Cancellation_refused(e.getMessage());
            run.update(head -> head.withMessages(List.of(message)));
            listener.cancelling(message);
            return new Progress(false, message);
        }
    }
}
