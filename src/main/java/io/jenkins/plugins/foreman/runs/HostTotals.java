package io.jenkins.plugins.foreman.runs;

import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.foreman.client.HostState;
import io.jenkins.plugins.foreman.record.HostRow;
import io.jenkins.plugins.foreman.record.RunRecord;
import java.io.IOException;
import java.io.Serializable;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** How many hosts came to what, each counted as it was seen last. Immutable. */
public final class HostTotals implements Serializable {

    /** No host at all. */
    public static final HostTotals NONE = new HostTotals(0, 0, 0, 0);

    private static final long serialVersionUID = 1L;

    private final int total;
    private final int succeeded;
    private final int failed;
    private final int cancelled;

    /** Takes the numbers; the rest of the total has not ended, or has never begun. */
    public HostTotals(int total, int succeeded, int failed, int cancelled) {
        this.total = total;
        this.succeeded = succeeded;
        this.failed = failed;
        this.cancelled = cancelled;
    }

    /** Counts the hosts of a run and its reruns, given in order. */
    @NonNull
    public static HostTotals of(@NonNull List<RunRecord> records) throws IOException {
        Map<String, HostRow> rows = new HashMap<>();
        for (RunRecord record : records) {
            record.lastRows().forEach(row -> rows.put(row.name(), row));
        }
        return new HostTotals(
                rows.size(),
                count(rows, HostState.SUCCESS),
                count(rows, HostState.ERROR),
                count(rows, HostState.CANCELLED));
    }

    private static int count(Map<String, HostRow> rows, HostState wanted) {
        return (int) rows.values().stream().filter(row -> row.state() == wanted).count();
    }

    /** The sum with other hosts. */
    @NonNull
    public HostTotals plus(@NonNull HostTotals more) {
        return new HostTotals(
                total + more.total, succeeded + more.succeeded, failed + more.failed, cancelled + more.cancelled);
    }

    public int getTotal() {
        return total;
    }

    public int getSucceeded() {
        return succeeded;
    }

    public int getFailed() {
        return failed;
    }

    public int getCancelled() {
        return cancelled;
    }
}
