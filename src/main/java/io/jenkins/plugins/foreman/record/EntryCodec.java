package io.jenkins.plugins.foreman.record;

import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.foreman.client.OutputChunk.OutputType;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes and reads the lines of an output log: {@code {"h":host,"k":keep,"d":dropped,"e":1,"c":[[type,micros,key,text],…]}}
 * with a line feed at the end; {@code k}, {@code d} and {@code e}, the host's end, only where they say something, and a
 * fifth element {@code 1} for a reordered chunk.
 */
final class EntryCodec {

    private static final JsonFactory JSON = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxStringLength(Integer.MAX_VALUE)
                    .build())
            .build();

    private EntryCodec() {}

    @NonNull
    static byte[] encode(@NonNull LogEntry entry) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JsonGenerator json = JSON.createGenerator(bytes, JsonEncoding.UTF8)) {
            json.writeStartObject();
            json.writeNumberField("h", entry.hostId());
            if (entry.keep() != LogEntry.KEEP_ALL) {
                json.writeNumberField("k", entry.keep());
            }
            if (entry.dropped() != 0) {
                json.writeNumberField("d", entry.dropped());
            }
            if (entry.end()) {
                json.writeNumberField("e", 1);
            }
            json.writeArrayFieldStart("c");
            for (RecordedChunk chunk : entry.chunks()) {
                writeChunk(json, chunk);
            }
            json.writeEndArray();
            json.writeEndObject();
            json.writeRaw('\n');
        }
        return bytes.toByteArray();
    }

    private static void writeChunk(JsonGenerator json, RecordedChunk chunk) throws IOException {
        json.writeStartArray();
        json.writeString(letter(chunk.type()));
        json.writeNumber(chunk.timestampMicros());
        json.writeNumber(chunk.key());
        // half a surrogate pair has no UTF-8 form; as an escape it survives
        json.setHighestNonEscapedChar(hasLoneSurrogate(chunk.text()) ? 127 : 0);
        json.writeString(chunk.text());
        json.setHighestNonEscapedChar(0);
        if (chunk.reordered()) {
            json.writeNumber(1);
        }
        json.writeEndArray();
    }

    /** Reads one line, of which the line feed may be left out. */
    @NonNull
    static LogEntry decode(@NonNull byte[] bytes, int offset, int length) throws IOException {
        try (JsonParser json = JSON.createParser(bytes, offset, length)) {
            require(json.nextToken() == JsonToken.START_OBJECT);
            long hostId = 0;
            long dropped = 0;
            int keep = LogEntry.KEEP_ALL;
            List<RecordedChunk> chunks = new ArrayList<>();
            boolean end = false;
            boolean hasHost = false;
            boolean hasChunks = false;
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                String field = json.currentName();
                json.nextToken();
                switch (field) {
                    case "h" -> {
                        hostId = json.getLongValue();
                        hasHost = true;
                    }
                    case "k" -> keep = json.getIntValue();
                    case "d" -> dropped = json.getLongValue();
                    case "e" -> end = json.getIntValue() == 1;
                    case "c" -> {
                        chunks = readChunks(json);
                        hasChunks = true;
                    }
                    default -> json.skipChildren();
                }
            }
            require(json.currentToken() == JsonToken.END_OBJECT && hasHost && hasChunks);
            require(keep >= LogEntry.KEEP_ALL && dropped >= 0 && json.nextToken() == null);
            return new LogEntry(hostId, keep, dropped, chunks, end);
        }
    }

    private static List<RecordedChunk> readChunks(JsonParser json) throws IOException {
        require(json.currentToken() == JsonToken.START_ARRAY);
        List<RecordedChunk> chunks = new ArrayList<>();
        while (json.nextToken() == JsonToken.START_ARRAY) {
            require(json.nextToken() == JsonToken.VALUE_STRING);
            OutputType type = type(json.getText());
            json.nextToken();
            long micros = json.getLongValue();
            json.nextToken();
            long key = json.getLongValue();
            require(json.nextToken() == JsonToken.VALUE_STRING);
            String text = json.getText();
            boolean reordered = json.nextToken() != JsonToken.END_ARRAY;
            if (reordered) {
                require(json.nextToken() == JsonToken.END_ARRAY);
            }
            chunks.add(new RecordedChunk(type, micros, key, text, reordered));
        }
        require(json.currentToken() == JsonToken.END_ARRAY);
        return chunks;
    }

    private static String letter(OutputType type) {
        return switch (type) {
            case STDOUT -> "o";
            case STDERR -> "e";
            case DEBUG -> "d";
        };
    }

    private static OutputType type(String letter) throws IOException {
        return switch (letter) {
            case "o" -> OutputType.STDOUT;
            case "e" -> OutputType.STDERR;
            case "d" -> OutputType.DEBUG;
            default -> throw new IOException("Not an entry of an output log: unknown type " + letter);
        };
    }

    private static boolean hasLoneSurrogate(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (Character.isSurrogate(text.charAt(i))) {
                boolean pair = i + 1 < text.length() && Character.isSurrogatePair(text.charAt(i), text.charAt(i + 1));
                if (!pair) {
                    return true;
                }
                i++;
            }
        }
        return false;
    }

    private static void require(boolean condition) throws IOException {
        if (!condition) {
            throw new IOException("Not an entry of an output log");
        }
    }
}
