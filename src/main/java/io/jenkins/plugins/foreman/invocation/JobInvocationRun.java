package io.jenkins.plugins.foreman.invocation;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.foreman.client.Foreman;
import io.jenkins.plugins.foreman.client.ForemanException;
import io.jenkins.plugins.foreman.client.JobInvocation;
import io.jenkins.plugins.foreman.record.HostRow;
import io.jenkins.plugins.foreman.record.Marker;
import io.jenkins.plugins.foreman.record.RunHead;
import io.jenkins.plugins.foreman.record.RunHead.Attempt;
import io.jenkins.plugins.foreman.record.RunHead.Cancel;
import io.jenkins.plugins.foreman.record.RunHead.Outcome;
import io.jenkins.plugins.foreman.record.RunHead.Verdict;
import io.jenkins.plugins.foreman.record.RunRecord;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;

/**
 * A run of a job invocation from its creation to its end, retries included: a state machine that takes one step at a
 * time. Between steps it holds no thread, and everything it needs to go on is in the {@link RunRecord}; a new object on
 * the same record goes on where the old one was, whenever that was.
 */
public final class JobInvocationRun {

    private final Foreman foreman;
    private final ServerBudget budget;
    private final RunRecord record;
    private final JobInvocationRequest request;
    private final RunSettings settings;
    private final RunListener listener;
    private final RandomGenerator random;
    private final Hindrances hindrances;
    private final Patience patience;
    private final RequestCount requests = new RequestCount();

    private Creation creation;
    private AttemptFollower follower;
    private int generation;
    private boolean ended;
    private volatile String cancelReason;

    /**
     * @param record of this run, made with {@link RunHead#started} or {@link #following}, or opened again
     * @param request null only for a run that follows an invocation that exists already, which cannot retry then
     * @param listener told on the threads of the budget's scheduler, never by two at a time
     */
    public JobInvocationRun(
            @NonNull Foreman foreman,
            @NonNull ServerBudget budget,
            @NonNull RunRecord record,
            @CheckForNull JobInvocationRequest request,
            @NonNull RunSettings settings,
            @NonNull RunListener listener,
            @NonNull RandomGenerator random) {
        this.foreman = foreman;
        this.budget = budget;
        this.record = record;
        this.request = request;
        this.settings = settings;
        this.listener = listener;
        this.random = random;
        this.hindrances = new Hindrances(record, listener);
        this.patience = new Patience(settings.patience(), hindrances);
    }

    /** The head of a run that follows a job invocation that exists already. */
    @NonNull
    public static RunHead following(@NonNull String serverUrl, long invocationId, @NonNull Instant now) {
        return RunHead.started(serverUrl, now)
                .withNewAttempt(new Attempt(
                        Marker.next(), true, invocationId, null, null, List.of(), null, null, null, now, null, false));
    }

    /** Begins, or goes on after a restart. Returns at once. */
    public void start() {
        submit(Duration.ZERO);
    }

    /**
     * Wants the run to end: the job is cancelled on Foreman unless the settings say otherwise, and followed until it has
     * stopped. Returns at once; may be called at any time by any thread.
     *
     * @param reason who or what wants it, for people
     */
    public void cancel(@NonNull String reason) {
        cancelReason = reason;
        // Not here: a step may be under way, and would hold the caller up.
        budget.submit(Duration.ZERO, () -> submit(Duration.ZERO));
    }

    /** Stops to follow without ending the run, as at a shutdown; waits for a step that is under way. */
    public synchronized void suspend() {
        generation++;
        ended = true;
    }

    private synchronized void submit(Duration delay) {
        if (!ended) {
            int mine = ++generation;
            budget.submit(delay, () -> tick(mine));
        }
    }

    private synchronized void tick(int mine) {
        if (ended || mine != generation) {
            return;
        }
        Duration pause = null;
        try {
            pause = takeStep();
        } catch (IOException | RuntimeException e) {
            finish(null, e);
        }
        budget.spend(requests.take());
        if (pause != null) {
            submit(pause);
        }
    }

    /** Returns the pause before the next step, null when the run has ended. */
    private Duration takeStep() throws IOException {
        try {
            Duration pause = step();
            patience.reward(now());
            return pause;
        } catch (ForemanException e) {
            Attempt current = record.head().current();
            boolean jobExists = current != null && current.invocationId() != null;
            try {
                return patience.bear(e, jobExists, now());
            } catch (ForemanException last) {
                if (follower == null || !follower.abandonOutput(last)) {
                    throw last;
                }
                return Duration.ZERO;
            }
        }
    }

    private Duration step() throws IOException {
        noteWishToStop();
        Attempt attempt = record.head().current();
        if (attempt == null) {
            attempt = Attempt.planned(Marker.next(), List.of(), now());
            RunHead begun = record.head().withNewAttempt(attempt);
            record.save(begun);
        }
        Long jobId = attempt.invocationId();
        return jobId == null ? create(attempt) : follow(attempt, jobId);
    }

