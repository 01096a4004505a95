package io.jenkins.plugins.foreman.console;

import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.foreman.client.HostState;
import io.jenkins.plugins.foreman.record.AttemptRecord;
import io.jenkins.plugins.foreman.record.HostRow;
import io.jenkins.plugins.foreman.record.OutputLines;
import io.jenkins.plugins.foreman.record.RunRecord;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Prints the whole output of a host when it is complete, under a heading and indented, so that no output can look like a
 * heading. The record remembers whose output was printed.
 */
final class GroupPrinter implements HostPrinter {

    /** When only failed hosts are printed: more of them are not, since nobody reads so many in a log. */
    static final int MAX_FAILED_GROUPS = 100;

    private static final String INDENT = "  ";

    private final RunRecord run;
    private final AttemptRecord attempt;
    private final ConsoleOptions options;
    private final boolean failedOnly;
    private final ConsoleLines lines;
    private int groups;
    private boolean caughtUp;

    GroupPrinter(
            @NonNull RunRecord run,
            @NonNull AttemptRecord attempt,
            @NonNull ConsoleOptions options,
            boolean failedOnly,
            @NonNull ConsoleLines lines) {
        this.run = run;
        this.attempt = attempt;
        this.options = options;
        this.failedOnly = failedOnly;
        this.lines = lines;
        this.groups = (int) attempt.hosts().stream()
                .filter(row -> attempt.isPrinted(row.id()))
                .count();
    }

    @Override
    public void recorded(@NonNull List<HostRow> completed) throws IOException {
        Set<Long> now = completed.stream().map(HostRow::id).collect(Collectors.toSet());
        if (!caughtUp) {
            // a restart may have come between the recording of a host's end and its printing
            printAll(row -> row.outputComplete() && !now.contains(row.id()));
            caughtUp = true;
        }
        if (!now.isEmpty()) {
            printAll(row -> now.contains(row.id()));
        }
    }

    @Override
    public void finish() throws IOException {
        recorded(List.of());
        printAll(row -> true);
    }

    /** Prints in the order of the host table, which a restart does not change, and then notes down all of it at once. */
    private void printAll(Predicate<HostRow> which) throws IOException {
        List<Long> done = new ArrayList<>();
        for (HostRow row : attempt.hosts()) {
            if (which.test(row) && print(row)) {
                done.add(row.id());
            }
        }
        if (!done.isEmpty()) {
            lines.flush();
            attempt.markPrinted(done);
            run.update(head -> head.withConsolePosition(head.consolePosition(), lines.count()));
        }
    }

    /** Returns whether there was something to print. */
    private boolean print(HostRow row) throws IOException {
        boolean output = attempt.chunks(row.id()) > 0;
        boolean wanted = failedOnly
                ? output && row.state() != HostState.SUCCESS
                : output || row.state().isFinished();
        if (!wanted || attempt.isPrinted(row.id())) {
            return false;
        }
        if (failedOnly && groups > MAX_FAILED_GROUPS) {
            return false;
        }
        if (failedOnly && groups == MAX_FAILED_GROUPS) {
            lines.output(Messages.GroupPrinter_noMore(MAX_FAILED_GROUPS));
        } else {
            lines.output(Wording.heading(row));
            printOutput(row.id());
        }
        groups++;
        return true;
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
