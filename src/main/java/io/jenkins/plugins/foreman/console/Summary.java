package io.jenkins.plugins.foreman.console;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.foreman.client.HostState;
import io.jenkins.plugins.foreman.record.HostRow;
import io.jenkins.plugins.foreman.record.RunHead;
import io.jenkins.plugins.foreman.record.RunRecord;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** The last lines about a run: which hosts did not succeed and why, how many did, how long it took, how it ended. */
final class Summary {

    static final int MAX_HOSTS = 50;
    private static final int MAX_NAME_CHARS = 40;
    private static final int MAX_REASON_CHARS = 300;

    private final RunRecord run;

    Summary(@NonNull RunRecord run) {
        this.run = run;
    }

    /** Makes the lines; {@code link} is null when there is nothing to link to. */
    @NonNull
    List<String> lines(@NonNull RunHead head, @CheckForNull String link) throws IOException {
        List<HostRow> rows = new ArrayList<>(run.lastRows());
        List<HostRow> failed = rows.stream()
                .filter(row -> row.state() != HostState.SUCCESS)
                .sorted(Comparator.comparing((HostRow row) -> row.state() != HostState.ERROR)
                        .thenComparing(HostRow::name))
                .toList();
        List<String> lines = new ArrayList<>();
        if (!failed.isEmpty()) {
            lines.add(Messages.Summary_failedHosts(failed.size()));
            for (HostRow row : failed.subList(0, Math.min(MAX_HOSTS, failed.size()))) {
                lines.add(line(row, failed));
            }
            if (failed.size() > MAX_HOSTS) {
                lines.add("  " + Messages.Summary_more(failed.size() - MAX_HOSTS));
            }
        }
        RunHead.Outcome outcome = head.outcome();
        if (!rows.isEmpty() && outcome != null) {
            Duration duration = Duration.between(head.createdAt(), outcome.at());
            String counts = Messages.Summary_counts(
                    rows.size(),
                    totals(rows).lastParts(),
                    Wording.duration(duration.isNegative() ? Duration.ZERO : duration));
            lines.add(link == null ? counts : counts + ": " + link);
        }
        return lines;
    }

    private static HostTotals totals(List<HostRow> rows) {
        Map<HostState, Integer> counts = new EnumMap<>(HostState.class);
        rows.forEach(row -> counts.merge(row.state(), 1, Integer::sum));
        return HostTotals.of(counts, null);
    }

    private String line(HostRow row, List<HostRow> failed) throws IOException {
        int width = failed.stream()
                .limit(MAX_HOSTS)
                .mapToInt(host -> Math.min(MAX_NAME_CHARS, host.name().length()))
                .max()
                .orElse(0);
        String name = HostText.plain(row.name());
        StringBuilder line = new StringBuilder("  ").append(name);
        line.append(" ".repeat(Math.max(0, width - name.length()))).append("  ");
        line.append(Wording.state(row.state()));
        String exitStatus = HostText.plain(row.exitStatus());
        if (!exitStatus.isEmpty()) {
            line.append(", ").append(Messages.Wording_exitStatus(exitStatus));
        }
        // of a cancel Foreman says only that it was one, at length
        String reason = row.state() == HostState.CANCELLED ? "" : HostText.plain(why(row));
        if (!reason.isEmpty()) {
            line.append(": ")
                    .append(reason.length() > MAX_REASON_CHARS ? reason.substring(0, MAX_REASON_CHARS) + "…" : reason);
        }
        return line.toString();
    }

    /** What Foreman or its smart proxy said, or else the last line that the host wrote. */
    private String why(HostRow row) throws IOException {
        String reason = row.reason();
        for (int i = run.attempts() - 1; i >= 0 && reason == null; i--) {
            if (run.attempt(i).host(row.id()) != null) {
                reason = run.attempt(i).outputSize(row.id()).lastLine();
            }
        }
        return reason;
    }
}
