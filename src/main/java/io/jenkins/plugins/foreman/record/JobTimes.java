package io.jenkins.plugins.foreman.record;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * When the jobs of one or several runs ran: from the start of each to the end of its last host, whatever became of Jenkins
 * in between.
 *
 * @param begun when the first one did, or was asked for
 * @param ended when the last one did, null while it has not; also while another one is still to begin
 * @param idle how long none of them ran in between: a retry waits, and a rerun may come days later
 */
public record JobTimes(
        @NonNull Instant begun,
        @CheckForNull Instant ended,
        @NonNull Duration idle) {

    /** Of runs in their order, of which there is at least one. */
    @NonNull
    public static JobTimes of(@NonNull List<RunHead> runs) {
        Instant begun = null;
        Instant ended = null;
        Duration idle = Duration.ZERO;
        for (RunHead run : runs) {
            List<Attempt> attempts = run.attempts();
            RunHead.Outcome outcome = run.outcome();
            Instant over = outcome == null ? null : outcome.at();
            for (int i = 0; i < Math.max(1, attempts.size()); i++) {
                Attempt attempt = attempts.isEmpty() ? null : attempts.get(i);
                if (begun != null && (attempt == null || attempt.invocationId() == null)) {
                    // it waits, or is being created: how long nothing runs is known once it has begun
                    continue;
                }
                Instant start = attempt == null ? run.createdAt() : attempt.startedAt();
                begun = begun == null ? start : begun;
                idle = idle.plus(between(ended, start));
                Instant stopped = attempt == null ? null : attempt.stoppedAt();
                ended = stopped == null ? over : stopped;
            }
        }
        return new JobTimes(begun, ended, idle);
    }

    /** How long jobs ran, until now where one still does. */
    @NonNull
    public Duration lasted(@NonNull Instant now) {
        Duration lasted = between(begun, ended == null ? now : ended).minus(idle);
        return lasted.isNegative() ? Duration.ZERO : lasted;
    }

    private static Duration between(@CheckForNull Instant from, Instant to) {
        return from == null || to.isBefore(from) ? Duration.ZERO : Duration.between(from, to);
    }
}
