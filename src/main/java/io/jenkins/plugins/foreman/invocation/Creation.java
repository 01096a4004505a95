package io.jenkins.plugins.foreman.invocation;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.foreman.client.Foreman;
import io.jenkins.plugins.foreman.client.ForemanException;
import io.jenkins.plugins.foreman.client.JobInvocation;
import io.jenkins.plugins.foreman.client.ListQuery;
import io.jenkins.plugins.foreman.client.NewJobInvocation;
import io.jenkins.plugins.foreman.client.Sentence;
import io.jenkins.plugins.foreman.client.WordedException;
import io.jenkins.plugins.foreman.record.Attempt;
import io.jenkins.plugins.foreman.record.AttemptRecord;
import io.jenkins.plugins.foreman.record.HostRow;
import io.jenkins.plugins.foreman.record.RunHead.News;
import io.jenkins.plugins.foreman.record.RunRecord;
import java.io.IOException;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Creates one job invocation, although Foreman's create call is not idempotent: a marker in the description finds it
 * again when the answer was lost. Whether it "may have been sent" is stored before it is. It is never sent again while
 * anything with the marker exists; after a second send {@link Twins} watches for what the first may still become.
 */
final class Creation {

    /** How long at least a lost create is looked for before it counts as not carried out. */
    static final Duration LOOKUP_WINDOW = Duration.ofSeconds(75);

    private static final Logger LOGGER = Logger.getLogger(Creation.class.getName());

    private static final int MOST_SENDS = 3;
    private static final Duration LOOKUP_PAUSE = Duration.ofSeconds(5);

    private final Foreman foreman;
    private final ServerBudget budget;
    private final RunRecord record;
    private final JobInvocationRequest request;
    private final RunListener listener;
    private final Troubles troubles;
    private final Duration patience;
    private final Runnable answered;

    /** Since when the server has answered that there is no such job; an outage or a restart begins to wait anew. */
    private Moment lookingSince;

    private ForemanException fault;
    private JobInvocation unrecorded;

    /**
     * @param patience how long a job without a task is waited for
     * @param answered told when this Foreman has answered
     */
    Creation(
            @NonNull Foreman foreman,
            @NonNull ServerBudget budget,
            @NonNull RunRecord record,
            @NonNull JobInvocationRequest request,
            @NonNull RunListener listener,
            @NonNull Troubles troubles,
            @NonNull Duration patience,
            @NonNull Runnable answered) {
        this.foreman = foreman;
        this.budget = budget;
        this.record = record;
        this.request = request;
        this.listener = listener;
        this.troubles = troubles;
        this.patience = patience;
        this.answered = answered;
    }

    /**
     * What a step came to.
     *
     * @param created the invocation, recorded already; null as long as there is none
     * @param hopeless why it must not be sent again although it was not found, null as a rule
     * @param pause before the next step
     */
    record Progress(
            @CheckForNull JobInvocation created,
            @CheckForNull IOException hopeless,
            @NonNull Duration pause) {}

    /** What finds the jobs with a marker in Foreman's list of job invocations. */
    @NonNull
    static String searchFor(@NonNull String marker) {
        return "description ~ " + ListQuery.quote(marker);
    }

    /** The jobs with a marker, those included that Foreman left without a task. */
    @NonNull
    static List<JobInvocation> marked(@NonNull Foreman foreman, @NonNull String marker) throws ForemanException {
        return foreman.jobInvocations().list(ListQuery.first(20, searchFor(marker))).results().stream()
                .filter(job -> String.valueOf(job.description()).startsWith(marker))
                .sorted(Comparator.comparingLong(JobInvocation::id))
                .toList();
    }

    /**
     * Sends the create of the current attempt, or looks for what a lost one made.
     *
     * @throws ForemanException when nothing was created
     */
    @NonNull
    Progress step(@NonNull Attempt attempt, @NonNull Moment now) throws IOException {
        if (unrecorded != null) {
            return created(unrecorded, now);
        }
        if (!attempt.sent()) {
            NewJobInvocation resolved = prepare(attempt);
            if (record.head().cancel() != null) {
                // wished while Foreman was asked for names
                return new Progress(null, null, Duration.ZERO);
            }
            JobInvocation created = send(attempt, resolved);
            if (created != null) {
                return created(created, now);
            }
            troubles.setNotices(List.of(Sentence.of(Messages::Creation_replyLost)));
            return new Progress(null, null, LOOKUP_PAUSE);
        }
        List<JobInvocation> marked = find(attempt.marker());
        JobInvocation found =
                marked.stream().filter(job -> !job.isGhost()).findFirst().orElse(null);
        if (found != null) {
            return created(found, now);
        }
        if (lookingSince == null) {
            lookingSince = now;
        }
        if (now.since(lookingSince).compareTo(window(foreman)) < 0) {
            return new Progress(null, null, LOOKUP_PAUSE);
        }
        if (isHopeless(attempt, !marked.isEmpty())) {
            return new Progress(null, fault, Duration.ZERO);
        }
        if (!marked.isEmpty()) {
            // Without a task so far: still on its way, or left behind. It must not be sent again beside that.
            String id = Long.toString(marked.get(0).id());
            if (now.since(lookingSince).compareTo(mostForTask()) >= 0) {
                return new Progress(null, new WordedException(() -> Messages.Creation_withoutTask(id)), Duration.ZERO);
            }
            troubles.setNotices(List.of(Sentence.of(() -> Messages.Creation_withoutTask(id))));
            return new Progress(null, null, LOOKUP_PAUSE.multipliedBy(3));
        }
        lookingSince = null;
        record.update(head -> head.withCurrent(attempt.notFound()));
        return new Progress(null, null, Duration.ZERO);
    }

