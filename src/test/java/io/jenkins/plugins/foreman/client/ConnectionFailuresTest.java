package io.jenkins.plugins.foreman.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.jenkins.plugins.foreman.client.ForemanException.Kind;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Authenticator;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.PasswordAuthentication;
import java.net.ProxySelector;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class ConnectionFailuresTest {

    private static final Duration IMPATIENCE = Duration.ofMillis(500);

    private static final String REPLY = "{\"id\":7,\"description\":\"grüße \\u00e9\",\"status_label\":\"succeeded\","
            + "\"total\":12.5e0,\"missing\":null,\"ok\":true}";

    @Test
    void aPortWhereNothingListensRefuses() throws Exception {
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }

        ForemanException e = show(connection(URI.create("http://127.0.0.1:" + port)));

        assertThat(e.kind()).isEqualTo(Kind.CONNECTION_REFUSED);
        assertThat(e.isTransient()).isTrue();
        assertThat(e.isOutcomeUnknown()).isFalse();
        assertThat(e.status()).isZero();
        assertThat(e)
                .hasMessage("Could not show job invocation 7: no connection to 127.0.0.1:" + port + ": connection "
                        + "refused. Check that Foreman runs there, and the URL, firewalls and the proxy.");
    }

    @Test
    void aHostNameThatDoesNotExistIsToldFromARefusal() {
        ForemanException e = show(connection(URI.create("http://foreman.invalid:3000")));

        assertThat(e.kind()).isEqualTo(Kind.UNKNOWN_HOST);
        assertThat(e.isOutcomeUnknown()).isFalse();
        assertThat(e).hasMessageContaining("foreman.invalid");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ftp://foreman.example.com", "foreman.example.com", "http://under_score.example.com"})
    void aUrlThatCannotBeUsedIsNamed(String url) {
        ForemanException e = show(connection(URI.create(url)));

        assertThat(e.kind()).isEqualTo(Kind.NOT_FOREMAN);
        assertThat(e.isTransient()).isFalse();
    }

    @Test
    void aServerThatNeverAnswersTimesOut() throws Exception {
        AtomicReference<RawServer> self = new AtomicReference<>();
        try (RawServer server = new RawServer((socket, out) -> self.get().hang())) {
            self.set(server);

            assertTimeout(show(impatient(server.uri())));
        }
    }

    @Test
    void aBodyThatStallsTimesOut() throws Exception {
        AtomicReference<RawServer> self = new AtomicReference<>();
        try (RawServer server = new RawServer((socket, out) -> {
            out.write(head(1000).getBytes(StandardCharsets.UTF_8));
            out.write("{\"id\":7,".getBytes(StandardCharsets.UTF_8));
            out.flush();
            self.get().hang();
        })) {
            self.set(server);

            assertTimeout(show(impatient(server.uri())));
        }
    }

    @Test
    void aBodyThatDripsForEverTimesOut() throws Exception {
        try (RawServer server = new RawServer((socket, out) -> {
            out.write(head(1_000_000_000).getBytes(StandardCharsets.UTF_8));
            out.write("{\"id\":7,\"description\":\"".getBytes(StandardCharsets.UTF_8));
            while (true) {
                out.write('x');
                out.flush();
                Thread.onSpinWait();
            }
        })) {
            assertTimeout(show(impatient(server.uri())));
        }
    }

    @Test
    void anErrorThatStallsTimesOut() throws Exception {
        AtomicReference<RawServer> self = new AtomicReference<>();
        try (RawServer server = new RawServer((socket, out) -> {
            out.write("HTTP/1.1 500 No\r\nContent-Length: 10\r\n\r\n{".getBytes(StandardCharsets.UTF_8));
            out.flush();
            self.get().hang();
        })) {
            self.set(server);

            assertTimeout(show(impatient(server.uri())));
        }
    }

    @Test
    void aConnectionThatCannotBeOpenedInTimeHasNotReachedTheServer() throws Exception {
        List<Socket> fillers = new ArrayList<>();
        // a listen queue that is full drops further connections silently
        try (ServerSocket full = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            boolean filled = false;
            while (!filled && fillers.size() < 20) {
                Socket filler = new Socket();
                fillers.add(filler);
                try {
                    filler.connect(full.getLocalSocketAddress(), 200);
                } catch (IOException e) {
                    filled = true;
                }
            }
            org.junit.jupiter.api.Assumptions.assumeTrue(filled);

            ForemanException e = show(impatient(URI.create("http://127.0.0.1:" + full.getLocalPort())));

            assertThat(e.kind()).isEqualTo(Kind.TIMEOUT);
            assertThat(e.isTransient()).isTrue();
            assertThat(e.isOutcomeUnknown()).isFalse();
        } finally {
            for (Socket filler : fillers) {
                filler.close();
            }
        }
    }

    @Test
    void aConnectionClosedWithoutAnAnswerMayHaveReachedTheServer() throws Exception {
        try (RawServer server = new RawServer((socket, out) -> {})) {
            ForemanException e = show(connection(server.uri()));

            assertThat(e.kind()).isEqualTo(Kind.CONNECTION_LOST);
            assertThat(e.isTransient()).isTrue();
            assertThat(e.isOutcomeUnknown()).isTrue();
        }
    }

    @Test
    void aConnectionResetInTheMiddleIsLost() throws Exception {
        try (RawServer server = new RawServer((socket, out) -> {
            out.write(head(1000).getBytes(StandardCharsets.UTF_8));
            out.write("{\"id\":7,".getBytes(StandardCharsets.UTF_8));
            out.flush();
            socket.setSoLinger(true, 0);
        })) {
            ForemanException e = show(connection(server.uri()));

            assertThat(e.kind()).isEqualTo(Kind.CONNECTION_LOST);
            assertThat(e.isOutcomeUnknown()).isTrue();
        }
    }

    @Test
    void somethingThatIsNotHttpIsNotForeman() throws Exception {
        try (RawServer server = new RawServer(
                (socket, out) -> out.write("SSH-2.0-OpenSSH_9.6\r\n\r\n".getBytes(StandardCharsets.UTF_8)))) {
            assertThat(show(connection(server.uri())).kind()).isEqualTo(Kind.NOT_FOREMAN);
        }
    }

    @Test
    void aReplyCutAtAnyByteIsNeverTakenForWhole() throws Exception {
        byte[] reply = REPLY.getBytes(StandardCharsets.UTF_8);
        assertEveryCutIsLost(reply, length -> head(reply.length));
    }

    @Test
    void aReplyWithoutLengthCutAtAnyByteIsNeverTakenForWhole() throws Exception {
        byte[] reply = REPLY.getBytes(StandardCharsets.UTF_8);
        assertEveryCutIsLost(
                reply, length -> "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nConnection: close\r\n\r\n");
    }

    @Test
    void aCompressedReplyCutAtAnyByteIsNeverTakenForWhole() throws Exception {
        ByteArrayOutputStream compressed = new ByteArrayOutputStream();
        try (OutputStream gzip = new GZIPOutputStream(compressed)) {
            gzip.write(REPLY.getBytes(StandardCharsets.UTF_8));
        }
        assertEveryCutIsLost(
                compressed.toByteArray(),
                length -> "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Encoding: gzip\r\n"
                        + "Connection: close\r\n\r\n");
    }

    @Test
    void aWholeReplyWithoutLengthIsTaken() throws Exception {
        try (RawServer server = new RawServer((socket, out) ->
                out.write(("HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n" + REPLY).getBytes(StandardCharsets.UTF_8)))) {
            JobInvocation job =
                    new Foreman(connection(server.uri()).get()).jobInvocations().show(7);

            assertThat(job.description()).isEqualTo("grüße é");
        }
    }

    @Test
    void aBare401IsALoginRefusedAlsoWhenTheProxyHasAnAuthenticator() {
        try (StubForeman server = new StubForeman().recorded("wrong-password")) {
            ForemanException e = show(() -> withClient(
                    server.uri(),
                    () -> HttpClient.newBuilder().authenticator(new Authenticator() {
                        @Override
                        protected PasswordAuthentication getPasswordAuthentication() {
                            return new PasswordAuthentication("proxyuser", "proxypass".toCharArray());
                        }
                    })));

            assertThat(e.kind()).isEqualTo(Kind.NOT_AUTHENTICATED);
        }
    }

    @Test
    void whatOneHostHasWrittenMayTakeLongerThanTheTimeoutAsLongAsItComesFast() throws Exception {
        int chunks = 64;
        String chunk = "{\"output_type\":\"stdout\",\"output\":\"" + "x".repeat(1 << 17) + "\",\"timestamp\":1.0}";
        try (RawServer server = new RawServer((socket, out) -> {
            out.write("HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n{\"complete\":true,\"output\":["
                    .getBytes(StandardCharsets.UTF_8));
            for (int i = 0; i < chunks; i++) {
                out.write(((i == 0 ? "" : ",") + chunk).getBytes(StandardCharsets.UTF_8));
            }
            out.write("]}".getBytes(StandardCharsets.UTF_8));
        })) {
            ForemanConnection connection = impatient(server.uri()).get();
            long start = System.nanoTime();
            List<OutputChunk> read = new ArrayList<>();
            new Foreman(connection).jobInvocations().output(1, 2, null, each -> {
                read.add(each);
                while (System.nanoTime() - start < read.size() * IMPATIENCE.toNanos() / 25) {
                    Thread.onSpinWait();
                }
            });

            assertThat(read).hasSize(chunks);
        }
    }

    @Test
    void whatCameFastSavesNoTimeForAReplyThatStandsStillThen() throws Exception {
        String chunk = "{\"output_type\":\"stdout\",\"output\":\"" + "x".repeat(1 << 20) + "\",\"timestamp\":1.0},";
        AtomicReference<RawServer> self = new AtomicReference<>();
        try (RawServer server = new RawServer((socket, out) -> {
            out.write("HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n{\"complete\":true,\"output\":["
                    .getBytes(StandardCharsets.UTF_8));
            for (int i = 0; i < 100; i++) {
                out.write(chunk.getBytes(StandardCharsets.UTF_8));
            }
            out.flush();
            self.get().hang();
        })) {
            self.set(server);
            ForemanConnection connection = impatient(server.uri()).get();

            // a hundred seconds by what came, which would be longer than this test may take
            assertTimeout(catchThrowableOfType(
                    ForemanException.class,
                    () -> new Foreman(connection).jobInvocations().output(1, 2, null, each -> {})));
        }
    }

    @Test
    void aProxyIsUsedAndItsDemandForALoginExplained() {
        try (StubForeman proxy =
                new StubForeman().reply(407, Map.of("Proxy-Authenticate", "Basic realm=\"p\""), new byte[0])) {
            InetSocketAddress address =
                    new InetSocketAddress("127.0.0.1", proxy.uri().getPort());

            ForemanException e = show(() -> withClient(
                    URI.create("http://foreman.invalid"),
                    () -> HttpClient.newBuilder().proxy(ProxySelector.of(address))));

            assertThat(e.kind()).isEqualTo(Kind.NOT_FOREMAN);
            assertThat(e).hasMessageContaining("proxy");
        }
    }

    @Test
    void aLoginAtTheProxyDoesNotReplaceTheOneAtForeman() throws Exception {
        try (StubForeman proxy = new StubForeman().reply(200, REPLY)) {
            InetSocketAddress address =
                    new InetSocketAddress("127.0.0.1", proxy.uri().getPort());

            new Foreman(withClient(
                            URI.create("http://foreman.invalid"),
                            () -> HttpClient.newBuilder()
                                    .proxy(ProxySelector.of(address))
                                    .authenticator(new Authenticator() {
                                        @Override
                                        protected PasswordAuthentication getPasswordAuthentication() {
                                            return getRequestorType() == RequestorType.PROXY
                                                    ? new PasswordAuthentication("proxyuser", "proxypass".toCharArray())
                                                    : null;
                                        }
                                    })))
                    .jobInvocations()
                    .show(7);

            assertThat(proxy.last().headers())
                    .containsEntry("proxy-authorization", basic("proxyuser:proxypass"))
                    .containsEntry("authorization", basic("rexuser:rexuser-password"));
        }
    }

    private static String basic(String login) {
        return "Basic " + Base64.getEncoder().encodeToString(login.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void anInterruptEndsTheWaitAndIsKept() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        AtomicReference<RawServer> self = new AtomicReference<>();
        try (RawServer server = new RawServer((socket, out) -> {
            asked.countDown();
            self.get().hang();
        })) {
            self.set(server);
            AtomicReference<ForemanException> thrown = new AtomicReference<>();
            AtomicReference<Boolean> interrupted = new AtomicReference<>();
            Thread caller = new Thread(() -> {
                ForemanConnection connection = ForemanConnection.of(server.uri(), "rexuser", () -> "rexuser-password");
                thrown.set(show(() -> connection));
                interrupted.set(Thread.currentThread().isInterrupted());
            });
            caller.start();
            asked.await();

            caller.interrupt();
            caller.join();

            assertThat(thrown.get().kind()).isEqualTo(Kind.CONNECTION_LOST);
            assertThat(thrown.get().isOutcomeUnknown()).isTrue();
            assertThat(interrupted.get()).isTrue();
        }
    }

    private static void assertTimeout(ForemanException e) {
        assertThat(e.kind()).isEqualTo(Kind.TIMEOUT);
        assertThat(e.isTransient()).isTrue();
        assertThat(e.isOutcomeUnknown()).isTrue();
        assertThat(e).hasMessageContaining("did not answer within 0.5 s");
    }

    private static void assertEveryCutIsLost(byte[] reply, java.util.function.IntFunction<String> head)
            throws Exception {
        AtomicReference<byte[]> next = new AtomicReference<>();
        try (RawServer server = new RawServer((socket, out) -> {
            out.write(head.apply(reply.length).getBytes(StandardCharsets.UTF_8));
            out.write(next.get());
        })) {
            Foreman foreman = new Foreman(ForemanConnection.of(server.uri(), "rexuser", () -> "x"));
            for (int length = 0; length < reply.length; length++) {
                next.set(java.util.Arrays.copyOf(reply, length));
                ForemanException e = catchThrowableOfType(
                        ForemanException.class, () -> foreman.jobInvocations().show(7));
                assertThat(e).as("cut at %d of %d", length, reply.length).isNotNull();
                assertThat(e.kind()).as("cut at %d of %d", length, reply.length).isEqualTo(Kind.CONNECTION_LOST);
                assertThat(e.isOutcomeUnknown()).isTrue();
            }
        }
    }

    private static String head(int length) {
        return "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: " + length + "\r\n\r\n";
    }

    private static Supplier<ForemanConnection> connection(URI uri) {
        return () -> withClient(uri, HttpClient::newBuilder);
    }

    /** For what has to run into a timeout; whatever else is tested must not, however slow the machine. */
    private static Supplier<ForemanConnection> impatient(URI uri) {
        return () -> withClient(uri, HttpClient::newBuilder, Duration.ofMillis(300), IMPATIENCE);
    }

    private static ForemanConnection withClient(URI uri, Supplier<HttpClient.Builder> client) {
        return withClient(uri, client, Duration.ofSeconds(30), Duration.ofSeconds(60));
    }

    private static ForemanConnection withClient(
            URI uri, Supplier<HttpClient.Builder> client, Duration connectTimeout, Duration requestTimeout) {
        return new ForemanConnection(
                uri, "rexuser", () -> "rexuser-password", null, null, null, connectTimeout, requestTimeout, client);
    }

    private static ForemanException show(Supplier<ForemanConnection> connection) {
        return catchThrowableOfType(
                ForemanException.class,
                () -> new Foreman(connection.get()).jobInvocations().show(7));
    }
}
