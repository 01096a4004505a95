package io.jenkins.plugins.foreman.simulator;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.zip.GZIPOutputStream;

/** A Foreman that makes a job of whatever it is asked for, and answers every other question with something without end. */
public final class HostileForeman implements AutoCloseable {

    private static final byte[] PIECE = "{\"id\":1},".repeat(8_000).getBytes(StandardCharsets.UTF_8);
    private static final String LISTS = "/api/(hosts|bookmarks|remote_execution_features|job_invocations/.*)|.*_sets";
    private static final int PER_PAGE = 200;
    private static final int GIBIBYTES = 4;

    private final Kind kind;
    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "hostile");
        thread.setDaemon(true);
        return thread;
    });
    private final CountDownLatch closed = new CountDownLatch(1);
    private final AtomicInteger requests = new AtomicInteger();
    private final AtomicInteger attacks = new AtomicInteger();
    private final AtomicLong ids = new AtomicLong(1);

    /** What it does. */
    public enum Kind {
        /** Takes a request and says nothing. */
        TARPIT,
        /** Says that there is far more than it gives. */
        LYING_TOTALS,
        /** Always has another full page. */
        ENDLESS_PAGES,
        /** Each template takes something over from a hundred others. */
        TEMPLATE_GRAPH,
        /** A small answer that unpacks to gigabytes. */
        GZIP_EXPANSION,
        DEEP_NESTING,
        /** As fast as it can. */
        ENDLESS_ANSWER,
        /** A byte now and then. */
        TRICKLE
    }

    public HostileForeman(Kind kind) {
        this.kind = kind;
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(threads);
        server.createContext("/", this::handle);
        server.start();
    }

    public URI uri() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    public int requests() {
        return requests.get();
    }

    /** Requests that were answered with something without end. */
    public int attacks() {
        return attacks.get();
    }

    private void handle(HttpExchange exchange) throws IOException {
        requests.incrementAndGet();
        exchange.getRequestBody().readAllBytes();
        String path = exchange.getRequestURI().getPath();
        boolean isAsked = exchange.getRequestMethod().equals("GET") || path.endsWith("/outputs");
        exchange.getResponseHeaders().set("Content-Type", "application/json; charset=utf-8");
        exchange.getResponseHeaders().set("Foreman_version", "3.12.0");
        try (exchange) {
            if (isAsked && path.matches(LISTS)) {
                attacks.incrementAndGet();
                attack(exchange, path);
            } else {
                reply(exchange, path.equals("/api/job_invocations") ? 201 : 200, friendly(path));
            }
        } catch (IOException e) {
            // the client has gone
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private String friendly(String path) {
        return switch (path) {
            case "/api/job_templates" -> page("{\"id\":1,\"name\":\"Run Command - Script Default\"}", 1);
            case "/api/job_invocations" ->
                "{\"id\":7,\"description\":\"It begins\",\"status_label\":\"running\",\"total\":2147483647}";
            default ->
                path.endsWith("template_inputs")
                        ? page("{\"id\":1,\"name\":\"command\",\"input_type\":\"user\"}", 1)
                        : "{\"id\":1,\"name\":\"Run Command - Script Default\",\"results\":[]}";
        };
    }

    private static String page(String results, int total) {
        return "{\"total\":" + total + ",\"subtotal\":" + total + ",\"page\":1,\"per_page\":" + PER_PAGE
                + ",\"results\":[" + results + "]}";
    }

    private static void reply(HttpExchange exchange, int status, String json) throws IOException {
        byte[] body = json.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
    }

    private void attack(HttpExchange exchange, String path) throws IOException, InterruptedException {
        boolean isJob = path.matches(".*/job_invocations/\\d+");
        switch (kind) {
            case TARPIT -> closed.await();
            case LYING_TOTALS -> reply(exchange, 200, isJob ? job() : page(elements(1), Integer.MAX_VALUE));
            case ENDLESS_PAGES -> reply(exchange, 200, isJob ? job() : page(elements(PER_PAGE), Integer.MAX_VALUE));
            case TEMPLATE_GRAPH -> reply(exchange, 200, isJob ? job() : page(elements(PER_PAGE / 2), PER_PAGE / 2));
            case DEEP_NESTING -> reply(exchange, 200, "{\"results\":" + "[".repeat(1 << 20));
            case GZIP_EXPANSION -> {
                exchange.getResponseHeaders().set("Content-Encoding", "gzip");
                exchange.sendResponseHeaders(200, 0);
                try (OutputStream out = new GZIPOutputStream(exchange.getResponseBody())) {
                    write(out, (long) GIBIBYTES << 30);
                }
            }
            case ENDLESS_ANSWER -> {
                exchange.sendResponseHeaders(200, 0);
                write(exchange.getResponseBody(), Long.MAX_VALUE);
            }
            case TRICKLE -> {
                exchange.sendResponseHeaders(200, 0);
                OutputStream out = exchange.getResponseBody();
                do {
                    out.write(' ');
                    out.flush();
                } while (!closed.await(50, TimeUnit.MILLISECONDS));
            }
        }
    }

    private void write(OutputStream out, long bytes) throws IOException {
        out.write("{\"results\":[".getBytes(StandardCharsets.UTF_8));
        for (long written = 0; written < bytes && closed.getCount() > 0; written += PIECE.length) {
            out.write(PIECE);
        }
    }

    private static String job() {
        return "{\"id\":7,\"description\":\"It goes on\",\"status_label\":\"running\",\"total\":2147483647,"
                + "\"total_hosts\":2147483647,\"pending\":2147483647,\"succeeded\":0,\"failed\":0,"
                + "\"task\":{\"state\":\"running\"}}";
    }

    /** Hosts, bookmarks, features or input sets that nobody has heard of. */
    private String elements(int count) {
        return LongStream.range(0, count)
                .map(i -> ids.incrementAndGet())
                .mapToObj(id -> "{\"id\":" + id + ",\"name\":\"host" + id + "\",\"label\":\"l" + id
                        + "\",\"target_template_id\":" + id + ",\"include_all\":true,\"job_status\":\"running\"}")
                .collect(Collectors.joining(","));
    }

    @Override
    public void close() {
        closed.countDown();
        server.stop(0);
        threads.shutdownNow();
    }
}