    /** Records that the job exists. Where that fails the id is told all the same, and recorded as soon as it can be. */
    private Progress created(JobInvocation job, Moment now) throws IOException {
        try {
            News news = news(foreman, job);
            record.update(head -> head.withCurrent(head.currentAttempt().seen(job, now.wall()))
                    .withNews(news));
        } catch (IOException e) {
            if (unrecorded == null) {
                String link = foreman.jobLink(job.id());
                LOGGER.log(Level.SEVERE, e, () -> "Cannot record that this job was created: " + link);
                listener.notice(Messages.Creation_unrecorded(link));
            }
            unrecorded = job;
            throw e;
        }
        return new Progress(job, null, Duration.ZERO);
    }

    /** That a job exists. */
    @NonNull
    static News news(@NonNull Foreman foreman, @NonNull JobInvocation job) {
        return News.of(News.Kind.CREATED, Long.toString(job.id()), foreman.jobLink(job.id()));
    }

    /** The job that exists but could not be recorded, null as a rule. */
    @CheckForNull
    JobInvocation unrecorded() {
        return unrecorded;
    }

    private NewJobInvocation prepare(Attempt attempt) throws IOException {
        RequestResolver resolver = new RequestResolver(foreman, budget);
        NewJobInvocation resolved = resolver.resolve(requestFor(attempt), attempt.marker(), record.mask());
        ask(attempt.hostIds().isEmpty() ? named(resolver) : retried(attempt));
        answered.run();
        return resolved;
    }

    /** Returns null when the answer was lost and the invocation has to be looked up. */
    @CheckForNull
    private JobInvocation send(Attempt attempt, NewJobInvocation resolved) throws IOException {
        Attempt sending = attempt.sending();
        record.update(head -> head.withCurrent(sending));
        lookingSince = null;
        try {
            return foreman.jobInvocations().create(resolved);
        } catch (ForemanException e) {
            fault = e;
            if (!e.isOutcomeUnknown()) {
                record.update(head -> head.withCurrent(sending.refused()));
                throw e;
            }
            return null;
        }
    }

    /** A retry runs on some hosts of the attempt before it. */
    private JobInvocationRequest requestFor(Attempt attempt) throws IOException {
        return attempt.hostIds().isEmpty()
                ? request
                : request.on(retried(attempt).stream().map(HostRow::name).toList());
    }

    private List<HostRow> retried(Attempt attempt) throws IOException {
        AttemptRecord previous = record.attempt(record.attempts() - 2);
        return attempt.hostIds().stream()
                .map(previous::host)
                .map(HostRow::inAnotherJob)
                .toList();
    }

    private List<HostRow> named(RequestResolver resolver) throws IOException {
        return resolver.namedHosts(request).stream()
                .map(host -> HostRow.unplanned(host.id(), host.name()))
                .toList();
    }

    /**
     * Begins the host table with the hosts that are asked for one by one: Foreman passes over in silence what it may not
     * or cannot run on, and is held to them in the end.
     */
    private void ask(List<HostRow> hosts) throws IOException {
        if (!hosts.isEmpty()) {
            AttemptRecord attempt = record.attempt(record.attempts() - 1);
            attempt.putHosts(hosts);
            attempt.sync();
        }
    }

    private List<JobInvocation> find(String marker) throws ForemanException {
        try {
            return marked(foreman, marker);
        } catch (ForemanException e) {
            // While it cannot be asked, it may still be at work on the create.
            lookingSince = null;
            throw e;
        }
    }

    /** Longer than a create may take that the server has begun before its answer was given up. */
    @NonNull
    static Duration window(@NonNull Foreman foreman) {
        Duration byTimeout = foreman.requestTimeout().multipliedBy(2);
        return byTimeout.compareTo(LOOKUP_WINDOW) > 0 ? byTimeout : LOOKUP_WINDOW;
    }

    private Duration mostForTask() {
        Duration hurried = window(foreman).multipliedBy(2);
        return record.head().cancel() != null && hurried.compareTo(patience) < 0 ? hurried : patience;
    }

    /**
     * Whether Foreman failed over it, so it would again, and left behind what it leaves behind then; or the reply was lost
     * too often to be an accident.
     */
    private boolean isHopeless(Attempt attempt, boolean leftBehind) {
        if (fault == null) {
            return false;
        }
        return fault.kind() == ForemanException.Kind.SERVER_FAULT || !leftBehind && attempt.sends() >= MOST_SENDS;
    }
}
