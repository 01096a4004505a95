package io.jenkins.plugins.foreman.invocation;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.foreman.client.Foreman;
import io.jenkins.plugins.foreman.client.ForemanException;
import io.jenkins.plugins.foreman.client.HostState;
import io.jenkins.plugins.foreman.client.Mask;
import io.jenkins.plugins.foreman.invocation.Patience.Stage;
import io.jenkins.plugins.foreman.record.AttemptRecord;
import io.jenkins.plugins.foreman.record.HostRow;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongPredicate;

/**
 * Decides of which hosts output is read, and when. A read costs Foreman several queries for each host and, while it runs,
 * a call to its smart proxy that transfers everything; so running hosts are read only where somebody sees it, at a bounded
 * rate whatever their number, and a host that has ended is read once. What cannot be read holds up nothing else: a request
 * that fails is cut until the host to blame is alone, and that one ends without the rest of its output.
 */
final class OutputReads {

    /** Hosts in one request. */
    static final int BATCH = 50;

    /** Requests for ended hosts in one step, so that a big job leaves room for others. */
    private static final int BATCHES_PER_STEP = 4;

    private final AttemptRecord record;
    private final EndedOutput ended;
    private final LiveReads live;
    private final Attention attention;
    private final Patience ending;
    private final Patience following;
    private int batch = BATCH;
    private boolean readsAll;

    /**
     * @param wanted by id, whether a host that runs is to be read although nobody looks at it on a page
     * @param ending for hosts that have ended
     * @param following for hosts that run, of which everything is read once more at their end
     */
    OutputReads(
            @NonNull Foreman foreman,
            @NonNull AttemptRecord record,
            long jobId,
            @NonNull Mask mask,
            @NonNull LongPredicate wanted,
            @NonNull Patience ending,
            @NonNull Patience following) {
        this.record = record;
        this.ended = new EndedOutput(foreman, record, jobId, mask);
        this.live = new LiveReads(foreman, record, jobId, mask);
        this.attention = new Attention(record, wanted);
        this.ending = ending;
        this.following = following;
    }

    /**
     * What a step of reading came to.
     *
     * @param completed hosts of which no more output will come
     * @param abandoned why some of them lack output, null as a rule
     * @param unread whether there are hosts that run or whose output is not complete
     * @param sawEnd whether a host has ended that still counts as running
     */
    record Result(
            boolean anyOutput,
            @NonNull List<HostRow> completed,
            @CheckForNull String abandoned,
            boolean moreAtOnce,
            boolean unread,
            boolean sawEnd) {}

    /**
     * Reads what is due.
     *
     * @param stopped whether the job has stopped and the host table is final
     * @param interlude between requests, and while the output of one host takes long
     * @throws IOException when something cannot be recorded, never because something cannot be read
     */
    @NonNull
    Result read(boolean stopped, @NonNull Interlude interlude, @NonNull Moment now) throws IOException {
        List<HostRow> toEnd = new ArrayList<>();
        List<HostRow> running = new ArrayList<>();
        List<HostRow> waiting = new ArrayList<>();
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
            } else {
                waiting.add(row);
            }
        }
        record.putHosts(completed);
        Ended done = readEnded(toEnd, stopped, interlude, now);
        List<HostRow> watched = attention.to(running, waiting, now);
        readsAll = watched.size() >= running.size();
        boolean anyOutput = done.any | readRunning(watched, interlude, now);
        completed.addAll(done.completed);
        return new Result(
                anyOutput,
                completed,
                done.abandoned,
                done.more,
                !running.isEmpty() || !toEnd.isEmpty() || !watched.isEmpty(),
                !watched.isEmpty() && live.sawEnd());
    }

    /**
     * Reads of what is due only what somebody sees, while something else takes long.
     *
     * @return whether there was any output
     */
    boolean readWatched(@NonNull Interlude interlude, @NonNull Moment now) throws IOException {
        List<HostRow> running = new ArrayList<>();
        List<HostRow> waiting = new ArrayList<>();
        for (HostRow row : record.hosts()) {
            if (row.state() == HostState.RUNNING) {
                running.add(row);
            } else if (!row.state().isFinished() && !row.outputComplete()) {
                waiting.add(row);
            }
        }
        List<HostRow> watched = attention.to(running, waiting, now);
        return !watched.isEmpty() && readRunning(watched, interlude, now);
    }

    /** Whether every host that runs was to be read the last time. */
    boolean readsAll() {
        return readsAll;
    }

    /** Whether nothing is left to be read. */
    boolean isComplete() {
        return record.hosts().stream().allMatch(HostRow::outputComplete);
    }

    /** What became of hosts that have ended. */
    private static final class Ended {
        private final List<HostRow> completed = new ArrayList<>();
        private boolean any;
        private boolean more;
        private String abandoned;
    }

    private Ended readEnded(List<HostRow> hosts, boolean stopped, Interlude interlude, Moment now) throws IOException {
        Ended result = new Ended();
        if (ending.isPausing(now)) {
            return result;
        }
        List<HostRow> due = ended.due(hosts, now);
        int from = 0;
        int requestsLeft = BATCHES_PER_STEP;
        while (from < due.size() && requestsLeft-- > 0 && (from == 0 || interlude.passes())) {
            List<HostRow> part = ended.next(due.subList(from, due.size()), batch);
            from += part.size();
            try {
                List<HostRow> done = ended.read(part, stopped, interlude, now);
                done.forEach(row -> live.forget(row.id()));
                result.any |= !done.isEmpty();
                result.completed.addAll(done);
                result.more |= part.size() > 1 && part.stream().anyMatch(ended::isLarge);
                batch = Math.min(BATCH, batch * 2);
                ending.reward(now);
            } catch (Interlude.EndedException e) {
                result.more = true;
                return result;
            } catch (ForemanException e) {
                failed(part, hosts, stopped, e, now, result);
                return result;
            }
        }
        result.more |= from < due.size();
        return result;
    }

    /**
     * A request failed: the next one is smaller. Alone, a host is to blame only where others could be read meanwhile;
     * else it is an outage, which is tolerated.
     */
    private void failed(
            List<HostRow> part, List<HostRow> all, boolean stopped, ForemanException e, Moment now, Ended result)
            throws IOException {
        if (part.size() > 1) {
            batch = Math.max(1, part.size() / 4);
            result.more = true;
            return;
        }
        HostRow host = part.get(0);
        boolean toBlame = ended.isToBlame(host, now);
        if (ending.pauseAfter(e, Stage.JOB, now) == null) {
            if (stopped) {
                result.completed.addAll(ended.abandon(all, e));
                result.abandoned = e.getMessage();
            }
            ending.reward(now);
        } else if (toBlame) {
            result.completed.addAll(ended.abandon(part, e));
            result.abandoned = e.getMessage();
            ending.reward(now);
        }
    }

    private boolean readRunning(List<HostRow> running, Interlude interlude, Moment now) throws IOException {
        if (following.isPausing(now)) {
            return false;
        }
        try {
            boolean any = live.read(running, interlude, now);
            following.reward(now);
            return any;
        } catch (Interlude.EndedException e) {
            return true;
        } catch (ForemanException e) {
            if (following.pauseAfter(e, Stage.JOB, now) == null) {
                // Everything is read again when the host has ended.
                following.reward(now);
            }
            return false;
        }
    }
}
