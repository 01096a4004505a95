package io.jenkins.plugins.foreman.invocation;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.foreman.client.Foreman;
import io.jenkins.plugins.foreman.client.ForemanException;
import io.jenkins.plugins.foreman.client.HostCounts;
import io.jenkins.plugins.foreman.client.JobInvocation;
import io.jenkins.plugins.foreman.client.Sentence;
import io.jenkins.plugins.foreman.invocation.Patience.Stage;
import io.jenkins.plugins.foreman.record.Attempt;
import io.jenkins.plugins.foreman.record.HostRow;
import io.jenkins.plugins.foreman.record.Marker;
import io.jenkins.plugins.foreman.record.RunHead;
import io.jenkins.plugins.foreman.record.RunHead.Cancel;
import io.jenkins.plugins.foreman.record.RunHead.News;
import io.jenkins.plugins.foreman.record.RunHead.Outcome;
import io.jenkins.plugins.foreman.record.RunHead.Verdict;
import io.jenkins.plugins.foreman.record.RunRecord;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.function.UnaryOperator;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.random.RandomGenerator;

/**
 * A run of a job invocation from its creation to its end, retries included: a state machine that takes one step at a
 * time. Between steps it holds no thread, and everything it needs to go on is in the {@link RunRecord}; a new object on
 * the same record goes on where the old one was, whenever that was.
 */
public final class JobInvocationRun {

    private static final Logger LOGGER = Logger.getLogger(JobInvocationRun.class.getName());

    /** In a pause of this length no file is held open. */
    private static final Duration REST = Duration.ofSeconds(1);

    /** How many hosts of a retry are named. */
    private static final int MOST_NAMES = 20;

    private final Foreman foreman;
    private final ServerBudget budget;
    private final RunRecord record;
    private final JobInvocationRequest request;
    private final RunSettings settings;
    private final RunListener listener;
    private final RandomGenerator random;
    private final Troubles troubles;
    private final Patience patience;
    private final Stopping stopping;
    private final StepLoop loop;
    private final Moment begun;
    private final Duration ageWhenBegun;

    private Creation creation;
    private JobInvocation created;
    private AttemptFollower follower;
    private boolean answered;
    private boolean begunTold;

