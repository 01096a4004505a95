package io.jenkins.plugins.foreman.view;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.foreman.record.RunRecord;
import java.time.Instant;
import java.util.List;

/** One run as the page is given it: its record, and what only the one who embeds the page knows. */
public interface ViewedRun {

    @NonNull
    RunRecord record();

    /** What is known beside the record; asked for with every request, so it must be quick. */
    @NonNull
    default Facts facts() {
        return Facts.NONE;
    }

    /** What keeps the calls to Foreman from succeeding right now, null while they do. */
    @CheckForNull
    default Trouble trouble() {
        return null;
    }

    /** What a person should know: a paused task, no progress. */
    @NonNull
    default List<String> notices() {
        return List.of();
    }

    /**
     * What is known of a run beside its record; null where unknown.
     *
     * @param startedBy who or what started it
     * @param mode {@code immediate}, {@code future} or {@code recurring}
     * @param startAt when a scheduled one begins
     * @param recurrence the cron line of a recurring one
     */
    record Facts(
            @CheckForNull String startedBy,
            @CheckForNull String mode,
            @CheckForNull Instant startAt,
            @CheckForNull String recurrence) {
        /** Nothing known. */
        public static final Facts NONE = new Facts(null, null, null, null);
    }

    /**
     * Foreman cannot be reached or answers with errors; it will be asked again.
     *
     * @param message one sentence for people
     */
    record Trouble(@NonNull Instant since, @NonNull String message) {}
}
