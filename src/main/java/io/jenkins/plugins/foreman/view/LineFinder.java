package io.jenkins.plugins.foreman.view;

import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.foreman.record.AttemptRecord;
import io.jenkins.plugins.foreman.record.OutputSlice;
import io.jenkins.plugins.foreman.record.RecordedChunk;
import java.io.IOException;

/** Finds where a line begins: halves the output by asking in which line an offset is, then looks for line feeds. */
final class LineFinder {

    private static final int SCAN_CHARS = 65_536;

    private LineFinder() {}

    /** The offset of a line, counted from 0; of the last one when there are fewer. */
    static long offset(@NonNull AttemptRecord record, long host, int line) throws IOException {
        long low = 0;
        long high = record.outputSize(host).chars();
        while (high - low > SCAN_CHARS) {
            long middle = (low + high) >>> 1;
            if (record.output(host, middle, 1).line() < line) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return scan(record, host, line, low);
    }

    private static long scan(AttemptRecord record, long host, int line, long from) throws IOException {
        long at = from;
        long start = from;
        int number = -1;
        while (true) {
            OutputSlice slice = record.output(host, at, SCAN_CHARS);
            number = number < 0 ? slice.line() : number;
            for (RecordedChunk chunk : slice.chunks()) {
                String text = chunk.text();
                for (int feed = text.indexOf('\n'); feed >= 0 && number < line; feed = text.indexOf('\n', feed + 1)) {
                    number++;
                    start = at + feed + 1;
                }
                if (number >= line) {
                    return start;
                }
                at += text.length();
            }
            if (slice.nextOffset() >= slice.size().chars() || slice.chunks().isEmpty()) {
                return start;
            }
            at = slice.nextOffset();
        }
    }
}
