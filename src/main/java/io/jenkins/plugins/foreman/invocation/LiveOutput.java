package io.jenkins.plugins.foreman.invocation;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.foreman.client.Mask;
import io.jenkins.plugins.foreman.client.OutputChunk.OutputType;
import io.jenkins.plugins.foreman.record.AttemptRecord;
import io.jenkins.plugins.foreman.record.RecordedChunk;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * How far the output of one running host has been read. Nothing of it is stored: after a restart it is made again from
 * the recorded output. Reads overlap, and what is already recorded is known by its key. Rows are dated by the smart
 * proxy, whose clock may be set back: a host that is quiet for long is read as a whole now and then, and goes on from
 * where its rows are dated now.
 */
final class LiveOutput {

    /** Rows may come late or carry an older time than others; this much is read again each time. */
    static final Duration OVERLAP = Duration.ofSeconds(5);

    /** A host that is quiet for this long is read as a whole; then after twice that, and so on. */
    private static final Duration QUIET = Duration.ofMinutes(2);

    private static final Duration LONGEST_QUIET = Duration.ofMinutes(16);

    /** How many keys are remembered; a host that writes more rows within the overlap has a shorter one. */
    static final int MOST_KEYS = 50_000;

    private final AttemptRecord record;
    private final long hostId;
    private final Map<Long, Long> recentKeys = new HashMap<>();
    private Long cursor;

    /** Keys are remembered of later rows only, null for all within the overlap. */
    private Long forgotten;

    private Moment due;
    private Moment lookAtAll;
    private Duration quiet = QUIET;
    private Duration interval;
    private int company = OutputReads.BATCH;
    private final List<RecordedChunk> ready = new ArrayList<>();
    private final MaskedOutput masked;

    private LiveOutput(AttemptRecord record, long hostId, Mask mask, Moment now, Duration interval) {
        this.record = record;
        this.hostId = hostId;
        this.masked = new MaskedOutput(mask, ready::add);
        this.due = now.plus(interval);
        this.lookAtAll = now.plus(QUIET);
        this.interval = interval;
    }

    /** Where the record of a host leaves off. */
    @NonNull
    static LiveOutput resume(
            @NonNull AttemptRecord record,
            long hostId,
            @NonNull Mask mask,
            @NonNull Moment now,
            @NonNull Duration interval)
            throws IOException {
        LiveOutput live = new LiveOutput(record, hostId, mask, now, interval);
        record.forEachChunk(hostId, 0, chunk -> {
            live.note(chunk);
            live.forgetSome();
            return true;
        });
        live.forgetOld();
        return live;
    }

    /**
     * The chunks that are not recorded yet, which are taken as recorded from now on. A reply may reach further back than
     * was asked for, since many hosts share one request and servers before REX 13.0 do not sort; what lies before the
     * overlap is left to the next look at all, and to the full read at the end.
     */
    @NonNull
    List<RecordedChunk> unknown(@NonNull List<RecordedChunk> chunks) {
        List<RecordedChunk> unknown = new ArrayList<>();
        Long since = since();
        for (RecordedChunk chunk : chunks) {
            if ((since == null || chunk.timestampMicros() > since) && !recentKeys.containsKey(chunk.key())) {
                unknown.add(chunk);
                note(chunk);
            }
        }
        forgetOld();
        return unknown;
    }

    /** Of these chunks, and of those held back before, what can be recorded, without secrets. */
    @NonNull
    List<RecordedChunk> masked(@NonNull List<RecordedChunk> chunks) {
        ready.clear();
        chunks.forEach(masked);
        return List.copyOf(ready);
    }

    /** The keys of all that is recorded or held back, for a look at all. */
    @NonNull
    Set<Long> recordedKeys() throws IOException {
        Set<Long> recorded = new HashSet<>(masked.heldKeys());
        record.forEachChunk(hostId, 0, chunk -> {
            recorded.add(chunk.key());
            return true;
        });
        return recorded;
    }

