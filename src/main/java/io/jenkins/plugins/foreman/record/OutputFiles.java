package io.jenkins.plugins.foreman.record;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.function.ToLongFunction;
import java.util.zip.CRC32C;

/**
 * The output log and its index, open for one thread. The index begins with a header: magic number, version, how many
 * entries are known to have survived a sync, CRC.
 */
final class OutputFiles implements Closeable {

    static final String LOG = "output.jsonl";
    static final String INDEX = "output.idx";
    static final int HEADER_BYTES = 16;
    private static final int MAGIC = 0x46524F49;
    private static final int VERSION = 2;

    final RandomFile log;
    private final RandomFile index;

    private OutputFiles(RandomFile log, RandomFile index) {
        this.log = log;
        this.index = index;
    }

    @NonNull
    static OutputFiles forReading(@NonNull Path directory) throws IOException {
        RandomFile log = RandomFile.forReading(directory.resolve(LOG));
        try {
            return new OutputFiles(log, RandomFile.forReading(directory.resolve(INDEX)));
        } catch (IOException e) {
            log.close();
            throw e;
        }
    }

    @NonNull
    static OutputFiles forWriting(@NonNull Path directory) throws IOException {
        RandomFile log = RandomFile.forWriting(directory.resolve(LOG));
        try {
            return new OutputFiles(log, RandomFile.forWriting(directory.resolve(INDEX)));
        } catch (IOException e) {
            log.close();
            throw e;
        }
    }

    /** Reads how many entries survived a sync, -1 when the index has no valid header. */
    int readHeader() throws IOException {
        if (index.size() < HEADER_BYTES) {
            return -1;
        }
        ByteBuffer header = ByteBuffer.wrap(index.read(0, HEADER_BYTES));
        boolean known = header.getInt() == MAGIC && header.getInt() == VERSION;
        int synced = header.getInt();
        return known && header.getInt() == crc(header.array(), HEADER_BYTES - Integer.BYTES) ? synced : -1;
    }

    void writeHeader(int synced) throws IOException {
        ByteBuffer header = ByteBuffer.allocate(HEADER_BYTES);
        header.putInt(MAGIC).putInt(VERSION).putInt(synced);
        header.putInt(crc(header.array(), header.position()));
        index.write(0, header.array());
    }

    void writeRecord(@NonNull IndexRecord entry) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(IndexRecord.BYTES);
        entry.writeTo(buffer);
        index.write(position(entry.number()), buffer.array());
    }

    @NonNull
    IndexRecord record(int number) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(index.read(position(number), IndexRecord.BYTES));
        IndexRecord found = IndexRecord.readFrom(bytes, number);
        if (found == null) {
            throw new IOException("The index of the recorded output is damaged at entry " + number);
        }
        return found;
    }

    /** Reads as many bytes of the index as there are, at most as many as fit. Returns how many, -1 at the end. */
    int readRecords(int from, @NonNull byte[] into, int offset) throws IOException {
        return index.readSome(position(from) + offset, into, offset);
    }

    void truncate(long logSize, int records) throws IOException {
        log.truncate(logSize);
        index.truncate(position(records));
    }

    @NonNull
    LogEntry entry(@NonNull IndexRecord at) throws IOException {
        return EntryCodec.decode(log.read(at.offset(), at.length()), 0, at.length());
    }

    boolean matchesLog(@NonNull IndexRecord at) throws IOException {
        return crc(log.read(at.offset(), at.length()), at.length()) == at.logCrc();
    }

    static int crc(@NonNull byte[] bytes, int length) {
        CRC32C crc = new CRC32C();
        crc.update(bytes, 0, length);
        return (int) crc.getValue();
    }

    /**
     * Finds the last entry of a host that begins at or before a place.
     *
     * @param newest the host's newest entry
     * @param measure what the place is counted in; must grow along the chain and be 0 at its beginning
     */
    @NonNull
    Stretch find(@NonNull IndexRecord newest, @NonNull ToLongFunction<IndexRecord> measure, long place)
            throws IOException {
        IndexRecord after = null;
        IndexRecord at = newest;
        while (measure.applyAsLong(at) > place && at.prev() != IndexRecord.NONE) {
            IndexRecord far = at.jump() == IndexRecord.NONE ? null : record(at.jump());
            boolean useful = far != null && measure.applyAsLong(far) > place;
            after = useful ? null : at;
            at = useful ? far : record(at.prev());
        }
        return Stretch.of(at, after);
    }

    /** The entries of a host from one place to another, in order. */
    @NonNull
    Collection<Stretch> range(
            @NonNull IndexRecord newest, @NonNull ToLongFunction<IndexRecord> measure, long from, long to)
            throws IOException {
        Deque<Stretch> found = new ArrayDeque<>();
        Stretch stretch = find(newest, measure, to);
        found.addFirst(stretch);
        IndexRecord at = stretch.entry();
        while (measure.applyAsLong(at) > from && at.prev() != IndexRecord.NONE) {
            IndexRecord before = record(at.prev());
            found.addFirst(Stretch.of(before, at));
            at = before;
        }
        return found;
    }

    private static long position(int number) {
        return HEADER_BYTES + (long) number * IndexRecord.BYTES;
    }

    @Override
    public void close() throws IOException {
        try {
            log.close();
        } finally {
            index.close();
        }
    }

    /**
     * An entry, and where the part of it ends that is still there.
     *
     * @param endChunk index of the host's first chunk that is not in it
     */
    record Stretch(@NonNull IndexRecord entry, int endChunk, long endChar) {

        private static Stretch of(IndexRecord entry, @CheckForNull IndexRecord after) {
            return after == null
                    ? new Stretch(entry, entry.endChunk(), entry.endChar())
                    : new Stretch(entry, after.firstChunk(), after.firstChar());
        }
    }
}
