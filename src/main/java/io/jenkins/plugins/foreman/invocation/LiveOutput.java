package io.jenkins.plugins.foreman.invocation;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.foreman.client.OutputChunk.OutputType;
import io.jenkins.plugins.foreman.record.AttemptRecord;
import io.jenkins.plugins.foreman.record.RecordedChunk;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * How far the output of one running host has been read. Nothing of it is stored: after a restart it is made again from
 * the recorded output. Reads overlap, and what is already recorded is known by its key.
 */
final class LiveOutput {

    /** Rows may come late or carry an older time than others; this much is read again each time. */
    static final Duration OVERLAP = Duration.ofSeconds(5);

    private final Map<Long, Long> recentKeys = new HashMap<>();
    private Long cursor;
    private Instant due;
    private Duration interval;

    private LiveOutput(Instant due, Duration interval) {
        this.due = due;
        this.interval = interval;
    }

    /** Where the record of a host leaves off. */
    @NonNull
    static LiveOutput resume(
            @NonNull AttemptRecord record, long hostId, @NonNull Instant firstRead, @NonNull Duration interval)
            throws IOException {
        LiveOutput live = new LiveOutput(firstRead, interval);
        record.forEachChunk(hostId, 0, chunk -> {
            live.note(chunk);
            return true;
        });
        live.forgetOld();
        return live;
    }

    /**
     * The chunks that are not recorded yet, which are taken as recorded from now on. A reply may reach further back than
     * was asked for, since many hosts share one request and servers before REX 13.0 do not sort; what lies before the
     * overlap is left to the full read at the end.
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

    /** Lower bound for the next read in microseconds, null to read all. */
    @CheckForNull
    Long since() {
        return cursor == null ? null : cursor - micros(OVERLAP);
    }

    boolean isDue(@NonNull Instant now) {
        return !now.isBefore(due);
    }

    @NonNull
    Instant due() {
        return due;
    }

    /** Plans the next read: soon while output comes, later and later while the host is quiet. */
    void planNext(@NonNull Instant now, boolean gotOutput, @NonNull Duration shortest, @NonNull Duration longest) {
        interval = gotOutput ? shortest : interval.multipliedBy(3).dividedBy(2);
        if (interval.compareTo(shortest) < 0) {
            interval = shortest;
        } else if (interval.compareTo(longest) > 0) {
            interval = longest;
        }
        due = now.plus(interval);
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
    }

    private static long micros(Duration duration) {
        return duration.toNanos() / 1000;
    }
}
