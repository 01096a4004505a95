package io.jenkins.plugins.foreman.console;

import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.foreman.record.AttemptRecord;
import io.jenkins.plugins.foreman.record.HostRow;
import io.jenkins.plugins.foreman.record.OutputLines;
import io.jenkins.plugins.foreman.record.RecordedChunk;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Prints every line as it comes, with the name of its host before it. What a place in the log does not tell: lines that
 * have begun but not ended. After a restart they are made again from the record, by going through what was printed before
 * without printing it, for the hosts that had not ended; exact, and no state that could disagree.
 */
final class PrefixedPrinter implements HostPrinter {

    /** How much of the log is printed before the position is moved. */
    private static final long PORTION_BYTES = 4 << 20;

    /** Names are aligned up to this length. */
    private static final int MAX_ALIGNED_CHARS = 40;

    private final AttemptRecord attempt;
    private final ConsoleOptions options;
    private final ConsoleLines lines;
    private final Map<Long, HostLines> hosts = new TreeMap<>();
    private boolean silent;
    private int width;

    PrefixedPrinter(@NonNull AttemptRecord attempt, @NonNull ConsoleOptions options, @NonNull ConsoleLines lines)
            throws IOException {
        this.attempt = attempt;
        this.options = options;
        this.lines = lines;
        long position = lines.place().position();
        if (position > 0) {
            silent = true;
            attempt.follow(0, position, id -> !attempt.isEnded(id, position), this::entry);
            silent = false;
        }
    }

    @Override
    public void print() throws IOException {
        width = attempt.hosts().stream()
                .mapToInt(row -> row.name().length())
                .max()
                .orElse(0);
        while (true) {
            LogPlace place = lines.place();
            long next = attempt.follow(place.position(), PORTION_BYTES, id -> true, this::entry);
            if (next == place.position()) {
                return;
            }
            lines.moveTo(lines.place().at(next));
        }
    }

    private void entry(long hostId, List<RecordedChunk> chunks, boolean end) {
        HostLines host = hosts.computeIfAbsent(hostId, HostLines::new);
        for (RecordedChunk chunk : chunks) {
            if (!chunk.reordered()) {
                host.ofHost.chunk(chunk);
            }
        }
        if (end) {
            hosts.remove(hostId);
            host.end();
        }
    }

    @Override
    public boolean isLive(long hostId) {
        HostLines host = hosts.get(hostId);
        return host == null || !options.exceeds(host.count);
    }

    @Override
    public void finish() throws IOException {
        print();
        hosts.values().forEach(HostLines::end);
        hosts.clear();
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
            if (!options.exceeds(count)) {
                print(HostText.of(text, cut));
            } else if (!options.exceeds(count - 1)) {
                print(Messages.PrefixedPrinter_tooMany(options.maxLinesPerHost()));
            }
        }

        void end() {
            ofHost.flush();
            if (options.exceeds(count)) {
                print(Messages.PrefixedPrinter_leftOut(count - options.maxLinesPerHost()));
            }
        }

        private void print(String text) {
            if (!silent) {
                lines.output(prefix(id) + text);
            }
        }
    }
}
