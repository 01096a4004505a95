package io.jenkins.plugins.foreman.view;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import java.io.IOException;
import java.io.OutputStream;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.zip.CRC32C;
import java.util.zip.CheckedOutputStream;

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

    /** An object with the tag of its state, or the tag alone where the client has it already. */
    @NonNull
    static PageReply json(@NonNull PageRequest request, @NonNull String etag, @NonNull Content content)
            throws IOException {
        Map<String, String> headers = new HashMap<>(NOT_KEPT);
        headers.put("ETag", etag);
        return request.has(etag)
                ? new PageReply(304, JSON_TYPE, headers, null)
                : new PageReply(200, JSON_TYPE, headers, body(content.get()));
    }

    /** An object that is small, with a tag of its content. */
    @NonNull
    static PageReply json(@NonNull PageRequest request, @NonNull Object content) throws IOException {
        CRC32C sum = new CRC32C();
        PageJson.write(new CheckedOutputStream(OutputStream.nullOutputStream(), sum), content);
        return json(request, etag(Long.toHexString(sum.getValue())), () -> content);
    }

    @NonNull
    static PageReply error(int status, @NonNull String message) {
        return new PageReply(status, JSON_TYPE, NOT_KEPT, body(Map.of("error", message)));
    }

    /** An object, as {@link PageJson} writes it. */
    @NonNull
    static PageReply json(@NonNull Object content) {
        return new PageReply(200, JSON_TYPE, NOT_KEPT, body(content));
    }

    private static Body body(Object content) {
        return out -> PageJson.write(out, content);
    }

    /** An object as a file to be saved. */
    @NonNull
    static PageReply jsonDownload(@NonNull String fileName, @NonNull Object content) {
        return download(JSON_TYPE, fileName, body(content));
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

    /** Writes a body; the stream is the carrier's to close. */
    @FunctionalInterface
    public interface Body {
        void writeTo(@NonNull OutputStream out) throws IOException;
    }

    /** Works out an object where it is to be sent. */
    @FunctionalInterface
    interface Content {
        @NonNull
        Object get() throws IOException;
    }
}
