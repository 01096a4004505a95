package io.jenkins.plugins.foreman.invocation;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.foreman.client.Foreman;
import io.jenkins.plugins.foreman.client.ForemanException;
import io.jenkins.plugins.foreman.client.JobInvocation;
import io.jenkins.plugins.foreman.client.ListQuery;
import io.jenkins.plugins.foreman.client.NewJobInvocation;
import io.jenkins.plugins.foreman.record.AttemptRecord;
import io.jenkins.plugins.foreman.record.HostRow;
import io.jenkins.plugins.foreman.record.RunHead.Attempt;
import io.jenkins.plugins.foreman.record.RunRecord;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;

/**
 * Creates one job invocation exactly once, although Foreman's create call knows no idempotency: a marker in the
 * description finds it again when the answer was lost. Whether it "may have been sent" is stored before it is.
 */
final class Creation {

    /** How long a lost create is looked for before it counts as not carried out. */
    static final Duration LOOKUP_WINDOW = Duration.ofSeconds(75);

    private static final int MOST_SENDS = 3;
    private static final Duration LOOKUP_PAUSE = Duration.ofSeconds(5);

    private final Foreman foreman;
    private final RunRecord record;
    private final JobInvocationRequest request;
    private final Hindrances hindrances;
    private final RequestCount requests;

    /** When the last create was sent as far as this process knows; a restart begins to wait anew. */
    private Instant lookingSince;

    private ForemanException fault;
    private int sends;

    Creation(
            @NonNull Foreman foreman,
            @NonNull RunRecord record,
            @NonNull JobInvocationRequest request,
            @NonNull Hindrances hindrances,
            @NonNull RequestCount requests) {
        this.foreman = foreman;
        this.record = record;
        this.request = request;
        this.hindrances = hindrances;
        this.requests = requests;
    }

    /**
     * What a step came to.
     *
     * @param created the invocation, null as long as there is none
     * @param hopeless why it must not be sent again although it was not found, null as a rule
     * @param pause before the next step
     */
    record Progress(
            @CheckForNull JobInvocation created,
            @CheckForNull ForemanException hopeless,
            @NonNull Duration pause) {}

    /**
     * Sends the create of the current attempt, or looks for what a lost one made.
     *
     * @throws ForemanException when nothing was created
     */
    @NonNull
    Progress step(@NonNull Attempt attempt, @NonNull Instant now) throws IOException {
        if (!attempt.sent()) {
            JobInvocation created = send(attempt, now);
            if (created == null) {
                hindrances.are(List.of(Messages.Creation_replyLost()));
            }
            return new Progress(created, null, LOOKUP_PAUSE);
        }
        requests.add(1);
        JobInvocation found = find(attempt.marker(), now);
        if (found != null || !isGivenUp(now)) {
            return new Progress(found, null, LOOKUP_PAUSE);
        }
        if (isHopeless()) {
            return new Progress(null, fault, Duration.ZERO);
        }
        lookingSince = null;
        record.update(head -> head.withCurrent(attempt.sent(false)));
        return new Progress(null, null, Duration.ZERO);
    }

    /** Returns null when the answer was lost and the invocation has to be looked up. */
    @CheckForNull
    private JobInvocation send(Attempt attempt, Instant now) throws IOException {
        requests.add(3);
        NewJobInvocation resolved = new RequestResolver(foreman).resolve(requestFor(attempt), attempt.marker());
        record.update(head -> head.withCurrent(attempt.sent(true)));
        sends++;
        try {
            return foreman.jobInvocations().create(resolved);
        } catch (ForemanException e) {
            if (!e.isOutcomeUnknown()) {
                record.update(head -> head.withCurrent(attempt.sent(false)));
                throw e;
            }
            lookingSince = now;
            fault = e;
            return null;
        }
    }

    /** A retry runs on the hosts that failed in the attempt before it. */
    private JobInvocationRequest requestFor(Attempt attempt) throws IOException {
        if (attempt.hostIds().isEmpty()) {
            return request;
        }
        AttemptRecord previous = record.attempt(record.attempts() - 2);
        return request.on(attempt.hostIds().stream()
                .map(previous::host)
                .map(HostRow::name)
                .toList());
    }

    /**
     * Looks for the invocation that a lost create may have made. A record that Foreman left behind for a create it refused
     * is no invocation, but may turn into one while the create is still being carried out.
     */
    @CheckForNull
    private JobInvocation find(String marker, Instant now) throws ForemanException {
        if (lookingSince == null) {
            lookingSince = now;
        }
        return foreman
                .jobInvocations()
                .list(ListQuery.first(20, "description ~ " + ListQuery.quote(marker)))
                .results()
                .stream()
                .filter(found -> isOurs(found, marker))
                .min(Comparator.comparingLong(JobInvocation::id))
                .orElse(null);
    }

    private static boolean isOurs(JobInvocation invocation, String marker) {
        String description = invocation.description();
        return description != null && description.startsWith(marker) && !invocation.isGhost();
    }

    /** Whether it has been looked for long enough to send it again. */
    private boolean isGivenUp(Instant now) {
        return lookingSince != null && Duration.between(lookingSince, now).compareTo(LOOKUP_WINDOW) >= 0;
    }

    /** Whether Foreman failed over it, so it would again; or the reply was lost too often to be an accident. */
    private boolean isHopeless() {
        return fault != null && (fault.kind() == ForemanException.Kind.SERVER_FAULT || sends >= MOST_SENDS);
    }
}
