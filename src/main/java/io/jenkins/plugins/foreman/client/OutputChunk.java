package io.jenkins.plugins.foreman.client;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A piece of a host's output as Foreman stores it: cut wherever the smart proxy's read ended, so not a line; it may even
 * end between the halves of a surrogate pair.
 *
 * @param timestampMicros microseconds since the epoch, by the clock of whoever wrote it (proxy, host or Foreman)
 * @param id database id of the row, null for rows that Foreman makes up per request (errors, the exit line) and before
 *     REX 8.1
 * @param externalId id given by the smart proxy (REX 14.1 and newer) or the older {@code sequence_id}
 */
public record OutputChunk(
        @NonNull OutputType type,
        @NonNull String text,
        long timestampMicros,
        @CheckForNull Long id,
        @CheckForNull String externalId) {

    private static final int OBJECTS = 100;
    private static final String PROXY_ERROR = "Error loading data from proxy";
    private static final Pattern EXIT = Pattern.compile("Exit status: (\\S+)\\s*");

    /** About what it takes of memory, in characters: a chunk of one takes hundreds of times that. */
    public long weight() {
        return OBJECTS + text.length() + (externalId == null ? 0L : externalId.length());
    }

    /** Whether Foreman says with it that it cannot ask the smart proxy right now: none of the host's output. */
    public boolean isProxyNote() {
        return isUnstored() && type == OutputType.DEBUG && text.startsWith(PROXY_ERROR);
    }

    /** The exit status, if this is the line that Foreman makes of it; null for anything else. */
    @CheckForNull
    public String exitStatus() {
        if (!isUnstored() || type != OutputType.STDOUT) {
            return null;
        }
        Matcher matcher = EXIT.matcher(text);
        return matcher.matches() ? matcher.group(1) : null;
    }

    /** Whether Foreman may have made it up for the request; before REX 8.1 no row has an id. */
    public boolean isUnstored() {
        return id == null && externalId == null;
    }

    /** Where a chunk was written to. */
    public enum OutputType {
        STDOUT,
        STDERR,
        /** Messages of the smart proxy and of Foreman. */
        DEBUG
    }
}
