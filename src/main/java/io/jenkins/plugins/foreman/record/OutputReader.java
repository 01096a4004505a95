package io.jenkins.plugins.foreman.record;

import edu.umd.cs.findbugs.annotations.NonNull;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongPredicate;

/** Reads parts of an output log, each call with files of its own. Thread-safe. */
final class OutputReader {

    /** How much of the end of an output is looked at for its last line. */
    private static final long LAST_LINE_CHARS = 16_384;

    private final OutputLog log;
    private final Map<Long, Last> lastLines = new ConcurrentHashMap<>();

    OutputReader(@NonNull OutputLog log) {
        this.log = log;
    }

    @NonNull
    OutputSize size(long hostId) {
        IndexRecord newest = log.newest(hostId);
        return newest == null ? OutputSize.NONE : size(newest);
    }

    private OutputSize size(IndexRecord newest) {
        return new OutputSize(
                newest.endChar(),
                newest.endChunk(),
                newest.endLine(),
                newest.dropped(),
                lastLine(newest),
                newest.rewrites());
    }

    private String lastLine(IndexRecord newest) {
        Last known = lastLines.get(newest.hostId());
        if (known != null && known.entry() == newest.number()) {
            return known.line();
        }
        LastLine last = new LastLine();
        long from = Math.max(0, newest.endChar() - LAST_LINE_CHARS);
        try (OutputFiles files = log.read()) {
            for (OutputFiles.Stretch stretch : files.range(newest, IndexRecord::firstChar, from, newest.endChar())) {
                for (RecordedChunk chunk : chunks(files, stretch)) {
                    last.chunk(chunk);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        lastLines.put(newest.hostId(), new Last(newest.number(), last.line()));
        return last.line();
    }

    /** How many characters the first chunks of a host have. */
    long charsOf(long hostId, int chunks) throws IOException {
        IndexRecord newest = log.newest(hostId);
        if (newest == null || chunks == newest.endChunk()) {
            return newest == null ? 0 : newest.endChar();
        }
        try (OutputFiles files = log.read()) {
            return new IndexLinker(files, newest).place(chunks).character();
        }
    }

    @NonNull
    OutputSlice slice(long hostId, long offset, int maxChars) throws IOException {
        IndexRecord newest = log.newest(hostId);
        if (newest == null) {
            return new OutputSlice(0, 0, List.of(), 0, OutputSize.NONE);
        }
        long end = newest.endChar();
        long from = Math.min(end, Math.max(0, offset < 0 ? end + offset : offset));
        if (from == end) {
            return new OutputSlice(end, newest.endLine(), List.of(), end, size(newest));
        }
        SliceBuilder slice = new SliceBuilder(from, Math.max(1, maxChars));
        try (OutputFiles files = log.read()) {
            for (OutputFiles.Stretch stretch : files.range(newest, IndexRecord::firstChar, from, from + slice.room())) {
                slice.begin(stretch.entry().firstChar(), stretch.entry().firstLine());
                for (RecordedChunk chunk : chunks(files, stretch)) {
                    if (!slice.chunk(chunk)) {
                        return slice.build(size(newest));
                    }
                }
            }
        }
        return slice.build(size(newest));
    }

    void forEachChunk(long hostId, int fromChunk, @NonNull AttemptRecord.ChunkVisitor visitor) throws IOException {
        IndexRecord newest = log.newest(hostId);
        if (newest == null || fromChunk >= newest.endChunk()) {
            return;
        }
        try (OutputFiles files = log.read()) {
            for (OutputFiles.Stretch stretch :
                    files.range(newest, IndexRecord::firstChunk, fromChunk, newest.endChunk())) {
                List<RecordedChunk> chunks = chunks(files, stretch);
                int skipped = Math.max(0, fromChunk - stretch.entry().firstChunk());
                for (RecordedChunk chunk : chunks.subList(Math.min(skipped, chunks.size()), chunks.size())) {
                    if (!visitor.chunk(chunk)) {
                        return;
                    }
                }
            }
        }
    }

    long follow(
            long position, long maxBytes, @NonNull LongPredicate hostIds, @NonNull AttemptRecord.EntryVisitor visitor)
            throws IOException {
        int entries = log.entries();
        long end = log.end();
        if (position >= end) {
            return end; // beyond it after a crash that took what was there
        }
        try (OutputFiles files = log.read()) {
            long at = position;
            for (int number = firstAt(files, position, entries); number < entries; number++) {
                IndexRecord record = files.record(number);
                boolean speaks = record.chunks() > 0 || record.isHostEnd();
                if (speaks && hostIds.test(record.hostId())) {
                    List<RecordedChunk> chunks = record.chunks() == 0
                            ? List.of()
                            : files.entry(record).chunks();
                    visitor.entry(record.hostId(), chunks, record.isHostEnd());
                }
                at = record.end();
                if (at - position >= maxBytes) {
                    break;
                }
            }
            return at;
        }
    }

    long followEnds(long position, @NonNull AttemptRecord.EndVisitor visitor) throws IOException {
        int entries = log.entries();
        long end = log.end();
        if (position >= end) {
            return end;
        }
        try (OutputFiles files = log.read()) {
            for (int number = firstAt(files, position, entries); number < entries; number++) {
                IndexRecord record = files.record(number);
                if (record.isHostEnd() && !visitor.end(record.hostId(), record.end())) {
                    return record.offset();
                }
            }
            return end;
        }
    }

    /** The first entry that begins at a position or after it. */
    private static int firstAt(OutputFiles files, long position, int entries) throws IOException {
        int low = 0;
        int high = entries;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (files.record(middle).offset() < position) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    private static List<RecordedChunk> chunks(OutputFiles files, OutputFiles.Stretch stretch) throws IOException {
        IndexRecord entry = stretch.entry();
        int there = stretch.endChunk() - entry.firstChunk();
        return there == 0 ? new ArrayList<>() : files.entry(entry).chunks().subList(0, there);
    }

    /** The last line of a host as of one of its entries. */
    private record Last(int entry, @NonNull String line) {}
}
