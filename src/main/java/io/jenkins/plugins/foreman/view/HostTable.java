package io.jenkins.plugins.foreman.view;

import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.foreman.client.HostState;
import io.jenkins.plugins.foreman.record.HostRow;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * The host tables of the attempts, merged, filtered and sorted. Keeps the last few results: many people look at the same
 * page, and a page asks for one table many times while it is scrolled.
 */
final class HostTable {

    private static final int KEPT = 8;

    /** What needs a person comes first, and what is alike in that stays in Foreman's order. */
    private static final Comparator<ViewedHost> BY_NEED = Comparator.comparingInt(HostTable::need);

    private final FailureGroups failures;
    private final NaturalRanks names = new NaturalRanks();

    private final Map<HostFilter, Result> results = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<HostFilter, Result> eldest) {
            return size() > KEPT;
        }
    };

    HostTable(@NonNull FailureGroups failures) {
        this.failures = failures;
    }

    private record Result(long revision, List<ViewedHost> hosts) {}

    /** The hosts that a filter lets through, in its order. */
    @NonNull
    synchronized List<ViewedHost> hosts(
            @NonNull List<ViewedAttempt> attempts, @NonNull HostFilter filter, @NonNull Instant now)
            throws IOException {
        long revision = RunsView.revision(attempts);
        Result known = results.get(filter);
        if (known != null && known.revision() == revision && filter.group() == null) {
            return known.hosts();
        }
        List<ViewedHost> hosts;
        if (filter.equals(HostFilter.everything(filter.scope()))) {
            hosts = merge(attempts);
        } else if (filter.equals(HostFilter.byName(filter.scope()))) {
            hosts = byName(hosts(attempts, HostFilter.everything(filter.scope()), now));
        } else {
            HostFilter all = filter.sort() == HostFilter.Sort.TARGETING
                    ? HostFilter.everything(filter.scope())
                    : HostFilter.byName(filter.scope());
            hosts = filtered(hosts(attempts, all, now), filter, now);
        }
        results.put(filter, new Result(revision, hosts));
        return hosts;
    }

    /** How many hosts are in each state. */
    @NonNull
    Map<HostState, Integer> counts(@NonNull List<ViewedAttempt> attempts, @NonNull String scope, @NonNull Instant now)
            throws IOException {
        Map<HostState, Integer> counts = new EnumMap<>(HostState.class);
        if (attempts.size() == 1) {
            counts.putAll(attempts.get(0).record().counts());
            return counts;
        }
        for (ViewedHost host : hosts(attempts, HostFilter.everything(scope), now)) {
            counts.merge(host.row().state(), 1, Integer::sum);
        }
        return counts;
    }

    private static List<ViewedHost> merge(List<ViewedAttempt> attempts) {
        Map<Long, ViewedHost> merged = new LinkedHashMap<>();
        Set<String> known = new HashSet<>();
        for (ViewedAttempt attempt : attempts) {
            for (HostRow row : attempt.record().hosts()) {
                merged.put(row.id(), new ViewedHost(attempt, row));
                if (!row.isNameOnly()) {
                    known.add(row.name());
                }
            }
        }
        return merged.values().stream()
                .filter(host ->
                        !host.row().isNameOnly() || !known.contains(host.row().name()))
                .sorted(BY_NEED)
                .toList();
    }

    private List<ViewedHost> byName(List<ViewedHost> all) {
        List<ViewedHost> hosts = new ArrayList<>(all);
        names.learn(hosts.stream().map(host -> host.row().name()).toList());
        sortBy(hosts, host -> names.of(host.row().name()), false);
        return List.copyOf(hosts);
    }

    private List<ViewedHost> filtered(List<ViewedHost> all, HostFilter filter, Instant now) throws IOException {
        List<ViewedHost> matching = new ArrayList<>();
        for (ViewedHost host : all) {
            if (matches(host, filter)) {
                matching.add(host);
            }
        }
        String group = filter.group();
        if (group != null) {
            matching = failures.in(group, matching);
        }
        sort(matching, filter, now);
        return List.copyOf(matching);
    }

    private static boolean matches(ViewedHost host, HostFilter filter) {
        HostRow row = host.row();
        return (filter.states().isEmpty() || filter.states().contains(row.state()))
                && (filter.text().isEmpty()
                        || row.name().toLowerCase(Locale.ROOT).contains(filter.text()));
    }

    /** @param hosts in the order of their names, which ties keep; in Foreman's where that is wanted */
    private static void sort(List<ViewedHost> hosts, HostFilter filter, Instant now) {
        switch (filter.sort()) {
            case TARGETING -> {}
            case NAME -> {
                if (filter.descending()) {
                    Collections.reverse(hosts);
                }
            }
            case STATE -> sortBy(hosts, HostTable::need, filter.descending());
            case DURATION -> sortBy(hosts, host -> host.duration(now), filter.descending());
            case SMART_PROXY -> {
                NaturalRanks proxies = new NaturalRanks();
                proxies.learn(hosts.stream().map(HostTable::proxy).distinct().toList());
                sortBy(hosts, host -> proxies.of(proxy(host)), filter.descending());
            }
        }
    }

    private static <K extends Comparable<K>> void sortBy(
            List<ViewedHost> hosts, Function<ViewedHost, K> key, boolean descending) {
        record Keyed<K>(K key, ViewedHost host) {}
        Comparator<Keyed<K>> order = Comparator.comparing(Keyed::key);
        List<Keyed<K>> keyed = new ArrayList<>(hosts.size());
        hosts.forEach(host -> keyed.add(new Keyed<>(key.apply(host), host)));
        keyed.sort(descending ? order.reversed() : order);
        hosts.clear();
        keyed.forEach(each -> hosts.add(each.host()));
    }

    private static int need(ViewedHost host) {
        return States.IN_ORDER.indexOf(host.row().state());
    }

    private static String proxy(ViewedHost host) {
        String proxy = host.row().smartProxy();
        return proxy == null ? "" : proxy;
    }
}
