package io.jenkins.plugins.foreman.record;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.foreman.client.HostState;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/**
 * Everything kept of one job invocation: its hosts and their output. One writer, any number of readers, in one process;
 * all methods are thread-safe and see what was appended before. After a crash, {@link #open} cuts the torn tail off, so
 * that a reader sees whole entries only and the writer goes on from there.
 */
public final class AttemptRecord implements Closeable {

    private AttemptRecord() {}

    /** Opens the record in a directory, which is made when absent, and recovers what a crash left. */
    @NonNull
    public static AttemptRecord open(@NonNull Path directory, @NonNull RecordLimits limits) throws IOException {
        throw new UnsupportedOperationException();
    }

    /** Adds or replaces rows of the host table, in one write. */
    public void putHosts(@NonNull Collection<HostRow> rows) throws IOException {
        throw new UnsupportedOperationException();
    }

    /**
     * Adds chunks to the end of a host's output. What goes beyond the limits is dropped and counted; the first time, a
     * chunk that says so is recorded in its place.
     */
    public void append(long hostId, @NonNull List<RecordedChunk> chunks) throws IOException {
        throw new UnsupportedOperationException();
    }

    /**
     * Replaces the end of a host's output, when a later read shows chunks in another order or in between.
     *
     * @param keep how many of the host's recorded chunks stay
     */
    public void replaceTail(long hostId, int keep, @NonNull List<RecordedChunk> chunks) throws IOException {
        throw new UnsupportedOperationException();
    }

    /** Makes sure that everything written so far survives a crash of the machine; output before host rows. */
    public void sync() throws IOException {
        throw new UnsupportedOperationException();
    }

    /** The row of a host, null when unknown. */
    @CheckForNull
    public HostRow host(long hostId) {
        throw new UnsupportedOperationException();
    }

    /** All rows in the order in which they first came; a snapshot. */
    @NonNull
    public List<HostRow> hosts() {
        throw new UnsupportedOperationException();
    }

    /** A page of the host table. */
    @NonNull
    public HostPage hosts(@NonNull HostQuery query) {
        throw new UnsupportedOperationException();
    }

    /** How many hosts are in each state; states without hosts are absent. */
    @NonNull
    public Map<HostState, Integer> counts() {
        throw new UnsupportedOperationException();
    }

    /** How much output of a host is recorded. */
    @NonNull
    public OutputSize outputSize(long hostId) {
        throw new UnsupportedOperationException();
    }

    /**
     * Reads a host's output.
     *
     * @param offset in characters; a negative one counts from the end
     * @param maxChars about how much to return: at least one whole chunk, unless there is no more; a longer chunk is cut
     */
    @NonNull
    public OutputSlice output(long hostId, long offset, int maxChars) throws IOException {
        throw new UnsupportedOperationException();
    }

    /**
     * Goes through a host's recorded chunks from one of them on without holding them in memory.
     *
     * @param fromChunk index of the first chunk
     */
    public void forEachChunk(long hostId, int fromChunk, @NonNull ChunkVisitor visitor) throws IOException {
        throw new UnsupportedOperationException();
    }

    /**
     * Goes through everything appended since a position, in the order of appending.
     *
     * @param position 0 or a value that this method returned
     * @return the position of the end
     */
    public long follow(long position, @NonNull EntryVisitor visitor) throws IOException {
        throw new UnsupportedOperationException();
    }

    /** A number that grows with every change, so that a reader can tell whether anything is new. */
    public long revision() {
        throw new UnsupportedOperationException();
    }

    @Override
    public void close() throws IOException {
        throw new UnsupportedOperationException();
    }

    /** Sees chunks of one host. */
    @FunctionalInterface
    public interface ChunkVisitor {
        /** Returns false to end. */
        boolean chunk(@NonNull RecordedChunk chunk) throws IOException;
    }

    /** Sees appended entries. */
    @FunctionalInterface
    public interface EntryVisitor {
        /** Some chunks of one host, those with {@link RecordedChunk#reordered()} already seen earlier. */
        void entry(long hostId, @NonNull List<RecordedChunk> chunks) throws IOException;
    }
}
