package io.jenkins.plugins.foreman.invocation;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.foreman.client.Foreman;
import io.jenkins.plugins.foreman.client.ForemanException;
import io.jenkins.plugins.foreman.client.JobInvocation;
import io.jenkins.plugins.foreman.record.RunHead.Cancel;
import java.time.Duration;
import java.time.Instant;

/**
 * Stops a job on Foreman: first softly, so that the hosts' processes are ended; then, when that takes too long, by force.
 * A soft cancel that Foreman has accepted was seen to act only half a minute later.
 */
final class Cancellation {

    static final Duration SOFT_GRACE = Duration.ofSeconds(60);
    static final Duration FORCE_GRACE = Duration.ofSeconds(45);

    private final Foreman foreman;

    Cancellation(@NonNull Foreman foreman) {
        this.foreman = foreman;
    }

    /**
     * How a step of the cancellation ended.
     *
     * @param cancel the state to keep
     * @param message for people, null when there is nothing new
     * @param givenUp whether nothing more can be done, so that the job may be left running
     */
    record Step(@NonNull Cancel cancel, String message, boolean givenUp) {}

    /**
     * Does what is due.
     *
     * @throws ForemanException only for faults that may pass
     */
    @NonNull
    Step step(@NonNull Cancel cancel, @NonNull JobInvocation job, @NonNull Instant now, @NonNull RequestCount requests)
            throws ForemanException {
        if (job.isStopped()) {
            return new Step(cancel, null, false);
        }
        boolean force = cancel.softAt() != null;
        if (force && cancel.forcedAt() == null && isOver(cancel.softAt(), SOFT_GRACE, now) || !force) {
            return send(cancel, job, force, now, requests);
        }
        if (cancel.forcedAt() != null && isOver(cancel.forcedAt(), FORCE_GRACE, now)) {
            return new Step(cancel, Messages.Cancellation_stillRunning(), true);
        }
        return new Step(cancel, null, false);
    }

    private Step send(Cancel cancel, JobInvocation job, boolean force, Instant now, RequestCount requests)
            throws ForemanException {
        requests.add(1);
        Cancel sent = new Cancel(
                cancel.reason(),
                cancel.verdict(),
                cancel.requestedAt(),
                force ? cancel.softAt() : now,
                force ? now : null);
        try {
            if (!force) {
                stopRecurring(job.recurringLogicId(), requests);
            }
            boolean accepted =
                    foreman.jobInvocations().cancel(job.id(), force, null).accepted();
            String message = !accepted
                    ? Messages.Cancellation_nothingToCancel()
                    : force ? Messages.Cancellation_forced() : Messages.Cancellation_accepted();
            return new Step(sent, message, false);
        } catch (ForemanException e) {
            if (e.isTransient()) {
                throw e;
            }
            return new Step(sent, Messages.Cancellation_refused(e.getMessage()), true);
        }
    }

    /** Cancelling one iteration of a recurring job only makes Foreman plan the next. */
    private void stopRecurring(@CheckForNull Long recurringLogicId, RequestCount requests) throws ForemanException {
        if (recurringLogicId != null) {
            requests.add(1);
            foreman.jobInvocations().cancelRecurring(recurringLogicId);
        }
    }

    private static boolean isOver(Instant since, Duration grace, Instant now) {
        return Duration.between(since, now).compareTo(grace) >= 0;
    }
}
