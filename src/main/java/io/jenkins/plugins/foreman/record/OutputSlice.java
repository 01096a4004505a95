package io.jenkins.plugins.foreman.record;

import edu.umd.cs.findbugs.annotations.NonNull;
import java.util.List;

/**
 * A part of a host's output.
 *
 * @param offset where it begins, in characters from the start of the host's output
 * @param line number of the line that it begins in, from 0
 * @param nextOffset where to go on
 * @param size the host's whole output at the time of reading
 */
public record OutputSlice(
        long offset,
        int line,
        @NonNull List<RecordedChunk> chunks,
        long nextOffset,
        @NonNull OutputSize size) {

    /** Copies the list, so that the record is immutable. */
    public OutputSlice {
        chunks = List.copyOf(chunks);
    }
}
