package io.jenkins.plugins.foreman.view;

import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.foreman.client.HostFacts;
import io.jenkins.plugins.foreman.client.HostState;
import io.jenkins.plugins.foreman.record.HostRow;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;

/**
 * The host tables of the attempts, merged, filtered and sorted. Keeps the last few results: many people look at the same
 * page, and a page asks for one table many times while it is scrolled.
 */
final class HostTable {

    private static final int KEPT = 24;

    /** More operating systems or host groups are not offered to choose from. */
    private static final int MOST_TOLD = 200;

    /** Of a key and the place of a host in one number: a million hosts, and durations of centuries. */
    private static final int PLACE_BITS = 20;

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
        List<ViewedHost> hosts = make(attempts, filter, now);
        results.put(filter, new Result(revision, hosts));
        return hosts;
    }

    /** Each of the steps is kept for all filters that begin alike: of what people look at, most is. */
    private List<ViewedHost> make(List<ViewedAttempt> attempts, HostFilter filter, Instant now) throws IOException {
        String group = filter.group();
        if (group != null) {
            return failures.in(group, hosts(attempts, filter.ofAllGroups(), now));
        }
        if (!filter.equals(filter.unsorted())) {
            return sorted(hosts(attempts, filter.unsorted(), now), filter, now);
        }
        if (!filter.states().isEmpty()) {
            return matching(
                    hosts(attempts, filter.ofAllStates(), now),
                    host -> filter.states().contains(host.row().state()));
        }
        if (!filter.facts().equals(HostFacts.NONE)) {
            return matching(
                    hosts(attempts, filter.ofAllFacts(), now),
                    host -> host.row().facts().have(filter.facts()));
        }
        if (!filter.text().isEmpty()) {
            return matching(
                    hosts(attempts, filter.ofAllNames(), now),
                    host -> host.row().name().toLowerCase(Locale.ROOT).contains(filter.text()));
        }
        return filter.sort() == HostFilter.Sort.NAME
                ? byName(hosts(attempts, HostFilter.everything(filter.scope()), now))
                : merge(attempts);
    }

    private static List<ViewedHost> matching(List<ViewedHost> all, Predicate<ViewedHost> wanted) {
        List<ViewedHost> matching = new ArrayList<>();
        for (ViewedHost host : all) {
            if (wanted.test(host)) {
                matching.add(host);
            }
        }
        return matching.size() == all.size() ? all : Collections.unmodifiableList(matching);
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

    /** What Foreman tells of hosts, each text once and in natural order. */
    @NonNull
    static List<String> told(@NonNull List<ViewedHost> hosts, @NonNull Function<HostFacts, String> fact) {
        return hosts.stream()
                .map(host -> fact.apply(host.row().facts()))
                .filter(Objects::nonNull)
                .distinct()
                .sorted(NaturalOrder.INSTANCE)
                .limit(MOST_TOLD)
                .toList();
    }

    /** What needs a person comes first, and what is alike in that stays in Foreman's order. */
    private static List<ViewedHost> merge(List<ViewedAttempt> attempts) {
        Map<Long, ViewedHost> merged = new LinkedHashMap<>();
        for (ViewedAttempt attempt : attempts) {
            for (HostRow row : attempt.record().hosts()) {
                merged.put(row.id(), new ViewedHost(attempt, row));
            }
        }
        List<ViewedHost> hosts = new ArrayList<>(merged.values());
        if (hosts.stream().anyMatch(host -> host.row().isNameOnly())) {
            Set<String> known = hosts.stream()
                    .map(ViewedHost::row)
                    .filter(row -> !row.isNameOnly())
                    .map(HostRow::name)
                    .collect(Collectors.toSet());
            hosts.removeIf(
                    host -> host.row().isNameOnly() && known.contains(host.row().name()));
        }
        return sorted(hosts, HostTable::need, false);
    }

    private List<ViewedHost> byName(List<ViewedHost> all) {
        names.learn(all.stream().map(host -> host.row().name()).toList());
        return sorted(all, host -> names.of(host.row().name()), false);
    }

    /** @param hosts in the order of their names, which ties keep; in Foreman's where that is wanted */
    private static List<ViewedHost> sorted(List<ViewedHost> hosts, HostFilter filter, Instant now) {
        return switch (filter.sort()) {
            case TARGETING -> hosts;
            case NAME -> filter.descending() ? reversed(hosts) : hosts;
            case STATE -> sorted(hosts, HostTable::need, filter.descending());
            case DURATION -> sorted(hosts, host -> host.duration(now).toMillis(), filter.descending());
            case SMART_PROXY -> sorted(hosts, filter.descending(), HostFacts::smartProxy);
            case OPERATING_SYSTEM -> sorted(hosts, filter.descending(), HostFacts::operatingSystem);
            case HOST_GROUP -> sorted(hosts, filter.descending(), HostFacts::hostGroup);
        };
    }

    private static List<ViewedHost> sorted(
            List<ViewedHost> hosts, boolean descending, Function<HostFacts, String> fact) {
        Function<ViewedHost, String> word =
                host -> Objects.toString(fact.apply(host.row().facts()), "");
        NaturalRanks ranks = new NaturalRanks();
        ranks.learn(hosts.stream().map(word).collect(Collectors.toSet()));
        return sorted(hosts, host -> ranks.of(word.apply(host)), descending);
    }

    private static List<ViewedHost> reversed(List<ViewedHost> hosts) {
        List<ViewedHost> reversed = new ArrayList<>(hosts);
        Collections.reverse(reversed);
        return reversed;
    }

    /** Keeps the order of those whose keys are equal. */
    private static List<ViewedHost> sorted(List<ViewedHost> hosts, ToLongFunction<ViewedHost> key, boolean descending) {
        long[] order = new long[hosts.size()];
        int place = 0;
        for (ViewedHost host : hosts) {
            long value = key.applyAsLong(host);
            order[place] = (descending ? -value : value) << PLACE_BITS | place;
            place++;
        }
        Arrays.sort(order);
        ViewedHost[] sorted = new ViewedHost[order.length];
        for (int i = 0; i < order.length; i++) {
            sorted[i] = hosts.get((int) order[i] & (1 << PLACE_BITS) - 1);
        }
        return Collections.unmodifiableList(Arrays.asList(sorted));
    }

    private static int need(ViewedHost host) {
        return States.IN_ORDER.indexOf(host.row().state());
    }
}