    private volatile Sentence cancelReason;

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
        if (request != null) {
            record.mask().add(request.secretValues());
        }
        foreman.masking(record.mask());
        this.troubles = new Troubles(record, listener);
        this.patience = new Patience(settings.patience(), troubles);
        this.stopping = new Stopping(foreman, record, request, settings, listener, troubles, this::hurryIn);
        this.loop = new StepLoop(budget, this::urgency, this::takeStep, fault -> finish(null, fault));
        this.begun = now();
        Duration age = Duration.between(record.head().createdAt(), begun.wall());
        this.ageWhenBegun = age.isNegative() ? Duration.ZERO : age;
    }

    /** The head of a run that follows a job invocation that exists already. */
    @NonNull
    public static RunHead following(@NonNull String serverUrl, long invocationId, @NonNull Instant now) {
        return RunHead.started(serverUrl, now)
                .withNewAttempt(Attempt.planned(Marker.next(), List.of(), now).existing(invocationId));
    }

    /** Begins, or goes on after a restart. Returns at once. */
    public void start() {
        start(Duration.ZERO);
    }

    /** The same after a pause, which a wish to end the run cuts short. */
    public void start(@NonNull Duration pause) {
        expectToLook(pause);
        loop.start(pause);
        if (record.head().cancel() != null) {
            loop.hurry();
        }
    }

    /** After a restart one look may serve many. */
    private void expectToLook(Duration pause) {
        Attempt attempt = record.head().current();
        Long jobId = attempt == null ? null : attempt.invocationId();
        if (jobId != null && record.head().outcome() == null) {
            budget.looks().expect(foreman, jobId, begun, now().plus(pause));
        }
    }

    private void hurryIn(Duration delay) {
        budget.scheduler().schedule(delay, loop::hurry);
    }

    /**
     * Wants the run to end: the job is cancelled on Foreman unless the settings say otherwise, and followed until it has
     * stopped. The wish is stored, so that it survives a restart. Returns soon; may be called at any time by any thread.
     *
     * @param reason who or what wants it, for people
     */
    public void cancel(@NonNull Sentence reason) {
        cancelReason = reason;
        try {
            noteWish(reason, Verdict.ABORTED);
        } catch (IOException e) {
            // the next step stores it, or bears and tells that it cannot
            LOGGER.log(Level.WARNING, e, () -> "Cannot record that a run is to stop: " + record.directory());
        }
        loop.hurry();
    }

    /** Stops to follow without ending the run, as at a shutdown. Waits for nothing; a step under way comes to nothing. */
    public void suspend() {
        loop.stop();
    }

    /**
     * Stops to follow for good, since the record is being deleted: nothing is written any more and the listener is told
     * nothing. The job is cancelled unless the settings say otherwise. Returns at once.
     *
     * @param reason who or what wants it, for people
     */
    public void abandon(@NonNull Sentence reason) {
        loop.stop();
        RunHead head = record.head();
        Attempt attempt = head.current();
        if (attempt == null || attempt.finished() || head.outcome() != null || !settings.cancelOnAbort()) {
            return;
        }
        Cancel wish = head.cancel();
        Cancel cancel = wish != null ? wish : new Cancel(reason, Verdict.ABORTED, now().wall(), null, null);
        Long recurringJob = Cancellation.recurringJob(head, request);
        new Abandonment(foreman, budget, attempt, recurringJob, cancel, settings.patience()).start();
    }

    /** Returns the pause before the next step, null when the run has ended. */
    @CheckForNull
    private Duration takeStep() throws Exception {
        try {
            Duration pause = step();
            if (pause != null) {
                patience.reward(now());
                if (pause.compareTo(REST) >= 0) {
                    record.rest();
                }
            }
            return pause;
        } catch (Exception | Error e) {
            // a listener or reader of the record wraps the faults of the disk
            Throwable fault = e instanceof UncheckedIOException wrapped ? wrapped.getCause() : e;
            Duration wait = loop.isStopped() ? null : patience.pauseAfter(fault, stage(), now());
            if (wait != null) {
                if (follower != null && !(fault instanceof ForemanException)) {
                    follower.goOnFromRecord();
                }
                return wait;
            }
            cancelUnrecorded();
            throw e;
        }
    }

    /** A job that nobody could follow after a restart is not left behind. */
    private void cancelUnrecorded() {
        JobInvocation job = creation == null ? null : creation.unrecorded();
        if (job != null && settings.cancelOnAbort()) {
            try {
                foreman.jobInvocations().cancel(job.id(), false, null);
                listener.cancelling(Messages.Cancellation_accepted());
            } catch (IOException e) {
                listener.cancelling(Messages.Cancellation_refused(String.valueOf(e.getMessage())));
            }
        }
    }

    /** Who creates a job waits for that; who follows one has time. */
    private Urgency urgency() {
        Attempt current = record.head().current();
        return current == null || current.invocationId() == null ? Urgency.PERSON : Urgency.READING;
    }

    private Stage stage() {
        Attempt current = record.head().current();
        return current != null && (current.sent() || current.invocationId() != null)
                ? Stage.JOB
                : answered || record.attempts() > 1 ? Stage.ANSWERED : Stage.UNKNOWN;
    }

    private Duration step() throws IOException {
        if (!begunTold) {
            listener.begun();
            begunTold = true;
        }
        noteWishToStop();
        Attempt attempt = record.head().current();
        if (attempt == null) {
            attempt = Attempt.planned(Marker.next(), List.of(), now().wall());
            RunHead begun = record.head().withNewAttempt(attempt);
            record.save(begun);
        }
        Long jobId = attempt.invocationId();
        if (jobId == null) {
            return create(attempt);
        }
        return settings.waitForEnd()
                ? follow(attempt, jobId)
                : finish(
                        new Outcome(
                                Verdict.SUCCESS,
                                Sentence.of(() -> Messages.JobInvocationRun_notWaited(jobId)),
                                now().wall()),
                        null);
    }

    private void noteWishToStop() throws IOException {
        Sentence reason = cancelReason;
        if (reason != null) {
            noteWish(reason, Verdict.ABORTED);
        }
        Duration timeout = settings.timeout();
        if (timeout != null && ageWhenBegun.plus(now().since(begun)).compareTo(timeout) >= 0) {
            noteWish(Sentence.of(() -> Messages.JobInvocationRun_timeout(timeout.toSeconds())), Verdict.FAILURE);
        }
    }

    private void noteWish(Sentence reason, Verdict verdict) throws IOException {
        Instant at = now().wall();
        update(h -> h.wantedToStop(reason, verdict, at));
    }

    private Duration create(Attempt attempt) throws IOException {
        Cancel wish = record.head().cancel();
        if (wish != null && !attempt.sent()) {
            return stopUncreated(attempt, wish);
        }
        if (creation == null) {
            creation = new Creation(
                    foreman, budget, record, request, listener, troubles, settings.patience(), () -> answered = true);
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
        created = job;
        listener.created(record.attempts() - 1, job, foreman.jobLink(job.id()));
        return Duration.ZERO;
    }

    /** Ends a run that is stopped before it has a job, or between two of them, with the series that the first began. */
    @CheckForNull
    private Duration stopUncreated(Attempt attempt, Cancel wish) throws IOException {
        Long recurringJob = Cancellation.recurringJob(record.head(), request);
        Sentence leftRunning = null;
        if (recurringJob != null) {
            JobInvocation first = foreman.jobInvocations().show(recurringJob);
            Stopping.Progress progress = stopping.step(wish, first, now());
            leftRunning = progress.leftRunning();
            if (!progress.over() && leftRunning == null) {
                return settings.pollInterval();
            }
        }
        return finish(stopped(wish, leftRunning == null ? unbegun(attempt) : leftRunning), null);
    }

    /** What a run has come to whose present attempt has no job. */
    private Sentence unbegun(Attempt attempt) throws IOException {
        if (attempt.sends() > 0) {
            return Sentence.of(() -> unresolved(attempt));
        }
        return record.attempts() == 1
                ? Sentence.of(Messages::JobInvocationRun_neverCreated)
                : new OutcomeRule(settings).judge(record).message();
    }

    private Duration follow(Attempt attempt, long jobId) throws IOException {
        int index = record.attempts() - 1;
        if (follower == null) {
            follower = new AttemptFollower(
                    foreman,
                    record,
                    index,
                    jobId,
                    budget,
                    request,
                    stopping,
                    settings,
                    listener,
                    troubles,
                    random,
                    this::now,
                    this::noteWishToStop);
            if (created != null && created.isWhole()) {
                follower.know(created);
            }
            created = null;
        }
        AttemptFollower.Progress progress = follower.step(attempt, now());
        Cancel cancel = record.head().cancel();
        if (cancel != null && progress.leftRunning() != null) {
            return finish(stopped(cancel, progress.leftRunning()), null);
        }
        return progress.finished() ? endAttempt(index) : progress.pause();
    }

    /** The end of a run that was to stop. */
    private Outcome stopped(Cancel wish, Sentence message) {
        return new Outcome(
                wish.verdict(),
                Sentence.of(() -> Messages.JobInvocationRun_cancelled(wish.reason(), message)),
                now().wall());
    }

    /** Null where no host is known to have ended, or not all are shown. */
    @CheckForNull
    private static Instant lastEnd(Attempt attempt, Collection<HostRow> hosts) {
        HostCounts counts = attempt.counts();
        Integer total = counts == null ? null : counts.total();
        if (total == null || total > hosts.size()) {
            return null;
        }
        return hosts.stream()
                .map(HostRow::endedAt)
                .filter(Objects::nonNull)
                .max(Comparator.naturalOrder())
                .orElse(null);
    }

    private Duration endAttempt(int index) throws IOException {
        follower = null;
        troubles.over(now());
        Collection<HostRow> hosts = record.attempt(index).hosts();
        update(h -> {
            Attempt attempt = h.currentAttempt().finishedNow();
            Instant lastEnd = lastEnd(attempt, hosts);
            return h.withCurrent(lastEnd == null ? attempt : attempt.stoppedBy(lastEnd));
        });
        RunHead head = record.head();
        OutcomeRule.Judgement judgement = new OutcomeRule(settings).judge(record);
        List<HostRow> again =
                OutcomeRule.toRetry(head.currentAttempt(), record.attempt(index).hosts());
        Instant at = now().wall();
        Cancel cancel = head.cancel();
        if (cancel != null) {
            return finish(stopped(cancel, judgement.message()), null);
        }
        if (index < settings.retries() && request != null && !again.isEmpty()) {
            List<Long> ids = again.stream().map(HostRow::id).toList();
            Attempt next = Attempt.planned(Marker.next(), ids, at);
            News news = retrying(again);
            update(h -> h.withNewAttempt(next).withNews(news));
            listener.retrying(index + 1, again, settings.retryPause());
            return settings.retryPause();
        }
        return finish(judgement.at(at), null);
    }

    private News retrying(List<HostRow> hosts) {
        List<String> facts = new ArrayList<>();
        facts.add(Long.toString(settings.retryPause().toSeconds()));
        facts.add(Integer.toString(hosts.size()));
        hosts.stream().limit(MOST_NAMES).map(HostRow::name).forEach(facts::add);
        return new News(News.Kind.RETRYING, facts);
    }

    /** Ends the run, by an outcome or by a fault that becomes one. Returns null, as the pause of a run that has ended. */
    @CheckForNull
    private Duration finish(@CheckForNull Outcome outcome, @CheckForNull Throwable fault) {
        if (loop.isStopped()) {
            // Suspended: another process ends it.
            return null;
        }
        loop.stop();
        Throwable worst = fault;
        Outcome last = outcome != null
                ? outcome
                : new Outcome(Verdict.FAILURE, Sentence.of(() -> faultMessage(message(fault))), now().wall());
        RunHead head = record.head().withOutcome(last).masked(record.mask());
        try {
            head = record.update(h -> h.withOutcome(last));
        } catch (IOException e) {
            if (worst == null) {
                worst = e;
            } else {
                worst.addSuppressed(e);
            }
        }
        listener.finished(head, worst);
        return null;
    }

    private static String message(@CheckForNull Throwable fault) {
        return fault == null ? "" : fault.getMessage() == null ? fault.toString() : fault.getMessage();
    }

    private String faultMessage(String message) {
        String mayRun = mayStillRun();
        return mayRun == null ? message : message + " " + mayRun;
    }

    /**
     * Names what of this run may still run in Foreman, as far as is known now, so that nobody has to guess: for whoever
     * leaves it to itself. Sentences, null when there is nothing. May be called at any time by any thread.
     */
    @CheckForNull
    public String mayStillRun() {
        List<String> sentences = new ArrayList<>();
        Attempt current = record.head().current();
        if (current != null && current.stoppedAt() == null) {
            Long jobId = current.invocationId();
            if (jobId != null) {
                sentences.add(Messages.JobInvocationRun_mayStillRun(foreman.jobLink(jobId)));
            } else if (current.sends() > 0) {
                sentences.add(unresolved(current));
            }
        }
        for (Attempt attempt : record.head().attempts()) {
            Long jobId = attempt.invocationId();
            if (attempt.sends() > 1 && jobId != null) {
                sentences.add(Messages.JobInvocationRun_mayBeTwice(
                        Long.toString(jobId), foreman.link("job_invocations"), Creation.searchFor(attempt.marker())));
            }
        }
        return sentences.isEmpty() ? null : String.join(" ", sentences);
    }

    private String unresolved(Attempt attempt) {
        return Messages.JobInvocationRun_unresolved(
                foreman.link("job_invocations"), Creation.searchFor(attempt.marker()));
    }

    private void update(UnaryOperator<RunHead> change) throws IOException {
        record.update(change);
    }

    private Moment now() {
        return Moment.now(budget.scheduler());
    }
}
