package io.jenkins.plugins.foreman.invocation;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.foreman.client.Mask;
import io.jenkins.plugins.foreman.client.OutputChunk.OutputType;
import io.jenkins.plugins.foreman.record.RecordedChunk;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Takes the secrets out of a host's output, those included that are cut across chunks of one channel. A chunk that ends
 * in what may be the beginning of a secret is held back until what follows is known, so that the same chunks give the
 * same text however they come. Keys are those of the chunks as Foreman gave them.
 */
final class MaskedOutput implements Consumer<RecordedChunk> {

    /** This many characters wait for a chunk of another channel that is held back; then they pass it. */
    static final int MOST_HELD = 1 << 20;

    /** Of a chunk, beside its text. */
    private static final int OVERHEAD = 64;

    private final Mask mask;
    private final Consumer<RecordedChunk> sink;
    private final Deque<Held> queue = new ArrayDeque<>();
    private final Map<OutputType, Channel> channels = new EnumMap<>(OutputType.class);

    /** What the queue takes, in characters. */
    private long held;

    MaskedOutput(@NonNull Mask mask, @NonNull Consumer<RecordedChunk> sink) {
        this.mask = mask;
        this.sink = sink;
    }

    /** A chunk on its way. */
    private static final class Held {
        private final RecordedChunk chunk;

        /** Null until it is decided. */
        @CheckForNull
        private RecordedChunk masked;

        Held(RecordedChunk chunk) {
            this.chunk = chunk;
        }

        void decide(String text) {
            masked = text.equals(chunk.text())
                    ? chunk
                    : new RecordedChunk(chunk.type(), chunk.timestampMicros(), chunk.key(), text, chunk.reordered());
        }
    }

    @Override
    public void accept(RecordedChunk chunk) {
        if (mask.isEmpty()) {
            sink.accept(chunk);
            return;
        }
        Held added = new Held(chunk);
        queue.add(added);
        held += weight(chunk);
        channels.computeIfAbsent(chunk.type(), type -> new Channel()).add(added);
        release();
        if (held > MOST_HELD) {
            pass();
        }
    }

    private static long weight(RecordedChunk chunk) {
        return chunk.text().length() + OVERHEAD;
    }

    /** Of each channel no more is undecided than a chunk and the longest secret: what is decided goes on without that. */
    private void pass() {
        queue.removeIf(next -> {
            if (next.masked == null) {
                return false;
            }
            sink.accept(next.masked);
            held -= weight(next.chunk);
            return true;
        });
    }

    /** Nothing follows. */
    void end() {
        channels.values().forEach(channel -> channel.decide(false));
        release();
    }

    /** The keys of the chunks that are held back. */
    @NonNull
    List<Long> heldKeys() {
        return queue.stream().map(each -> each.chunk.key()).toList();
    }

    private void release() {
        for (Held next = queue.peek(); next != null && next.masked != null; next = queue.peek()) {
            sink.accept(next.masked);
            queue.remove();
            held -= weight(next.chunk);
        }
    }

    /** What is undecided of one kind of output: no more than a chunk and the longest secret. */
    private final class Channel {
        private final List<Held> waiting = new ArrayList<>();
        private final StringBuilder text = new StringBuilder();

        /** How much of the text belongs to a secret that began before it. */
        private int covered;

        void add(Held chunk) {
            waiting.add(chunk);
            text.append(chunk.chunk.text());
            decide(true);
        }

        void decide(boolean moreFollows) {
            Mask.Found found = mask.find(text, covered);
            int from = 0;
            while (!waiting.isEmpty()) {
                Held next = waiting.get(0);
                int to = from + next.chunk.text().length();
                if (moreFollows && to > found.undecided()) {
                    break;
                }
                next.decide(Mask.replace(text, from, to, found.places()));
                waiting.remove(0);
                from = to;
            }
            int done = from;
            covered = found.places().stream()
                    .filter(place -> place.from() < done && done < place.to())
                    .mapToInt(place -> place.to() - done)
                    .findFirst()
                    .orElse(0);
            text.delete(0, done);
        }
    }
}
