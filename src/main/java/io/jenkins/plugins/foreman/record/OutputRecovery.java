package io.jenkins.plugins.foreman.record;

import edu.umd.cs.findbugs.annotations.NonNull;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * Finds out how much of an output log is whole, and brings its index up to date. The log itself is not touched: its torn
 * tail is cut by the next writer, so that opening a record that somebody writes to does no harm.
 */
final class OutputRecovery {

    /** How much of the log's end is compared with the index even when it is known to have survived. */
    private static final long CHECKED_BYTES = 1 << 20;

    private static final int BLOCK = 1 << 16;

    private final OutputFiles files;
    private final long logSize;
    private Map<Long, IndexRecord> newest = new HashMap<>();
    private int entries;
    private long end;

    private OutputRecovery(OutputFiles files) throws IOException {
        this.files = files;
        this.logSize = files.log.size();
    }

    @NonNull
    static Recovered recover(@NonNull Path directory) throws IOException {
        Path log = directory.resolve(OutputFiles.LOG);
        if (!Files.exists(log) || Files.size(log) == 0) {
            return new Recovered(Map.of(), 0, 0);
        }
        boolean indexed = Files.exists(directory.resolve(OutputFiles.INDEX));
        if (indexed) {
            try (OutputFiles files = OutputFiles.forReading(directory)) {
                OutputRecovery recovery = new OutputRecovery(files);
                recovery.readIndex();
                if (recovery.end == recovery.logSize) {
                    return recovery.result();
                }
            }
        }
        try (OutputFiles files = OutputFiles.forWriting(directory)) {
            OutputRecovery recovery = new OutputRecovery(files);
            recovery.readIndex();
            recovery.readLog();
            return recovery.result();
        }
    }

    private Recovered result() {
        return new Recovered(newest, entries, end);
    }

    private void readIndex() throws IOException {
        int synced = files.readHeader();
        if (synced < 0) {
            return;
        }
        load(Integer.MAX_VALUE);
        int bad = firstMismatch(synced);
        if (bad < entries) {
            load(bad);
        }
    }

    /** Reads index records as long as they are whole and fit together. */
    private void load(int limit) throws IOException {
        newest = new HashMap<>();
        entries = 0;
        end = 0;
        byte[] block = new byte[IndexRecord.BYTES * 4096];
        int filled = 0;
        while (true) {
            int read = files.readRecords(entries, block, filled);
            filled += Math.max(0, read);
            ByteBuffer buffer = ByteBuffer.wrap(block, 0, filled);
            while (buffer.remaining() >= IndexRecord.BYTES && entries < limit) {
                IndexRecord entry = IndexRecord.readFrom(buffer, entries);
                if (entry == null || entry.offset() != end || entry.length() <= 0 || entry.end() > logSize) {
                    return;
                }
                add(entry);
            }
            if (read <= 0 || entries == limit) {
                return;
            }
            filled = buffer.remaining();
            System.arraycopy(block, buffer.position(), block, 0, filled);
        }
    }

    private void add(IndexRecord entry) {
        newest.put(entry.hostId(), entry);
        entries = entry.number() + 1;
        end = entry.end();
    }

    /** The first entry that the log does not have as the index says; only those that a crash can have hurt are read. */
    private int firstMismatch(int synced) throws IOException {
        int low = 0;
        int high = entries;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (files.record(middle).offset() < end - CHECKED_BYTES) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        for (int number = Math.min(low, synced); number < entries; number++) {
            if (!files.matchesLog(files.record(number))) {
                return number;
            }
        }
        return entries;
    }

    /** Reads the log behind what the index knows, entry by entry, up to the first that is not whole. */
    private void readLog() throws IOException {
        if (entries == 0) {
            files.writeHeader(0);
        }
        byte[] block = new byte[BLOCK];
        int start = 0;
        int searched = 0;
        int filled = 0;
        while (true) {
            int lineFeed = indexOf(block, searched, filled);
            if (lineFeed >= 0) {
                if (!index(Arrays.copyOfRange(block, start, lineFeed + 1))) {
                    return;
                }
                start = lineFeed + 1;
                searched = start;
                continue;
            }
            if (filled > start && block[start] != '{') {
                return;
            }
            int pending = filled - start;
            byte[] next = pending > block.length / 2 ? new byte[Math.multiplyExact(block.length, 2)] : block;
            System.arraycopy(block, start, next, 0, pending);
            block = next;
            start = 0;
            searched = pending;
            int read = files.log.readSome(end + pending, block, pending);
            if (read <= 0) {
                return;
            }
            filled = pending + read;
        }
    }

    private boolean index(byte[] line) throws IOException {
        LogEntry entry;
        try {
            entry = EntryCodec.decode(line, 0, line.length);
        } catch (IOException e) {
            return false;
        }
        IndexRecord last = newest.get(entry.hostId());
        if (entry.keep() > (last == null ? 0 : last.endChunk())) {
            return false;
        }
        IndexRecord added = new IndexLinker(files, last).link(entry, entries, end, line);
        files.writeRecord(added);
        add(added);
        return true;
    }

    private static int indexOf(byte[] bytes, int from, int to) {
        for (int i = from; i < to; i++) {
            if (bytes[i] == '\n') {
                return i;
            }
        }
        return -1;
    }

    /**
     * What was found.
     *
     * @param newest the newest entry of each host
     * @param entries how many entries are whole
     * @param end where the last of them ends in the log
     */
    record Recovered(@NonNull Map<Long, IndexRecord> newest, int entries, long end) {}
}
