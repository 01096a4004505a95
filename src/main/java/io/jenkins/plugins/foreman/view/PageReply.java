package io.jenkins.plugins.foreman.view;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonGenerator;
import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.zip.CRC32C;

/**
 * What the page answers, whatever carries it.
 *
 * @param status HTTP's number
 * @param headers further headers, cache and download headers among them
 * @param body null for none; written once, by the thread that carries the reply
 */
public record PageReply(
        int status,
        @NonNull String contentType,
        @NonNull Map<String, String> headers,
        @CheckForNull Body body) {

    /**
     * Escapes surrogates: a chunk of output may end between the two halves of a pair, and half a pair cannot be encoded
     * as UTF-8. The browser joins them again.
     */
    private static final JsonFactory JSON =
            new JsonFactoryBuilder().highestNonEscapedChar(0xD7FF).build();

    /** Options, hidden files, and what Windows takes for a device whatever follows the dot. */
    private static final Pattern NOT_AT_THE_BEGINNING =
            Pattern.compile("$|[.-]|(con|prn|aux|nul|com\\d|lpt\\d)(\\.|$)", Pattern.CASE_INSENSITIVE);

    private static final String JSON_TYPE = "application/json;charset=utf-8";
    private static final Map<String, String> NOT_KEPT = Map.of("Cache-Control", "private, no-store");

    /** Copies the map, so that the record is immutable. */
    public PageReply {
        headers = Map.copyOf(headers);
    }

    /**
     * A tag of a state, which the page sends back with its next request. It is a weak one: the state is the same, whatever
     * compresses its bytes.
     */
    @NonNull
    static String etag(@NonNull String state) {
        return "W/\"" + state + '"';
    }

    /** An object with the tag of its state, or the tag alone where the asker has it already. */
    @NonNull
    static PageReply json(@NonNull PageRequest request, @NonNull String etag, @NonNull JsonContent content) {
        return unlessKnown(request, etag, out -> writeJson(out, content));
    }

    /** An object that is small, with a tag of its content. */
    @NonNull
    static PageReply json(@NonNull PageRequest request, @NonNull JsonContent content) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        writeJson(bytes, content);
        CRC32C sum = new CRC32C();
        sum.update(bytes.toByteArray());
        return unlessKnown(request, etag(bytes.size() + "-" + Long.toHexString(sum.getValue())), bytes::writeTo);
    }

    private static PageReply unlessKnown(PageRequest request, String etag, Body body) {
        Map<String, String> headers = new HashMap<>(NOT_KEPT);
        headers.put("ETag", etag);
        return request.has(etag)
                ? new PageReply(304, JSON_TYPE, headers, null)
                : new PageReply(200, JSON_TYPE, headers, body);
    }

    @NonNull
    static PageReply error(int status, @NonNull String message) {
        return json(status, json -> json.writeStringField("error", message));
    }

    /** An object; the content writes its fields. */
    @NonNull
    static PageReply json(@NonNull JsonContent content) {
        return json(200, content);
    }

    @NonNull
    static PageReply json(int status, @NonNull JsonContent content) {
        return new PageReply(status, JSON_TYPE, NOT_KEPT, out -> writeJson(out, content));
    }

    /** An object as a file to be saved. */
    @NonNull
    static PageReply jsonDownload(@NonNull String fileName, @NonNull JsonContent content) {
        return download(JSON_TYPE, fileName, out -> writeJson(out, content));
    }

    /** A file to be saved; anything that is not plain in its name becomes an underscore. */
    @NonNull
    static PageReply download(@NonNull String contentType, @NonNull String fileName, @NonNull Body body) {
        return new PageReply(
                200,
                contentType,
                Map.of(
                        "Cache-Control",
                        "private, no-store",
                        "Content-Disposition",
                        "attachment; filename=\"" + safeFileName(fileName) + "\""),
                body);
    }

    /** A name for a file on any system, which no command takes for an option: a server may call its hosts anything. */
    @NonNull
    static String safeFileName(@NonNull String name) {
        String safe = name.replaceAll("[^A-Za-z0-9._-]", "_");
        String bounded = safe.substring(0, Math.min(safe.length(), 120));
        return NOT_AT_THE_BEGINNING.matcher(bounded).lookingAt() ? '_' + bounded : bounded;
    }

    private static void writeJson(OutputStream out, JsonContent content) throws IOException {
        Writer writer = new OutputStreamWriter(out, StandardCharsets.UTF_8);
        try (JsonGenerator json = JSON.createGenerator(writer)) {
            json.disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
            json.writeStartObject();
            content.writeTo(json);
            json.writeEndObject();
        }
        writer.flush();
    }

    /** Writes a body; the stream is the carrier's to close. */
    @FunctionalInterface
    public interface Body {
        void writeTo(@NonNull OutputStream out) throws IOException;
    }

    /** Writes the fields of an object. */
    @FunctionalInterface
    interface JsonContent {
        void writeTo(@NonNull JsonGenerator json) throws IOException;
    }
}