    private void noteWishToStop() throws IOException {
        RunHead head = record.head();
        if (head.cancel() != null) {
            return;
        }
        if (cancelReason != null) {
            update(h -> h.withCancel(new Cancel(cancelReason, Verdict.ABORTED, now(), null, null)));
            return;
        }
        Duration timeout = settings.timeout();
        if (timeout != null && !now().isBefore(head.createdAt().plus(timeout))) {
            String reason = Messages.JobInvocationRun_timeout(timeout.toSeconds());
            update(h -> h.withCancel(new Cancel(reason, Verdict.FAILURE, now(), null, null)));
        }
    }

    private Duration create(Attempt attempt) throws IOException {
        Cancel cancel = record.head().cancel();
        if (cancel != null && !attempt.sent()) {
            return finish(
                    new Outcome(cancel.verdict(), Messages.JobInvocationRun_neverCreated(cancel.reason()), now()),
                    null);
        }
        if (creation == null) {
            creation = new Creation(foreman, record, request, hindrances, requests);
        }
        Creation.Progress progress = creation.step(attempt, now());
        if (progress.hopeless() != null) {
            return finish(null, progress.hopeless());
        }
        JobInvocation job = progress.created();
        if (job == null) {
            return progress.pause();
        }
        creation = null;
        hindrances.answered(now());
        update(h -> h.withCurrent(attempt.seen(job, now())));
        listener.created(record.attempts() - 1, job, foreman.link("job_invocations/" + job.id()));
        return settings.waitForEnd()
                ? Duration.ZERO
                : finish(new Outcome(Verdict.SUCCESS, Messages.JobInvocationRun_notWaited(job.id()), now()), null);
    }

    private Duration follow(Attempt attempt, long jobId) throws IOException {
        int index = record.attempts() - 1;
        if (follower == null) {
            follower = new AttemptFollower(
                    foreman,
                    record,
                    index,
                    jobId,
                    new Pacer(settings.pollInterval(), random),
                    settings,
                    listener,
                    hindrances,
                    requests);
        }
        AttemptFollower.Progress progress = follower.step(attempt, now());
        Cancel cancel = record.head().cancel();
        if (cancel != null && progress.leftRunning() != null) {
            return finish(new Outcome(cancel.verdict(), cancel.reason() + " " + progress.leftRunning(), now()), null);
        }
        return progress.finished() ? endAttempt(index) : progress.pause();
    }

    private Duration endAttempt(int index) throws IOException {
        follower = null;
        hindrances.answered(now());
        update(h -> h.withCurrent(h.currentAttempt().finishedNow()));
        RunHead head = record.head();
        List<HostRow> rows = record.attempt(index).hosts();
        List<HostRow> failed = OutcomeRule.failed(rows);
        OutcomeRule.Judgement judgement = new OutcomeRule(settings)
                .judge(head.currentAttempt(), rows, record.attempt(0).hosts().size());
        Cancel cancel = head.cancel();
        if (cancel != null) {
            return finish(
                    new Outcome(
                            cancel.verdict(),
                            Messages.JobInvocationRun_cancelled(cancel.reason(), judgement.message()),
                            now()),
                    null);
        }
        if (index < settings.retries() && request != null && !failed.isEmpty()) {
            List<Long> ids = failed.stream().map(HostRow::id).toList();
            Attempt next = Attempt.planned(Marker.next(), ids, now());
            update(h -> h.withNewAttempt(next));
            listener.retrying(index + 1, failed, settings.retryPause());
            return settings.retryPause();
        }
        return finish(new Outcome(judgement.verdict(), judgement.message(), now()), null);
    }

    /** Ends the run, by an outcome or by a fault that becomes one. Returns null, as the pause of a run that has ended. */
    private Duration finish(Outcome outcome, Exception fault) {
        ended = true;
        Exception worst = fault;
        try {
            Outcome last = outcome != null ? outcome : new Outcome(Verdict.FAILURE, faultMessage(fault), now());
            update(h -> h.withOutcome(last));
        } catch (IOException e) {
            if (worst == null) {
                worst = e;
            } else {
                worst.addSuppressed(e);
            }
        }
        listener.finished(record.head(), worst);
        return null;
    }

    private String faultMessage(Exception fault) {
        String message = fault.getMessage() == null ? fault.toString() : fault.getMessage();
        Attempt current = record.head().current();
        if (current == null || current.invocationId() == null || current.stoppedAt() != null) {
            return message;
        }
        return Messages.JobInvocationRun_lostTouch(message, foreman.link("job_invocations/" + current.invocationId()));
    }

    private void update(UnaryOperator<RunHead> change) throws IOException {
        record.update(change);
    }

    private Instant now() {
        return budget.scheduler().now();
    }
}
