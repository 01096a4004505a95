package io.jenkins.plugins.foreman.client;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** An HTTP server that gives prepared replies in their order and keeps what it was asked. */
final class StubForeman implements AutoCloseable {

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Queue<Prepared> replies = new ArrayDeque<>();
    private final List<Received> received = new ArrayList<>();

    StubForeman() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(threads);
        server.createContext("/", this::handle);
        server.start();
    }

    /** Prepares a reply of JSON. */
    StubForeman reply(int status, String json) {
        return reply(status, "application/json; charset=utf-8", json);
    }

    StubForeman reply(int status, String contentType, String body) {
        return reply(status, Map.of("Content-Type", contentType), body.getBytes(StandardCharsets.UTF_8));
    }

    synchronized StubForeman reply(int status, Map<String, String> headers, byte[] body) {
        replies.add(new Prepared(status, headers, body));
        return this;
    }

    /** Prepares a reply as it was recorded: status, headers and body. */
    StubForeman recorded(String name) {
        String[] parts = resource(name).split("\r?\n\r?\n", 2);
        Map<String, String> headers = new LinkedHashMap<>();
        int status = 0;
        for (String line : parts[0].split("\r?\n")) {
            if (line.startsWith("HTTP/")) {
                status = Integer.parseInt(line.split(" ")[1]);
            } else if (!line.startsWith("#") && !line.startsWith("$") && !line.startsWith("Transfer-Encoding")) {
                String[] header = line.split(": ", 2);
                headers.put(header[0], header[1]);
            }
        }
        return reply(status, headers, (parts.length > 1 ? parts[1] : "").getBytes(StandardCharsets.UTF_8));
    }

    static String resource(String name) {
        try (InputStream in = StubForeman.class.getResourceAsStream(name + ".txt")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    URI uri() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    Foreman client() {
        return new Foreman(ForemanConnection.of(uri(), "rexuser", () -> "rexuser-password"));
    }

    synchronized List<Received> received() {
        return List.copyOf(received);
    }

    Received last() {
        List<Received> all = received();
        return all.get(all.size() - 1);
    }

    private void handle(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readAllBytes();
        Prepared reply;
        synchronized (this) {
            Map<String, String> headers = new LinkedHashMap<>();
            exchange.getRequestHeaders().forEach((name, values) -> headers.put(name.toLowerCase(), values.get(0)));
            received.add(new Received(
                    exchange.getRequestMethod(),
                    exchange.getRequestURI().getRawPath(),
                    exchange.getRequestURI().getRawQuery(),
                    headers,
                    new String(body, StandardCharsets.UTF_8)));
            reply = replies.isEmpty() ? new Prepared(599, Map.of(), new byte[0]) : replies.remove();
        }
        reply.headers().forEach((name, value) -> exchange.getResponseHeaders().add(name, value));
        exchange.sendResponseHeaders(reply.status(), reply.body().length == 0 ? -1 : reply.body().length);
        exchange.getResponseBody().write(reply.body());
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    /** A request as it came in; header names in lower case. */
    record Received(String method, String path, String query, Map<String, String> headers, String body) {}

    private record Prepared(int status, Map<String, String> headers, byte[] body) {}
}
