package io.jenkins.plugins.foreman.client;

import edu.umd.cs.findbugs.annotations.NonNull;
import java.util.List;

/**
 * One page of a list.
 *
 * @param total all that the user may see
 * @param subtotal those that match the search
 * @param page number of this page, from 1
 * @param perPage entries on a full page: what was asked for, unless the server has a limit of its own
 */
public record Page<T>(
        int total,
        int subtotal,
        int page,
        int perPage,
        @NonNull List<T> results) {

    /** Copies the list, so that the record is immutable. */
    public Page {
        results = List.copyOf(results);
    }

    /** Whether the list goes on behind this page, by the server's own count. */
    public boolean isFollowed() {
        return !results.isEmpty() && (long) page * Math.max(perPage, results.size()) < subtotal;
    }
}
