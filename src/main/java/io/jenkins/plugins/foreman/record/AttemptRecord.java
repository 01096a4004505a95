package io.jenkins.plugins.foreman.record;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.foreman.client.HostState;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongPredicate;

/**
 * Everything kept of one job invocation: its hosts and their output. One writer, any number of readers, in one process;
 * all methods are thread-safe and see what was appended before. After a crash, {@link #open} cuts the torn tail off, so
 * that a reader sees whole entries only and the writer goes on from there.
 */
public final class AttemptRecord implements Closeable {

    private final OutputLog log;
    private final HostsFile hosts;
    private final OutputLimiter limiter;
    private final OutputReader reader;
    private final ReentrantLock writing = new ReentrantLock();
    private final AtomicLong revision = new AtomicLong(System.currentTimeMillis() << 10);
    private final Set<Long> lookedAt = ConcurrentHashMap.newKeySet();
    private boolean closed;

    private AttemptRecord(OutputLog log, HostsFile hosts, RecordLimits limits) {
        this.log = log;
        this.hosts = hosts;
        this.limiter = new OutputLimiter(limits);
        this.reader = new OutputReader(log);
    }

    /**
     * Opens the record in a directory, which is made when absent, and recovers what a crash left.
     *
     * @throws java.nio.file.NoSuchFileException when not even the directory around it is there, as when that was moved
     */
    @NonNull
    public static AttemptRecord open(@NonNull Path directory, @NonNull RecordLimits limits) throws IOException {
        try {
            Files.createDirectory(directory);
        } catch (FileAlreadyExistsException e) {
            // opened before
        }
        OutputLog log = OutputLog.open(directory);
        return new AttemptRecord(log, HostsFile.open(directory, log.end()), limits);
    }

    /** Somebody looks at what a host writes, if it still may: whoever follows it may want to know. Kept in memory alone. */
    public void lookAt(long hostId) {
        HostRow row = host(hostId);
        if (row != null && !row.outputComplete()) {
            lookedAt.add(hostId);
        }
    }

    /** The hosts that somebody has looked at since this was asked last. */
    @NonNull
    public Set<Long> takeLooks() {
        Set<Long> taken = new HashSet<>(lookedAt);
        lookedAt.removeAll(taken);
        return taken;
    }

    /** The directory has another place; what is written from now on goes there. */
    void moved(@NonNull Path directory) throws IOException {
        writing.lock();
        try {
            log.moved(directory);
            hosts.moved(directory);
        } finally {
            writing.unlock();
        }
    }

    /**
     * Adds or replaces rows of the host table, in one write. The end of a host's output is first noted in the output log,
     * in the order of the rows, and a row that tells of it survives a crash of the machine only together with the output.
     */
    public void putHosts(@NonNull Collection<HostRow> rows) throws IOException {
        write(() -> {
            List<HostRow> ended = rows.stream().filter(HostRow::outputComplete).toList();
            for (HostRow row : ended) {
                end(row.id());
            }
            if (!ended.isEmpty()) {
                log.sync();
            }
            hosts.put(rows, log.end());
        });
    }

    private void end(long hostId) throws IOException {
        IndexRecord newest = log.newest(hostId);
        if (newest == null || newest.endedAt() < 0) {
            log.append(LogEntry.end(hostId, newest == null ? 0 : newest.dropped()));
        }
    }

    /**
     * Adds chunks to the end of a host's output. What goes beyond the limits is dropped and counted; the first time, a
     * chunk that says so is recorded in its place.
     */
    public void append(long hostId, @NonNull List<RecordedChunk> chunks) throws IOException {
        if (!chunks.isEmpty()) {
            write(() -> add(hostId, LogEntry.KEEP_ALL, chunks));
        }
    }

    /**
     * Replaces the end of a host's output, when a later read shows chunks in another order or in between.
     *
     * @param keep how many of the host's recorded chunks stay; a chunk that {@linkplain RecordedChunk#isNotice() tells of the
     *     limits} counts like any other; it stays when no other is removed, and what is dropped is counted anew
     * @throws IllegalArgumentException when fewer chunks are recorded
     */
    public void replaceTail(long hostId, int keep, @NonNull List<RecordedChunk> chunks) throws IOException {
        if (keep < 0) {
            throw new IllegalArgumentException("keep is " + keep);
        }
        write(() -> add(hostId, keep, chunks));
    }

    /** Makes sure that everything written so far survives a crash of the machine; output before host rows. */
    public void sync() throws IOException {
        write(() -> {
            log.sync();
            hosts.sync();
        });
    }

    /** The row of a host, null when unknown. */
    @CheckForNull
    public HostRow host(long hostId) {
        return hosts.table().get(hostId);
    }

    /** All rows in the order in which they first came; a snapshot. */
    @NonNull
    public List<HostRow> hosts() {
        return hosts.table().rows();
    }

    /** How many hosts are in each state; states without hosts are absent. */
    @NonNull
    public Map<HostState, Integer> counts() {
        return hosts.table().counts();
    }

    /** How much output of a host is recorded. */
    @NonNull
    public OutputSize outputSize(long hostId) {
        return reader.size(hostId);
    }

