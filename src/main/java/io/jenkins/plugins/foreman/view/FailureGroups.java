package io.jenkins.plugins.foreman.view;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.foreman.cause.ErrorWords;
import io.jenkins.plugins.foreman.client.HostState;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Failed hosts grouped by the same cause: the shape of their last error lines, or their exit status where there are none.
 * The exit status, which Foreman tells later than the output, never splits a cause. The end of a host's output is read
 * once and its cause kept; how long one request may read is limited, and what it did not come to is left for the next.
 */
final class FailureGroups {

    private static final int SAMPLES = 5;
    private static final int COMPARED = 3;
    private static final long BUDGET_NANOS = Duration.ofMillis(300).toNanos();

    private final Map<String, Cause> causes = new ConcurrentHashMap<>();

    private record Cause(@CheckForNull String exitStatus, long stamp, String group) {}

    /**
     * Hosts that failed for the same cause.
     *
     * @param id stands for the cause in a request, the same whenever it is asked for
     * @param exitStatus of all of them as far as it is known, null where it is not or they differ
     * @param samples the first of the hosts
     */
    record Group(
            @NonNull String id,
            @CheckForNull String exitStatus,
            int hosts,
            @NonNull List<ViewedHost> samples) {

        /** Whether their scripts could not even be started. */
        boolean notRun() {
            return samples.get(0).row().whyNotRun() != null;
        }
    }

    /** @param pending failed hosts that have not been looked at yet */
    record Groups(@NonNull List<Group> groups, int failed, int pending) {}

    /** Groups the failed ones among these hosts, the largest group first, as far as a short time allows. */
    @NonNull
    Groups of(@NonNull List<ViewedHost> hosts) throws IOException {
        return of(hosts, BUDGET_NANOS);
    }

    /** Groups all failed ones, however long it takes. */
    @NonNull
    Groups ofAll(@NonNull List<ViewedHost> hosts) throws IOException {
        return of(hosts, Long.MAX_VALUE);
    }

    private Groups of(List<ViewedHost> hosts, long budgetNanos) throws IOException {
        long start = System.nanoTime();
        Map<String, List<ViewedHost>> samples = new LinkedHashMap<>();
        Map<String, Integer> counts = new HashMap<>();
        Map<String, Set<String>> exits = new HashMap<>();
        int failed = 0;
        int pending = 0;
        for (ViewedHost host : hosts) {
            if (host.row().state() != HostState.ERROR) {
                continue;
            }
            failed++;
            Cause cause = known(host);
            if (cause == null) {
                if (System.nanoTime() - start > budgetNanos) {
                    pending++;
                    continue;
                }
                cause = find(host);
            }
            counts.merge(cause.group(), 1, Integer::sum);
            if (cause.exitStatus() != null) {
                exits.computeIfAbsent(cause.group(), id -> new HashSet<>()).add(cause.exitStatus());
            }
            List<ViewedHost> few = samples.computeIfAbsent(cause.group(), id -> new ArrayList<>());
            if (few.size() < SAMPLES) {
                few.add(host);
            }
        }
        List<Group> groups = new ArrayList<>();
        samples.forEach((id, few) -> {
            Set<String> exit = exits.getOrDefault(id, Set.of());
            groups.add(new Group(id, exit.size() == 1 ? exit.iterator().next() : null, counts.get(id), few));
        });
        groups.sort(Comparator.comparingInt(Group::hosts).reversed());
        return new Groups(groups, failed, pending);
    }

    /** Those of the hosts that are in a group, as far as a short time allows: others come when they were looked at. */
    @NonNull
    List<ViewedHost> in(@NonNull String group, @NonNull List<ViewedHost> hosts) throws IOException {
        return in(group, hosts, BUDGET_NANOS);
    }

    @NonNull
    List<ViewedHost> in(@NonNull String group, @NonNull List<ViewedHost> hosts, long budgetNanos) throws IOException {
        long start = System.nanoTime();
        List<ViewedHost> found = new ArrayList<>();
        for (ViewedHost host : hosts) {
            Cause cause = host.row().state() == HostState.ERROR ? known(host) : null;
            if (cause == null && host.row().state() == HostState.ERROR && System.nanoTime() - start <= budgetNanos) {
                cause = find(host);
            }
            if (cause != null && cause.group().equals(group)) {
                found.add(host);
            }
        }
        return found;
    }

    @CheckForNull
    private Cause known(ViewedHost host) {
        Cause cause = causes.get(key(host));
        return cause != null && cause.stamp() == stamp(host) ? cause : null;
    }

    private Cause find(ViewedHost host) throws IOException {
        String group = host.cause(Locale.ENGLISH).group();
        Cause cause = new Cause(host.row().exitStatus(), stamp(host), group);
        causes.put(key(host), cause);
        return cause;
    }

    /** What the first host of a group says of the cause, and where the samples differ; empty where they say nothing. */
    @NonNull
    List<ErrorWords.Part> words(@NonNull Group group, @NonNull Locale reader) throws IOException {
        List<String> texts = new ArrayList<>();
        for (ViewedHost host :
                group.samples().subList(0, Math.min(COMPARED, group.samples().size()))) {
            texts.add(String.join("\n", host.cause(reader).lines()));
        }
        return ErrorWords.compared(texts);
    }

    private static String key(ViewedHost host) {
        return host.attempt().key() + ":" + host.row().id();
    }

    private static long stamp(ViewedHost host) {
        return host.row().outputComplete() ? -1 : host.size().chars();
    }
}
