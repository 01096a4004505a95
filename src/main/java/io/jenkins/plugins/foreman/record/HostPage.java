package io.jenkins.plugins.foreman.record;

import edu.umd.cs.findbugs.annotations.NonNull;
import java.util.List;

/**
 * A part of a host table.
 *
 * @param total hosts in the table
 * @param matching hosts that match the query
 */
public record HostPage(int total, int matching, @NonNull List<HostRow> hosts) {

    /** Copies the list, so that the record is immutable. */
    public HostPage {
        hosts = List.copyOf(hosts);
    }
}
