package io.jenkins.plugins.foreman.invocation;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.foreman.client.Foreman;
import io.jenkins.plugins.foreman.client.ForemanException;
import io.jenkins.plugins.foreman.client.HostOutput;
import io.jenkins.plugins.foreman.client.HostState;
import io.jenkins.plugins.foreman.client.JobInvocations;
import io.jenkins.plugins.foreman.client.Mask;
import io.jenkins.plugins.foreman.client.OutputChunk;
import io.jenkins.plugins.foreman.client.OutputChunk.OutputType;
import io.jenkins.plugins.foreman.record.AttemptRecord;
import io.jenkins.plugins.foreman.record.HostRow;
import io.jenkins.plugins.foreman.record.RecordedChunk;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * The one full read of each host after its end, by which its record is completed. A host that is read alone may have
 * written anything, since its reply is streamed. How many share a request follows from what the last ones wrote; of those
 * that have written more than fits into a request for many, only the exceptions are read twice.
 */
final class EndedOutput {

    /**
     * What the hosts of a request should weigh together, as {@link OutputChunk#weight} counts: half of what is kept, so that
     * none is cut where they differ a bit. No more is kept of one.
     */
    private static final int WEIGHT_OF_BATCH = JobInvocations.MOST_KEPT / 2;

    /** Where little was written, this many times as many hosts share the next request. */
    private static final int GROWTH = 8;

    private static final Duration PAUSE = Duration.ofSeconds(5);

    /** Reads of a host in a stopped job that say "incomplete", or fail, before that is believed to stay so. */
    private static final int TRIES = 4;

    /** After this long the last host of a job that cannot be read is to blame, although none is left to compare it with. */
    private static final Duration ALONE = Duration.ofMinutes(5);

    private final Foreman foreman;
    private final AttemptRecord record;
    private final long jobId;
    private final Mask mask;
    private final Map<Long, Integer> tries = new HashMap<>();
    private final Map<Long, Moment> notBefore = new HashMap<>();
    private final Map<Long, Failure> failures = new HashMap<>();

    /** Whether a host has written more than fits into a request for many, as far as that is known. */
    private final Map<Long, Boolean> large = new HashMap<>();

    /** Of hosts that Foreman has refused when it was asked for them alone: an answer for many leaves out who is not shown. */
    private final Map<Long, ForemanException> hidden = new HashMap<>();

    /** How many hosts such as those that were read last fit into a request. Of the first one nothing is known. */
    private int fitting = 1;

    private int reads;

    /** The first time that a host could not be read, and how many reads had succeeded by then. */
    private record Failure(Moment first, int reads) {}

    EndedOutput(Foreman foreman, AttemptRecord record, long jobId, Mask mask) {
        this.foreman = foreman;
        this.record = record;
        this.jobId = jobId;
        this.mask = mask;
    }

    /** Those of the ended hosts whose turn it is. */
    @NonNull
    List<HostRow> due(@NonNull List<HostRow> ended, @NonNull Moment now) {
        return ended.stream()
                .filter(row -> !now.isBefore(notBefore.getOrDefault(row.id(), now)))
                .toList();
    }

    /**
     * The first of the hosts that are due, as many as can be read with one request.
     *
     * @param due at least one
     * @param most so many at most
     */
    @NonNull
    List<HostRow> next(@NonNull List<HostRow> due, int most) {
        int count = 1;
        if (!isLarge(due.get(0))) {
            while (count < Math.min(due.size(), Math.min(most, fitting)) && !isLarge(due.get(count))) {
                count++;
            }
        }
        return due.subList(0, count);
    }

    /** Whether the host is to be read alone. */
    boolean isLarge(@NonNull HostRow host) {
        return large.computeIfAbsent(host.id(), id -> record.outputSize(id).chars() > WEIGHT_OF_BATCH);
    }

