package io.jenkins.plugins.foreman.view;

import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.foreman.record.HostRow;
import io.jenkins.plugins.foreman.record.OutputSize;
import java.time.Duration;
import java.time.Instant;

/** A host as the page shows it: its row, and the attempt that the row is of. */
record ViewedHost(@NonNull ViewedAttempt attempt, @NonNull HostRow row) {

    /** How long it ran, or has run until now; zero before. */
    @NonNull
    Duration duration(@NonNull Instant now) {
        if (row.startedAt() == null) {
            return Duration.ZERO;
        }
        return Duration.between(row.startedAt(), row.endedAt() != null ? row.endedAt() : now);
    }

    @NonNull
    OutputSize size() {
        return attempt.record().outputSize(row.id());
    }
}
