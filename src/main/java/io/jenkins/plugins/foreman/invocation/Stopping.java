package io.jenkins.plugins.foreman.invocation;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.foreman.client.Foreman;
import io.jenkins.plugins.foreman.client.ForemanException;
import io.jenkins.plugins.foreman.client.JobInvocation;
import io.jenkins.plugins.foreman.client.Sentence;
import io.jenkins.plugins.foreman.invocation.Patience.Stage;
import io.jenkins.plugins.foreman.record.RunHead.Cancel;
import io.jenkins.plugins.foreman.record.RunRecord;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Carries out the wish to stop a run, step by step, with a patience of its own: what is sent is recorded, then told, and a
 * refusal does not change that the run was stopped. It knows what was sent also while nothing can be recorded. Each of its
 * acts comes in time, however much others read of the server.
 */
final class Stopping {

    private final Foreman foreman;
    private final RunRecord run;
    private final JobInvocationRequest request;
    private final RunSettings settings;
    private final RunListener listener;
    private final Patience patience;
    private final Consumer<Duration> hurry;
    private final Set<String> untold = new LinkedHashSet<>();
    private Cancellation cancellation;
    private Moment due;

    /**
     * @param request null for a run that follows a job made elsewhere
     * @param hurry lets a step come after so long, as that of a cancel
     */
    Stopping(
            @NonNull Foreman foreman,
            @NonNull RunRecord run,
            @CheckForNull JobInvocationRequest request,
            @NonNull RunSettings settings,
            @NonNull RunListener listener,
            @NonNull Troubles troubles,
            @NonNull Consumer<Duration> hurry) {
        this.foreman = foreman;
        this.run = run;
        this.request = request;
        this.settings = settings;
        this.listener = listener;
        this.patience = new Patience(settings.patience(), troubles);
        this.hurry = hurry;
    }

    /**
     * How far it is.
     *
     * @param over whether nothing of what is to be stopped runs, so that the end need not wait for it
     * @param leftRunning why nothing more is done although something may run, null as a rule
     */
    record Progress(boolean over, @CheckForNull Sentence leftRunning) {}

    /**
     * Does what is due.
     *
     * @param job as Foreman has it now
     * @throws IOException when it cannot be recorded
     */
    @NonNull
    Progress step(@NonNull Cancel wish, @NonNull JobInvocation job, @NonNull Moment now) throws IOException {
        if (!settings.cancelOnAbort()) {
            return new Progress(true, job.isStopped() ? null : Sentence.of(Messages::Stopping_leftAsWished));
        }
        Long recurringJob = Cancellation.recurringJob(run.head(), request);
        if (patience.isPausing(now)) {
            return new Progress(job.isStopped() && recurringJob == null, null);
        }
        if (cancellation == null) {
            cancellation = new Cancellation(foreman, recurringJob);
        }
        try {
            Cancellation.Step step = cancellation.step(wish, job, now, untold);
            tell(step.cancel());
            patience.reward(now);
            hurryAt(step.due(), now);
            return new Progress(step.over(), step.givenUp());
        } catch (ForemanException e) {
            Duration pause = patience.pauseAfter(e, Stage.JOB, now);
            if (pause != null) {
                hurryAt(now.plus(pause), now);
                return new Progress(false, null);
            }
            Sentence message = Sentence.of(() -> Messages.Cancellation_refused(e.getMessage()));
            untold.add(message.toString());
            tell(wish);
            return new Progress(false, message);
        }
    }

    private void hurryAt(@CheckForNull Moment at, Moment now) {
        if (at != null && !at.equals(due)) {
            due = at;
            hurry.accept(at.since(now));
        }
    }

    private void tell(Cancel cancel) throws IOException {
        List<String> messages = List.copyOf(untold);
        run.update(head -> head.withCancel(cancel).withMessages(messages));
        untold.clear();
        messages.forEach(listener::cancelling);
    }
}
