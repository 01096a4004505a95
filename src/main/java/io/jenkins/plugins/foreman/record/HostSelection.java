package io.jenkins.plugins.foreman.record;

import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.foreman.client.HostState;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Filters, sorts and pages a snapshot of a host table. What hosts are ordered by is one number each, packed with the rank
 * of the name and the place into primitives, so that fifty thousand hosts are sorted without an object per comparison.
 */
final class HostSelection {

    private static final int RANK_BITS = 24;
    private static final long MAX_KEY = (1L << (Long.SIZE - 1 - RANK_BITS)) - 1;

    private final List<HostRow> rows;
    private final NameOrder names;
    private final Instant now;

    HostSelection(@NonNull List<HostRow> rows, @NonNull NameOrder names, @NonNull Instant now) {
        this.rows = rows;
        this.names = names;
        this.now = now;
    }

    @NonNull
    HostPage page(@NonNull HostQuery query) {
        String part = query.nameContains();
        String wanted = part == null ? "" : part.toLowerCase(Locale.ROOT);
        Map<String, Integer> proxies = query.sort() == HostQuery.Sort.SMART_PROXY ? proxyRanks() : Map.of();
        int[] placeOfRank = new int[rows.size()];
        long[] found = new long[rows.size()];
        int matching = 0;
        for (int place = 0; place < found.length; place++) {
            HostRow row = rows.get(place);
            int rank = names.ranks()[place];
            placeOfRank[rank] = place;
            boolean matches = (query.states().isEmpty() || query.states().contains(row.state()))
                    && names.lowerCase()[place].contains(wanted);
            if (matches) {
                long key = Math.min(MAX_KEY, Math.max(0, key(query.sort(), row, place, rank, proxies)));
                found[matching++] = (query.descending() ? MAX_KEY - key : key) << RANK_BITS | rank;
            }
        }
        Arrays.sort(found, 0, matching);
        int from = Math.min(Math.max(0, query.offset()), matching);
        int to = (int) Math.min((long) from + Math.max(0, query.limit()), matching);
        List<HostRow> hosts = Arrays.stream(found, from, to)
                .mapToObj(packed -> rows.get(placeOfRank[(int) packed & ((1 << RANK_BITS) - 1)]))
                .toList();
        return new HostPage(rows.size(), matching, hosts);
    }

    private long key(HostQuery.Sort sort, HostRow row, int place, int rank, Map<String, Integer> proxies) {
        return switch (sort) {
            case NAME -> rank;
            case TARGETING -> place;
            case STATE -> urgency(row.state());
            case SMART_PROXY -> row.smartProxy() == null ? proxies.size() : proxies.get(row.smartProxy());
            case DURATION -> millis(row);
        };
    }

    /** What a person looks for first comes first. */
    private static int urgency(HostState state) {
        return switch (state) {
            case ERROR -> 0;
            case CANCELLED -> 1;
            case RUNNING -> 2;
            case PENDING -> 3;
            case NOT_PLANNED -> 4;
            case SUCCESS -> 5;
        };
    }

    /** How long the host ran or has been running by now; 0 before. */
    private long millis(HostRow row) {
        if (row.startedAt() == null) {
            return 0;
        }
        Instant end = row.endedAt() == null ? now : row.endedAt();
        return 1 + Math.max(0, Duration.between(row.startedAt(), end).toMillis());
    }

    private Map<String, Integer> proxyRanks() {
        Map<String, Integer> ranks = new HashMap<>();
        rows.stream()
                .map(HostRow::smartProxy)
                .filter(proxy -> proxy != null)
                .distinct()
                .sorted(String.CASE_INSENSITIVE_ORDER)
                .forEach(proxy -> ranks.put(proxy, ranks.size()));
        return ranks;
    }
}
