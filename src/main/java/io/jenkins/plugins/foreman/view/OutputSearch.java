package io.jenkins.plugins.foreman.view;

import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.foreman.record.AttemptRecord;
import io.jenkins.plugins.foreman.record.OutputSlice;
import io.jenkins.plugins.foreman.record.PlainText;
import io.jenkins.plugins.foreman.record.RecordedChunk;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Looks for text in a host's output, whatever colours it has. One search reads a limited part and says where to go on.
 */
final class OutputSearch {

    private static final int READ_CHARS = 262_144;
    private static final long MOST_CHARS = 8L << 20;
    private static final int MOST_MATCHES = 500;
    /** A line is searched in pieces of about this length. */
    private static final int PIECE_CHARS = 65_536;

    private static final int EXCERPT_BEFORE = 60;
    private static final int EXCERPT_CHARS = 200;

    private final AttemptRecord record;
    private final long host;
    private final String wanted;
    private final List<Match> matches = new ArrayList<>();
    private final StringBuilder piece = new StringBuilder();
    private long pieceStart;
    private long lineStart;
    private int line;
    private boolean found;

    /**
     * A line that was found.
     *
     * @param offset where the line begins
     * @param excerpt what stands around the first place in the line, in one short piece
     */
    record Match(int line, long offset, @NonNull String excerpt) {}

    /** @param next where to go on, always the beginning of a line */
    record Found(@NonNull List<Match> matches, long next, boolean complete) {}

    OutputSearch(@NonNull AttemptRecord record, long host, @NonNull String wanted) {
        this.record = record;
        this.host = host;
        this.wanted = wanted.toLowerCase(Locale.ROOT);
    }

    /** What a request looks for, {@code q}. */
    @NonNull
    static String wanted(@NonNull PageRequest request) throws PageRequest.BadRequest {
        String wanted = request.text("q");
        if (wanted == null || wanted.length() > 1000) {
            throw new PageRequest.BadRequest("q must have 1 to 1000 characters");
        }
        return wanted;
    }

    /** Searches from the beginning of a line on. */
    @NonNull
    Found from(long offset) throws IOException {
        long at = offset;
        pieceStart = offset;
        lineStart = offset;
        line = -1;
        while (true) {
            OutputSlice slice = record.output(host, at, READ_CHARS);
            line = line < 0 ? slice.line() : line;
            for (RecordedChunk chunk : slice.chunks()) {
                text(chunk.text(), at);
                at += chunk.text().length();
            }
            boolean complete = at >= slice.size().chars() || slice.chunks().isEmpty();
            if (complete) {
                look();
            }
            if (complete || at - offset >= MOST_CHARS || matches.size() >= MOST_MATCHES) {
                return new Found(List.copyOf(matches), complete ? at : Math.max(lineStart, offset + 1), complete);
            }
        }
    }

    private void text(String text, long at) {
        int from = 0;
        for (int feed = text.indexOf('\n'); feed >= 0; feed = text.indexOf('\n', from)) {
            piece.append(text, from, feed);
            look();
            piece.setLength(0);
            found = false;
            from = feed + 1;
            line++;
            lineStart = at + from;
            pieceStart = lineStart;
        }
        piece.append(text, from, text.length());
        if (piece.length() > PIECE_CHARS) {
            look();
            int kept = Math.min(piece.length(), wanted.length());
            pieceStart += piece.length() - kept;
            piece.delete(0, piece.length() - kept);
        }
    }

    /** One match a line is enough to go there. */
    private void look() {
        if (found) {
            return;
        }
        String plain = PlainText.of(piece.toString());
        int at = plain.toLowerCase(Locale.ROOT).indexOf(wanted);
        if (at >= 0) {
            found = true;
            int from = Math.min(plain.length(), Math.max(0, at - EXCERPT_BEFORE));
            matches.add(
                    new Match(line, pieceStart, plain.substring(from, Math.min(plain.length(), from + EXCERPT_CHARS))));
        }
    }
}
