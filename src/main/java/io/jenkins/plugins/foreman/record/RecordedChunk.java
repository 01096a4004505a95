package io.jenkins.plugins.foreman.record;

import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.foreman.client.OutputChunk.OutputType;

/**
 * A chunk of a host's output as it is kept.
 *
 * @param timestampMicros microseconds since the epoch, by the clock of whoever wrote it
 * @param key tells the chunk from every other of the same host, so that it is not recorded twice
 * @param text as the server gave it; may end in the middle of a line or between the halves of a surrogate pair
 * @param reordered whether the chunk had been recorded before at another place and was moved by a later entry; who shows
 *     output as it comes has shown it already
 */
public record RecordedChunk(
        @NonNull OutputType type,
        long timestampMicros,
        long key,
        @NonNull String text,
        boolean reordered) {

    /** The key of the chunk by which the record itself says that the limits were reached; no other chunk has it. */
    public static final long NOTICE_KEY = Long.MIN_VALUE;

    /** Whether the record itself wrote this to say that the limits were reached. */
    public boolean isNotice() {
        return key == NOTICE_KEY;
    }
}
