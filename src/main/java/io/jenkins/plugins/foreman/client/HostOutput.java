package io.jenkins.plugins.foreman.client;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import java.time.Instant;
import java.util.List;

/**
 * The output of one host as one read returned it.
 *
 * @param complete whether this read, if it asked for everything, holds all that will ever be: Foreman decides it before
 *     it reads the chunks
 * @param chunks in the order of the reply
 * @param startAt when a scheduled job is to start, null otherwise
 * @param truncated whether the reply was longer than the reader's limit, so that {@code chunks} lacks its end; read the
 *     host alone and streamed then. After a streamed read: whether a single chunk was longer than any reader takes (32
 *     MiB), and lost its end
 */
public record HostOutput(
        long hostId,
        boolean complete,
        @NonNull List<OutputChunk> chunks,
        @CheckForNull Instant startAt,
        boolean truncated) {

    /** Copies the list, so that the record is immutable. */
    public HostOutput {
        chunks = List.copyOf(chunks);
    }
}
