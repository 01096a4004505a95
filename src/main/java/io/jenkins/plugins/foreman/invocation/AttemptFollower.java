package io.jenkins.plugins.foreman.invocation;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.foreman.client.Foreman;
import io.jenkins.plugins.foreman.client.ForemanException;
import io.jenkins.plugins.foreman.client.JobInvocation;
import io.jenkins.plugins.foreman.client.JobStatus;
import io.jenkins.plugins.foreman.client.Sentence;
import io.jenkins.plugins.foreman.invocation.Patience.Stage;
import io.jenkins.plugins.foreman.record.Attempt;
import io.jenkins.plugins.foreman.record.AttemptRecord;
import io.jenkins.plugins.foreman.record.HostRow;
import io.jenkins.plugins.foreman.record.RunHead;
import io.jenkins.plugins.foreman.record.RunHead.Cancel;
import io.jenkins.plugins.foreman.record.RunHead.News;
import io.jenkins.plugins.foreman.record.RunRecord;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/** Follows one job invocation to its end: each step one look at the job, then at its hosts and their output as needed. */
final class AttemptFollower {

    private static final Duration STALL = Duration.ofMinutes(10);

    /** The same where hosts may write without being read. */
    private static final Duration STALL_UNREAD = Duration.ofMinutes(30);

    /** A restart of Foreman's executors pauses jobs for a moment. */
    private static final Duration PAUSE_TOLD = Duration.ofMinutes(2);

    /** How long somebody who has aborted waits for output that does not come. */
    private static final Duration PATIENCE_AFTER_ABORT = Duration.ofSeconds(60);

    private final Foreman foreman;
    private final RunRecord run;
    private final int index;
    private final long jobId;
    private final ServerBudget budget;
    private final JobLooks looks;
    private final JobInvocationRequest request;
    private final AttemptRecord record;
    private final Stopping stopping;
    private final Supplier<Moment> clock;
    private final WishNoting wishes;
    private final Pacer pacer;
    private final RunSettings settings;
    private final RunListener listener;
    private final Troubles troubles;
    private final Patience listing;
    private final Patience ending;
    private final Patience reading;

    /** As it was looked at last, null when it has to be looked at now. */
    private JobInvocation job;

    /** Whether all that Foreman tells of the job was seen, what it hides included, before which no host is read. */
    private boolean known;

    private boolean glanced;

    private Stopping.Progress stop;
    private Moment lookDue;
    private HostStates hostStates;
    private OutputReads outputReads;
    private Twins twins;
    private Moment movedAt;
    private Moment pausedAt;
    private boolean scheduledTold;

    /** Of such a host Foreman has not said that it has ended for good: its task may be paused. */
    private boolean abandoned;

    /** Notes in the head that the run is to stop, where somebody wants that or its time is over. */
    @FunctionalInterface
    interface WishNoting {
        void note() throws IOException;
    }

    AttemptFollower(
            Foreman foreman,
            RunRecord run,
            int index,
            long jobId,
            ServerBudget budget,
            @CheckForNull JobInvocationRequest request,
            Stopping stopping,
            RunSettings settings,
            RunListener listener,
            Troubles troubles,
            RandomGenerator random,
            Supplier<Moment> clock,
            WishNoting wishes)
            throws IOException {
        this.foreman = foreman;
        this.run = run;
        this.index = index;
        this.jobId = jobId;
        this.budget = budget;
        this.looks = budget.looks();
        this.request = request;
        this.record = run.attempt(index);
        this.stopping = stopping;
        this.pacer = new Pacer(settings.pollInterval(), random);
        this.settings = settings;
        this.clock = clock;
        this.wishes = wishes;
        this.listener = listener;
        this.troubles = troubles;
        this.listing = new Patience(settings.patience(), troubles);
        this.ending = new Patience(settings.patience(), troubles);
        this.reading = new Patience(settings.patience(), troubles);
        goOnFromRecord();
    }