    /**
     * The same for a look at all, or a part of it: nothing is too old to be new.
     *
     * @param recorded the keys of all that is recorded; grows
     */
    @NonNull
    List<RecordedChunk> unknownOfAll(@NonNull List<RecordedChunk> chunks, @NonNull Set<Long> recorded) {
        List<RecordedChunk> unknown =
                chunks.stream().filter(chunk -> recorded.add(chunk.key())).toList();
        if (!unknown.isEmpty()) {
            cursor = null;
            forgotten = null;
            unknown.forEach(this::note);
            chunks.forEach(chunk -> recentKeys.put(chunk.key(), chunk.timestampMicros()));
            forgetOld();
        }
        return unknown;
    }

    /** Lower bound for the next read in microseconds, null to read all. */
    @CheckForNull
    Long since() {
        if (cursor == null) {
            return null;
        }
        long overlapping = cursor - micros(OVERLAP);
        return forgotten == null ? overlapping : Math.max(overlapping, forgotten);
    }

    boolean isDue(@NonNull Moment now) {
        return !now.isBefore(due);
    }

    /** Whether the next read is to be one of all, although some is recorded. */
    boolean isToLookAtAll(@NonNull Moment now) {
        return cursor != null && !now.isBefore(lookAtAll);
    }

    @NonNull
    Moment due() {
        return due;
    }

    /** How many hosts are read in a request with this one, itself included. */
    int company() {
        return company;
    }

    /** It was read. */
    void isWell() {
        company = OutputReads.BATCH;
    }

    /** A request for so many hosts failed, and this may be the one to blame: it is read among fewer, and at last alone. */
    void isSuspect(int among, @NonNull Moment now) {
        company = Math.max(1, among / 4);
        if (among > 1) {
            due = now;
        }
    }

    /** Plans the next read: soon while output comes, later and later while the host is quiet. */
    void planNext(
            @NonNull Moment now,
            boolean gotOutput,
            boolean lookedAtAll,
            @NonNull Duration shortest,
            @NonNull Duration longest) {
        interval = gotOutput ? shortest : interval.multipliedBy(3).dividedBy(2);
        if (interval.compareTo(shortest) < 0) {
            interval = shortest;
        } else if (interval.compareTo(longest) > 0) {
            interval = longest;
        }
        due = now.plus(interval);
        if (gotOutput) {
            quiet = QUIET;
            lookAtAll = now.plus(quiet);
        } else if (lookedAtAll) {
            Duration doubled = quiet.multipliedBy(2);
            quiet = doubled.compareTo(LONGEST_QUIET) < 0 ? doubled : LONGEST_QUIET;
            lookAtAll = now.plus(quiet);
        }
    }

    /** Now and then, while many are noted at once. */
    private void forgetSome() {
        if (recentKeys.size() > 2 * MOST_KEYS) {
            forgetOld();
        }
    }

    /** How many keys are remembered. */
    int keys() {
        return recentKeys.size();
    }

    private void note(RecordedChunk chunk) {
        recentKeys.put(chunk.key(), chunk.timestampMicros());
        // Debug rows carry Foreman's clock, which may run ahead of the host's or proxy's.
        if (chunk.type() != OutputType.DEBUG && (cursor == null || chunk.timestampMicros() > cursor)) {
            cursor = chunk.timestampMicros();
        }
    }

    private void forgetOld() {
        Long since = since();
        if (since != null) {
            recentKeys.values().removeIf(timestamp -> timestamp <= since);
        }
        if (cursor != null && recentKeys.size() > MOST_KEYS) {
            long[] times = recentKeys.values().stream()
                    .mapToLong(Long::longValue)
                    .sorted()
                    .toArray();
            // no later than the cursor, so that what is written next is seen
            forgotten = Math.min(cursor, times[times.length - MOST_KEYS / 2]);
            recentKeys.values().removeIf(timestamp -> timestamp <= forgotten);
        }
    }

    private static long micros(Duration duration) {
        return duration.toNanos() / 1000;
    }
}
