package io.jenkins.plugins.foreman.invocation;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.foreman.client.Foreman;
import io.jenkins.plugins.foreman.client.ForemanException;
import io.jenkins.plugins.foreman.client.HostOutput;
import io.jenkins.plugins.foreman.client.Mask;
import io.jenkins.plugins.foreman.record.AttemptRecord;
import io.jenkins.plugins.foreman.record.HostRow;
import io.jenkins.plugins.foreman.record.RecordedChunk;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Reads the output of hosts that run, at a bounded rate whatever their number. After a request that fails, its hosts are
 * read among fewer, until the one to blame is alone.
 */
final class LiveReads {

    /** Characters of a host taken from a request for many; a longer one is read alone, streamed. */
    private static final int CHARS_IN_BATCH = 1 << 18;

    /** Running hosts read in a second, in the long run. */
    private static final double PER_SECOND = 8;

    /** Requests that fail in a row before it is an outage: by then a host to blame would be alone. */
    private static final int FAILURES = 4;

    private static final Duration SHORTEST = Duration.ofSeconds(2);
    private static final Duration LONGEST = Duration.ofSeconds(60);

    /** Characters of a long output that are held at a time. */
    private static final int PIECE_CHARS = 1 << 16;

    private final Foreman foreman;
    private final AttemptRecord record;
    private final long jobId;
    private final Mask mask;
    private final Map<Long, LiveOutput> live = new HashMap<>();
    private int failures;
    private boolean sawEnd;
    private Interlude interlude;

    LiveReads(@NonNull Foreman foreman, @NonNull AttemptRecord record, long jobId, @NonNull Mask mask) {
        this.foreman = foreman;
        this.record = record;
        this.jobId = jobId;
        this.mask = mask;
    }

    /** A host does not run any more. */
    void forget(long hostId) {
        live.remove(hostId);
    }

    /** Whether a host that was read last had ended meanwhile. */
    boolean sawEnd() {
        return sawEnd;
    }

    /**
     * Reads those whose turn it is.
     *
     * @return whether there was anything new
     * @throws ForemanException when nothing can be read at all
     * @throws Interlude.EndedException when what is read is not wanted any more
     */
    boolean read(@NonNull List<HostRow> running, @NonNull Interlude interlude, @NonNull Moment now) throws IOException {
        sawEnd = false;
        this.interlude = interlude;
        Duration shortest = shortest(running.size());
        List<HostRow> whole = new ArrayList<>();
        List<HostRow> goOn = new ArrayList<>();
        for (HostRow row : running) {
            LiveOutput output = live.get(row.id());
            if (output == null) {
                output = LiveOutput.resume(record, row.id(), mask, now, shortest);
                live.put(row.id(), output);
            }
            if (output.isDue(now)) {
                boolean all = output.since() == null || output.isToLookAtAll(now);
                (all ? whole : goOn).add(row);
            }
        }
        return readSome(whole, true, now, shortest) | readSome(goOn, false, now, shortest);
    }

    private boolean readSome(List<HostRow> due, boolean all, Moment now, Duration shortest) throws IOException {
        if (due.isEmpty()) {
            return false;
        }
        due.sort(Comparator.comparingLong(
                row -> live.get(row.id()).due().since(now).toNanos()));
        int company = live.get(due.get(0).id()).company();
        List<HostRow> part = due.stream()
                .filter(row -> live.get(row.id()).company() == company)
                .limit(company)
                .toList();
        try {
            boolean any = read(part, all, now, shortest);
            part.forEach(row -> live.get(row.id()).isWell());
            failures = 0;
            return any;
        } catch (ForemanException e) {
            part.forEach(row -> live.get(row.id()).isSuspect(part.size(), now));
            if (++failures >= FAILURES) {
                throw e;
            }
            return false;
        }
    }

    private boolean read(List<HostRow> part, boolean all, Moment now, Duration shortest) throws IOException {
        Long since = all ? null : since(part);
        Map<Long, Boolean> got = new HashMap<>();
        // First, so that what fails comes again after the others.
        part.forEach(row -> live.get(row.id()).planNext(now, false, false, shortest, LONGEST));
        for (HostOutput output : foreman.jobInvocations()
                .outputs(jobId, part.stream().map(HostRow::id).toList(), since, CHARS_IN_BATCH)) {
            sawEnd |= output.complete();
            LiveOutput known = live.get(output.hostId());
            if (known != null) {
                boolean any = output.truncated() ? readAlone(output.hostId(), known, all) : add(output, known, all);
                known.planNext(now, any, all, shortest, LONGEST);
                got.put(output.hostId(), any);
            }
        }
        return got.containsValue(true);
    }

    private Long since(List<HostRow> part) {
        return part.stream()
                .map(row -> live.get(row.id()).since())
                .min(Comparator.naturalOrder())
                .orElse(null);
    }

    private boolean add(HostOutput output, LiveOutput known, boolean all) throws IOException {
        List<RecordedChunk> chunks = new ArrayList<>();
        ChunkOrder.of(false, output.chunks(), chunks::add);
        return append(output.hostId(), known, chunks, recordedKeys(known, all));
    }

    /** Null where the overlap alone tells what is new. */
    @CheckForNull
    private static Set<Long> recordedKeys(LiveOutput known, boolean all) throws IOException {
        return all && known.since() != null ? known.recordedKeys() : null;
    }

    private boolean append(long hostId, LiveOutput known, List<RecordedChunk> chunks, @CheckForNull Set<Long> recorded)
            throws IOException {
        List<RecordedChunk> unknown = recorded == null ? known.unknown(chunks) : known.unknownOfAll(chunks, recorded);
        List<RecordedChunk> masked = known.masked(unknown);
        record.append(hostId, masked);
        return !masked.isEmpty();
    }

    /** More than fits into a request for many. */
    private boolean readAlone(long hostId, LiveOutput known, boolean all) throws IOException {
        Long since = all ? null : known.since();
        Set<Long> recorded = recordedKeys(known, all);
        boolean[] any = {false};
        List<RecordedChunk> piece = new ArrayList<>();
        int[] chars = {0};
        ChunkOrder order = new ChunkOrder(false, chunk -> {
            piece.add(chunk);
            chars[0] += chunk.text().length();
            if (chars[0] >= PIECE_CHARS) {
                chars[0] = 0;
                any[0] |= appendPiece(hostId, known, piece, recorded);
            }
        });
        try {
            foreman.jobInvocations().output(jobId, hostId, since, interlude.among(order));
            order.end();
            any[0] |= appendPiece(hostId, known, piece, recorded);
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        return any[0];
    }

    private boolean appendPiece(
            long hostId, LiveOutput known, List<RecordedChunk> piece, @CheckForNull Set<Long> recorded) {
        try {
            boolean any = append(hostId, known, piece, recorded);
            piece.clear();
            return any;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Duration shortest(int running) {
        Duration byRate = Duration.ofMillis((long) (running / PER_SECOND * 1000));
        return byRate.compareTo(SHORTEST) < 0 ? SHORTEST : byRate;
    }
}
