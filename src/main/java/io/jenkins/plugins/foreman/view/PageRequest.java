package io.jenkins.plugins.foreman.view;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * A request to the page, whatever carried it.
 *
 * @param params parameters of the query string, and for a POST those of the form; the first value of each
 * @param locale what the person reads best
 * @param ifNoneMatch the header of this name, null for none
 */
public record PageRequest(
        @NonNull Map<String, String> params,
        @NonNull Locale locale,
        @CheckForNull String ifNoneMatch) {

    private static final Pattern COMPRESSED = Pattern.compile("-+gzip(?=\"$)");

    /** Copies the map, so that the record is immutable. */
    public PageRequest {
        params = Map.copyOf(params);
    }

    /** Whether the client already has what the tag stands for. Apache adds to the tags of what it compresses. */
    boolean has(@NonNull String etag) {
        return ifNoneMatch != null
                && COMPRESSED.matcher(ifNoneMatch).replaceFirst("").equals(etag);
    }

    /** A parameter, null when absent or empty. */
    @CheckForNull
    String text(@NonNull String name) {
        String value = params.get(name);
        return value == null || value.isEmpty() ? null : value;
    }

    /** A whole number within bounds; absent or unreadable gives the fallback. */
    long number(@NonNull String name, long fallback, long min, long max) {
        String value = params.get(name);
        if (value == null) {
            return fallback;
        }
        try {
            return Math.max(min, Math.min(max, Long.parseLong(value.strip())));
        } catch (NumberFormatException e) {
            return fallback;
        }
    }

    /** A number that must be there. */
    long number(@NonNull String name) throws BadRequest {
        try {
            return Long.parseLong(params.getOrDefault(name, ""));
        } catch (NumberFormatException e) {
            throw new BadRequest(name + " must be a number");
        }
    }

    /** What is asked for does not make sense or is not there. */
    static final class BadRequest extends Exception {
        private static final long serialVersionUID = 1L;

        BadRequest(String message) {
            super(message);
        }
    }
}
