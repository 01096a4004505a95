package io.jenkins.plugins.foreman.client;

import edu.umd.cs.findbugs.annotations.CheckForNull;

/**
 * Search, order and paging of a list.
 *
 * @param search Foreman's search syntax, null for all
 * @param order {@code field} or {@code field DESC}, null for the server's own
 * @param page from 1
 * @param perPage a positive number: {@code all} and 0 give empty pages on some endpoints, so they cannot be asked for
 */
public record ListQuery(
        @CheckForNull String search, @CheckForNull String order, int page, int perPage) {

    /** Checks the numbers. */
    public ListQuery {
        if (page < 1 || perPage < 1) {
            throw new IllegalArgumentException("page and perPage start at 1, not " + page + " and " + perPage);
        }
    }

    /** The first {@code perPage} matches. */
    public static ListQuery first(int perPage, @CheckForNull String search) {
        return new ListQuery(search, null, 1, perPage);
    }

    /** The same list, one page on. */
    public ListQuery next() {
        return new ListQuery(search, order, page + 1, perPage);
    }

    /** A value as a quoted text of Foreman's search syntax. */
    public static String quote(String value) {
        return "\"" + value.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
    }
}
