package io.jenkins.plugins.foreman.console;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.foreman.record.HostRow;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Words for hosts, states and durations. */
final class Wording {

    private Wording() {}

    /** The heading of a host's output. */
    @NonNull
    static String heading(@NonNull HostRow row) {
        List<String> parts = new ArrayList<>();
        parts.add(state(row));
        String exitStatus = HostText.plain(row.exitStatus());
        if (!exitStatus.isEmpty()) {
            parts.add(Messages.Wording_exitStatus(exitStatus));
        }
        Duration duration = duration(row.startedAt(), row.endedAt());
        if (duration != null) {
            parts.add(duration(duration));
        }
        return "===== " + HostText.plain(row.name()) + ": " + String.join(", ", parts) + " =====";
    }

    @CheckForNull
    private static Duration duration(@CheckForNull Instant from, @CheckForNull Instant to) {
        return from == null || to == null || to.isBefore(from) ? null : Duration.between(from, to);
    }

    @NonNull
    static String state(@NonNull HostRow row) {
        return switch (row.state()) {
            case SUCCESS -> Messages.Wording_succeeded();
            case ERROR -> row.whyNotRun() == null ? Messages.Wording_failed() : Messages.Wording_didNotRun();
            case CANCELLED -> Messages.Wording_cancelled();
            case RUNNING -> Messages.Wording_running();
            case PENDING -> Messages.Wording_waiting();
            case NOT_PLANNED -> Messages.Wording_notRun();
        };
    }

    /** A duration by its two largest units, such as {@code 2 h 5 min} or {@code 3 min 12 s}. */
    @NonNull
    static String duration(@NonNull Duration duration) {
        long seconds = duration.toSeconds();
        if (seconds < 60) {
            return seconds + " s";
        }
        if (seconds < 3600) {
            return seconds / 60 + " min" + (seconds % 60 == 0 ? "" : " " + seconds % 60 + " s");
        }
        long minutes = seconds / 60;
        return minutes / 60 + " h" + (minutes % 60 == 0 ? "" : " " + minutes % 60 + " min");
    }

    /** Names one after the other, the first of so many. */
    @NonNull
    static String names(@NonNull List<String> first, int all) {
        String names = String.join(", ", first.stream().map(HostText::plain).toList());
        return first.size() >= all ? names : Messages.Wording_andMore(names, all - first.size());
    }
}
