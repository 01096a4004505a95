package io.jenkins.plugins.foreman.view;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.foreman.client.OutputChunk.OutputType;
import io.jenkins.plugins.foreman.record.AttemptRecord;
import io.jenkins.plugins.foreman.record.HostRow;
import io.jenkins.plugins.foreman.record.OutputSize;
import java.io.IOException;
import java.time.Instant;
import java.util.List;

/** The output of one host, in parts. */
final class OutputData {

    private static final int DEFAULT_CHARS = 65_536;
    private static final int MOST_CHARS = 262_144;

    private final RunsView view;

    OutputData(@NonNull RunsView view) {
        this.view = view;
    }

    /** @param next where to go on */
    private record Output(
            @JsonUnwrapped @NonNull Host host,
            @JsonUnwrapped @NonNull Size size,
            long offset,
            int line,
            long next,
            @NonNull List<Piece> pieces) {}

    /** @param complete whether nothing more will come */
    private record Host(
            long id,
            @NonNull String name,
            @NonNull String attempt,
            @NonNull String state,
            @CheckForNull String exit,
            @CheckForNull Instant startedAt,
            @CheckForNull String notRun,
            @CheckForNull String link,
            boolean complete) {}

    /**
     * @param dropped characters that the limits kept out
     * @param rewrites who has read some of it reads it again when this grew
     */
    private record Size(long chars, int lines, long dropped, int rewrites) {}

    @JsonFormat(shape = JsonFormat.Shape.ARRAY)
    private record Piece(
            @NonNull String channel, long millis, @NonNull String text) {}

    private record Matches(
            long next, boolean complete, @NonNull List<Place> matches) {}

    @JsonFormat(shape = JsonFormat.Shape.ARRAY)
    private record Place(int line, long offset) {}

    /** A part that follows {@code offset} or {@code line}, or comes before {@code before}, or else the end. */
    @NonNull
    PageReply reply(@NonNull PageRequest request) throws IOException, PageRequest.BadRequest {
        ViewedHost host = view.host(HostFilter.scope(request), request.number("host"));
        host.isLookedAt();
        int limit = (int) request.number("limit", DEFAULT_CHARS, 1, MOST_CHARS);
        OutputWindow window = window(request, host, limit);
        OutputSize size = window.size();
        return PageReply.json(new Output(
                host(host),
                new Size(size.chars(), size.lines(), size.droppedChars(), size.rewrites()),
                window.offset(),
                window.line(),
                window.next(),
                window.pieces().stream()
                        .map(piece -> new Piece(channel(piece.type()), piece.micros() / 1000, piece.text()))
                        .toList()));
    }

    private static Host host(ViewedHost host) {
        HostRow row = host.row();
        return new Host(
                row.id(),
                row.name(),
                host.attempt().key(),
                States.key(row.state()),
                row.exitStatus(),
                row.startedAt(),
                row.whyNotRun(),
                host.attempt().link(),
                row.outputComplete() || host.attempt().ended());
    }

    private static OutputWindow window(PageRequest request, ViewedHost host, int limit)
            throws IOException, PageRequest.BadRequest {
        AttemptRecord record = host.attempt().record();
        long id = host.row().id();
        if (request.text("line") != null) {
            long line = request.number("line", 0, 0, Integer.MAX_VALUE);
            return OutputWindow.from(record, id, LineFinder.offset(record, id, (int) line), limit);
        }
        if (request.text("offset") != null) {
            return OutputWindow.from(record, id, request.number("offset", 0, 0, Long.MAX_VALUE), limit);
        }
        return OutputWindow.before(record, id, request.number("before", Long.MAX_VALUE, 0, Long.MAX_VALUE), limit);
    }

    /** Lines with {@code q} in them, from {@code offset} on. */
    @NonNull
    PageReply search(@NonNull PageRequest request) throws IOException, PageRequest.BadRequest {
        ViewedHost host = view.host(HostFilter.scope(request), request.number("host"));
        OutputSearch.Found found = new OutputSearch(
                        host.attempt().record(), host.row().id(), OutputSearch.wanted(request))
                .from(request.number("offset", 0, 0, Long.MAX_VALUE));
        return PageReply.json(new Matches(
                found.next(),
                found.complete(),
                found.matches().stream()
                        .map(match -> new Place(match.line(), match.offset()))
                        .toList()));
    }

    private static String channel(OutputType type) {
        return switch (type) {
            case STDOUT -> "out";
            case STDERR -> "err";
            case DEBUG -> "debug";
        };
    }
}
