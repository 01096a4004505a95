package io.jenkins.plugins.foreman.record;

import edu.umd.cs.findbugs.annotations.NonNull;
import java.util.List;

/**
 * One line of an output log.
 *
 * @param keep how many of the host's chunks stay before these are added, {@link #KEEP_ALL} for all of them
 * @param dropped characters of the host's output that the limits have kept out so far
 * @param end whether the output of the host ends here
 */
record LogEntry(
        long hostId, int keep, long dropped, @NonNull List<RecordedChunk> chunks, boolean end) {

    static final int KEEP_ALL = -1;

    LogEntry(long hostId, int keep, long dropped, @NonNull List<RecordedChunk> chunks) {
        this(hostId, keep, dropped, chunks, false);
    }

    @NonNull
    static LogEntry end(long hostId, long dropped) {
        return new LogEntry(hostId, KEEP_ALL, dropped, List.of(), true);
    }

    long chars() {
        long chars = 0;
        for (RecordedChunk chunk : chunks) {
            chars += chunk.text().length();
        }
        return chars;
    }

    int lines() {
        int lines = 0;
        for (RecordedChunk chunk : chunks) {
            lines += lineFeeds(chunk.text(), chunk.text().length());
        }
        return lines;
    }

    /** Counts the line feeds among the first characters of a text. */
    static int lineFeeds(@NonNull String text, int end) {
        int lines = 0;
        for (int at = text.indexOf('\n'); at >= 0 && at < end; at = text.indexOf('\n', at + 1)) {
            lines++;
        }
        return lines;
    }
}
