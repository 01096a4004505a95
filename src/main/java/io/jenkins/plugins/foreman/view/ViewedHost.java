package io.jenkins.plugins.foreman.view;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.foreman.cause.FailureCause;
import io.jenkins.plugins.foreman.client.HostState;
import io.jenkins.plugins.foreman.client.Sentence;
import io.jenkins.plugins.foreman.record.HostRow;
import io.jenkins.plugins.foreman.record.OutputSize;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;

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

    /** Why it failed, read from its record. */
    @NonNull
    FailureCause cause(@NonNull Locale reader) throws IOException {
        return FailureCause.of(attempt.record(), row, reader);
    }

    /** What it said last, or what is said of it where that tells more than its own words. */
    @CheckForNull
    String lastWords(@NonNull OutputSize size, @NonNull Locale reader) {
        String line = size.lastLine();
        boolean unexplained = row.state() == HostState.ERROR && row.exitStatus() == null;
        return row.reason() != null && (line == null || unexplained) ? reason(reader) : line;
    }

    /** Why it did not succeed, in one line; null for a success or when unknown. */
    @CheckForNull
    String reason(@NonNull Locale reader) {
        Sentence reason = row.reason();
        return reason == null ? null : reason.in(reader);
    }

    /** Somebody sees its last line or its output: what it writes while it runs is of use at once. */
    void isLookedAt() {
        attempt.record().lookAt(row.id());
    }
}
