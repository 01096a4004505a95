package io.jenkins.plugins.foreman.simulator;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Sends all recorded requests to a simulator in their order, at their time, against the same hosts, users and jobs, and
 * says how the answers differ. Ids of tasks and of sessions are translated on the way.
 */
final class RecordingReplay {

    private static final Pattern TRANSLATABLE = Pattern.compile(
            "[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f-]{22}|since=[0-9.]+|_session_id=[0-9a-f]+|W/\"[0-9a-f]+\"");

    private final ForemanSimulator simulator;
    private final HttpClient client = HttpClient.newHttpClient();
    private final Map<String, String> words = new HashMap<>();
    private final Map<String, String> translations = new HashMap<>();
    private final Iterator<JsonNode> setup =
            RecordedExchange.resource("setup.json").iterator();
    private JsonNode nextSetup = setup.next();
    private Map<Instant, Long> perSecond;
    private long inSecond;

    RecordingReplay() {
        simulator = ForemanSimulator.builder()
                .hosts(25, "host%02d.example.com")
                .timing(Timing.measured().withSessionIdle(Duration.ofSeconds(60)))
                .clock(SimulatorClock.manual(Instant.parse("2026-11-23T23:52:00Z")))
                .start();
        SimTemplate broken = simulator.templates().add("Broken 1795479368").source("<%= nosuchmethod_xyz %>");
        words.put("\"job_template_id\": 328", "\"job_template_id\": " + broken.id());
        for (SimUser user : simulator.users().all()) {
            words.put("TOKEN-OF-" + user.login().toUpperCase(java.util.Locale.ROOT), user.login() + "-token");
            words.put(user.login() + "-pass", user.login() + "-password");
        }
    }

    /** Replays everything; the differences of each exchange by its name, empty where there are none. */
    Map<RecordedExchange, List<String>> run(List<RecordedExchange> exchanges) throws Exception {
        Map<RecordedExchange, List<String>> differences = new LinkedHashMap<>();
        perSecond = exchanges.stream().collect(Collectors.groupingBy(RecordedExchange::at, Collectors.counting()));
        try (simulator) {
            Instant last = Instant.MIN;
            for (RecordedExchange exchange : exchanges) {
                inSecond = exchange.at().equals(last) ? inSecond + 1 : 0;
                last = exchange.at();
                before(exchange);
                moveTo(exchange.at().plusMillis(250 + 700 * inSecond / perSecond.get(exchange.at())));
                differences.put(exchange, replay(exchange));
            }
        }
        return differences;
    }

    private void moveTo(Instant time) {
        Duration ahead = Duration.between(simulator.clock().instant(), time);
        if (!ahead.isNegative()) {
            simulator.clock().advance(ahead);
        }
    }

    /** What happened on the recorded server without a recorded request. */
    private void before(RecordedExchange exchange) throws Exception {
        while (nextSetup != null && !time(nextSetup).isAfter(exchange.at())) {
            moveTo(time(nextSetup).plusMillis(100));
            String body = Json.text(Json.object().set("job_invocation", nextSetup.get("body")));
            send("POST", "/api/job_invocations", nextSetup.get("user").asText(), List.of(), body, true);
            nextSetup = setup.hasNext() ? setup.next() : null;
        }
        switch (exchange.id()) {
            case "13-edge/gone-create" -> simulator.fleet().add("gone.example.com");
            case "14-proxy-down/midrun-down-0-outputs" ->
                simulator.fleet().smartProxy().goDown(simulator.clock());
            case "14-proxy-down/midrun-proxy-back" ->
                simulator.fleet().smartProxy().comeBack();
            case "15-bulk200/create" -> simulator.fleet().addHosts(200, "bulk%03d.example.com");
            default -> {}
        }
    }

    private static Instant time(JsonNode setup) {
        return RecordedExchange.time(setup.get("at").asText());
    }

