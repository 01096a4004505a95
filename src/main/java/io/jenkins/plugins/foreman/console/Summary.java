package io.jenkins.plugins.foreman.console;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.foreman.cause.FailureCause;
import io.jenkins.plugins.foreman.client.HostState;
import io.jenkins.plugins.foreman.client.JobInvocation;
import io.jenkins.plugins.foreman.record.Attempt;
import io.jenkins.plugins.foreman.record.AttemptRecord;
import io.jenkins.plugins.foreman.record.HostRow;
import io.jenkins.plugins.foreman.record.JobTimes;
import io.jenkins.plugins.foreman.record.RunHead;
import io.jenkins.plugins.foreman.record.RunRecord;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jvnet.localizer.LocaleProvider;

/**
 * The last lines about a run, which mails quote: why hosts did not succeed, each reason once, and a sentence with how many
 * did and how long it took.
 */
final class Summary {

    /** Reasons of which there are more are counted together. */
    static final int MAX_GROUPS = 20;

    /** The output of so many failed hosts is read for its reason; of more hosts the rest is counted together. */
    static final int MAX_READ = 10_000;

    private static final int MAX_NAMES = 10;

    private final RunRecord run;
    private final boolean outcomeFollows;

    /** @param outcomeFollows whether somebody else says after these lines why the run failed */
    Summary(@NonNull RunRecord run, boolean outcomeFollows) {
        this.run = run;
        this.outcomeFollows = outcomeFollows;
    }

    /** Hosts that did not succeed for the same reason. */
    private static final class Group {
        private final HostRow first;
        private final List<String> words;
        private final List<String> names = new ArrayList<>();
        private boolean sameExit = true;
        private int hosts;

        Group(HostRow first, List<String> words) {
            this.first = first;
            this.words = words;
        }

        void add(HostRow row) {
            hosts++;
            sameExit = sameExit && Objects.equals(row.exitStatus(), first.exitStatus());
            if (names.size() < MAX_NAMES) {
                names.add(row.name());
            }
        }
    }

    @NonNull
    List<String> lines(@NonNull RunHead head) throws IOException {
        Collection<HostRow> rows = run.lastRows();
        List<String> lines = new ArrayList<>(causes(rows));
        RunHead.Outcome outcome = head.outcome();
        if (outcome == null) {
            return lines;
        }
        RunHead.Basis basis = outcome.basis();
        boolean counted = basis != null && basis.kind() == RunHead.Basis.Kind.HOSTS;
        if (!counted && !(outcomeFollows && outcome.verdict() == RunHead.Verdict.FAILURE)) {
            lines.add(Messages.ConsoleOutput_message(
                    HostText.plain(outcome.message().toString())));
        }
        if (!rows.isEmpty()) {
            lines.add(closing(head, outcome, rows));
        }
        return lines;
    }

    private List<String> causes(Collection<HostRow> rows) throws IOException {
        List<HostRow> failed = rows.stream()
                .filter(row -> row.state() != HostState.SUCCESS)
                .sorted(Comparator.comparing((HostRow row) -> row.state() != HostState.ERROR)
                        .thenComparing(HostRow::name))
                .toList();
        List<String> lines = new ArrayList<>();
        if (failed.isEmpty()) {
            return lines;
        }
        lines.add(Messages.Summary_failedHosts(failed.size()));
        List<Group> groups = groups(failed);
        int told = 0;
        for (Group group : groups.subList(0, Math.min(MAX_GROUPS, groups.size()))) {
            told += group.hosts;
            lines.add("  " + heading(group));
            group.words.forEach(words -> lines.add("      " + HostText.plain(words)));
        }
        if (told < failed.size()) {
            lines.add("  " + Messages.Summary_otherReasons(failed.size() - told));
        }
        return lines;
    }

    /** The largest first. */
    private List<Group> groups(List<HostRow> failed) throws IOException {
        Map<String, Group> groups = new LinkedHashMap<>();
        int read = 0;
        for (HostRow row : failed) {
            if (row.state() != HostState.ERROR) {
                // of a cancel Foreman says only that it was one, at length
                groups.computeIfAbsent(row.state().name(), state -> new Group(row, List.of()))
                        .add(row);
            } else if (read++ < MAX_READ) {
                FailureCause cause = FailureCause.of(attemptOf(row), row, LocaleProvider.getLocale());
                groups.computeIfAbsent(cause.group(), id -> new Group(row, cause.lines()))
                        .add(row);
            }
        }
        return groups.values().stream()
                .sorted(Comparator.comparingInt((Group group) -> -group.hosts))
                .toList();
    }

    private AttemptRecord attemptOf(HostRow row) throws IOException {
        int index = run.attempts() - 1;
        while (index > 0 && !row.equals(run.attempt(index).host(row.id()))) {
            index--;
        }
        return run.attempt(index);
    }

    private static String heading(Group group) {
        String how = Wording.state(group.first);
        String exitStatus = HostText.plain(group.first.exitStatus());
        if (group.sameExit && !exitStatus.isEmpty()) {
            how = how + ", " + Messages.Wording_exitStatus(exitStatus);
        }
        return Messages.Summary_group(
                Messages.Summary_hosts(group.hosts), how, Wording.names(group.names, group.hosts));
    }

    private static String closing(RunHead head, RunHead.Outcome outcome, Collection<HostRow> rows) {
        String counts = Messages.Summary_counts(
                rows.size(),
                limited(totals(rows).parts(), outcome.basis()),
                Wording.duration(JobTimes.of(List.of(head)).lasted(outcome.at())));
        String links = links(head);
        return links.isEmpty() ? counts : counts + ": " + links;
    }

    private static String limited(String counts, @CheckForNull RunHead.Basis basis) {
        RunHead.Basis.Limit limit = basis == null ? null : basis.limit();
        if (limit == null) {
            return counts;
        }
        return switch (limit) {
            case OVER_FAILURE -> Messages.Summary_overFailure(counts, basis.threshold());
            case WITHIN_FAILURE -> Messages.Summary_withinFailure(counts, basis.threshold());
            case OVER_UNSTABLE -> Messages.Summary_overUnstable(counts, basis.threshold());
            case WITHIN_UNSTABLE -> Messages.Summary_withinUnstable(counts, basis.threshold());
        };
    }

    private static ConsoleCounts totals(Collection<HostRow> rows) {
        Map<HostState, Integer> counts = new EnumMap<>(HostState.class);
        rows.forEach(row -> counts.merge(row.state(), 1, Integer::sum));
        return ConsoleCounts.of(counts, null);
    }

    /** Of all jobs of the run, since the hosts that are counted ran in all of them. */
    private static String links(RunHead head) {
        return head.attempts().stream()
                .map(Attempt::invocationId)
                .filter(Objects::nonNull)
                .map(id -> JobInvocation.link(head.serverUrl(), id))
                .collect(Collectors.joining(", "));
    }
}
