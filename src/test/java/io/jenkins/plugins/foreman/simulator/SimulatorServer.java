package io.jenkins.plugins.foreman.simulator;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;

/** Takes requests over HTTP through faults, routes, login and permissions to a controller, and answers. */
final class SimulatorServer {

    private static final System.Logger LOG = System.getLogger(SimulatorServer.class.getName());

    private final HttpServer http;
    private final ExecutorService executor;
    private final Router router;
    private final Authentication authentication;
    private final JobInvocations jobs;
    private final Faults faults;
    private final RequestCounters counters;
    private final Set<Late> late = ConcurrentHashMap.newKeySet();
    private final CostModel costs;
    private final VersionProfile profile;

    SimulatorServer(
            HttpServer http,
            ExecutorService executor,
            Router router,
            Authentication authentication,
            JobInvocations jobs,
            Faults faults,
            RequestCounters counters,
            CostModel costs,
            VersionProfile profile) {
        this.http = http;
        this.executor = executor;
        this.router = router;
        this.authentication = authentication;
        this.jobs = jobs;
        this.faults = faults;
        this.counters = counters;
        this.costs = costs;
        this.profile = profile;
    }

    void start() {
        http.setExecutor(executor);
        http.createContext("/", this::handle);
        http.start();
    }

    void stop() {
        http.stop(0);
    }

    int port() {
        return http.getAddress().getPort();
    }

    private void handle(HttpExchange exchange) {
        try {
            write(exchange, counted(exchange));
        } catch (IOException e) {
            // The client went away; a real server only logs that.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            exchange.close();
        }
    }

    /** A request is in flight until its answer is ready: once a client has it, it may send the next. */
    private Delivery counted(HttpExchange exchange) throws IOException, InterruptedException {
        counters.begin(jobs.now());
        try {
            return answer(exchange);
        } finally {
            counters.end();
        }
    }

    /**
     * What is to be sent.
     *
     * @param answer null for a reply that is not the server's own
     * @param reply null to close the connection without one
     */
    private record Delivery(Answer answer, Reply reply, Faults.Fault fault) {}

    private Delivery answer(HttpExchange exchange) throws IOException, InterruptedException {
        byte[] body = exchange.getRequestBody().readAllBytes();
        String path = Router.normalize(exchange.getRequestURI().getPath());
        String method = exchange.getRequestMethod();
        Router.Route route = router.match(method, path);
        counters.routed(route == null ? "unrouted" : route.endpoint());
        carryOutLate();
        Faults.Fault fault = faults.next(method, path, jobs.now());
        if (fault != null && fault.kind() == Faults.Kind.CLOSE_BEFORE) {
            return new Delivery(null, null, fault);
        }
        if (fault != null && fault.kind() == Faults.Kind.ACT) {
            fault.act().run();
        }
        Reply instead = fault == null ? null : fault.reply();
        if (instead != null) {
            return new Delivery(null, instead, null);
        }
        Map<String, String> headers = headers(exchange);
        String query = exchange.getRequestURI().getRawQuery();
        String address = exchange.getRemoteAddress().getAddress().getHostAddress();
        if (fault != null && fault.kind() == Faults.Kind.LATE) {
            Late request = new Late(
                    jobs.now() + fault.delayMillis() * 1000,
                    () -> dispatch(query, address, method, path, route, headers, body, new Answer()));
            late.add(request);
            return new Delivery(null, null, fault);
        }
        Answer answer = new Answer();
        Reply reply;
        try {
            reply = dispatch(query, address, method, path, route, headers, body, answer);
        } catch (ApiError e) {
            reply = e.reply();
        } catch (Search.QueryNotSupported e) {
            reply = ApiError.badSearch(e.getMessage()).reply();
        } catch (RuntimeException e) {
            LOG.log(System.Logger.Level.WARNING, "The simulator failed to answer " + method + " " + path, e);
            reply = ApiError.internal().reply();
        }
        costs.charge(answer.cost);
        boolean closed = fault != null && fault.kind() == Faults.Kind.CLOSE_AFTER;
        return new Delivery(answer, closed ? null : reply, fault);
    }

    /** What is known about an answer beside its content. */
    private static final class Answer {
        private Call call;
        private String session;
        private String requestId;
        private String ifNoneMatch;
        private long cost;
    }

    private static Map<String, String> headers(HttpExchange exchange) {
        Map<String, String> headers = new HashMap<>();
        for (Map.Entry<String, List<String>> entry :
                exchange.getRequestHeaders().entrySet()) {
            headers.put(entry.getKey().toLowerCase(Locale.ROOT), String.join("; ", entry.getValue()));
        }
        return headers;
    }

    /** A request that waits in a queue, by the simulator's clock, although nobody waits for its answer any more. */
    private record Late(long at, Runnable request) {}

    void carryOutLate() {
        List<Late> due =
                late.stream().sorted(Comparator.comparingLong(Late::at)).toList();
        for (Late request : due) {
            if (request.at <= jobs.now() && late.remove(request)) {
                try {
                    request.request.run();
                } catch (RuntimeException e) {
                    LOG.log(System.Logger.Level.DEBUG, "What came late was refused, and nobody is told", e);
                }
            }
        }
    }

