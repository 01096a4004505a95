package io.jenkins.plugins.foreman.record;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.foreman.client.HostState;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The host table in memory, the last row of a host counting. A host of which only the name was known is the one that
 * Foreman shows under it later. Thread-safe; no method holds the lock for longer than a copy of the list takes.
 */
final class HostRows {

    private final List<HostRow> rows = new ArrayList<>();
    private final Map<Long, Integer> places = new HashMap<>();
    private final Map<String, Long> ids = new HashMap<>();
    private final Map<HostState, Integer> counts = new EnumMap<>(HostState.class);

    synchronized void put(@NonNull HostRow row) {
        if (!isNews(row)) {
            return;
        }
        ids.put(row.name(), row.id());
        Integer place = places.get(row.id());
        if (place == null) {
            places.put(row.id(), rows.size());
            rows.add(row);
        } else {
            HostRow before = rows.set(place, row);
            counts.merge(before.state(), -1, HostRows::sum);
        }
        counts.merge(row.state(), 1, HostRows::sum);
    }

    /** Lets a host that is shown take the place of its mere name; false for a mere name that is known better already. */
    private boolean isNews(HostRow row) {
        Long known = ids.get(row.name());
        if (row.isNameOnly()) {
            return known == null || places.containsKey(row.id());
        }
        if (known != null && known < 0 && !places.containsKey(row.id())) {
            places.put(row.id(), places.remove(known));
        }
        return true;
    }

    /** Null, which removes a state from the map, for none. */
    @CheckForNull
    private static Integer sum(int count, int change) {
        return count + change == 0 ? null : count + change;
    }

    @CheckForNull
    synchronized HostRow get(long id) {
        Integer place = places.get(id);
        return place == null ? null : rows.get(place);
    }

    @NonNull
    synchronized List<HostRow> rows() {
        return List.copyOf(rows);
    }

    synchronized int size() {
        return rows.size();
    }

    @NonNull
    synchronized Map<HostState, Integer> counts() {
        return new EnumMap<>(counts);
    }
}
