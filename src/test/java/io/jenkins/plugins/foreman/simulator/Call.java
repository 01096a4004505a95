package io.jenkins.plugins.foreman.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** A request as a controller of Rails sees it: path, query and body parameters in one, and who asks. */
final class Call {

    private static final Set<String> TRUE = Set.of("true", "t", "yes", "y", "1", "on");

    private final String method;
    private final Map<String, String> path;
    private final Map<String, String> query;
    private final ObjectNode body;
    private final Map<String, String> headers;
    private final long now;
    SimUser user;
    Taxonomy organization;
    Taxonomy location;
    String requestId;

    Call(
            String method,
            Map<String, String> path,
            String rawQuery,
            ObjectNode body,
            Map<String, String> headers,
            long now) {
        this.method = method;
        this.path = path;
        this.query = parse(rawQuery);
        this.body = body;
        this.headers = headers;
        this.now = now;
    }

    private static Map<String, String> parse(String rawQuery) {
        Map<String, String> query = new LinkedHashMap<>();
        if (rawQuery != null) {
            for (String pair : rawQuery.split("&")) {
                String[] parts = pair.split("=", 2);
                query.put(decode(parts[0]), parts.length > 1 ? decode(parts[1]) : null);
            }
        }
        return query;
    }

    private static String decode(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    boolean isPost() {
        return method.equals("POST") || method.equals("PUT");
    }

    long now() {
        return now;
    }

    /** A part of the path, such as {@code id}. */
    String path(String name) {
        return path.get(name);
    }

    JsonNode body() {
        return body;
    }

    /** A header by its name in lower case, or null. */
    String header(String name) {
        return headers.get(name);
    }

    boolean has(String name) {
        return query.containsKey(name) || body.has(name);
    }

    /** A parameter of the body or else of the query as text, null when absent or null. */
    String param(String name) {
        JsonNode inBody = body.get(name);
        if (inBody != null) {
            return inBody.isNull() ? null : inBody.isValueNode() ? inBody.asText() : inBody.toString();
        }
        return query.get(name);
    }

    /** Whether Ruby takes the parameter for true: anything but null and JSON's false, so {@code ?x=false} too. */
    boolean truthy(String name) {
        JsonNode inBody = body.get(name);
        if (inBody != null) {
            return !inBody.isNull() && !(inBody.isBoolean() && !inBody.asBoolean());
        }
        return query.get(name) != null;
    }

    /** Whether a parameter says yes, cast as Foreman does it. */
    boolean bool(String name, boolean otherwise) {
        String value = param(name);
        return value == null ? otherwise : TRUE.contains(value.toLowerCase(Locale.ROOT));
    }

    /** The language asked for, when the simulator has it: {@code en}, {@code de} or {@code fr}. */
    String language() {
        String accepted = headers.getOrDefault("accept-language", "en").toLowerCase(Locale.ROOT);
        return accepted.startsWith("de") ? "de" : accepted.startsWith("fr") ? "fr" : "en";
    }
}
