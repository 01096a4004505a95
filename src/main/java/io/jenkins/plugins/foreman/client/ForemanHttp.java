package io.jenkins.plugins.foreman.client;

import com.fasterxml.jackson.core.JsonParser;
import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.security.GeneralSecurityException;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.logging.Level;
import java.util.logging.Logger;

/** The one place that speaks HTTP: headers, login, timeouts, TLS, and the way from a reply to an exception. */
final class ForemanHttp {

    private static final Logger LOGGER = Logger.getLogger(ForemanHttp.class.getName());

    private final ForemanConnection connection;
    private final Meter meter;
    private volatile Mask mask = new Mask();

    @CheckForNull
    private Transport transport;

    ForemanHttp(ForemanConnection connection, Meter meter) {
        this.connection = connection;
        this.meter = meter;
    }

    void masking(Mask secrets) {
        mask = secrets;
    }

    /**
     * Sends a call and reads the JSON object of its reply.
     *
     * @param reader is given the parser at the object's start; whatever it leaves unread is read to the end here, since
     *     only a reply that is whole counts
     * @throws ForemanException whenever the reply is not a whole JSON object with status 2xx
     */
    <T> T call(ApiCall call, BodyReader<T> reader) throws ForemanException {
        SentCall sent = new SentCall(connection, call, UUID.randomUUID().toString(), mask);
        long start = System.nanoTime();
        int status = 0;
        try (Deadline deadline = new Deadline(connection.requestTimeout())) {
            meter.request();
            HttpResponse<InputStream> response = send(sent, deadline);
            status = response.statusCode();
            deadline.closeWhenOver(response.body());
            try (InputStream body = response.body()) {
                return new Reply(sent, response, deadline).read(body, reader, meter);
            } catch (ForemanException e) {
                throw e;
            } catch (IOException e) {
                throw TransportErrors.whileReading(sent, e, deadline.isOver());
            }
        } catch (Meter.ExhaustedException e) {
            throw sent.failure(ForemanException.Kind.TIMEOUT, Sentence.of(e), status != 0, e);
        } finally {
            long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
            LOGGER.log(Level.FINE, "{0} {1} -> {2} in {3} ms, request {4}", new Object[] {
                call.method(), call.path(), Integer.toString(status), Long.toString(millis), sent.requestId()
            });
        }
    }

    private HttpResponse<InputStream> send(SentCall sent, Deadline deadline) throws ForemanException {
        CompletableFuture<HttpResponse<InputStream>> reply;
        try {
            Transport through = transport();
            reply = through.client().sendAsync(request(sent, through.proxyLogin()), BodyHandlers.ofInputStream());
        } catch (IOException | GeneralSecurityException | IllegalArgumentException e) {
            throw TransportErrors.notSent(sent, e);
        } catch (UncheckedIOException e) {
            throw TransportErrors.noLogin(sent, e);
        }
        try {
            return reply.get(deadline.remainingNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            reply.cancel(true);
            throw TransportErrors.timeout(sent, e);
        } catch (InterruptedException e) {
            reply.cancel(true);
            Thread.currentThread().interrupt();
            throw TransportErrors.interrupted(sent, e);
        } catch (ExecutionException e) {
            throw TransportErrors.whileSending(sent, e.getCause());
        }
    }

    private HttpRequest request(SentCall sent, @CheckForNull ProxyLogin proxyLogin) throws IOException {
        ApiCall call = sent.call();
        if (call.inTaxonomy()) {
            call = call.with("organization_id", blankToNull(connection.organization()))
                    .with("location_id", blankToNull(connection.location()));
        }
        URI uri = uri(call);
        HttpRequest.Builder request = HttpRequest.newBuilder(uri)
                .header("Accept", "application/json")
                .header("Accept-Encoding", "gzip")
                .header("Accept-Language", "en")
                .header("Authorization", authorization())
                .header("X-Request-Id", sent.requestId());
        String atProxy = proxyLogin == null ? null : proxyLogin.header(uri);
        if (atProxy != null) {
            request.header("Proxy-Authorization", atProxy);
        }
        if (call.body() == null) {
            return request.GET().build();
        }
        return request.header("Content-Type", "application/json")
                .method(call.method(), BodyPublishers.ofByteArray(Json.bytes(call.body())))
                .build();
    }

    private URI uri(ApiCall call) {
        URI base = connection.url();
        String path = base.getRawPath() == null ? "" : base.getRawPath();
        while (path.endsWith("/")) {
            path = path.substring(0, path.length() - 1);
        }
        return URI.create(base.getScheme() + "://" + SentCall.authority(base) + path + call.target());
    }

    private String authorization() {
        return ProxyLogin.basic(connection.user(), connection.password().get());
    }

    private synchronized Transport transport() throws GeneralSecurityException {
        if (transport == null) {
            transport = Transport.of(connection);
        }
        return transport;
    }

    @CheckForNull
    private static String blankToNull(@CheckForNull String text) {
        return text == null || text.isBlank() ? null : text.trim();
    }

    /** Reads what it wants of a reply. */
    @FunctionalInterface
    interface BodyReader<T> {

        /** Gets the parser at the first token of the reply's object. */
        T read(JsonParser parser) throws IOException;
    }
}
