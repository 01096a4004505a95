package io.jenkins.plugins.foreman.record;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.foreman.client.HostState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The host table in memory, the last row of a host counting. A host of which only the name was known is the one that
 * Foreman shows under it later. Thread-safe; no method holds the lock for longer than a copy of the list takes.
 */
final class HostTable {

    private final List<HostRow> rows = new ArrayList<>();
    private final Map<Long, Integer> places = new HashMap<>();
    private final Map<String, Long> idsOfNames = new HashMap<>();
    private final Map<HostState, Integer> counts = new EnumMap<>(HostState.class);

    /** Made when needed, thrown away when a host comes or changes its name. */
    @CheckForNull
    private NameOrder names;

    synchronized void put(@NonNull HostRow row) {
        Integer place = place(row);
        if (place == null) {
            places.put(row.id(), rows.size());
            rows.add(row);
            names = null;
        } else {
            HostRow before = rows.set(place, row);
            counts.merge(before.state(), -1, HostTable::sum);
            if (!before.name().equals(row.name())) {
                names = null;
            }
        }
        counts.merge(row.state(), 1, HostTable::sum);
    }

    @CheckForNull
    private Integer place(HostRow row) {
        if (row.isNameOnly()) {
            idsOfNames.put(row.name(), row.id());
        } else {
            Long before = idsOfNames.remove(row.name());
            Integer place = before == null ? null : places.remove(before);
            if (place != null) {
                places.put(row.id(), place);
            }
        }
        return places.get(row.id());
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

    @NonNull
    HostPage page(@NonNull HostQuery query, @NonNull Instant now) {
        List<HostRow> snapshot;
        NameOrder order;
        synchronized (this) {
            snapshot = List.copyOf(rows);
            order = names;
        }
        if (order == null) {
            order = NameOrder.of(snapshot);
            synchronized (this) {
                if (rows.size() == snapshot.size()) {
                    names = order;
                }
            }
        }
        return new HostSelection(snapshot, order, now).page(query);
    }
}
