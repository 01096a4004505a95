package io.jenkins.plugins.foreman.record;

import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.foreman.client.OutputChunk.OutputType;
import java.util.ArrayList;
import java.util.List;

/** Decides how much of some new chunks of a host is kept. */
final class OutputLimiter {

    private final RecordLimits limits;

    OutputLimiter(@NonNull RecordLimits limits) {
        this.limits = limits;
    }

    /**
     * Keeps what fits, for a host of which nothing was dropped yet. Behind something that does not fit nothing is kept, so
     * that what is there has no gap.
     *
     * @param hostChars characters of the host that are kept already
     * @param allChars the same of all hosts
     * @param noticed whether a notice about that was ever recorded for the host
     */
    @NonNull
    Kept keep(@NonNull List<RecordedChunk> chunks, long hostChars, long allChars, boolean noticed) {
        long roomOfHost = limits.charsPerHost() - hostChars;
        long roomInAll = limits.charsInAll() - allChars;
        long room = Math.max(0, Math.min(roomOfHost, roomInAll));
        List<RecordedChunk> kept = new ArrayList<>(chunks.size() + 1);
        long missing = 0;
        for (RecordedChunk chunk : chunks) {
            int length = chunk.text().length();
            if (missing == 0 && length <= room) {
                kept.add(chunk);
                room -= length;
                continue;
            }
            int end = missing == 0 ? cut(chunk.text(), (int) room) : 0;
            if (end > 0) {
                kept.add(new RecordedChunk(
                        chunk.type(),
                        chunk.timestampMicros(),
                        chunk.key(),
                        chunk.text().substring(0, end),
                        chunk.reordered()));
            }
            if (missing == 0) {
                kept.add(notice(chunk.timestampMicros(), roomOfHost <= roomInAll, noticed));
            }
            missing += length - end;
        }
        return new Kept(kept, missing);
    }

    private RecordedChunk notice(long timestampMicros, boolean host, boolean noticed) {
        String text = host
                ? Messages.OutputLimiter_host(limits.charsPerHost())
                : Messages.OutputLimiter_all(limits.charsInAll());
        return new RecordedChunk(
                OutputType.DEBUG, timestampMicros, RecordedChunk.NOTICE_KEY, "\n" + text + "\n", noticed);
    }

    private static int cut(String text, int end) {
        return end > 0 && end < text.length() && Character.isSurrogatePair(text.charAt(end - 1), text.charAt(end))
                ? end - 1
                : end;
    }

    /**
     * What is left.
     *
     * @param dropped how many characters are not kept
     */
    record Kept(@NonNull List<RecordedChunk> chunks, long dropped) {}
}