    private Reply dispatch(
            String query,
            String address,
            String method,
            String path,
            Router.Route route,
            Map<String, String> headers,
            byte[] body,
            Answer answer) {
        String given = headers.get("x-request-id");
        answer.requestId = given != null ? given : UUID.randomUUID().toString();
        answer.ifNoneMatch = headers.get("if-none-match");
        if (route == null) {
            throw ApiError.noRoute();
        }
        String contentType = headers.getOrDefault("content-type", "");
        boolean json = contentType.toLowerCase(Locale.ROOT).startsWith("application/json");
        ObjectNode parsed = json ? parse(body) : Json.object();
        synchronized (jobs) {
            long now = jobs.now();
            jobs.advance(now);
            Call call = new Call(method, route.parameters(path), query, parsed, headers, now);
            call.requestId = answer.requestId;
            if (!route.open()) {
                admit(call, route, headers, address, answer);
                answer.call = call;
                scope(call);
                if (call.isPost() && !json) {
                    throw ApiError.unsupportedMediaType(contentType);
                }
            }
            long reads = counters.hostOutputReads();
            long live = counters.liveOutputReads();
            long listed = counters.hostsListed();
            long bytes = counters.proxyBytes();
            Reply reply = route.action().apply(call);
            answer.cost = CostModel.cost(
                    counters.hostOutputReads() - reads,
                    counters.liveOutputReads() - live,
                    counters.hostsListed() - listed,
                    counters.proxyBytes() - bytes);
            counters.cost(answer.cost);
            return reply;
        }
    }

    private static ObjectNode parse(byte[] body) {
        String text = new String(body, StandardCharsets.UTF_8);
        if (text.isBlank()) {
            return Json.object();
        }
        try {
            JsonNode node = Json.MAPPER.readTree(text);
            return node.isObject() ? (ObjectNode) node : Json.object();
        } catch (JsonProcessingException e) {
            throw ApiError.badJson(text);
        }
    }

    private void admit(Call call, Router.Route route, Map<String, String> headers, String address, Answer answer) {
        Authentication.Result result = authentication.authenticate(headers, address, call.now());
        answer.session = result.newSession();
        if (result.error() != null) {
            answer.call = result.user() == null ? null : call;
            throw result.error();
        }
        call.user = result.user();
        if (route.permission() != null && !call.user.can(route.permission())) {
            throw ApiError.forbidden(route.permission());
        }
    }

    private void scope(Call call) {
        call.organization = taxonomy(call.param("organization_id"), jobs.fleet().organizations(), "Organization");
        call.location = taxonomy(call.param("location_id"), jobs.fleet().locations(), "Location");
    }

    private static Taxonomy taxonomy(String id, List<Taxonomy> all, String kind) {
        if (id == null || id.isBlank()) {
            return null;
        }
        return all.stream()
                .filter(one -> String.valueOf(one.id()).equals(id) || one.name().equals(id))
                .findFirst()
                .orElseThrow(() -> ApiError.unwrapped(404, kind + " with id " + id + " not found"));
    }

    private void write(HttpExchange exchange, Delivery delivery) throws IOException, InterruptedException {
        Answer answer = delivery.answer();
        Reply reply = delivery.reply();
        Faults.Fault fault = delivery.fault();
        if (reply == null) {
            return;
        }
        Headers headers = exchange.getResponseHeaders();
        headers.set("Content-Type", reply.contentType());
        reply.headers().forEach(headers::set);
        byte[] body = reply.body();
        int status = reply.status();
        if (answer != null) {
            foremanHeaders(headers, answer, reply);
            if (status == 200 && body.length > 0) {
                String etag = String.format("W/\"%08x%08x\"", Arrays.hashCode(body), body.length);
                headers.set("ETag", etag);
                if (etag.equals(answer.ifNoneMatch)) {
                    exchange.sendResponseHeaders(304, -1);
                    return;
                }
            }
        }
        if (fault != null && fault.kind() == Faults.Kind.TRUNCATED) {
            body = Arrays.copyOf(body, body.length / 2);
        }
        if (body.length == 0) {
            exchange.sendResponseHeaders(status, -1);
            return;
        }
        boolean cut = fault != null && fault.kind() == Faults.Kind.CUT;
        counters.sent(body.length);
        exchange.sendResponseHeaders(status, cut ? body.length : 0);
        try (OutputStream out = cut ? null : exchange.getResponseBody()) {
            if (cut) {
                exchange.getResponseBody().write(body, 0, body.length / 2);
                exchange.getResponseBody().flush();
            } else if (fault != null && fault.kind() == Faults.Kind.SLOW) {
                writeSlowly(out, body, fault.delayMillis());
            } else {
                out.write(body);
            }
        }
    }

    private static void writeSlowly(OutputStream out, byte[] body, long millis)
            throws IOException, InterruptedException {
        int pieces = 10;
        for (int i = 0; i < pieces; i++) {
            int from = (int) ((long) body.length * i / pieces);
            int to = (int) ((long) body.length * (i + 1) / pieces);
            Thread.sleep(millis / pieces);
            out.write(body, from, to - from);
            out.flush();
        }
    }

    private void foremanHeaders(Headers headers, Answer answer, Reply reply) {
        headers.set("X-Request-Id", answer.requestId);
        headers.set("Cache-Control", reply.status() < 300 ? "max-age=0, private, must-revalidate" : "no-cache");
        if (answer.session != null) {
            headers.set("Set-Cookie", "_session_id=" + answer.session + "; path=/; HttpOnly; SameSite=Lax");
        }
        if (answer.call != null && reply.hasForemanHeaders()) {
            // The underscores are the real ones. The JDK's server would write only the first letter large.
            headers.set("Foreman_version", profile.foremanVersion());
            headers.set("Foreman_api_version", "2");
            headers.set("Foreman_current_organization", context(answer.call.organization));
            headers.set("Foreman_current_location", context(answer.call.location));
        }
    }

    private static String context(Taxonomy taxonomy) {
        return taxonomy == null ? "; ANY" : taxonomy.id() + "; " + taxonomy.name();
    }
}
