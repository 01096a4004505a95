package io.jenkins.plugins.foreman.client;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;

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

    /** About what it takes of memory, in characters: a chunk of one takes hundreds of times that. */
    public long weight() {
        return OBJECTS + text.length() + (externalId == null ? 0L : externalId.length());
    }

    /** Where a chunk was written to. */
    public enum OutputType {
        STDOUT,
        STDERR,
        /** Messages of the smart proxy and of Foreman. */
        DEBUG
    }
}
