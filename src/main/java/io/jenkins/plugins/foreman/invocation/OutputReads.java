package io.jenkins.plugins.foreman.invocation;

import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.foreman.client.Foreman;
import io.jenkins.plugins.foreman.client.ForemanException;
import io.jenkins.plugins.foreman.client.HostOutput;
import io.jenkins.plugins.foreman.client.HostState;
import io.jenkins.plugins.foreman.record.AttemptRecord;
import io.jenkins.plugins.foreman.record.HostRow;
import io.jenkins.plugins.foreman.record.RecordedChunk;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Decides of which hosts output is read, and when. A read costs Foreman several queries for each host and, while it runs,
 * a call to its smart proxy that transfers everything; so running hosts are read at a bounded rate whatever their number,
 * and a host that has ended is read once.
 */
final class OutputReads {

    /** Hosts in one request. */
    private static final int BATCH = 50;

    /** Requests for ended hosts in one step, so that a big job leaves room for others. */
    private static final int BATCHES_PER_STEP = 4;

    /** Running hosts read in a second, in the long run. */
    private static final double LIVE_READS_PER_SECOND = 8;

    private static final Duration SHORTEST = Duration.ofSeconds(2);
    private static final Duration LONGEST = Duration.ofSeconds(60);

    /** Characters of a host taken from a request for many; a longer one is read alone, streamed. */
    private static final int CHARS_IN_BATCH = 1 << 18;

    private final Foreman foreman;
    private final AttemptRecord record;
    private final long jobId;
    private final EndedOutput ended;
    private final Map<Long, LiveOutput> live = new HashMap<>();
    private int batch = BATCH;

    OutputReads(@NonNull Foreman foreman, @NonNull AttemptRecord record, long jobId) {
        this.foreman = foreman;
        this.record = record;
        this.jobId = jobId;
        this.ended = new EndedOutput(foreman, record, jobId, CHARS_IN_BATCH);
    }

    /** What a step of reading came to. */
    record Result(boolean anyOutput, List<HostRow> completed, boolean moreAtOnce) {}

    /** Reads what is due. @param stopped whether the job has stopped and the host table is final */
    @NonNull
    Result read(boolean stopped, @NonNull Instant now, @NonNull RequestCount requests) throws IOException {
        List<HostRow> toEnd = new ArrayList<>();
        List<HostRow> running = new ArrayList<>();
        List<HostRow> completed = new ArrayList<>();
        for (HostRow row : record.hosts()) {
            if (row.outputComplete()) {
                continue;
            }
            if (stopped && row.state() == HostState.NOT_PLANNED) {
                completed.add(row.completed(null, Messages.OutputReads_neverStarted()));
            } else if (row.state().isFinished() || stopped) {
                toEnd.add(row);
            } else if (row.state() == HostState.RUNNING) {
                running.add(row);
            }
        }
        record.putHosts(completed);
        boolean anyOutput = false;
        int requestsLeft = BATCHES_PER_STEP;
        List<HostRow> due = ended.due(toEnd, now);
        int from = 0;
        while (from < due.size() && requestsLeft-- > 0) {
            List<HostRow> part = due.subList(from, Math.min(due.size(), from + batch));
            from += part.size();
            try {
                List<HostRow> done = ended.read(part, stopped, now, requests);
                done.forEach(row -> live.remove(row.id()));
                anyOutput |= !done.isEmpty();
                completed.addAll(done);
                batch = Math.min(BATCH, batch * 2);
            } catch (ForemanException e) {
                shrinkOrGiveUp(part, e, completed, now);
                break;
            }
        }
        anyOutput |= readRunning(running, now, requests);
        return new Result(anyOutput, completed, from < due.size());
    }

    /** Whether nothing is left to be read. */
    boolean isComplete() {
        return record.hosts().stream().allMatch(HostRow::outputComplete);
    }

    /** Ends all hosts without what is still missing of their output. */
    void abandon(@NonNull ForemanException cause) throws IOException {
        ended.abandon(
                record.hosts().stream().filter(row -> !row.outputComplete()).toList(), cause);
    }

    /** One host with a broken task makes the server fail for all of a request; the request is cut until it is alone. */
    private void shrinkOrGiveUp(List<HostRow> part, ForemanException e, List<HostRow> completed, Instant now)
            throws IOException {
        boolean tooMuch = e.kind() == ForemanException.Kind.SERVER_FAULT || e.kind() == ForemanException.Kind.TIMEOUT;
        if (!tooMuch || (part.size() == 1 && e.kind() == ForemanException.Kind.TIMEOUT)) {
            throw e;
        }
        if (part.size() == 1) {
            completed.addAll(ended.failed(part.get(0), e, now));
            return;
        }
        batch = Math.max(1, part.size() / 4);
        if (e.kind() == ForemanException.Kind.TIMEOUT) {
            throw e;
        }
    }

    private boolean readRunning(List<HostRow> running, Instant now, RequestCount requests) throws IOException {
        Duration shortest = shortest(running.size());
        List<HostRow> unread = new ArrayList<>();
        List<HostRow> again = new ArrayList<>();
        for (HostRow row : running) {
            LiveOutput output = live.get(row.id());
            if (output == null) {
                output = LiveOutput.resume(record, row.id(), now.plus(shortest), shortest);
                live.put(row.id(), output);
            }
            if (output.isDue(now)) {
                (output.since() == null ? unread : again).add(row);
            }
        }
        return readLive(unread, now, shortest, requests) | readLive(again, now, shortest, requests);
    }

    private boolean readLive(List<HostRow> due, Instant now, Duration shortest, RequestCount requests)
            throws IOException {
        if (due.isEmpty()) {
            return false;
        }
        due.sort(Comparator.comparing(row -> live.get(row.id()).due()));
        List<HostRow> part = due.subList(0, Math.min(batch, due.size()));
        Long since = null;
        for (HostRow row : part) {
            Long own = live.get(row.id()).since();
            since = own == null ? null : since == null ? own : Long.valueOf(Math.min(since, own));
        }
        requests.add(1);
        boolean any = false;
        for (HostOutput output : foreman.jobInvocations()
                .outputs(jobId, part.stream().map(HostRow::id).toList(), since, CHARS_IN_BATCH)) {
            LiveOutput known = live.get(output.hostId());
            if (known == null) {
                continue;
            }
            List<RecordedChunk> chunks = new ArrayList<>();
            ChunkOrder.of(output.chunks(), chunks::add);
            List<RecordedChunk> unknown = known.unknown(chunks);
            if (!unknown.isEmpty()) {
                record.append(output.hostId(), unknown);
                any = true;
            }
            known.planNext(now, !unknown.isEmpty(), shortest, LONGEST);
        }
        for (HostRow row : part) {
            if (live.get(row.id()).isDue(now)) {
                live.get(row.id()).planNext(now, false, shortest, LONGEST);
            }
        }
        return any;
    }

    private static Duration shortest(int running) {
        Duration byRate = Duration.ofMillis((long) (running / LIVE_READS_PER_SECOND * 1000));
        return byRate.compareTo(SHORTEST) < 0 ? SHORTEST : byRate;
    }
}
