package io.jenkins.plugins.foreman.record;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.foreman.client.HostState;
import java.util.Set;

/**
 * Which hosts of a host table, in which order, which part.
 *
 * @param states empty for all
 * @param nameContains case-insensitive, null for all
 * @param offset how many matches to pass over
 * @param limit how many to return at most
 */
public record HostQuery(
        @NonNull Set<HostState> states,
        @CheckForNull String nameContains,
        @NonNull Sort sort,
        boolean descending,
        int offset,
        int limit) {

    /** Copies the set, so that the record is immutable. */
    public HostQuery {
        states = Set.copyOf(states);
    }

    /** What hosts are ordered by; ties are ordered by name. */
    public enum Sort {
        NAME,
        STATE,
        DURATION,
        SMART_PROXY,
        /** The order in which Foreman listed them. */
        TARGETING
    }
}
