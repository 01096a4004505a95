package io.jenkins.plugins.foreman.invocation;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.foreman.client.Foreman;
import io.jenkins.plugins.foreman.client.ForemanException;
import io.jenkins.plugins.foreman.client.HostOutput;
import io.jenkins.plugins.foreman.client.HostState;
import io.jenkins.plugins.foreman.client.OutputChunk.OutputType;
import io.jenkins.plugins.foreman.record.AttemptRecord;
import io.jenkins.plugins.foreman.record.HostRow;
import io.jenkins.plugins.foreman.record.RecordedChunk;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** The one full read of each host after its end, by which its record is completed. */
final class EndedOutput {

    private static final Duration PAUSE = Duration.ofSeconds(5);

    /** Reads of a host in a stopped job that say "incomplete" before that is believed to stay so. */
    private static final int TRIES = 4;

    private final Foreman foreman;
    private final AttemptRecord record;
    private final long jobId;
    private final int charsInBatch;
    private final Map<Long, Integer> tries = new HashMap<>();
    private final Map<Long, Instant> notBefore = new HashMap<>();

    EndedOutput(Foreman foreman, AttemptRecord record, long jobId, int charsInBatch) {
        this.foreman = foreman;
        this.record = record;
        this.jobId = jobId;
        this.charsInBatch = charsInBatch;
    }

    /** Those of the ended hosts whose turn it is. */
    @NonNull
    List<HostRow> due(@NonNull List<HostRow> ended, @NonNull Instant now) {
        return ended.stream()
                .filter(row -> !now.isBefore(notBefore.getOrDefault(row.id(), Instant.MIN)))
                .toList();
    }

    /**
     * Reads some hosts to their end.
     *
     * @param stopped whether nothing more can come because the job has stopped
     * @return the rows that are complete now, already recorded
     */
    @NonNull
    List<HostRow> read(
            @NonNull List<HostRow> hosts, boolean stopped, @NonNull Instant now, @NonNull RequestCount requests)
            throws IOException {
        requests.add(1);
        Map<Long, HostOutput> outputs = new HashMap<>();
        for (HostOutput output : foreman.jobInvocations()
                .outputs(jobId, hosts.stream().map(HostRow::id).toList(), null, charsInBatch)) {
            outputs.put(output.hostId(), output);
        }
        List<HostRow> completed = new ArrayList<>();
        for (HostRow host : hosts) {
            HostOutput output = outputs.get(host.id());
            HostRow row =
                    output == null ? unanswered(host, stopped, now) : reconcile(host, output, stopped, now, requests);
            if (row != null) {
                completed.add(row);
            }
        }
        record.sync();
        record.putHosts(completed);
        return completed;
    }

    /** A host whose output the server fails to give: tried again some times, then ended without it. */
    @NonNull
    List<HostRow> failed(@NonNull HostRow host, @NonNull ForemanException cause, @NonNull Instant now)
            throws IOException {
        if (again(host, now)) {
            return List.of();
        }
        List<HostRow> rows =
                List.of(host.completed(host.exitStatus(), Messages.EndedOutput_unreadable(cause.getMessage())));
        record.putHosts(rows);
        return rows;
    }

    /** Ends hosts without the rest of their output, because the server could not be asked for it any more. */
    void abandon(@NonNull List<HostRow> hosts, @NonNull ForemanException cause) throws IOException {
        record.putHosts(hosts.stream()
                .map(row -> row.completed(row.exitStatus(), Messages.EndedOutput_unreadable(cause.getMessage())))
                .toList());
    }

    @CheckForNull
    private HostRow unanswered(HostRow host, boolean stopped, Instant now) {
        if (again(host, now) || !stopped) {
            return null;
        }
        return host.completed(host.exitStatus(), Messages.HostStates_gone());
    }

    private boolean again(HostRow host, Instant now) {
        int tried = tries.merge(host.id(), 1, Integer::sum);
        notBefore.put(host.id(), now.plus(PAUSE.multipliedBy(Math.min(tried, 12))));
        return tried < TRIES;
    }

    @CheckForNull
    private HostRow reconcile(HostRow host, HostOutput output, boolean stopped, Instant now, RequestCount requests)
            throws IOException {
        FinalOutput reconciled = new FinalOutput(record, host.id());
        LastDebug lastDebug = new LastDebug(reconciled);
        ChunkOrder order;
        boolean complete = output.complete();
        try {
            if (output.truncated()) {
                order = new ChunkOrder(lastDebug);
                requests.add(1);
                complete = foreman.jobInvocations()
                        .output(jobId, host.id(), null, order)
                        .complete();
                order.end();
            } else {
                order = ChunkOrder.of(output.chunks(), lastDebug);
            }
            reconciled.end();
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        if (!complete && (again(host, now) || !stopped)) {
            return null;
        }
        boolean succeeded = host.state() == HostState.SUCCESS;
        String reason = succeeded ? null : lastDebug.text != null ? lastDebug.text : order.proxyNote();
        return host.completed(order.exitStatus(), reason).lasting(order.span());
    }

    /** Remembers the last message of the smart proxy or of Foreman that says more than that the run failed. */
    private static final class LastDebug implements Consumer<RecordedChunk> {
        private static final String SAYS_NOTHING = "StandardError: Job execution failed";

        private final Consumer<RecordedChunk> next;
        private String text;

        LastDebug(Consumer<RecordedChunk> next) {
            this.next = next;
        }

        @Override
        public void accept(RecordedChunk chunk) {
            if (chunk.type() == OutputType.DEBUG
                    && !chunk.text().isBlank()
                    && !chunk.text().startsWith(SAYS_NOTHING)) {
                text = chunk.text().strip().lines().findFirst().orElse(null);
            }
            next.accept(chunk);
        }
    }
}
