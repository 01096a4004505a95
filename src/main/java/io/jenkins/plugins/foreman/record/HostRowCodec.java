package io.jenkins.plugins.foreman.record;

import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.foreman.client.HostFacts;
import io.jenkins.plugins.foreman.client.HostState;
import io.jenkins.plugins.foreman.client.Sentence;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/** Writes and reads the lines of a host table's file: a row each, or the ids of hosts that the build log is done with. */
final class HostRowCodec {

    private static final JsonFactory JSON = new JsonFactory();

    private HostRowCodec() {}

    /**
     * Writes rows.
     *
     * @param logEnd where the output log ends now: a row that says "output complete" is believed only if the log still
     *     reaches this far after a crash
     */
    @NonNull
    static byte[] encode(@NonNull Collection<HostRow> rows, long logEnd) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(rows.size() * 128);
        for (HostRow row : rows) {
            try (JsonGenerator json = generator(bytes)) {
                json.writeStartObject();
                json.writeNumberField("id", row.id());
                text(json, "name", row.name());
                text(json, "state", row.state().name());
                text(json, "proxy", row.facts().smartProxy());
                text(json, "os", row.facts().operatingSystem());
                text(json, "group", row.facts().hostGroup());
                text(json, "exit", row.exitStatus());
                text(json, "started", row.startedAt());
                text(json, "notEnded", row.notEndedAt());
                text(json, "ended", row.endedAt());
                sentence(json, "reason", row.reason());
                if (row.outputComplete()) {
                    json.writeNumberField("complete", logEnd);
                }
                json.writeEndObject();
            }
            bytes.write('\n');
        }
        return bytes.toByteArray();
    }

    private static JsonGenerator generator(OutputStream bytes) throws IOException {
        // names and reasons come from elsewhere: half a surrogate pair must not stop the record
        return JSON.createGenerator(bytes, JsonEncoding.UTF8)
                .disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET)
                .setHighestNonEscapedChar(127);
    }

    private static void text(JsonGenerator json, String field, @CheckForNull Object value) throws IOException {
        if (value != null) {
            json.writeStringField(field, value.toString());
        }
    }

    /** As in the head: what is the same in all languages is a text. */
    private static void sentence(JsonGenerator json, String field, @CheckForNull Sentence sentence) throws IOException {
        if (sentence == null || sentence.words().size() == 1) {
            text(json, field, sentence);
            return;
        }
        json.writeObjectFieldStart(field);
        for (Map.Entry<String, String> words : new TreeMap<>(sentence.words()).entrySet()) {
            json.writeStringField(words.getKey(), words.getValue());
        }
        json.writeEndObject();
    }

    /** Reads one line into a table. */
    static void decode(@NonNull byte[] bytes, int offset, int length, long logEnd, @NonNull HostRows into)
            throws IOException {
        try (JsonParser json = JSON.createParser(bytes, offset, length)) {
            require(json.nextToken() == JsonToken.START_OBJECT);
            Row row = new Row();
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                String field = json.currentName();
                json.nextToken();
                row.set(field, json, logEnd);
            }
            require(json.currentToken() == JsonToken.END_OBJECT);
            if (!row.isPassedOver) {
                into.put(row.toRow());
            }
        }
    }

    private static void require(boolean condition) throws IOException {
        if (!condition) {
            throw new IOException("Not a line of a host table");
        }
    }

    private static final class Row {
        private Long id;
        private String name;
        private HostState state = HostState.NOT_PLANNED;
        private String proxy;
        private String operatingSystem;
        private String hostGroup;
        private String exit;
        private Instant started;
        private Instant notEnded;
        private Instant ended;
        private Sentence reason;
        private boolean complete;

        /** Earlier versions noted here who was printed. */
        private boolean isPassedOver;

        void set(String field, JsonParser json, long logEnd) throws IOException {
            switch (field) {
                case "id" -> id = json.getLongValue();
                case "name" -> name = json.getText();
                case "state" -> state = state(json.getText());
                case "proxy" -> proxy = json.getText();
                case "os" -> operatingSystem = json.getText();
                case "group" -> hostGroup = json.getText();
                case "exit" -> exit = json.getText().intern();
                case "started" -> started = instant(json.getText());
                case "notEnded" -> notEnded = instant(json.getText());
                case "ended" -> ended = instant(json.getText());
                case "reason" -> reason = sentence(json);
                case "complete" -> complete = json.getLongValue() <= logEnd;
                case "printed" -> {
                    isPassedOver = true;
                    json.skipChildren();
                }
                default -> json.skipChildren();
            }
        }

        private static HostState state(String name) throws IOException {
            try {
                return HostState.valueOf(name);
            } catch (IllegalArgumentException e) {
                throw new IOException("Unknown state of a host: " + name, e);
            }
        }

        /** Many hosts may have one of those that are in several languages. */
        private static Sentence sentence(JsonParser json) throws IOException {
            if (json.currentToken() != JsonToken.START_OBJECT) {
                return Sentence.plain(json.getText());
            }
            Map<String, String> words = new HashMap<>();
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                String language = json.currentName();
                require(json.nextToken() == JsonToken.VALUE_STRING);
                words.put(language, json.getText().intern());
            }
            require(!words.isEmpty());
            return new Sentence(words);
        }

        private static Instant instant(String text) throws IOException {
            try {
                return Instant.parse(text);
            } catch (DateTimeParseException e) {
                throw new IOException("Not a time: " + text, e);
            }
        }

        HostRow toRow() throws IOException {
            if (id == null || name == null) {
                throw new IOException("Not a row of a host table");
            }
            HostFacts facts = new HostFacts(proxy, operatingSystem, hostGroup);
            return new HostRow(id, name, state, facts, exit, started, notEnded, ended, reason, complete);
        }
    }
}