    /**
     * Reads some hosts to their end.
     *
     * @param hosts as {@link #next} returned them; one that turns out to be large stays due
     * @param stopped whether nothing more can come because the job has stopped
     * @return the rows that are complete now, already recorded
     * @throws Interlude.EndedException when a host that is read alone is not wanted any more, which stays due
     */
    @NonNull
    List<HostRow> read(@NonNull List<HostRow> hosts, boolean stopped, @NonNull Interlude interlude, @NonNull Moment now)
            throws IOException {
        List<HostRow> completed;
        try {
            completed = hosts.size() == 1 && !hidden.containsKey(hosts.get(0).id())
                    ? readAlone(hosts.get(0), stopped, interlude, now)
                    : readTogether(hosts, stopped, now);
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        reads++;
        record.putHosts(completed);
        return completed;
    }

    private List<HostRow> readTogether(List<HostRow> hosts, boolean stopped, Moment now) throws IOException {
        Map<Long, HostOutput> outputs = new HashMap<>();
        for (HostOutput output : foreman.jobInvocations()
                .outputs(jobId, hosts.stream().map(HostRow::id).toList(), null, WEIGHT_OF_BATCH)) {
            outputs.put(output.hostId(), output);
        }
        List<HostRow> completed = new ArrayList<>();
        long weight = 0;
        for (HostRow host : hosts) {
            HostOutput output = outputs.get(host.id());
            HostRow row = null;
            if (output == null) {
                row = unanswered(host, stopped, now);
            } else if (output.truncated()) {
                large.put(host.id(), true);
                weight += WEIGHT_OF_BATCH;
                ForemanException refusal = hidden.remove(host.id());
                if (refusal != null && hosts.size() == 1) {
                    // it is shown after all, but not alone, as it has to be read
                    throw refusal;
                }
            } else {
                weight +=
                        output.chunks().stream().mapToLong(OutputChunk::weight).sum();
                row = reconcile(host, output, stopped, now);
            }
            if (row != null) {
                completed.add(row);
            }
        }
        fit(hosts.size(), weight);
        return completed;
    }

    private void fit(int hosts, long weight) {
        long fits = (long) WEIGHT_OF_BATCH * hosts / Math.max(1, weight);
        fitting = (int) Math.max(1, Math.min(Math.min(OutputReads.BATCH, fitting * GROWTH), fits));
    }

    private List<HostRow> readAlone(HostRow host, boolean stopped, Interlude interlude, Moment now) throws IOException {
        Reconciliation reconciliation = new Reconciliation(host);
        ChunkOrder order = new ChunkOrder(true, reconciliation.masked);
        long[] weight = {0};
        boolean complete;
        try {
            complete = foreman.jobInvocations()
                    .output(jobId, host.id(), null, interlude.among(chunk -> {
                        weight[0] += chunk.weight();
                        order.accept(chunk);
                    }))
                    .complete();
        } catch (ForemanException e) {
            if (e.status() != HttpURLConnection.HTTP_NOT_FOUND || !e.isForemans()) {
                throw e;
            }
            hidden.put(host.id(), e);
            return readTogether(List.of(host), stopped, now);
        }
        order.end();
        fit(1, weight[0]);
        HostRow row = ended(reconciliation, order, complete, stopped, now);
        return row == null ? List.of() : List.of(row);
    }

    @CheckForNull
    private HostRow reconcile(HostRow host, HostOutput output, boolean stopped, Moment now) throws IOException {
        Reconciliation reconciliation = new Reconciliation(host);
        ChunkOrder order = ChunkOrder.of(true, output.chunks(), reconciliation.masked);
        return ended(reconciliation, order, output.complete(), stopped, now);
    }

    @CheckForNull
    private HostRow ended(
            Reconciliation reconciliation, ChunkOrder order, boolean complete, boolean stopped, Moment now) {
        HostRow host = reconciliation.host;
        reconciliation.end();
        if (!complete && (again(host, now) || !stopped)) {
            return null;
        }
        boolean succeeded = host.state() == HostState.SUCCESS;
        String lastDebug = reconciliation.lastDebug.text;
        String reason = succeeded ? null : lastDebug != null ? lastDebug : mask.of(order.proxyNote());
        return host.completed(mask.of(order.exitStatus()), reason)
                .ending(order.exitedAt())
                .lasting(order.span());
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

    /** The way of a host's chunks into its record. */
    private final class Reconciliation {
        private final HostRow host;
        private final FinalOutput output;
        private final LastDebug lastDebug;
        private final MaskedOutput masked;

        Reconciliation(HostRow host) throws IOException {
            this.host = host;
            this.output = new FinalOutput(record, host.id());
            this.lastDebug = new LastDebug(output);
            this.masked = new MaskedOutput(mask, lastDebug);
        }

        void end() {
            masked.end();
            output.end();
        }
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
