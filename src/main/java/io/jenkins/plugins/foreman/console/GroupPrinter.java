package io.jenkins.plugins.foreman.console;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.foreman.client.HostState;
import io.jenkins.plugins.foreman.record.AttemptRecord;
import io.jenkins.plugins.foreman.record.HostRow;
import io.jenkins.plugins.foreman.record.OutputLines;
import java.io.IOException;

/**
 * Prints the whole output of a host when it has ended, under a heading and indented, so that no output can look like a
 * heading: in the order in which the ends stand in the output log, and last the hosts that have none.
 */
final class GroupPrinter implements HostPrinter {

    /** When only failed hosts are printed: more of them are not, since nobody reads so many in a log. */
    static final int MAX_FAILED_GROUPS = 100;

    private static final String INDENT = "  ";

    private final AttemptRecord attempt;
    private final ConsoleOptions options;
    private final boolean failedOnly;
    private final ConsoleLines lines;
    private long scanned;
    private int groups;

    GroupPrinter(
            @NonNull AttemptRecord attempt,
            @NonNull ConsoleOptions options,
            boolean failedOnly,
            @NonNull ConsoleLines lines)
            throws IOException {
        this.attempt = attempt;
        this.options = options;
        this.failedOnly = failedOnly;
        this.lines = lines;
        long printed = lines.place().position();
        this.scanned = printed;
        attempt.followEnds(0, (id, position) -> {
            if (position <= printed && isWanted(attempt.host(id))) {
                groups++;
            }
            return position < printed;
        });
    }

    @Override
    public void print() throws IOException {
        printEnds(false);
    }

    @Override
    public boolean isLive(long hostId) {
        return false;
    }

    @Override
    public void finish() throws IOException {
        printEnds(true);
        for (HostRow row : attempt.hosts()) {
            if (!attempt.isEnded(row.id(), attempt.end())) {
                print(row);
            }
        }
    }

    /** @param last whether no row will change any more */
    private void printEnds(boolean last) throws IOException {
        scanned = attempt.followEnds(scanned, (id, position) -> {
            HostRow row = attempt.host(id);
            if (!last && (row == null || !row.outputComplete())) {
                // a crash came before the row was there, which is on its way again
                return false;
            }
            print(row);
            lines.moveTo(lines.place().at(position));
            return true;
        });
    }

    private boolean isWanted(@CheckForNull HostRow row) {
        if (row == null) {
            return false;
        }
        boolean output = attempt.chunks(row.id()) > 0;
        return failedOnly
                ? output && row.state() != HostState.SUCCESS
                : output || row.state().isFinished();
    }

    private void print(@CheckForNull HostRow row) throws IOException {
        if (row == null || !isWanted(row)) {
            return;
        }
        groups++;
        if (failedOnly && groups > MAX_FAILED_GROUPS) {
            if (groups == MAX_FAILED_GROUPS + 1) {
                lines.output(Messages.GroupPrinter_noMore(MAX_FAILED_GROUPS));
            }
            return;
        }
        lines.output(Wording.heading(row));
        printOutput(row.id());
    }

    private void printOutput(long hostId) throws IOException {
        long leftOut = options.maxLinesPerHost() == 0 ? 0 : countLines(hostId) - options.maxLinesPerHost();
        if (leftOut > 0) {
            lines.output(INDENT + Messages.GroupPrinter_leftOut(leftOut));
        }
        long[] number = {0};
        OutputLines ofHost = HostText.lines(options.colours(), (type, text, cut) -> {
            if (number[0]++ >= leftOut) {
                lines.output(INDENT + HostText.of(text, cut));
            }
        });
        feed(hostId, ofHost);
    }

    private long countLines(long hostId) throws IOException {
        long[] count = {0};
        feed(hostId, HostText.lines(false, (type, text, cut) -> count[0]++));
        return count[0];
    }

    private void feed(long hostId, OutputLines ofHost) throws IOException {
        attempt.forEachChunk(hostId, 0, chunk -> {
            ofHost.chunk(chunk);
            return true;
        });
        ofHost.flush();
    }
}
