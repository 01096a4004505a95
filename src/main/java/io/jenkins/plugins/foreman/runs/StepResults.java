package io.jenkins.plugins.foreman.runs;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.foreman.client.HostState;
import io.jenkins.plugins.foreman.client.JobInvocation;
import io.jenkins.plugins.foreman.client.JobStatus;
import io.jenkins.plugins.foreman.record.Attempt;
import io.jenkins.plugins.foreman.record.HostRow;
import io.jenkins.plugins.foreman.record.RunHead;
import io.jenkins.plugins.foreman.record.RunHead.Verdict;
import io.jenkins.plugins.foreman.record.RunRecord;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * What a step gives back of a run: a map of plain values, which any script may read and any Pipeline can store. The
 * number of hosts in it is bounded; their output is not in it.
 */
public final class StepResults {

    /** More failed hosts are counted, but not named. */
    public static final int MOST_HOSTS = 1000;

    /** Where the files with the results of the hosts are, null where there are none. */
    public static final String RESULTS = "results";

    /** What hosts have said on purpose, null where nobody asked for it. */
    public static final String HOST_VALUES = "hostValues";

    private StepResults() {}

    /**
     * Of a run that has ended.
     *
     * @param unsuccessful names of hosts that had not succeeded before it began
     */
    @NonNull
    public static Map<String, Object> of(
            @NonNull BuildRun run, @NonNull BuildRun.End end, @NonNull Collection<String> unsuccessful)
            throws IOException {
        RunHead head = end.head().withOutcome(end.outcome());
        List<HostRow> rows = rows(run, end);
        return of(run.entry(), head, rows, rows.isEmpty() ? Set.of() : unsuccessful(run.record(), unsuccessful));
    }

    /** Of a run that has ended, with all hosts of what it runs again, each as it was left last. */
    @NonNull
    public static Map<String, Object> ofGroup(@NonNull BuildRun run, @NonNull BuildRun.End end) throws IOException {
        Map<String, HostRow> hosts = new LinkedHashMap<>();
        Set<String> before = new HashSet<>();
        for (InvocationEntry entry :
                JobInvocationsAction.group(run.build(), run.entry().getName())) {
            if (!entry.getName().equals(run.entry().getName())) {
                for (HostRow row : BuildRuns.get().record(run.build(), entry).lastRows()) {
                    hosts.put(row.name(), row);
                    if (row.state() != HostState.SUCCESS) {
                        before.add(row.name());
                    }
                }
            }
        }
        List<HostRow> rows = rows(run, end);
        rows.forEach(row -> hosts.put(row.name(), row));
        RunHead head = end.head().withOutcome(end.outcome());
        Set<String> unsuccessful = rows.isEmpty() ? before : unsuccessful(run.record(), before);
        return of(run.entry(), head, List.copyOf(hosts.values()), unsuccessful);
    }

    /** With the hosts that did not succeed in an earlier attempt. */
    @NonNull
    static Set<String> unsuccessful(@NonNull RunRecord record, @NonNull Collection<String> before) throws IOException {
        Set<String> names = new HashSet<>(before);
        int last = record.head().attempts().size() - 1;
        for (int i = 0; i < last; i++) {
            for (HostRow row : record.attempt(i).hosts()) {
                if (row.state() != HostState.SUCCESS) {
                    names.add(row.name());
                }
            }
        }
        return names;
    }

    private static List<HostRow> rows(BuildRun run, BuildRun.End end) throws IOException {
        try {
            return run.record().lastRows();
        } catch (IOException e) {
            if (end.fault() == null) {
                throw e;
            }
            // why it ended is known all the same, and perhaps of this kind
            return List.of();
        }
    }

