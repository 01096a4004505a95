package io.jenkins.plugins.foreman.view;

import com.fasterxml.jackson.core.JsonGenerator;
import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.foreman.client.OutputChunk.OutputType;
import io.jenkins.plugins.foreman.record.AttemptRecord;
import io.jenkins.plugins.foreman.record.HostRow;
import io.jenkins.plugins.foreman.record.OutputSize;
import java.io.IOException;

/** The output of one host, in parts. */
final class OutputData {

    private static final int DEFAULT_CHARS = 65_536;
    private static final int MOST_CHARS = 262_144;

    private final RunsView view;

    OutputData(@NonNull RunsView view) {
        this.view = view;
    }

    /** A part that follows {@code offset} or {@code line}, or comes before {@code before}, or else the end. */
    @NonNull
    PageReply reply(@NonNull PageRequest request) throws IOException, PageRequest.BadRequest {
        ViewedHost host = view.host(HostFilter.scope(request), request.number("host"));
        host.isLookedAt();
        int limit = (int) request.number("limit", DEFAULT_CHARS, 1, MOST_CHARS);
        OutputWindow window = window(request, host, limit);
        return PageReply.json(json -> {
            host(json, host);
            size(json, window.size());
            json.writeNumberField("offset", window.offset());
            json.writeNumberField("line", window.line());
            json.writeNumberField("next", window.next());
            json.writeArrayFieldStart("pieces");
            for (OutputWindow.Piece piece : window.pieces()) {
                json.writeStartArray();
                json.writeString(channel(piece.type()));
                json.writeNumber(piece.micros() / 1000);
                json.writeString(piece.text());
                json.writeEndArray();
            }
            json.writeEndArray();
        });
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
        return PageReply.json(json -> {
            json.writeNumberField("next", found.next());
            json.writeBooleanField("complete", found.complete());
            json.writeArrayFieldStart("matches");
            for (OutputSearch.Match match : found.matches()) {
                json.writeStartArray();
                json.writeNumber(match.line());
                json.writeNumber(match.offset());
                json.writeEndArray();
            }
            json.writeEndArray();
        });
    }

    private static void host(JsonGenerator json, ViewedHost host) throws IOException {
        HostRow row = host.row();
        json.writeNumberField("id", row.id());
        json.writeStringField("name", row.name());
        json.writeStringField("attempt", host.attempt().key());
        json.writeStringField("state", States.key(row.state()));
        SummaryData.text(json, "exit", row.exitStatus());
        SummaryData.time(json, "startedAt", row.startedAt());
        SummaryData.text(json, "notRun", row.whyNotRun());
        SummaryData.text(json, "link", host.attempt().link());
        json.writeBooleanField(
                "complete", row.outputComplete() || host.attempt().ended());
    }

    private static void size(JsonGenerator json, OutputSize size) throws IOException {
        json.writeNumberField("chars", size.chars());
        json.writeNumberField("lines", size.lines());
        json.writeNumberField("dropped", size.droppedChars());
        json.writeNumberField("rewrites", size.rewrites());
    }

    private static String channel(OutputType type) {
        return switch (type) {
            case STDOUT -> "out";
            case STDERR -> "err";
            case DEBUG -> "debug";
        };
    }
}