    private List<String> replay(RecordedExchange exchange) throws Exception {
        HttpResponse<String> response = send(
                exchange.method(),
                translate(exchange.path()),
                exchange.user() == null ? null : translate(exchange.user()),
                exchange.headers(),
                exchange.body() == null ? null : translate(exchange.body()),
                false);
        JsonNode simulated = json(response.body());
        learn(exchange.response(), simulated);
        learnSession(exchange, response);
        RecordingComparison comparison = new RecordingComparison(exchange.isMoving());
        List<String> differences = comparison.compare(exchange.response(), simulated);
        if (response.statusCode() != exchange.status()) {
            differences.add(0, "status: recorded " + exchange.status() + ", simulated " + response.statusCode());
        }
        compareHeaders(exchange, response, differences);
        return differences;
    }

    private static void compareHeaders(
            RecordedExchange exchange, HttpResponse<String> response, List<String> differences) {
        for (String name : List.of("Set-Cookie", "Foreman_version", "Location")) {
            boolean recorded = exchange.responseHeaders().containsKey(name);
            boolean simulated = response.headers().firstValue(name).isPresent();
            if (recorded != simulated) {
                differences.add("header " + name + ": recorded " + recorded + ", simulated " + simulated);
            }
        }
    }

    private static JsonNode json(String body) {
        try {
            return body.isBlank() ? TextNode.valueOf("") : Json.MAPPER.readTree(body);
        } catch (JsonProcessingException e) {
            return TextNode.valueOf(body);
        }
    }

    private String translate(String text) {
        String translated = text;
        for (Map.Entry<String, String> entry : words.entrySet()) {
            translated = translated.replace(entry.getKey(), entry.getValue());
        }
        return TRANSLATABLE
                .matcher(translated)
                .replaceAll(found -> Matcher.quoteReplacement(translations.getOrDefault(found.group(), found.group())));
    }

    private void learn(JsonNode recorded, JsonNode simulated) {
        if (recorded.isTextual() && simulated.isTextual() && recorded.asText().matches("[0-9a-f]{8}-[0-9a-f-]{27}")) {
            translations.put(recorded.asText(), simulated.asText());
        }
        if (recorded.path("output").isTextual() && recorded.path("output").equals(simulated.path("output"))) {
            translations.put(
                    "since=" + recorded.path("timestamp").decimalValue().toPlainString(),
                    "since=" + simulated.path("timestamp").decimalValue().toPlainString());
        }
        recorded.fieldNames().forEachRemaining(name -> {
            if (simulated.has(name)) {
                learn(recorded.get(name), simulated.get(name));
            }
        });
        for (int i = 0; recorded.isArray() && i < Math.min(recorded.size(), simulated.size()); i++) {
            learn(recorded.get(i), simulated.get(i));
        }
    }

    private void learnSession(RecordedExchange exchange, HttpResponse<String> response) {
        String recorded = exchange.responseHeaders().get("Set-Cookie");
        if (recorded != null) {
            response.headers()
                    .firstValue("Set-Cookie")
                    .ifPresent(simulated -> translations.put(session(recorded), session(simulated)));
        }
        String etag = response.headers().firstValue("ETag").orElse(null);
        if (exchange.name().equals("etag-1") && etag != null) {
            translations.put("W/\"669846018cb9d2a3e0c2efe889738a03\"", etag);
        }
    }

    private static String session(String cookie) {
        return cookie.replaceFirst(";.*$", "");
    }

    private HttpResponse<String> send(
            String method, String path, String user, List<String> headers, String body, boolean json)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(simulator.uri() + path));
        request.method(
                method,
                body == null
                        ? HttpRequest.BodyPublishers.noBody()
                        : HttpRequest.BodyPublishers.ofString(body, StandardCharsets.UTF_8));
        if (user != null) {
            request.header(
                    "Authorization",
                    "Basic " + Base64.getEncoder().encodeToString(user.getBytes(StandardCharsets.UTF_8)));
        }
        for (String header : headers) {
            String[] parts = translate(header).split(":", 2);
            if (!parts[1].isBlank()) {
                request.header(parts[0], parts[1].trim());
            }
        }
        if (json) {
            request.header("Content-Type", "application/json");
        }
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }
}
