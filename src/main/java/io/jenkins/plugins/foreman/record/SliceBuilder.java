package io.jenkins.plugins.foreman.record;

import edu.umd.cs.findbugs.annotations.NonNull;
import java.util.ArrayList;
import java.util.List;

/** Collects chunks from a character on until there is no more room. */
final class SliceBuilder {

    private final List<RecordedChunk> chunks = new ArrayList<>();
    private final int room;
    private long from;
    private long taken;
    private long at;
    private int line;
    private boolean begun;

    SliceBuilder(long from, int room) {
        this.from = from;
        this.room = room;
    }

    int room() {
        return room;
    }

    /** Says where the next chunk is; counts only before the slice begins. */
    void begin(long character, int lineThere) {
        at = character;
        if (!begun) {
            line = lineThere;
        }
    }

    /** Takes what belongs into the slice. Returns false when it is full. */
    boolean chunk(@NonNull RecordedChunk chunk) {
        String text = chunk.text();
        int skipped = 0;
        if (!begun) {
            if (at + text.length() <= from) {
                at += text.length();
                line += LogEntry.lineFeeds(text, text.length());
                return true;
            }
            skipped = before(text, (int) (from - at));
            line += LogEntry.lineFeeds(text, skipped);
            from = at + skipped;
            begun = true;
        }
        int length = text.length() - skipped;
        if (!chunks.isEmpty() && taken + length > room) {
            return false;
        }
        int end = length <= room ? text.length() : before(text, skipped + room);
        if (end == skipped && length > 0) {
            end += 2; // room for one half of a pair only: without progress the reader would ask for ever
        }
        chunks.add(new RecordedChunk(
                chunk.type(), chunk.timestampMicros(), chunk.key(), text.substring(skipped, end), chunk.reordered()));
        taken += end - skipped;
        return end == text.length();
    }

    /** The same place, or the one before when it would part a surrogate pair. */
    private static int before(String text, int place) {
        boolean parts = place > 0
                && place < text.length()
                && Character.isSurrogatePair(text.charAt(place - 1), text.charAt(place));
        return parts ? place - 1 : place;
    }

    @NonNull
    OutputSlice build(@NonNull OutputSize size) {
        return new OutputSlice(from, line, chunks, from + taken, size);
    }
}
