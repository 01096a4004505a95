package io.jenkins.plugins.foreman.invocation;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.foreman.client.Foreman;
import io.jenkins.plugins.foreman.client.ForemanException;
import io.jenkins.plugins.foreman.client.JobInvocation;
import io.jenkins.plugins.foreman.client.JobStatus;
import io.jenkins.plugins.foreman.record.AttemptRecord;
import io.jenkins.plugins.foreman.record.HostRow;
import io.jenkins.plugins.foreman.record.RunHead;
import io.jenkins.plugins.foreman.record.RunHead.Attempt;
import io.jenkins.plugins.foreman.record.RunHead.Cancel;
import io.jenkins.plugins.foreman.record.RunRecord;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Follows one job invocation to its end: each step one look at the job, then at its hosts and their output as needed. */
final class AttemptFollower {

    private static final Duration STALL = Duration.ofMinutes(10);

    private final Foreman foreman;
    private final RunRecord run;
    private final int index;
    private final long jobId;
    private final AttemptRecord record;
    private final HostStates hostStates;
    private final OutputReads outputReads;
    private final Cancellation cancellation;
    private final Pacer pacer;
    private final RunSettings settings;
    private final RunListener listener;
    private final Hindrances hindrances;
    private final RequestCount requests;

    private Instant movedAt;
    private boolean scheduledTold;

    AttemptFollower(
            Foreman foreman,
            RunRecord run,
            int index,
            long jobId,
            Pacer pacer,
            RunSettings settings,
            RunListener listener,
            Hindrances hindrances,
            RequestCount requests)
            throws IOException {
        this.foreman = foreman;
        this.run = run;
        this.index = index;
        this.jobId = jobId;
        this.record = run.attempt(index);
        this.hostStates = new HostStates(foreman, record);
        this.outputReads = new OutputReads(foreman, record, jobId);
        this.cancellation = new Cancellation(foreman);
        this.pacer = pacer;
        this.settings = settings;
        this.listener = listener;
        this.hindrances = hindrances;
        this.requests = requests;
    }

    /**
     * What a step came to.
     *
     * @param finished whether everything is recorded to the end
     * @param leftRunning why the job is not followed any more although it may still run, null as a rule
     * @param pause before the next step
     */
    record Progress(
            boolean finished,
            @CheckForNull String leftRunning,
            @NonNull Duration pause) {}

    @NonNull
    Progress step(@NonNull Attempt attempt, @NonNull Instant now) throws IOException {
        requests.add(1);
        JobInvocation job = foreman.jobInvocations().show(jobId);
        boolean moved = note(attempt, job, now);
        String leftRunning = cancelIfWanted(job, now);
        List<HostRow> changed = hostStates.refresh(job, now, requests);
        if (!changed.isEmpty()) {
            listener.hostsChanged(changed);
        }
        boolean over = job.isStopped() && hostStates.isFinal();
        OutputReads.Result output = outputReads.read(over, now, requests);
        if (output.anyOutput() || !output.completed().isEmpty()) {
            listener.recorded(index, output.completed());
        }
        moved |= !changed.isEmpty() || output.anyOutput();
        tellIfStuck(job, moved, now);
        boolean finished = over && outputReads.isComplete();
        Duration pause = output.moreAtOnce()
                ? Duration.ZERO
                : pacer.next(moved, record.hosts().size());
        return new Progress(finished, finished ? null : leftRunning, pause);
    }

    /**
     * Gives up on output that the server cannot be made to give, once the job has ended and its states are known.
     *
     * @return whether the run can be judged now
     */
    boolean abandonOutput(@NonNull ForemanException cause) throws IOException {
        if (!hostStates.isFinal() || outputReads.isComplete()) {
            return false;
        }
        outputReads.abandon(cause);
        listener.notice(Messages.AttemptFollower_outputAbandoned(cause.getMessage()));
        return true;
    }

    private boolean note(Attempt attempt, JobInvocation job, Instant now) throws IOException {
        Attempt seen = attempt.seen(job, now);
        if (seen.equals(attempt)) {
            return false;
        }
        run.update(head -> head.withCurrent(seen));
        if (attempt.status() == null) {
            // a job that was made elsewhere
            listener.created(index, job, foreman.link("job_invocations/" + jobId));
        }
        listener.counts(job);
        return true;
    }

    private String cancelIfWanted(JobInvocation job, Instant now) throws IOException {
        RunHead head = run.head();
        Cancel cancel = head.cancel();
        if (cancel == null) {
            return null;
        }
        if (!settings.cancelOnAbort()) {
            return job.isStopped() ? null : Messages.AttemptFollower_leftAsWished();
        }
        Cancellation.Step step = cancellation.step(cancel, job, now, requests);
        if (!step.cancel().equals(cancel)) {
            run.update(h -> h.withCancel(step.cancel()));
        }
        if (step.message() != null) {
            listener.cancelling(step.message());
        }
        return step.givenUp() ? step.message() : null;
    }

    private void tellIfStuck(JobInvocation job, boolean moved, Instant now) throws IOException {
        Instant startAt = job.startAt();
        boolean scheduled = job.status() == JobStatus.QUEUED && startAt != null && startAt.isAfter(now);
        if (moved || scheduled || movedAt == null) {
            movedAt = now;
        }
        List<String> stuck = new ArrayList<>();
        if (scheduled && !scheduledTold) {
            scheduledTold = true;
            listener.scheduled(startAt);
        }
        if (!scheduled && job.isPaused()) {
            stuck.add(Messages.AttemptFollower_paused());
        }
        if (!job.isStopped() && Duration.between(movedAt, now).compareTo(STALL) >= 0) {
            stuck.add(Messages.AttemptFollower_stalled(STALL.toMinutes()));
        }
        hindrances.are(stuck);
    }
}
