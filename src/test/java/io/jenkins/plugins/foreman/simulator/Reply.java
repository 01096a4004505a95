package io.jenkins.plugins.foreman.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.Map;

/** An answer: status, body and headers. The headers that Foreman adds to everything are not in it. */
final class Reply {

    private final int status;
    private final String contentType;
    private final byte[] body;
    private final Map<String, String> headers = new LinkedHashMap<>();
    private boolean withForemanHeaders = true;

    private Reply(int status, String contentType, byte[] body) {
        this.status = status;
        this.contentType = contentType;
        this.body = body;
    }

    /** Compact JSON, as most of job_invocations answers. */
    static Reply json(int status, JsonNode node) {
        return new Reply(status, "application/json; charset=utf-8", Json.bytes(Json.text(node)));
    }

    /** The layout of errors, with the error on a line of its own. */
    static Reply error(int status, ObjectNode error) {
        return raw(status, "application/json; charset=utf-8", "{\n  \"error\": " + Json.text(error) + "\n}\n");
    }

    /** The layout of lists: each field on a line, the results on one. */
    static Reply index(ObjectNode fields, ArrayNode results) {
        StringBuilder text = new StringBuilder("{\n");
        fields.properties()
                .forEach(field -> text.append("  \"")
                        .append(field.getKey())
                        .append("\": ")
                        .append(Json.text(field.getValue()))
                        .append(",\n"));
        text.append("  \"results\": ").append(Json.text(results)).append("\n}\n");
        return raw(200, "application/json; charset=utf-8", text.toString());
    }

    static Reply raw(int status, String contentType, String body) {
        return new Reply(status, contentType, Json.bytes(body));
    }

    /** Answers made before Foreman's controllers are reached, and refusals, lack Foreman's own headers. */
    Reply withoutForemanHeaders() {
        withForemanHeaders = false;
        return this;
    }

    Reply header(String name, String value) {
        headers.put(name, value);
        return this;
    }

    int status() {
        return status;
    }

    String contentType() {
        return contentType;
    }

    byte[] body() {
        return body;
    }

    Map<String, String> headers() {
        return headers;
    }

    boolean hasForemanHeaders() {
        return withForemanHeaders;
    }
}
