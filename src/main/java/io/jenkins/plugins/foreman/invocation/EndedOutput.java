package io.jenkins.plugins.foreman.invocation;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.foreman.client.Foreman;
import io.jenkins.plugins.foreman.client.ForemanException;
import io.jenkins.plugins.foreman.client.HostOutput;
import io.jenkins.plugins.foreman.client.HostState;
import io.jenkins.plugins.foreman.client.Mask;
import io.jenkins.plugins.foreman.client.OutputChunk.OutputType;
import io.jenkins.plugins.foreman.record.AttemptRecord;
import io.jenkins.plugins.foreman.record.HostRow;
import io.jenkins.plugins.foreman.record.RecordedChunk;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** The one full read of each host after its end, by which its record is completed. */
final class EndedOutput {

    private static final Duration PAUSE = Duration.ofSeconds(5);

    /** Reads of a host in a stopped job that say "incomplete", or fail, before that is believed to stay so. */
    private static final int TRIES = 4;

    /** After so long the last host of a job that cannot be read is to blame, although none is left to compare it with. */
    private static final Duration ALONE = Duration.ofMinutes(5);

    private final Foreman foreman;
    private final AttemptRecord record;
    private final long jobId;
    private final Mask mask;
    private final int charsInBatch;
    private final Map<Long, Integer> tries = new HashMap<>();
    private final Map<Long, Moment> notBefore = new HashMap<>();
    private final Map<Long, Failure> failures = new HashMap<>();
    private int reads;

    /** The first time that a host could not be read, and how many reads had succeeded by then. */
    private record Failure(Moment first, int reads) {}

    EndedOutput(Foreman foreman, AttemptRecord record, long jobId, Mask mask, int charsInBatch) {
        this.foreman = foreman;
        this.record = record;
        this.jobId = jobId;
        this.mask = mask;
        this.charsInBatch = charsInBatch;
    }

    /** Those of the ended hosts whose turn it is. */
    @NonNull
    List<HostRow> due(@NonNull List<HostRow> ended, @NonNull Moment now) {
        return ended.stream()
                .filter(row -> !now.isBefore(notBefore.getOrDefault(row.id(), now)))
                .toList();
    }

    /**
     * Reads some hosts to their end.
     *
     * @param stopped whether nothing more can come because the job has stopped
     * @return the rows that are complete now, already recorded
     */
    @NonNull
    List<HostRow> read(@NonNull List<HostRow> hosts, boolean stopped, @NonNull Moment now) throws IOException {
        Map<Long, HostOutput> outputs = new HashMap<>();
        for (HostOutput output : foreman.jobInvocations()
                .outputs(jobId, hosts.stream().map(HostRow::id).toList(), null, charsInBatch)) {
            outputs.put(output.hostId(), output);
        }
        reads++;
        List<HostRow> completed = new ArrayList<>();
        for (HostRow host : hosts) {
            HostOutput output = outputs.get(host.id());
            HostRow row = output == null ? unanswered(host, stopped, now) : reconcile(host, output, stopped, now);
            if (row != null) {
                completed.add(row);
            }
        }
        record.putHosts(completed);
        return completed;
    }

    /**
     * Takes note that a host could not be read alone. Its turn comes again later.
     *
     * @return whether the host itself is to blame, since others of the job could be read; or else it may be an outage
     */
    boolean isToBlame(@NonNull HostRow host, @NonNull Moment now) {
        boolean again = again(host, now);
        Failure failure = failures.computeIfAbsent(host.id(), id -> new Failure(now, reads));
        boolean othersRead =
                reads > failure.reads || reads > 0 && now.since(failure.first).compareTo(ALONE) >= 0;
        return !again && othersRead;
    }

    /** Ends hosts without the rest of their output, and says so with each. */
    @NonNull
    List<HostRow> abandon(@NonNull List<HostRow> hosts, @NonNull ForemanException cause) throws IOException {
        List<HostRow> rows = hosts.stream()
                .map(row -> row.completed(row.exitStatus(), Messages.EndedOutput_unreadable(cause.getMessage())))
                .toList();
        record.putHosts(rows);
        return rows;
    }

    @CheckForNull
    private HostRow unanswered(HostRow host, boolean stopped, Moment now) {
        if (again(host, now) || !stopped) {
            return null;
        }
        return host.completed(host.exitStatus(), Messages.HostStates_gone());
    }

    private boolean again(HostRow host, Moment now) {
        int tried = tries.merge(host.id(), 1, Integer::sum);
        notBefore.put(host.id(), now.plus(PAUSE.multipliedBy(Math.min(tried, 12))));
        return tried < TRIES;
    }

    @CheckForNull
    private HostRow reconcile(HostRow host, HostOutput output, boolean stopped, Moment now) throws IOException {
        FinalOutput reconciled = new FinalOutput(record, host.id());
        LastDebug lastDebug = new LastDebug(reconciled);
        MaskedOutput masked = new MaskedOutput(mask, lastDebug);
        ChunkOrder order;
        boolean complete = output.complete();
        try {
            if (output.truncated()) {
                order = new ChunkOrder(true, masked);
                complete = foreman.jobInvocations()
                        .output(jobId, host.id(), null, order)
                        .complete();
                order.end();
            } else {
                order = ChunkOrder.of(true, output.chunks(), masked);
            }
            masked.end();
            reconciled.end();
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        if (!complete && (again(host, now) || !stopped)) {
            return null;
        }
        boolean succeeded = host.state() == HostState.SUCCESS;
        String reason = succeeded ? null : lastDebug.text != null ? lastDebug.text : mask.of(order.proxyNote());
        return host.completed(mask.of(order.exitStatus()), reason).lasting(order.span());
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
