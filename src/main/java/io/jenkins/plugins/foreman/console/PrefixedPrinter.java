package io.jenkins.plugins.foreman.console;

import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.foreman.record.AttemptRecord;
import io.jenkins.plugins.foreman.record.HostRow;
import io.jenkins.plugins.foreman.record.OutputLines;
import io.jenkins.plugins.foreman.record.RecordedChunk;
import io.jenkins.plugins.foreman.record.RunRecord;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Prints every line as it comes, with the name of its host before it. How far it got is saved in the run's head. What is
 * not: lines that have begun but not ended. After a restart they are made again from the record, by going through what
 * was printed before without printing it, for the hosts that are not done; exact, and no state that could disagree.
 */
final class PrefixedPrinter implements HostPrinter {

    /** So much of the log is printed before the position is saved again. */
    private static final long PORTION_BYTES = 4 << 20;

    /** Names are aligned up to this length. */
    private static final int MAX_ALIGNED_CHARS = 40;

    private final RunRecord run;
    private final int index;
    private final AttemptRecord attempt;
    private final ConsoleOptions options;
    private final ConsoleLines lines;
    private final Map<Long, HostLines> hosts = new HashMap<>();
    private long position;
    private boolean silent;
    private int width;

    PrefixedPrinter(@NonNull RunRecord run, int index, @NonNull ConsoleOptions options, @NonNull ConsoleLines lines)
            throws IOException {
        this.run = run;
        this.index = index;
        this.attempt = run.attempt(index);
        this.options = options;
        this.lines = lines;
        goOn(isCurrent() ? run.head().consolePosition() : 0);
    }

    private void goOn(long from) throws IOException {
        if (from > 0) {
            silent = true;
            attempt.follow(0, from, id -> !attempt.isPrinted(id), this::entry);
            silent = false;
        }
        position = from;
    }

    @Override
    public void recorded(@NonNull List<HostRow> completed) throws IOException {
        List<HostRow> rows = attempt.hosts();
        width = rows.stream().mapToInt(row -> row.name().length()).max().orElse(0);
        while (true) {
            long next = attempt.follow(position, PORTION_BYTES, id -> true, this::entry);
            if (next == position) {
                break;
            }
            moveTo(next);
        }
        end(rows.stream().filter(HostRow::outputComplete).map(HostRow::id).toList());
    }

    /** Saves the position, which never runs ahead of what survives a crash: or else lines would be passed over. */
    private void moveTo(long next) throws IOException {
        attempt.sync();
        lines.flush();
        if (isCurrent()) {
            run.update(head -> head.withConsolePosition(next, lines.count()));
        }
        position = next;
    }

    /** The head has the position in the current attempt's log only. */
    private boolean isCurrent() {
        return index == run.attempts() - 1;
    }

    private void entry(long hostId, List<RecordedChunk> chunks) {
        HostLines host = hosts.computeIfAbsent(hostId, HostLines::new);
        for (RecordedChunk chunk : chunks) {
            if (!chunk.reordered()) {
                host.ofHost.chunk(chunk);
            }
        }
    }

    private void end(List<Long> hostIds) throws IOException {
        for (long id : hostIds) {
            HostLines host = hosts.remove(id);
            if (host != null) {
                host.end();
            }
        }
        List<Long> due = hostIds.stream().filter(id -> !attempt.isPrinted(id)).toList();
        if (!due.isEmpty()) {
            lines.flush();
            attempt.markPrinted(due);
        }
    }

    @Override
    public void finish() throws IOException {
        recorded(List.of());
        end(hosts.keySet().stream().sorted().toList());
    }

    private String prefix(long hostId) {
        HostRow row = attempt.host(hostId);
        String name = row == null ? String.valueOf(hostId) : HostText.plain(row.name());
        int padding = Math.max(0, Math.min(width, MAX_ALIGNED_CHARS) - name.length());
        return "[" + name + "] " + " ".repeat(padding);
    }

    /** The lines of one host. */
    private final class HostLines {

        private final long id;
        private final OutputLines ofHost = HostText.lines(options.colours(), (type, text, cut) -> line(text, cut));
        private long count;

        HostLines(long id) {
            this.id = id;
        }

        private void line(String text, long cut) {
            count++;
            if (!silent && !options.exceeds(count)) {
                PrefixedPrinter.this.lines.output(prefix(id) + HostText.of(text, cut));
            } else if (!silent && !options.exceeds(count - 1)) {
                PrefixedPrinter.this.lines.output(
                        prefix(id) + Messages.PrefixedPrinter_tooMany(options.maxLinesPerHost()));
            }
        }

        void end() {
            ofHost.flush();
            if (options.exceeds(count)) {
                PrefixedPrinter.this.lines.output(
                        prefix(id) + Messages.PrefixedPrinter_leftOut(count - options.maxLinesPerHost()));
            }
        }
    }
}
