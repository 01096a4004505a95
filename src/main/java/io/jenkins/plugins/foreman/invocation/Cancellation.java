package io.jenkins.plugins.foreman.invocation;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.foreman.client.Foreman;
import io.jenkins.plugins.foreman.client.ForemanException;
import io.jenkins.plugins.foreman.client.JobInvocation;
import io.jenkins.plugins.foreman.client.ListQuery;
import io.jenkins.plugins.foreman.client.Sentence;
import io.jenkins.plugins.foreman.record.RunHead;
import io.jenkins.plugins.foreman.record.RunHead.Cancel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * Stops a job on Foreman: first softly, so that the hosts' processes are ended; then, when that takes too long, by force.
 * A soft cancel that Foreman has accepted was seen to act only half a minute later.
 */
final class Cancellation {

    static final Duration SOFT_GRACE = Duration.ofSeconds(60);
    static final Duration FORCE_GRACE = Duration.ofSeconds(45);

    private static final int MOST_OF_SERIES = 100;

    private final Foreman foreman;
    private final Long recurringJob;
    private Moment softAt;
    private Moment forcedAt;
    private Long series;
    private boolean seriesDone;

    /** @param recurringJob with which the run began a series, null when it did not */
    Cancellation(@NonNull Foreman foreman, @CheckForNull Long recurringJob) {
        this.foreman = foreman;
        this.recurringJob = recurringJob;
    }

    /** The job with which a run began a series, null when it did not: only its first job recurs. */
    @CheckForNull
    static Long recurringJob(@NonNull RunHead head, @CheckForNull JobInvocationRequest request) {
        return request == null || request.options().recurrence() == null
                ? null
                : head.attempts().get(0).invocationId();
    }

    /**
     * How a step of the cancellation ended.
     *
     * @param cancel the state to keep
     * @param over whether nothing runs any more
     * @param givenUp why nothing more can be done, so that the job may be left running; null as a rule
     * @param due when there is more to do, null when there is nothing
     */
    record Step(
            @NonNull Cancel cancel,
            boolean over,
            @CheckForNull Sentence givenUp,
            @CheckForNull Moment due) {}

    /**
     * Does what is due. The time between soft and forced begins anew after a restart.
     *
     * @param messages takes what is new for people, also when this fails
     * @throws ForemanException for faults that may pass
     */
    @NonNull
    Step step(
            @NonNull Cancel cancel,
            @NonNull JobInvocation job,
            @NonNull Moment now,
            @NonNull Collection<String> messages)
            throws ForemanException {
        noteSeries(job);
        ForemanException seriesGoesOn = stopSeries(messages);
        List<Long> running = running(job);
        if (running.isEmpty()) {
            if (seriesGoesOn != null) {
                throw seriesGoesOn;
            }
            return new Step(cancel, true, null, null);
        }
        softAt = cancel.softAt() != null && softAt == null ? now : softAt;
        forcedAt = cancel.forcedAt() != null && forcedAt == null ? now : forcedAt;
        if (softAt == null || forcedAt == null && now.since(softAt).compareTo(SOFT_GRACE) >= 0) {
            return send(cancel, running, softAt != null, now, messages);
        }
        if (forcedAt != null && now.since(forcedAt).compareTo(FORCE_GRACE) >= 0) {
            Sentence stillRunning = Sentence.of(Messages::Cancellation_stillRunning);
            messages.add(stillRunning.toString());
            return new Step(cancel, false, stillRunning, null);
        }
        return new Step(cancel, false, null, due());
    }

    private Moment due() {
        return forcedAt != null ? forcedAt.plus(FORCE_GRACE) : softAt.plus(SOFT_GRACE);
    }

    private void noteSeries(JobInvocation job) throws ForemanException {
        if (series == null) {
            series = recurringJob == null || recurringJob == job.id()
                    ? job.recurringLogicId()
                    : foreman.jobInvocations().show(recurringJob).recurringLogicId();
        }
    }

    /** The job, and the later runs of the series that have begun beside it. */
    private List<Long> running(JobInvocation job) throws ForemanException {
        List<Long> running = new ArrayList<>();
        if (!job.isStopped()) {
            running.add(job.id());
        }
        if (series != null) {
            String search = "recurring_logic.id = " + series + " and status = running";
            foreman.jobInvocations().list(ListQuery.first(MOST_OF_SERIES, search)).results().stream()
                    .map(JobInvocation::id)
                    .filter(id -> id != job.id())
                    .forEach(running::add);
        }
        return running;
    }

    private Step send(Cancel cancel, List<Long> jobs, boolean force, Moment now, Collection<String> messages)
            throws ForemanException {
        boolean accepted = false;
        for (long id : jobs) {
            accepted |= foreman.jobInvocations().cancel(id, force, null).accepted();
        }
        softAt = softAt == null ? now : softAt;
        forcedAt = force ? now : null;
        Cancel sent = new Cancel(
                cancel.reason(),
                cancel.verdict(),
                cancel.requestedAt(),
                force ? cancel.softAt() : now.wall(),
                force ? now.wall() : null);
        messages.add(
                !accepted
                        ? Messages.Cancellation_nothingToCancel()
                        : force ? Messages.Cancellation_forced() : Messages.Cancellation_accepted());
        return new Step(sent, false, null, due());
    }

    /**
     * Cancelling one iteration of a recurring job only makes Foreman plan the next. Whatever becomes of the series, the
     * job itself is cancelled too.
     *
     * @return why it is to be tried again, null as a rule
     */
    @CheckForNull
    private ForemanException stopSeries(Collection<String> messages) {
        if (series == null || seriesDone) {
            return null;
        }
        try {
            foreman.jobInvocations().cancelRecurring(series);
            seriesDone = true;
        } catch (ForemanException e) {
            if (e.isTransient()) {
                return e;
            }
            seriesDone = true;
            messages.add(Messages.Cancellation_seriesGoesOn(e.getMessage()));
        }
        return null;
    }
}
