package io.jenkins.plugins.foreman.view;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.foreman.record.RunRecord;

/**
 * One run as the page is given it.
 *
 * @param startedBy who or what started it, null where unknown
 * @param followed whether somebody follows it now; its record alone cannot tell
 * @param takenOver whether what had waited for it ended first, and it went on in the background
 */
public record ViewedRun(
        @NonNull RunRecord record, @CheckForNull String startedBy, boolean followed, boolean takenOver) {

    /** A run that is followed to its end by who started it. */
    public ViewedRun(@NonNull RunRecord record, @CheckForNull String startedBy) {
        this(record, startedBy, true, false);
    }

    /** Whether it goes on. */
    boolean isRunning() {
        return followed && record.head().outcome() == null;
    }
}
