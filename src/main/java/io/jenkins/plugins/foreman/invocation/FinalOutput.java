package io.jenkins.plugins.foreman.invocation;

import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.foreman.client.Mask;
import io.jenkins.plugins.foreman.record.AttemptRecord;
import io.jenkins.plugins.foreman.record.RecordedChunk;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/**
 * Reconciles what was recorded of a host while it ran with the full read after its end, chunk by chunk. As a rule the
 * recorded part is the beginning of the full one and the rest is added; where a late row belongs in between, the end of
 * the record is replaced from there on.
 */
final class FinalOutput implements Consumer<RecordedChunk> {

    private static final int PIECE_CHARS = 1 << 16;

    private final AttemptRecord record;
    private final long hostId;
    private final long[] recorded;
    private final int[] masked;
    private final List<RecordedChunk> piece = new ArrayList<>();
    private int pieceChars;
    private int agreed;
    private boolean diverged;
    private Set<Long> moved;

    FinalOutput(@NonNull AttemptRecord record, long hostId) throws IOException {
        this.record = record;
        this.hostId = hostId;
        LongStream.Builder keys = LongStream.builder();
        IntStream.Builder texts = IntStream.builder();
        record.forEachChunk(hostId, 0, chunk -> {
            keys.add(chunk.key());
            texts.add(masked(chunk));
            return true;
        });
        this.recorded = keys.build().toArray();
        this.masked = texts.build().toArray();
    }

    /** A late row may make a secret of what was recorded beside it: such a chunk is the same only with the same text. */
    private static int masked(RecordedChunk chunk) {
        return chunk.text().contains(Mask.STARS) || chunk.text().isEmpty()
                ? chunk.text().hashCode()
                : 1;
    }

    @Override
    public void accept(RecordedChunk chunk) {
        if (moved == null
                && agreed < recorded.length
                && recorded[agreed] == chunk.key()
                && masked[agreed] == masked(chunk)) {
            agreed++;
            return;
        }
        if (moved == null) {
            moved = new HashSet<>();
            for (int i = agreed; i < recorded.length; i++) {
                moved.add(recorded[i]);
            }
        }
        piece.add(
                moved.remove(chunk.key())
                        ? new RecordedChunk(chunk.type(), chunk.timestampMicros(), chunk.key(), chunk.text(), true)
                        : chunk);
        pieceChars += chunk.text().length();
        // Moved chunks go into one entry with what they are moved behind, so that a crash cannot make them look new.
        if (pieceChars >= PIECE_CHARS && moved.isEmpty()) {
            write();
        }
    }

    /** Writes what is left. Chunks that were recorded but are not in a full read at all stay when they are the last. */
    void end() {
        write();
    }

    private void write() {
        if (piece.isEmpty()) {
            return;
        }
        try {
            if (!diverged && agreed < recorded.length) {
                record.replaceTail(hostId, agreed, piece);
            } else {
                record.append(hostId, piece);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        diverged = true;
        piece.clear();
        pieceChars = 0;
    }
}