    /**
     * Forgets what was seen and keeps what is recorded, as a restart does. Whoever notes what has been read and fails
     * before it is recorded is ahead of the record; so this follows every fault that is not an answer of Foreman.
     */
    void goOnFromRecord() {
        job = null;
        hostStates = new HostStates(
                new JobHosts(foreman, jobId),
                record,
                () -> run.head().attempts().get(index).startedAt(),
                clock);
        outputReads = new OutputReads(
                foreman,
                record,
                jobId,
                run.mask(),
                id -> settings.readAllLive() || listener.wantsLive(index, id),
                ending,
                reading);
        twins = new Twins(foreman, run, listener);
        scheduledTold = false;
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
            @CheckForNull Sentence leftRunning,
            @NonNull Duration pause) {}

    /**
     * Takes a step: a look at the job when it is due, and what output is due. The end is that of the hosts: when all of them
     * have ended and Foreman has said so of the output of each, nobody waits for the job's own task, which takes up to 15
     * seconds to notice. Every kind of call has a patience of its own: output that cannot be had delays neither the states
     * of the hosts nor a cancel.
     *
     * @throws IOException when the job itself cannot be seen, or nothing can be recorded
     */
    @NonNull
    Progress step(@NonNull Attempt attempt, @NonNull Moment now) throws IOException {
        boolean looked = job == null || !now.isBefore(lookDue) || run.head().cancel() != null;
        if (looked) {
            JobInvocation seen = see(attempt);
            if (!known) {
                // of many runs that begin together, as after a restart, all are looked at before any is read
                glanced = true;
                note(attempt, seen, now);
                return new Progress(false, null, Duration.ZERO);
            }
            look(attempt, seen, now);
        }
        boolean over = job.isStopped() && hostStates.isFinal();
        OutputReads.Result output = outputReads.read(over, untilWishToStop(), now);
        if (output.anyOutput() || !output.completed().isEmpty()) {
            listener.recorded(index, output.completed());
            movedAt = now;
        }
        if (output.abandoned() != null) {
            abandoned = true;
            String message = Messages.AttemptFollower_outputAbandoned(output.abandoned());
            run.update(head -> head.withMessages(List.of(message)));
            listener.notice(message);
        }
        boolean ended = over || !abandoned && hostStates.haveAllEnded(job);
        boolean finished = ended && stop.over() && outputReads.isComplete();
        if (finished && !over) {
            boolean succeeded = OutcomeRule.failed(record.hosts()).isEmpty();
            run.update(head -> head.withCurrent(head.currentAttempt().ended(succeeded, now.wall())));
        }
        Duration pause = pause(output, now);
        if (finished) {
            looks.forget(foreman, jobId);
        } else if (looked || output.sawEnd()) {
            expectToLook(now);
        }
        return new Progress(finished, finished ? null : stop.leftRunning(), pause);
    }

    private void expectToLook(Moment now) {
        Moment shared = lookDue.plus(JobLooks.SHARED.negated());
        looks.expect(foreman, jobId, shared.isBefore(now) ? now : shared, lookDue);
    }

    /** What Foreman tells of the job; all that there is, unless somebody else has looked or looks along. */
    private JobInvocation see(Attempt attempt) throws IOException {
        boolean whole =
                glanced && !known || attempt.status() == null || run.head().cancel() != null;
        JobInvocation seen = whole ? foreman.jobInvocations().show(jobId) : looks.look(foreman, jobId);
        if (whole || seen.isWhole()) {
            maskDefaults(seen);
            know(seen);
        }
        return seen;
    }

    private Duration pause(OutputReads.Result output, Moment now) {
        Duration untilLook = lookDue.since(now);
        Duration interval = settings.pollInterval();
        if (output.moreAtOnce() || output.sawEnd()) {
            if (output.sawEnd()) {
                lookDue = now;
            }
            return Duration.ZERO;
        }
        // somebody may begin to look at a host at any time; a step in which nothing is due asks Foreman for nothing
        return output.unread() && untilLook.compareTo(interval) > 0 ? interval : untilLook;
    }

    private void look(Attempt attempt, JobInvocation seen, Moment now) throws IOException {
        boolean moved = note(attempt, seen, now);
        stop = stopIfWanted(seen, now);
        List<HostRow> changed = refreshStates(seen, now);
        if (!changed.isEmpty()) {
            listener.hostsChanged(changed);
            moved = true;
        }
        tellIfStuck(seen, moved, now);
        job = seen;
        lookDue = now.plus(pacer.next(moved, record.hosts().size()));
    }