    /**
     * Reads a host's output.
     *
     * @param offset in characters; a negative one counts from the end
     * @param maxChars about how much to return: at least one whole chunk, unless there is no more; a longer chunk is cut
     */
    @NonNull
    public OutputSlice output(long hostId, long offset, int maxChars) throws IOException {
        return reader.slice(hostId, offset, maxChars);
    }

    /**
     * Goes through a host's recorded chunks from one of them on without holding them in memory.
     *
     * @param fromChunk index of the first chunk
     */
    public void forEachChunk(long hostId, int fromChunk, @NonNull ChunkVisitor visitor) throws IOException {
        reader.forEachChunk(hostId, fromChunk, visitor);
    }

    /**
     * Goes through everything appended since a position, in the order of appending.
     *
     * @param position 0 or a value that this method returned; one beyond the end, which a crash can leave behind, counts as
     *     the end
     * @return the position of the end
     */
    public long follow(long position, @NonNull EntryVisitor visitor) throws IOException {
        return follow(position, Long.MAX_VALUE, id -> true, visitor);
    }

    /**
     * The same for some hosts only and in portions, so that who goes on from a position after a crash repeats little.
     *
     * @param maxBytes ends after the entry that makes it so many bytes of the log
     * @param hostIds whose entries are wanted; others are passed over without being read
     * @return the position to go on from; the same as before when nothing was left
     */
    public long follow(long position, long maxBytes, @NonNull LongPredicate hostIds, @NonNull EntryVisitor visitor)
            throws IOException {
        return reader.follow(position, maxBytes, hostIds, visitor);
    }

    /** How many chunks of a host can be read; cheaper than {@link #outputSize}. */
    public int chunks(long hostId) {
        IndexRecord newest = log.newest(hostId);
        return newest == null ? 0 : newest.endChunk();
    }

    /**
     * Goes through the ends of hosts noted since a position, in their order.
     *
     * @param position 0 or a value that this method or its visitor got
     * @return the position to go on from
     */
    public long followEnds(long position, @NonNull EndVisitor visitor) throws IOException {
        return reader.followEnds(position, visitor);
    }

    /** Whether the end of a host's output stands in the log before a position. */
    public boolean isEnded(long hostId, long position) {
        IndexRecord newest = log.newest(hostId);
        return newest != null && newest.endedAt() >= 0 && newest.endedAt() < position;
    }

    /** Position of the end of the log. */
    public long end() {
        return log.end();
    }

    /** A number that grows with every change, so that a reader can tell whether anything is new. */
    public long revision() {
        return revision.get();
    }

    /** Holds no file until something is written again. What was not synced may still be synced then. */
    void rest() throws IOException {
        writing.lock();
        try (hosts) {
            log.rest();
        } finally {
            writing.unlock();
        }
    }

    @Override
    public void close() throws IOException {
        writing.lock();
        try {
            closed = true;
            try (hosts) {
                log.close();
                hosts.close(log.end());
            }
        } finally {
            writing.unlock();
        }
    }

    private void add(long hostId, int keep, List<RecordedChunk> chunks) throws IOException {
        IndexRecord newest = log.newest(hostId);
        int recorded = newest == null ? 0 : newest.endChunk();
        if (keep > recorded) {
            throw new IllegalArgumentException("Only " + recorded + " chunks are recorded, " + keep + " cannot stay");
        }
        if (newest != null && newest.dropped() > 0 && (keep == LogEntry.KEEP_ALL || keep >= recorded - 1)) {
            drop(newest, keep, chunks);
            return;
        }
        long hostChars = newest == null ? 0 : newest.endChar();
        long staying = keep == LogEntry.KEEP_ALL ? hostChars : reader.charsOf(hostId, keep);
        boolean noticed = newest != null && newest.dropped() > 0;
        OutputLimiter.Kept kept = limiter.keep(chunks, staying, log.chars() - hostChars + staying, noticed);
        for (LogEntry entry : OutputSplitter.split(hostId, keep, kept.dropped(), kept.chunks())) {
            log.append(entry);
        }
    }

    /**
     * Counts what comes behind the notice of a host that reached its limit. A replacement of all that is behind the last
     * real chunk, as a full read makes it, tells anew what is missing: the notice stays.
     */
    private void drop(IndexRecord newest, int keep, List<RecordedChunk> chunks) throws IOException {
        long missing = chunks.stream().mapToLong(chunk -> chunk.text().length()).sum();
        if (missing > 0) {
            long dropped = keep == LogEntry.KEEP_ALL ? newest.dropped() + missing : missing;
            log.append(new LogEntry(newest.hostId(), LogEntry.KEEP_ALL, dropped, List.of()));
        }
    }

    private void write(Change change) throws IOException {
        writing.lock();
        try {
            if (closed) {
                throw new IOException("The record is closed");
            }
            change.make();
            revision.incrementAndGet();
        } finally {
            writing.unlock();
        }
    }

    /** Something that is written. */
    private interface Change {
        void make() throws IOException;
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
        /**
         * Some chunks of one host, those with {@link RecordedChunk#reordered()} already seen earlier.
         *
         * @param end whether the output of the host ends with them
         */
        void entry(long hostId, @NonNull List<RecordedChunk> chunks, boolean end) throws IOException;
    }

    /** Sees ends of hosts. */
    @FunctionalInterface
    public interface EndVisitor {
        /** Told where the end stands in the log; returns false to stop before it. */
        boolean end(long hostId, long position) throws IOException;
    }
}
