package io.jenkins.plugins.foreman.client;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the body of an error says, in whichever of its many shapes. */
final class ServerMessage {

    static final ServerMessage NONE = new ServerMessage(MissingNode.getInstance(), "", false);

    private static final int LONGEST = 1000;
    private static final Pattern TITLE =
            Pattern.compile("<(title|h1)[^>]*>(.*?)</\\1>", Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

    private final JsonNode json;
    private final String text;
    private final boolean html;

    private ServerMessage(JsonNode json, String text, boolean html) {
        this.json = json;
        this.text = text;
        this.html = html;
    }

    /**
     * Reads a body that may be anything.
     *
     * @param masking replaces what must not be shown: a server may repeat what it was sent
     */
    static ServerMessage read(byte[] body, UnaryOperator<String> masking) {
        String raw = new String(body, StandardCharsets.UTF_8).strip();
        if (raw.startsWith("<")) {
            Matcher title = TITLE.matcher(raw);
            return new ServerMessage(
                    MissingNode.getInstance(),
                    title.find() ? clean(masking.apply(title.group(2))) : "an HTML page",
                    true);
        }
        try (JsonParser parser = Json.parser(new ByteArrayInputStream(body), ReplySize.ORDINARY.tokens())) {
            JsonNode json = Json.tree(parser);
            if (json != null && json.isObject()) {
                return new ServerMessage(json, clean(masking.apply(message(json))), false);
            }
        } catch (IOException e) {
            // not JSON, or cut: shown as text
        }
        return new ServerMessage(MissingNode.getInstance(), clean(masking.apply(raw)), false);
    }

    private static String message(JsonNode json) {
        JsonNode error = json.path("error");
        if (error.isTextual()) {
            return error.textValue();
        }
        List<JsonNode> candidates = List.of(
                error.path("message"),
                error.path("full_messages"),
                error.path("errors"),
                json.path("message"),
                json.path("displayMessage"),
                json.path("displayed_message"),
                json.path("full_messages"),
                json.path("errors"));
        for (JsonNode candidate : candidates) {
            String text = String.join(", ", texts(candidate));
            if (!text.isBlank()) {
                return text;
            }
        }
        return "";
    }

    private static List<String> texts(JsonNode node) {
        List<String> texts = new ArrayList<>();
        if (node.isValueNode() && !node.isNull()) {
            texts.add(node.asText());
        }
        node.properties()
                .forEach(field -> texts.add(field.getKey() + " " + String.join(", ", texts(field.getValue()))));
        node.elements().forEachRemaining(element -> {
            if (node.isArray()) {
                texts.addAll(texts(element));
            }
        });
        return texts;
    }

    private static String clean(String text) {
        String line = text.replaceAll("[\\s\\p{Cc}\\u2028\\u2029]+", " ").strip();
        return line.length() <= LONGEST ? line : line.substring(0, LONGEST) + "…";
    }

    /** One readable line, empty when the server said nothing. */
    String text() {
        return text;
    }

    /** The text as the end of a sentence. */
    String afterColon() {
        if (text.isEmpty()) {
            return ".";
        }
        return ": " + text + (text.matches(".*[.!?…]$") ? "" : ".");
    }

    boolean isHtml() {
        return html;
    }

    boolean isJson() {
        return json.isObject();
    }

    /** Whether a status 500 carries a message meant for the sender, not Rails' own for any crash. */
    boolean isRefusal() {
        return !text.isEmpty() && !text.startsWith("Internal Server Error");
    }

    boolean isLockout() {
        return text.toLowerCase(Locale.ROOT).contains("too many tries");
    }

    /** Whether this is the answer of the router: {@code {"status":404,"error":"Not Found"}}. */
    boolean isUnknownEndpoint() {
        return json.path("status").asInt() == 404 && json.path("error").isTextual();
    }

    List<String> missingPermissions() {
        List<String> missing = texts(json.path("error").path("missing_permissions"));
        return missing.isEmpty() ? texts(json.path("missing_permissions")) : missing;
    }
}
