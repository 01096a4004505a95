package io.jenkins.plugins.foreman.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One exchange with a real Foreman 3.13 with REX 17.1, as recorded.
 *
 * @param number place in the order of all exchanges
 * @param at when the request was sent, to the second
 * @param user login and password or token, null for none
 */
record RecordedExchange(
        String group,
        int number,
        String name,
        Instant at,
        String method,
        String path,
        String user,
        List<String> headers,
        String body,
        int status,
        Map<String, String> responseHeaders,
        JsonNode response) {

    private static final List<String> GROUPS = List.of(
            "01-auth",
            "02-not-found",
            "03-create",
            "04-run25",
            "05-failures",
            "06-paging",
            "07-cancel",
            "08-rerun",
            "09-scheduled",
            "10-recurring",
            "11-search",
            "12-since",
            "13-edge",
            "14-proxy-down",
            "15-bulk200");

    /** All of them in the order in which they happened. */
    static List<RecordedExchange> all() {
        List<RecordedExchange> all = new ArrayList<>();
        for (String group : GROUPS) {
            for (JsonNode node : resource(group + ".json")) {
                all.add(of(group, node));
            }
        }
        all.sort(Comparator.comparing(RecordedExchange::number));
        return all;
    }

    /** A file beside the recordings. */
    static JsonNode resource(String name) {
        try (InputStream in = RecordedExchange.class.getResourceAsStream("recordings/" + name)) {
            return Json.MAPPER.readTree(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Instant time(String text) {
        return Instant.parse(text.replace(' ', 'T') + "Z");
    }

    private static RecordedExchange of(String group, JsonNode node) {
        List<String> headers = new ArrayList<>();
        node.get("headers").forEach(header -> headers.add(header.asText()));
        Map<String, String> responseHeaders = new LinkedHashMap<>();
        node.get("responseHeaders")
                .properties()
                .forEach(header ->
                        responseHeaders.put(header.getKey(), header.getValue().asText()));
        return new RecordedExchange(
                group,
                node.get("n").asInt(),
                node.get("name").asText(),
                time(node.get("at").asText()),
                node.get("method").asText(),
                node.get("path").asText(),
                node.get("user").isNull() ? null : node.get("user").asText(),
                headers,
                node.get("body").isNull() ? null : node.get("body").asText(),
                node.get("status").asInt(),
                responseHeaders,
                node.get("response"));
    }

    String id() {
        return group + "/" + name;
    }

    /** Whether the job was under way: what was seen then depends on the second, its shape does not. */
    boolean isMoving() {
        String text = response.toString();
        return text.contains("\"status_label\":\"running\"")
                || text.contains("\"complete\":false")
                || text.matches("(?s).*\"job_status\":\"(running|planned|pending)\".*");
    }
}
