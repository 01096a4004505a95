package io.jenkins.plugins.foreman.invocation;

import edu.umd.cs.findbugs.annotations.NonNull;
import java.time.Duration;
import java.time.Instant;

/**
 * A point in time as the engine sees it. What has passed since is measured with a monotonic clock alone, so a moment is
 * of use only in the process that took it: whatever is waited for begins anew after a restart.
 *
 * @param wall wall-clock time, for people and for the record
 * @param nanos of a monotonic clock with any origin
 */
record Moment(@NonNull Instant wall, long nanos) {

    @NonNull
    static Moment now(@NonNull Scheduler scheduler) {
        return new Moment(scheduler.now(), scheduler.nanoTime());
    }

    /** What has passed since another moment of this process. */
    @NonNull
    Duration since(@NonNull Moment earlier) {
        return Duration.ofNanos(nanos - earlier.nanos);
    }

    boolean isBefore(@NonNull Moment other) {
        return nanos - other.nanos < 0;
    }

    @NonNull
    Moment plus(@NonNull Duration duration) {
        return new Moment(wall.plus(duration), nanos + duration.toNanos());
    }
}
