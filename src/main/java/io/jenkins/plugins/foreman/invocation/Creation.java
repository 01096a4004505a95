package io.jenkins.plugins.foreman.invocation;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.foreman.client.Foreman;
import io.jenkins.plugins.foreman.client.ForemanException;
import io.jenkins.plugins.foreman.client.JobInvocation;
import io.jenkins.plugins.foreman.client.ListQuery;
import io.jenkins.plugins.foreman.client.NewJobInvocation;
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
    private final String marker;

    /** When the last create was sent as far as this process knows; a restart begins to wait anew. */
    private Instant lookingSince;

    private ForemanException fault;
    private int sends;

    Creation(@NonNull Foreman foreman, @NonNull String marker) {
        this.foreman = foreman;
        this.marker = marker;
    }

    /**
     * Sends the create.
     *
     * @return the invocation, or null when the answer was lost and it has to be looked up
     * @throws ForemanException when it was surely not carried out
     */
    @CheckForNull
    JobInvocation send(@NonNull NewJobInvocation request, @NonNull Instant now) throws ForemanException {
        sends++;
        try {
            return foreman.jobInvocations().create(request);
        } catch (ForemanException e) {
            if (!e.isOutcomeUnknown()) {
                throw e;
            }
            lookingSince = now;
            fault = e;
            return null;
        }
    }

    /**
     * Looks for the invocation that a lost create may have made.
     *
     * @return null when it is not there (yet); a record that Foreman left behind for a create it refused is no
     *     invocation, but may turn into one while the create is still being carried out
     */
    @CheckForNull
    JobInvocation find(@NonNull Instant now) throws ForemanException {
        if (lookingSince == null) {
            lookingSince = now;
        }
        List<JobInvocation> found = foreman.jobInvocations()
                .list(ListQuery.first(20, "description ~ " + ListQuery.quote(marker)))
                .results();
        return found.stream()
                .filter(this::isOurs)
                .min(Comparator.comparingLong(JobInvocation::id))
                .orElse(null);
    }

    private boolean isOurs(JobInvocation invocation) {
        String description = invocation.description();
        return description != null && description.startsWith(marker) && !invocation.isGhost();
    }

    /** Whether it has been looked for long enough to send it again. */
    boolean isGivenUp(@NonNull Instant now) {
        return lookingSince != null && Duration.between(lookingSince, now).compareTo(LOOKUP_WINDOW) >= 0;
    }

    /**
     * Why it must not be sent again although it was not found: Foreman failed over it, so it would again; or the reply
     * was lost too often to be an accident.
     *
     * @return null when it may be sent again
     */
    @CheckForNull
    ForemanException hopeless() {
        boolean failed = fault != null && fault.kind() == ForemanException.Kind.SERVER_FAULT;
        return failed || sends >= MOST_SENDS ? fault : null;
    }

    /** How long to wait before the next look. */
    @NonNull
    Duration pause() {
        return LOOKUP_PAUSE;
    }

    /** Forgets the lost create, because another is about to be sent. */
    void startOver() {
        lookingSince = null;
    }
}
