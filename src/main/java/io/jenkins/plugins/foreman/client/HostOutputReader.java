package io.jenkins.plugins.foreman.client;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.foreman.client.OutputChunk.OutputType;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/** Reads the output of one host as it streams by, chunk by chunk. */
final class HostOutputReader {

    private final JsonParser parser;
    private long hostId;
    private boolean complete;
    private boolean cut;

    @CheckForNull
    private Instant startAt;

    private HostOutputReader(JsonParser parser, long hostId) {
        this.parser = parser;
        this.hostId = hostId;
    }

    /** Hands every chunk on and keeps none. */
    static HostOutput stream(JsonParser parser, long hostId, Consumer<OutputChunk> chunks) throws IOException {
        HostOutputReader reader = new HostOutputReader(parser, hostId);
        reader.read(chunk -> {
            chunks.accept(chunk);
            return true;
        });
        return new HostOutput(reader.hostId, reader.complete, List.of(), reader.startAt, reader.cut);
    }

    /** Reads the {@code outputs} of several hosts, and of each keeps the whole chunks up to a number of characters. */
    static List<HostOutput> several(JsonParser parser, int limitPerHost) throws IOException {
        int[] left = {JobInvocations.MOST_KEPT};
        List<HostOutput> outputs = new ArrayList<>();
        boolean[] found = {false};
        Json.fields(parser, name -> {
            if (name.equals("outputs")) {
                found[0] = true;
                outputs.addAll(Json.elements(parser, entry -> keep(entry, limitPerHost, left)));
            }
        });
        if (!found[0]) {
            throw new Reply.MissingFieldException(() -> "outputs");
        }
        return outputs;
    }

    @CheckForNull
    private static HostOutput keep(JsonParser entry, int limit, int[] leftInAll) throws IOException {
        HostOutputReader reader = new HostOutputReader(entry, 0);
        List<OutputChunk> kept = new ArrayList<>();
        int[] left = {limit};
        boolean whole = reader.read(chunk -> {
            int length = chunk.text().length();
            if (length > left[0] || chunk.weight() > leftInAll[0]) {
                return false;
            }
            left[0] -= length;
            leftInAll[0] -= (int) chunk.weight();
            kept.add(chunk);
            return true;
        });
        return reader.hostId == 0
                ? null
                : new HostOutput(reader.hostId, reader.complete, kept, reader.startAt, !whole || reader.cut);
    }

    /** Reads an entry to its end; false once the sink wanted no more, after which chunks are passed over unread. */
    private boolean read(Sink sink) throws IOException {
        boolean[] wanted = {true};
        Json.fields(parser, name -> {
            switch (name) {
                case "complete" -> complete = parser.getValueAsBoolean();
                case "host_id" -> hostId = parser.getValueAsLong();
                case "start_at" -> startAt = Json.instant(parser.getValueAsString());
                case "output" -> readOutput(chunk -> wanted[0] = wanted[0] && sink.accept(chunk), wanted);
                default -> {}
            }
        });
        return wanted[0];
    }

    private void readOutput(Sink sink, boolean[] wanted) throws IOException {
        if (parser.currentToken() == JsonToken.VALUE_STRING) {
            sink.accept(new OutputChunk(OutputType.STDOUT, text(), 0, null, null));
            return;
        }
        Json.elements(parser, element -> {
            if (wanted[0]) {
                sink.accept(chunk());
            }
            return null;
        });
    }

    private OutputChunk chunk() throws IOException {
        if (parser.currentToken() != JsonToken.START_OBJECT) {
            return new OutputChunk(OutputType.DEBUG, text(), 0, null, null);
        }
        Fields fields = new Fields();
        Json.fields(parser, name -> {
            switch (name) {
                case "output_type" -> fields.type = type(parser.getValueAsString());
                case "output" -> fields.text = text();
                case "timestamp" -> fields.micros = Json.micros(parser.getValueAsString());
                case "id" -> fields.id = Json.number(parser.getValueAsString());
                case "external_id" -> fields.externalId = parser.getValueAsString();
                case "sequence_id" -> fields.sequenceId = parser.getValueAsString();
                default -> {}
            }
        });
        String externalId = fields.externalId != null ? fields.externalId : fields.sequenceId;
        return new OutputChunk(fields.type, fields.text, fields.micros, fields.id, externalId);
    }

    private String text() throws IOException {
        String text = parser.getValueAsString("");
        cut |= Json.isCut(parser);
        return text;
    }

    private static OutputType type(@CheckForNull String name) {
        return switch (name == null ? "" : name.toLowerCase(Locale.ROOT)) {
            case "stdout" -> OutputType.STDOUT;
            case "stderr" -> OutputType.STDERR;
            default -> OutputType.DEBUG;
        };
    }

    private interface Sink {
        /** Takes a chunk; false when it and all later ones are not wanted. */
        boolean accept(OutputChunk chunk);
    }

    private static final class Fields {
        private OutputType type = OutputType.DEBUG;
        private String text = "";
        private long micros;

        @CheckForNull
        private Long id;

        @CheckForNull
        private String externalId;

        @CheckForNull
        private String sequenceId;
    }
}
