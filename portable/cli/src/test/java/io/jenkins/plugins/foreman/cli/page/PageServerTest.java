package io.jenkins.plugins.foreman.cli.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.foreman.view.RunActs;
import io.jenkins.plugins.foreman.view.RunPage;
import io.jenkins.plugins.foreman.view.RunsView;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PageServerTest {

    private final AtomicInteger cancels = new AtomicInteger();
    private PageServer server;

    @BeforeEach
    void start() throws IOException {
        RunActs acts = new RunActs() {
            @Override
            public boolean mayCancel() {
                return true;
            }

            @Override
            public void cancel() {
                cancels.incrementAndGet();
            }
        };
        server = PageServer.start(new RunPage(new RunsView(List::of), acts), 0);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void everyAnswerForbidsWhatThePageDoesNotNeed() throws Exception {
        for (String path : List.of("", "js/page.js", "css/foreman-page.css", "summary", "nothing", "../secret")) {
            HttpResponse<String> response = get(path);
            assertThat(response.headers().firstValue("Content-Security-Policy"))
                    .as(path)
                    .hasValueSatisfying(policy -> assertThat(policy)
                            .contains("default-src 'self'", "script-src 'self'", "frame-ancestors 'none'")
                            .doesNotContain("unsafe"));
            assertThat(response.headers().firstValue("X-Content-Type-Options"))
                    .as(path)
                    .hasValue("nosniff");
        }
    }

    @Test
    void scriptsAndStylesOfThePluginAreServed() throws Exception {
        assertThat(get("").body()).contains("js/page.js").doesNotContain("@token@");
        assertThat(get("js/page.js").headers().firstValue("Content-Type")).hasValue("text/javascript;charset=utf-8");
        assertThat(get("css/foreman-page.css").statusCode()).isEqualTo(200);
        assertThat(get("standalone.css").statusCode()).isEqualTo(200);
        assertThat(get("js/..%2f..%2findex.html").statusCode()).isEqualTo(404);
        assertThat(get("nothing").statusCode()).isEqualTo(404);
    }

    @Test
    void withoutTheSecretPathThereIsNothing() throws Exception {
        URI root = server.uri().resolve("/");

        assertThat(send(HttpRequest.newBuilder(root)).statusCode()).isEqualTo(404);
        assertThat(send(HttpRequest.newBuilder(root.resolve("/summary"))).statusCode())
                .isEqualTo(404);
    }

    @Test
    void onlyThePageItselfMayAct() throws Exception {
        HttpRequest.Builder post =
                HttpRequest.newBuilder(server.uri().resolve("cancel")).POST(HttpRequest.BodyPublishers.noBody());

        assertThat(send(post.copy()).statusCode()).isEqualTo(403);
        assertThat(send(post.copy().header(PageAssets.TOKEN_HEADER, "guess")).statusCode())
                .isEqualTo(403);
        assertThat(cancels).hasValue(0);
        Matcher token = Pattern.compile("crumb-value=\"(\\w+)\"").matcher(get("").body());
        assertThat(token.find()).isTrue();
        assertThat(send(post.copy().header(PageAssets.TOKEN_HEADER, token.group(1)))
                        .statusCode())
                .isEqualTo(200);
        assertThat(cancels).hasValue(1);
    }

    @Test
    void anotherNameForThisMachineIsNotAnswered() throws Exception {
        // The address under a name of someone else's, as in a DNS rebinding attack.
        String request = "GET " + server.uri().getPath() + " HTTP/1.1\r\nHost: evil.example:"
                + server.uri().getPort() + "\r\nConnection: close\r\n\r\n";
        try (Socket socket =
                new Socket(InetAddress.getLoopbackAddress(), server.uri().getPort())) {
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            String reply = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

            assertThat(reply).startsWith("HTTP/1.1 421 ").doesNotContain("page.js");
        }
    }

    @Test
    void otherMethodsAreRefused() throws Exception {
        assertThat(send(HttpRequest.newBuilder(server.uri()).DELETE()).statusCode())
                .isEqualTo(405);
    }

    @Test
    void answersAreCompressedForWhoCanReadThem() throws Exception {
        HttpResponse<InputStream> response = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(server.uri().resolve("texts"))
                                .header("Accept-Encoding", "gzip")
                                .build(),
                        BodyHandlers.ofInputStream());

        assertThat(response.headers().firstValue("Content-Encoding")).hasValue("gzip");
        try (InputStream in = new GZIPInputStream(response.body())) {
            assertThat(new String(in.readAllBytes(), StandardCharsets.UTF_8)).contains("\"lang\":\"en\"");
        }
    }

    private HttpResponse<String> get(String path) throws Exception {
        return send(HttpRequest.newBuilder(URI.create(server.uri() + path)));
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return HttpClient.newHttpClient().send(request.build(), BodyHandlers.ofString());
    }
}
