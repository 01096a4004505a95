package io.jenkins.plugins.foreman.record;

import edu.umd.cs.findbugs.annotations.NonNull;
import java.util.ArrayList;
import java.util.List;

/** Cuts many chunks into entries of moderate size, so that reading a part of an enormous output reads little else. */
final class OutputSplitter {

    static final int ENTRY_CHARS = 1 << 16;
    private static final int CHUNK_OVERHEAD = 32;

    private OutputSplitter() {}

    /** Makes the entries that record chunks; a chunk stays whole. Empty when there is nothing to record. */
    @NonNull
    static List<LogEntry> split(long hostId, int keep, long dropped, @NonNull List<RecordedChunk> chunks) {
        List<LogEntry> entries = new ArrayList<>();
        int from = 0;
        long size = 0;
        for (int i = 0; i < chunks.size(); i++) {
            long chunkSize = chunks.get(i).text().length() + (long) CHUNK_OVERHEAD;
            if (i > from && size + chunkSize > ENTRY_CHARS) {
                entries.add(new LogEntry(
                        hostId, entries.isEmpty() ? keep : LogEntry.KEEP_ALL, dropped, chunks.subList(from, i)));
                from = i;
                size = 0;
            }
            size += chunkSize;
        }
        if (from < chunks.size() || keep != LogEntry.KEEP_ALL || dropped > 0) {
            entries.add(new LogEntry(
                    hostId,
                    entries.isEmpty() ? keep : LogEntry.KEEP_ALL,
                    dropped,
                    chunks.subList(from, chunks.size())));
        }
        return entries;
    }
}
