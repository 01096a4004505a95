package io.jenkins.plugins.foreman.console;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.foreman.client.HostCounts;
import io.jenkins.plugins.foreman.client.HostState;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** How many hosts are where, for people. */
record ConsoleCounts(int total, int succeeded, int failed, int cancelled, int running, int waiting) {

    static final ConsoleCounts NONE = new ConsoleCounts(0, 0, 0, 0, 0, 0);

    /**
     * From what is recorded of each host, and as long as nothing is, from the counters that Foreman reports.
     *
     * @param table hosts of the host table in each state
     * @param reported null when not known
     */
    @NonNull
    static ConsoleCounts of(@NonNull Map<HostState, Integer> table, @CheckForNull HostCounts reported) {
        int rows = table.values().stream().mapToInt(Integer::intValue).sum();
        int total = reported == null
                ? rows
                : Math.max(rows, Math.max(orZero(reported.total()), orZero(reported.totalHosts())));
        boolean known = rows > 0 || reported == null;
        int succeeded = known ? table.getOrDefault(HostState.SUCCESS, 0) : orZero(reported.succeeded());
        int failed = known ? table.getOrDefault(HostState.ERROR, 0) : orZero(reported.failed());
        int cancelled = known ? table.getOrDefault(HostState.CANCELLED, 0) : orZero(reported.cancelled());
        int running = table.getOrDefault(HostState.RUNNING, 0);
        int waiting = Math.max(0, total - succeeded - failed - cancelled - running);
        return new ConsoleCounts(total, succeeded, failed, cancelled, running, waiting);
    }

    private static int orZero(@CheckForNull Integer number) {
        return number == null ? 0 : number;
    }

    int done() {
        return succeeded + failed + cancelled;
    }

    /** How many are where; what is nowhere is left out. */
    @NonNull
    String parts() {
        List<String> parts = new ArrayList<>();
        if (succeeded > 0) {
            parts.add(Messages.ConsoleCounts_succeeded(succeeded));
        }
        if (failed > 0) {
            parts.add(Messages.ConsoleCounts_failed(failed));
        }
        if (cancelled > 0) {
            parts.add(Messages.ConsoleCounts_cancelled(cancelled));
        }
        if (running > 0) {
            parts.add(Messages.ConsoleCounts_running(running));
        }
        if (waiting > 0) {
            parts.add(Messages.ConsoleCounts_waiting(waiting));
        }
        return String.join(", ", parts);
    }

    /** Whether so much has moved that it is worth a line: for few hosts everything, for many a hundredth of them. */
    boolean isWorthALineAfter(@NonNull ConsoleCounts before) {
        if (total == 0 || equals(before)) {
            return false;
        }
        boolean begins = before.total() == 0;
        boolean ends = done() == total && before.done() != total;
        int moved = Math.max(Math.abs(done() - before.done()), Math.abs(running - before.running()));
        return begins || ends || moved >= Math.max(1, total / 100);
    }
}