    /**
     * Takes note of all that Foreman tells. What it hides is a secret, also where nobody has called it so.
     *
     * @param job with all that there is, as the answer to its creation or it itself has it
     */
    void know(@NonNull JobInvocation job) {
        run.mask().add(hiddenValues(job));
        known = true;
    }

    /** Of a run that this process has not begun: how its template was resolved is not recorded. */
    private void maskDefaults(JobInvocation job) throws IOException {
        Long templateId = job.templateId();
        if (!known && templateId != null) {
            run.mask().add(new RequestResolver(foreman, budget).secretDefaults(templateId));
        }
    }

    private List<String> hiddenValues(JobInvocation job) {
        return request == null
                ? List.of()
                : RerunRequest.hiddenInputs(job, RerunRequest.Given.NOTHING).stream()
                        .map(request.inputs()::get)
                        .filter(Objects::nonNull)
                        .toList();
    }

    private boolean note(Attempt attempt, JobInvocation job, Moment now) throws IOException {
        RunHead before = run.head();
        // a job that was made elsewhere
        boolean first = attempt.status() == null;
        News news = first ? Creation.news(foreman, job) : null;
        RunHead after = run.update(head -> {
            RunHead seen = head.withCurrent(attempt.seen(job, now.wall()));
            return news == null ? seen : seen.withNews(news);
        });
        if (after.equals(before)) {
            return false;
        }
        if (first) {
            listener.created(index, job, foreman.jobLink(jobId));
        }
        listener.counts(job);
        return true;
    }

    private List<HostRow> refreshStates(JobInvocation job, Moment now) throws IOException {
        if (listing.isPausing(now)) {
            return List.of();
        }
        try {
            twins.cancel(run.head().attempts());
            List<HostRow> changed = hostStates.refresh(job, betweenPages(), now);
            listing.reward(now);
            return changed;
        } catch (ForemanException e) {
            if (listing.pauseAfter(e, Stage.JOB, now) == null) {
                throw e;
            }
            return List.of();
        }
    }

    /** A list of many hosts takes minutes: what somebody looks at is read meanwhile, and a wish to stop ends it. */
    private Interlude betweenPages() {
        Interlude stillWanted = untilWishToStop();
        return () -> {
            if (outputReads.readWatched(stillWanted, clock.get())) {
                listener.recorded(index, List.of());
            }
            return stillWanted.passes();
        };
    }

    private Interlude untilWishToStop() {
        Cancel known = run.head().cancel();
        return () -> {
            wishes.note();
            return Objects.equals(known, run.head().cancel());
        };
    }

    private Stopping.Progress stopIfWanted(JobInvocation job, Moment now) throws IOException {
        Cancel wish = run.head().cancel();
        if (wish == null) {
            return new Stopping.Progress(true, null);
        }
        ending.shorten(PATIENCE_AFTER_ABORT);
        // the wish may have come after a look along with others
        return stopping.step(
                wish, job.isWhole() ? job : foreman.jobInvocations().show(jobId), now);
    }

    private void tellIfStuck(JobInvocation job, boolean moved, Moment now) throws IOException {
        Instant startAt = job.startAt();
        boolean scheduled = job.status() == JobStatus.QUEUED && startAt != null && startAt.isAfter(now.wall());
        if (moved || scheduled || movedAt == null) {
            movedAt = now;
        }
        List<Sentence> stuck = new ArrayList<>();
        if (scheduled && !scheduledTold) {
            scheduledTold = true;
            News news = News.of(News.Kind.SCHEDULED, startAt.toString());
            if (!run.head().news().contains(news)) {
                run.update(head -> head.withNews(news));
                listener.scheduled(startAt);
            }
        }
        pausedAt = scheduled || !job.isPaused() ? null : pausedAt == null ? now : pausedAt;
        if (pausedAt != null && now.since(pausedAt).compareTo(PAUSE_TOLD) >= 0) {
            stuck.add(Sentence.of(Messages::AttemptFollower_paused));
        }
        Duration stall = outputReads.readsAll() ? STALL : STALL_UNREAD;
        if (!job.isStopped() && now.since(movedAt).compareTo(stall) >= 0) {
            stuck.add(Sentence.of(() -> Messages.AttemptFollower_stalled(stall.toMinutes())));
        }
        troubles.setNotices(stuck);
    }
}
