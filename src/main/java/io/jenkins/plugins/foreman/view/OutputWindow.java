package io.jenkins.plugins.foreman.view;

import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.foreman.client.OutputChunk.OutputType;
import io.jenkins.plugins.foreman.record.AttemptRecord;
import io.jenkins.plugins.foreman.record.OutputSize;
import io.jenkins.plugins.foreman.record.OutputSlice;
import io.jenkins.plugins.foreman.record.RecordedChunk;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/**
 * A part of a host's output that begins and ends between lines where it can: a line longer than the window is cut.
 *
 * @param offset where it begins, in characters
 * @param line number of the line that it begins in, from 0
 * @param next where to go on
 */
record OutputWindow(
        long offset,
        int line,
        @NonNull List<Piece> pieces,
        long next,
        @NonNull OutputSize size) {

    /** Some text that went to one channel at one time. */
    record Piece(
            @NonNull OutputType type, long micros, @NonNull String text) {}

    OutputWindow {
        pieces = List.copyOf(pieces);
    }

    /** What follows an offset. */
    @NonNull
    static OutputWindow from(@NonNull AttemptRecord record, long host, long offset, int limit) throws IOException {
        OutputSlice slice = record.output(host, offset, limit);
        Deque<Piece> pieces = pieces(slice, limit);
        long next = slice.offset() + length(pieces);
        if (next < slice.size().chars()) {
            next -= cutAfterLastLine(pieces);
        }
        return new OutputWindow(slice.offset(), slice.line(), List.copyOf(pieces), next, slice.size());
    }

    /** What comes before an offset; {@link Long#MAX_VALUE} for the end of the output. */
    @NonNull
    static OutputWindow before(@NonNull AttemptRecord record, long host, long before, int limit) throws IOException {
        OutputSize size = record.outputSize(host);
        long end = Math.min(before, size.chars());
        long from = Math.max(0, end - limit);
        Deque<Piece> pieces = new ArrayDeque<>();
        long at = from;
        int line = 0;
        while (at < end) {
            OutputSlice slice = record.output(host, at, (int) (end - at));
            Deque<Piece> more = pieces(slice, end - at);
            if (more.isEmpty()) {
                break;
            }
            line = at == from ? slice.line() : line;
            at += length(more);
            pieces.addAll(more);
        }
        long cut = from == 0 ? 0 : cutBeforeFirstLine(pieces);
        return new OutputWindow(from + cut, cut == 0 ? line : line + 1, List.copyOf(pieces), at, size);
    }

    private static Deque<Piece> pieces(OutputSlice slice, long limit) {
        Deque<Piece> pieces = new ArrayDeque<>();
        long room = limit;
        for (RecordedChunk chunk : slice.chunks()) {
            String text = chunk.text();
            if (text.length() > room) {
                text = text.substring(0, (int) room);
            }
            if (!text.isEmpty()) {
                pieces.add(new Piece(chunk.type(), chunk.timestampMicros(), text));
            }
            room -= text.length();
        }
        return pieces;
    }

    private static long length(Deque<Piece> pieces) {
        return pieces.stream().mapToLong(piece -> piece.text().length()).sum();
    }

    /** Takes an unfinished last line away, unless it is all there is; returns how much that was. */
    private static long cutAfterLastLine(Deque<Piece> pieces) {
        if (pieces.stream().noneMatch(piece -> piece.text().indexOf('\n') >= 0)) {
            return 0;
        }
        long cut = 0;
        while (true) {
            Piece last = pieces.removeLast();
            int end = last.text().lastIndexOf('\n') + 1;
            cut += last.text().length() - end;
            if (end > 0) {
                pieces.addLast(new Piece(last.type(), last.micros(), last.text().substring(0, end)));
                return cut;
            }
        }
    }

    /** Takes the rest of a line begun before away, unless it is all there is; returns how much that was. */
    private static long cutBeforeFirstLine(Deque<Piece> pieces) {
        long length = length(pieces);
        long cut = 0;
        for (Piece piece : pieces) {
            int end = piece.text().indexOf('\n');
            if (end >= 0) {
                cut += end + 1;
                break;
            }
            cut += piece.text().length();
        }
        if (cut >= length) {
            return 0;
        }
        long left = cut;
        while (left > 0) {
            Piece first = pieces.removeFirst();
            if (first.text().length() > left) {
                pieces.addFirst(
                        new Piece(first.type(), first.micros(), first.text().substring((int) left)));
                break;
            }
            left -= first.text().length();
        }
        return cut;
    }
}
