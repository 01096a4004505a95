package io.jenkins.plugins.foreman.record;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.foreman.client.HostFacts;
import io.jenkins.plugins.foreman.client.HostState;
import io.jenkins.plugins.foreman.client.Sentence;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One host of an attempt, as last known. Immutable.
 *
 * @param id Foreman's id of the host; negative for one that it does not know
 * @param facts as Foreman told them last
 * @param exitStatus what the script ended with; null when Foreman gave none, or none of a script
 * @param startedAt when the host was first seen running, or earlier by its output; null before
 * @param notEndedAt when it was last known not to have ended, from when its end is seen until its output tells of it; else
 *     null
 * @param endedAt when the host was first seen finished, or earlier by its output; null before
 * @param reason why it did not succeed, in one line; null for a success or when unknown
 * @param outputComplete whether all of its output is recorded, up to the limits
 */
public record HostRow(
        long id,
        @NonNull String name,
        @NonNull HostState state,
        @NonNull HostFacts facts,
        @CheckForNull String exitStatus,
        @CheckForNull Instant startedAt,
        @CheckForNull Instant notEndedAt,
        @CheckForNull Instant endedAt,
        @CheckForNull Sentence reason,
        boolean outputComplete) {

    /** What a smart proxy gives for the exit status of a script that it could not start, or lost sight of. */
    private static final String NO_STATUS = "EXCEPTION";

    /** What a smart proxy says of a script that it could not start: an exception, by its class, and its message. */
    private static final Pattern NOT_STARTED =
            Pattern.compile("Error initializing command: (?:[A-Z][\\w:]* - )?(?<cause>.+)");

    /** Leaves out what is no exit status. */
    public HostRow {
        exitStatus = NO_STATUS.equals(exitStatus) ? null : exitStatus;
    }

    /** A host of which only the name is known. */
    @NonNull
    public static HostRow unplanned(long id, @NonNull String name) {
        return new HostRow(id, name, HostState.NOT_PLANNED, HostFacts.NONE, null, null, null, null, null, false);
    }

    /** The same host, of whose part in another job nothing is known yet. */
    @NonNull
    public HostRow inAnotherJob() {
        return new HostRow(id, name, HostState.NOT_PLANNED, facts.inAnotherJob(), null, null, null, null, null, false);
    }

    /** Why the script could not even be started, as where a host cannot be reached; null where it was, or nobody says so. */
    @CheckForNull
    public String whyNotRun() {
        if (reason == null || state != HostState.ERROR) {
            return null;
        }
        Matcher matcher = NOT_STARTED.matcher(reason.in(Locale.ROOT));
        return matcher.matches() ? matcher.group("cause") : null;
    }

    /** Whether Foreman did not know the host when it was asked for. */
    public boolean isNameOnly() {
        return id < 0;
    }

    /** The row with another state; the first sight of running or of an end sets its time. */
    @NonNull
    public HostRow in(@NonNull HostState newState, @NonNull HostFacts told, @NonNull Instant now) {
        return in(newState, told, now, now);
    }

    /**
     * The row with another state; the first sight of running or of an end sets its time.
     *
     * @param before when it was known last, before now, that it had not ended
     */
    @NonNull
    public HostRow in(
            @NonNull HostState newState, @NonNull HostFacts told, @NonNull Instant before, @NonNull Instant now) {
        boolean begun = startedAt == null && (newState == HostState.RUNNING || newState.isFinished());
        boolean ended = endedAt == null && newState.isFinished();
        return new HostRow(
                id,
                name,
                newState,
                told.or(facts),
                exitStatus,
                begun ? now : startedAt,
                ended ? later(startedAt, before) : notEndedAt,
                ended ? now : endedAt,
                reason,
                outputComplete);
    }

    private static Instant later(@CheckForNull Instant one, Instant other) {
        return one != null && one.isAfter(other) ? one : other;
    }

    /**
     * The row of a host that ended then by the clock of who ran it, which counts where it was not looked at when it ended,
     * as while Jenkins was down. A clock that says it ended when it was seen not to have, or after its end was seen, is
     * another than ours.
     */
    @NonNull
    public HostRow ending(@CheckForNull Instant told) {
        boolean counts = told != null
                && notEndedAt != null
                && told.isAfter(notEndedAt)
                && endedAt != null
                && told.isBefore(endedAt);
        Instant end = counts ? told : endedAt;
        Instant start = startedAt != null && end != null && startedAt.isAfter(end) ? end : startedAt;
        return new HostRow(id, name, state, facts, exitStatus, start, null, end, reason, outputComplete);
    }

    /** The row of a host that is known to have run for at least so long, if it was seen for a shorter time. */
    @NonNull
    public HostRow lasting(@NonNull Duration atLeast) {
        if (startedAt == null || endedAt == null || !startedAt.isAfter(endedAt.minus(atLeast))) {
            return this;
        }
        return new HostRow(
                id,
                name,
                state,
                facts,
                exitStatus,
                endedAt.minus(atLeast),
                notEndedAt,
                endedAt,
                reason,
                outputComplete);
    }

    /** The row after its output was read to the end. */
    @NonNull
    public HostRow completed(@CheckForNull String newExitStatus, @CheckForNull Sentence newReason) {
        return new HostRow(id, name, state, facts, newExitStatus, startedAt, notEndedAt, endedAt, newReason, true);
    }
}
