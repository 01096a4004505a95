package io.jenkins.plugins.foreman.invocation;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.foreman.client.JobInvocation;
import io.jenkins.plugins.foreman.record.HostRow;
import io.jenkins.plugins.foreman.record.RunHead;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * What happens in a run, told in order and by one thread at a time. Everything told is already in the record, as output,
 * rows or {@linkplain io.jenkins.plugins.foreman.record.RunHead#news() news}: after a crash in between it is not told again,
 * and whoever must miss nothing reads there what is new. Only what could not be recorded is told all the same.
 */
public interface RunListener {

    /** The run begins, or goes on after a restart: there may be news. */
    default void begun() {}

    /** An attempt's job invocation exists, whether created now, found again, or made elsewhere. */
    default void created(int attempt, @NonNull JobInvocation invocation, @NonNull String link) {}

    /** The job waits for its start time, told once. */
    default void scheduled(@NonNull Instant startAt) {}

    /** The counts of the current attempt moved. */
    default void counts(@NonNull JobInvocation invocation) {}

    /** These hosts changed their state. */
    default void hostsChanged(@NonNull List<HostRow> hosts) {}

    /**
     * Output or the end of a host's output was recorded.
     *
     * @param completed hosts of which no more output will come
     */
    default void recorded(int attempt, @NonNull List<HostRow> completed) throws IOException {}

    /**
     * Something failed and will be tried again, for as long as {@code patience}; told once until {@link #recovered}.
     *
     * @param message what failed and whether the job goes on, in sentences
     */
    default void degraded(@NonNull Throwable cause, @NonNull String message, @NonNull Duration patience) {}

    /** Calls succeed again. */
    default void recovered(@NonNull Duration downtime) {}

    /** Something keeps the job from going on that a person should know of: a paused task, no progress. Told as it begins. */
    default void notice(@NonNull String message) {}

    /** A cancel was sent, accepted or refused. */
    default void cancelling(@NonNull String message) {}

    /**
     * Whether this shows what a host writes while it runs, so that it is to be read at once. Else it is read when the host
     * has ended, which is what costs Foreman least.
     */
    default boolean wantsLive(int attempt, long hostId) {
        return false;
    }

    /** The failed hosts are tried again: the attempt before is recorded to its end, and the new one is the current one. */
    default void retrying(int attempt, @NonNull List<HostRow> hosts, @NonNull Duration pause) {}

    /** The run has ended; nothing follows. */
    default void finished(@NonNull RunHead head, @CheckForNull Throwable fault) {}
}
