package io.jenkins.plugins.foreman.invocation;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.foreman.client.OutputChunk;
import io.jenkins.plugins.foreman.client.OutputChunk.OutputType;
import io.jenkins.plugins.foreman.record.RecordedChunk;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Brings the chunks of one reply into an order that every later reply gives again, with a key for each. Foreman sorts by
 * timestamp alone and in an unstable way, so chunks with equal timestamps change places from reply to reply; here they
 * are put in the order of their rows. Chunks are taken one by one and passed on a tie at a time, so memory use does not
 * depend on the length of the output. The full reply of a host that has ended is sorted first where it is not long, since
 * before REX 13.0 it need not be.
 *
 * <p>Left out are the rows that Foreman makes up per request: the exit line, kept apart as {@link #exitStatus()}, and
 * notes about a smart proxy that cannot be asked right now, the last of which is {@link #proxyNote()}. Other messages
 * without an id come and go while a host runs, and some stay when it has ended; only then do they count.
 */
final class ChunkOrder implements Consumer<OutputChunk> {

    /** What is held of chunks of one time, as {@link OutputChunk#weight} counts; no clock gives so many one. */
    private static final int LONGEST_TIE = 1 << 22;

    /** The same of a reply that is sorted as a whole. */
    private static final int LONGEST_SORTED = 1 << 22;

    /** What has no id comes first; where nothing has one, everything stays as it is. */
    private static final Comparator<OutputChunk> BY_ID =
            Comparator.comparing(OutputChunk::id, Comparator.nullsFirst(Comparator.naturalOrder()));

    private final boolean ended;
    private final Consumer<RecordedChunk> sink;

    /** The beginning of a full reply, null when it has turned out to be long. */
    @CheckForNull
    private List<OutputChunk> beginning;

    private long beginningWeight;
    private final List<OutputChunk> tie = new ArrayList<>();
    private long tieWeight;

    /** How many pieces of the tie were passed on before it was whole. */
    private int tiePieces;

    private OutputChunk heldExit;
    private String proxyNote;
    private long first = Long.MAX_VALUE;
    private long last = Long.MIN_VALUE;

    /** @param ended whether the host has, so that what the reply says will not change any more */
    ChunkOrder(boolean ended, @NonNull Consumer<RecordedChunk> sink) {
        this.ended = ended;
        this.sink = sink;
        // what a host writes while it runs is passed on at once: a reply that breaks has shown what came of it
        this.beginning = ended ? new ArrayList<>() : null;
    }

    /**
     * Orders a whole reply, however long.
     *
     * @return what was left out of it
     */
    @NonNull
    static ChunkOrder of(boolean ended, @NonNull List<OutputChunk> chunks, @NonNull Consumer<RecordedChunk> sink) {
        ChunkOrder order = new ChunkOrder(ended, sink);
        order.beginning = new ArrayList<>(chunks);
        order.end();
        return order;
    }

    @Override
    public void accept(OutputChunk chunk) {
        if (beginning == null) {
            take(chunk);
            return;
        }
        beginning.add(chunk);
        beginningWeight += chunk.weight();
        if (beginningWeight > LONGEST_SORTED) {
            passOnBeginning();
        }
    }

    private void passOnBeginning() {
        List<OutputChunk> sorted = beginning;
        beginning = null;
        if (sorted != null) {
            sorted.sort(Comparator.comparingLong(OutputChunk::timestampMicros));
            sorted.forEach(this::take);
        }
    }

    private void take(OutputChunk chunk) {
        if (chunk.type() != OutputType.DEBUG) {
            first = Math.min(first, chunk.timestampMicros());
            last = Math.max(last, chunk.timestampMicros());
        }
        if (isMadeUp(chunk)) {
            return;
        }
        if (!tie.isEmpty() && tie.get(0).timestampMicros() != chunk.timestampMicros()) {
            passOnTie();
            tiePieces = 0;
        }
        tie.add(chunk);
        tieWeight += chunk.weight();
        if (tieWeight > LONGEST_TIE) {
            passOnTie();
            tiePieces++;
        }
    }

    /** To be called after the last chunk. */
    void end() {
        passOnBeginning();
        passOnTie();
    }

    /** The script's exit status: a number or {@code EXCEPTION}; null when the reply had none. */
    @CheckForNull
    String exitStatus() {
        return heldExit == null ? null : heldExit.exitStatus();
    }

    /** When it exited by the clock of who ran it; null when the reply had no exit status. */
    @CheckForNull
    Instant exitedAt() {
        return heldExit == null ? null : Instant.EPOCH.plus(heldExit.timestampMicros(), ChronoUnit.MICROS);
    }

    /** How long the script wrote, its exit included, by its own clock: it ran for at least so long. */
    @NonNull
    Duration span() {
        return first > last ? Duration.ZERO : Duration.of(last - first, ChronoUnit.MICROS);
    }

    /** Foreman's last complaint about the smart proxy, null when it had none. */
    @CheckForNull
    String proxyNote() {
        return proxyNote;
    }

    private boolean isMadeUp(OutputChunk chunk) {
        if (!chunk.isUnstored()) {
            return false;
        }
        if (chunk.isProxyNote() || chunk.type() == OutputType.DEBUG && !ended) {
            proxyNote = chunk.text().strip();
            return true;
        }
        if (chunk.exitStatus() != null) {
            OutputChunk earlier = heldExit;
            heldExit = chunk;
            // Some servers store the row twice.
            if (earlier != null && !earlier.equals(chunk)) {
                // Only the last one is Foreman's; a script of before REX 8.1 may have printed such a line itself.
                tie.add(earlier);
            }
            return true;
        }
        return false;
    }

    private void passOnTie() {
        tie.sort(BY_ID);
        Set<Long> passed = new HashSet<>();
        Map<Long, Integer> ordinals = new HashMap<>();
        for (OutputChunk chunk : tie) {
            long key = key(chunk) + tiePieces * 0x9e3779b97f4a7c15L;
            if (chunk.id() == null && chunk.externalId() == null) {
                key += ordinals.merge(key, 1, Integer::sum) - 1L;
            }
            // REX before 13.0 stored some rows twice.
            if (passed.add(key)) {
                sink.accept(new RecordedChunk(chunk.type(), chunk.timestampMicros(), key, text(chunk), false));
            }
        }
        tie.clear();
        tieWeight = 0;
    }

    /** Messages of the smart proxy and of Foreman are whole, but have no line end of their own. */
    private static String text(OutputChunk chunk) {
        boolean message = chunk.type() == OutputType.DEBUG && !chunk.text().endsWith("\n");
        return message ? chunk.text() + "\n" : chunk.text();
    }

    /** Equal for the same chunk in every reply; the database id is left out where there is a better one. */
    private static long key(OutputChunk chunk) {
        String externalId = chunk.externalId();
        String identity = externalId != null ? externalId : String.valueOf(chunk.id());
        long hash = hash(0xcbf29ce484222325L, identity);
        hash = hash(hash, chunk.type().name());
        hash = hash(hash, Long.toString(chunk.timestampMicros()));
        return hash(hash, chunk.text());
    }

    /** FNV-1a over UTF-16 units, with a separator. */
    private static long hash(long seed, String text) {
        long hash = seed;
        for (int i = 0; i < text.length(); i++) {
            hash = (hash ^ text.charAt(i)) * 0x100000001b3L;
        }
        return (hash ^ 0xffffL) * 0x100000001b3L;
    }
}
