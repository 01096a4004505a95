package io.jenkins.plugins.foreman.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** Sends requests for tests of the simulator, as admin unless told otherwise. */
final class ApiClient {

    /** An answer, read as JSON where it is JSON. */
    record Answer(int status, String text, JsonNode json, HttpResponse<String> response) {

        JsonNode at(String pointer) {
            return json.at(pointer);
        }

        /** Texts of the rows of a host's output. */
        List<String> texts() {
            List<String> texts = new ArrayList<>();
            json.path("output").forEach(row -> texts.add(row.path("output").asText()));
            return texts;
        }

        String errorMessage() {
            return json.at("/error/message").asText();
        }
    }

    private final HttpClient http = HttpClient.newHttpClient();
    private final URI base;
    private final String credentials;
    private final List<String> headers;

    ApiClient(ForemanSimulator simulator) {
        this(simulator.uri(), "admin:changeme", List.of());
    }

    private ApiClient(URI base, String credentials, List<String> headers) {
        this.base = base;
        this.credentials = credentials;
        this.headers = headers;
    }

    ApiClient as(String login) {
        return new ApiClient(base, login + ":" + login + "-password", headers);
    }

    ApiClient withCredentials(String value) {
        return new ApiClient(base, value, headers);
    }

    ApiClient withHeader(String name, String value) {
        List<String> more = new ArrayList<>(headers);
        more.add(name);
        more.add(value);
        return new ApiClient(base, credentials, more);
    }

    ApiClient at(URI otherBase) {
        return new ApiClient(otherBase, credentials, headers);
    }

    Answer get(String path) throws IOException {
        return send("GET", path, null);
    }

    Answer post(String path, String json) throws IOException {
        return send("POST", path, json);
    }

    Answer send(String method, String path, String json) throws IOException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(base + path.replace(" ", "%20")));
        request.method(
                method, json == null ? HttpRequest.BodyPublishers.noBody() : HttpRequest.BodyPublishers.ofString(json));
        if (json != null) {
            request.header("Content-Type", "application/json");
        }
        if (credentials != null) {
            byte[] bytes = credentials.getBytes(StandardCharsets.UTF_8);
            request.header("Authorization", "Basic " + Base64.getEncoder().encodeToString(bytes));
        }
        if (!headers.isEmpty()) {
            request.headers(headers.toArray(String[]::new));
        }
        try {
            HttpResponse<String> response = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
            String text = response.body();
            boolean isJson = text.startsWith("{") && text.stripTrailing().endsWith("}");
            return new Answer(
                    response.statusCode(),
                    text,
                    isJson ? Json.MAPPER.readTree(text) : MissingNode.getInstance(),
                    response);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    /** Creates a job on the hosts that a query finds and returns its id. */
    int run(String query, String command) throws IOException {
        return create("\"targeting_type\": \"static_query\", \"search_query\": \"" + query
                        + "\", \"inputs\": {\"command\": \"" + command + "\"}")
                .at("/id")
                .asInt();
    }

    /** Creates a job of the template Run Command with these fields, given as the inside of a JSON object. */
    Answer create(String fields) throws IOException {
        return post("/api/job_invocations", "{\"job_invocation\": {\"job_template_id\": 325, " + fields + "}}");
    }

    JsonNode show(int id) throws IOException {
        return get("/api/job_invocations/" + id).json();
    }

    /** Status of each host of the first hundred, in their order. */
    List<String> hostStatuses(int id) throws IOException {
        List<String> statuses = new ArrayList<>();
        get("/api/job_invocations/" + id + "/hosts?per_page=100")
                .at("/results")
                .forEach(host -> statuses.add(host.path("job_status").asText()));
        return statuses;
    }

    Answer output(int id, int hostId) throws IOException {
        return get("/api/job_invocations/" + id + "/hosts/" + hostId);
    }
}