    /** Makes the map. */
    @NonNull
    static Map<String, Object> of(
            @NonNull InvocationEntry entry,
            @NonNull RunHead head,
            @NonNull List<HostRow> hosts,
            @NonNull Set<String> unsuccessful) {
        Attempt last = head.current();
        RunHead.Outcome outcome = head.outcome();
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("id", last == null ? null : number(last.invocationId()));
        result.put("url", last == null ? null : link(head.serverUrl(), last.invocationId()));
        result.put("server", entry.getServer());
        result.put("run", entry.getName());
        result.put("description", last == null ? null : last.title());
        result.put("template", last == null ? null : last.templateName());
        result.put("status", last == null ? null : status(last.status()));
        result.put(
                "result", outcome == null ? null : verdict(head, outcome, hosts).name());
        result.put("message", outcome == null ? null : outcome.message().toString());
        result.put("attempts", head.attempts().size());
        putHosts(result, hosts, unsuccessful);
        result.put(RESULTS, null);
        result.put(HOST_VALUES, null);
        return result;
    }

    /** A job that somebody cancelled in Foreman fails the build, but none of its hosts has failed by itself. */
    private static Verdict verdict(RunHead head, RunHead.Outcome outcome, List<HostRow> hosts) {
        Attempt last = head.current();
        boolean cancelled = last != null && last.status() == JobStatus.CANCELLED
                || hosts.stream().anyMatch(row -> row.state() == HostState.CANCELLED);
        boolean byOthers = cancelled
                && outcome.verdict() == Verdict.FAILURE
                && head.cancel() == null
                && hosts.stream().noneMatch(row -> row.state() == HostState.ERROR);
        return byOthers ? Verdict.ABORTED : outcome.verdict();
    }

    /** The map of a step that had nothing to do: no invocation, no hosts, and so a success. */
    @NonNull
    public static Map<String, Object> nothing(@NonNull String message) {
        Map<String, Object> result = new LinkedHashMap<>();
        for (String unknown : List.of("id", "url", "server", "run", "description", "template", "status")) {
            result.put(unknown, null);
        }
        result.put("result", Verdict.SUCCESS.name());
        result.put("message", message);
        result.put("attempts", 0);
        putHosts(result, List.of(), Set.of());
        result.put(RESULTS, null);
        result.put(HOST_VALUES, null);
        return result;
    }

    private static void putHosts(Map<String, Object> result, List<HostRow> hosts, Set<String> unsuccessful) {
        result.put("total", hosts.size());
        result.put("succeeded", count(hosts, row -> row.state() == HostState.SUCCESS));
        result.put("failed", count(hosts, row -> row.state() == HostState.ERROR));
        result.put("cancelled", count(hosts, row -> row.state() == HostState.CANCELLED));
        result.put("failedHosts", names(hosts, row -> row.state() != HostState.SUCCESS));
        Predicate<HostRow> mended = row -> row.state() == HostState.SUCCESS && unsuccessful.contains(row.name());
        result.put("mended", count(hosts, mended));
        result.put("mendedHosts", names(hosts, mended));
    }

    @CheckForNull
    private static String status(@CheckForNull JobStatus status) {
        return status == null ? null : status.label();
    }

    private static int count(List<HostRow> hosts, Predicate<HostRow> which) {
        return (int) hosts.stream().filter(which).count();
    }

    private static List<String> names(List<HostRow> hosts, Predicate<HostRow> which) {
        return new ArrayList<>(hosts.stream()
                .filter(which)
                .map(HostRow::name)
                .sorted()
                .limit(MOST_HOSTS)
                .toList());
    }

    /** Ids of Foreman are small; a script compares them best as what it writes itself. */
    @CheckForNull
    public static Object number(@CheckForNull Long id) {
        if (id == null) {
            return null;
        }
        return id <= Integer.MAX_VALUE ? (Object) id.intValue() : id;
    }

    /** Address of an invocation for people. */
    @CheckForNull
    public static String link(@NonNull String serverUrl, @CheckForNull Long id) {
        return id == null ? null : JobInvocation.link(serverUrl, id);
    }
}
