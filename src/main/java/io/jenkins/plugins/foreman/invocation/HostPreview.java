package io.jenkins.plugins.foreman.invocation;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.foreman.client.Foreman;
import io.jenkins.plugins.foreman.client.ForemanException;
import io.jenkins.plugins.foreman.client.ListQuery;
import io.jenkins.plugins.foreman.client.Lookups.Bookmark;
import io.jenkins.plugins.foreman.client.Lookups.NamedItem;
import io.jenkins.plugins.foreman.client.Page;
import java.util.List;

/**
 * Which hosts a job would run on if it were created now.
 *
 * @param searchQuery by which they were found
 * @param total how many there are
 * @param names the first of them
 */
public record HostPreview(
        @NonNull String searchQuery, int total, @NonNull List<String> names) {

    /** Copies the list, so that the record is immutable. */
    public HostPreview {
        names = List.copyOf(names);
    }

    /**
     * Asks Foreman.
     *
     * @param hosts exactly one of it, {@code searchQuery} and {@code bookmark} is given
     * @param bookmark name or numeric id
     * @param most names that are wanted
     * @throws InvalidRequestException for what a person has to change
     */
    @NonNull
    public static HostPreview of(
            @NonNull Foreman foreman,
            @NonNull List<String> hosts,
            @CheckForNull String searchQuery,
            @CheckForNull String bookmark,
            int most)
            throws ForemanException, InvalidRequestException {
        String query = query(foreman, hosts, searchQuery, bookmark);
        Page<NamedItem> found = foreman.lookups().hosts(ListQuery.first(Math.max(1, most), query));
        return new HostPreview(
                query,
                found.subtotal(),
                found.results().stream().limit(most).map(NamedItem::name).toList());
    }

    private static String query(Foreman foreman, List<String> hosts, String searchQuery, String bookmark)
            throws ForemanException, InvalidRequestException {
        int given = (hosts.isEmpty() ? 0 : 1) + (isBlank(searchQuery) ? 0 : 1) + (isBlank(bookmark) ? 0 : 1);
        if (given == 0) {
            throw new InvalidRequestException(Messages::RequestResolver_noHosts);
        }
        if (given > 1) {
            throw new InvalidRequestException(Messages::RequestResolver_severalTargets);
        }
        if (!hosts.isEmpty()) {
            return SearchText.anyName(hosts);
        }
        return isBlank(bookmark) ? String.valueOf(searchQuery) : ofBookmark(foreman, bookmark);
    }

    private static String ofBookmark(Foreman foreman, String nameOrId)
            throws ForemanException, InvalidRequestException {
        List<Bookmark> bookmarks = foreman.lookups().bookmarks();
        for (Bookmark bookmark : bookmarks) {
            if (bookmark.name().equals(nameOrId) || Long.toString(bookmark.id()).equals(nameOrId)) {
                return bookmark.query();
            }
        }
        List<String> names = bookmarks.stream().map(Bookmark::name).limit(10).toList();
        throw new InvalidRequestException(
                () -> Messages.RequestResolver_unknownBookmark(nameOrId, String.join(", ", names)));
    }

    private static boolean isBlank(String text) {
        return text == null || text.isBlank();
    }
}
