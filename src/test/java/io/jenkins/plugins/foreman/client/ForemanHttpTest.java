package io.jenkins.plugins.foreman.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What goes along with every call. */
class ForemanHttpTest {

    private final StubForeman server = new StubForeman();

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void everyCallLogsInAsksForEnglishJsonAndHasItsOwnRequestId() throws Exception {
        server.recorded("show-running").recorded("show-running");
        Foreman foreman = server.client();

        foreman.jobInvocations().show(1);
        foreman.jobInvocations().show(1);

        assertThat(server.received())
                .hasSize(2)
                .allSatisfy(request -> assertThat(request.headers())
                        .containsEntry("authorization", basic("rexuser:rexuser-password"))
                        .containsEntry("accept", "application/json")
                        .containsEntry("accept-language", "en")
                        .doesNotContainKey("content-type"));
        assertThat(server.received())
                .extracting(request -> UUID.fromString(request.headers().get("x-request-id")))
                .doesNotHaveDuplicates();
    }

    @Test
    void sendsNothingWhenThePasswordMayNotBeUsedAnyMore() {
        Foreman foreman = new Foreman(ForemanConnection.of(server.uri(), "rexuser", () -> {
            throw new UncheckedIOException(new IOException("The credentials are gone."));
        }));

        assertThatThrownBy(() -> foreman.jobInvocations().show(1))
                .isInstanceOfSatisfying(ForemanException.class, e -> {
                    assertThat(e.kind()).isEqualTo(ForemanException.Kind.NOT_AUTHENTICATED);
                    assertThat(e.isOutcomeUnknown()).isFalse();
                    assertThat(e.isTransient()).isFalse();
                })
                .hasMessageContaining("The credentials are gone.");
        assertThat(server.received()).isEmpty();
    }

    @Test
    void anAnswerThatRepeatsTheLoginShowsItToNobody() {
        Foreman foreman = new Foreman(ForemanConnection.of(server.uri(), "rexuser", () -> "login-canary"));
        server.reply(
                400,
                "{\"error\":{\"message\":\"Bad header " + basic("rexuser:login-canary")
                        + ", login-canary is wrong\"}}");

        assertThatThrownBy(() -> foreman.jobInvocations().show(1))
                .isInstanceOf(ForemanException.class)
                .hasMessageContaining("Bad header")
                .hasMessageNotContaining("login-canary")
                .hasMessageNotContaining(basic("rexuser:login-canary").substring(20, 34));
    }

    @Test
    void permissionsThatAnAnswerNamesAreNoWayRoundTheMaskEither() {
        Foreman foreman = new Foreman(ForemanConnection.of(server.uri(), "rexuser", () -> "login-canary"));
        server.reply(
                403, "{\"error\":{\"message\":\"Access denied\",\"missing_permissions\":[\"view login-canary\"]}}");

        assertThatThrownBy(() -> foreman.jobInvocations().show(1))
                .isInstanceOfSatisfying(
                        ForemanException.class,
                        e -> assertThat(e.missingPermissions()).containsExactly("view ****"))
                .hasMessageNotContaining("login-canary");
    }

    @Test
    void everyPostIsJson() throws Exception {
        server.recorded("cancel");

        server.client().jobInvocations().cancel(1, false, null);

        assertThat(server.last().headers()).containsEntry("content-type", "application/json");
    }

    @Test
    void cookiesAreNeverSentBackWhateverTheClientBrings() throws Exception {
        server.recorded("show-running").recorded("show-running");
        Foreman foreman = new Foreman(connection(
                server.uri(), null, null, () -> HttpClient.newBuilder().cookieHandler(new CookieManager())));

        foreman.jobInvocations().show(1);
        foreman.jobInvocations().show(1);

        assertThat(server.last().headers()).doesNotContainKey("cookie");
    }

    @Test
    void aChangedPasswordIsUsedFromTheNextCallOn() throws Exception {
        server.recorded("show-running").recorded("show-running");
        AtomicReference<String> password = new AtomicReference<>("old");
        Foreman foreman = new Foreman(ForemanConnection.of(server.uri(), "rexuser", password::get));

        foreman.jobInvocations().show(1);
        password.set("nëw:");
        foreman.jobInvocations().show(1);

        assertThat(server.last().headers()).containsEntry("authorization", basic("rexuser:nëw:"));
    }

    @Test
    void organizationAndLocationGoAlongOnGetAndPost() throws Exception {
        server.recorded("show-running").recorded("cancel");
        JobInvocations jobs = inTaxonomy();

        jobs.show(1);
        jobs.cancel(1, false, null);

        assertThat(server.received())
                .extracting(StubForeman.Received::query)
                .containsExactly(
                        "include_hosts=false&organization_id=Default%20Organization&location_id=4",
                        "organization_id=Default%20Organization&location_id=4");
    }

    @Test
    void theOutputOfAHostIsReadWithoutOrganizationWhichOldVersionsMistake() throws Exception {
        server.recorded("host-output-since").recorded("host-raw");
        JobInvocations jobs = inTaxonomy();

        jobs.output(1, 2, null, chunk -> {});
        jobs.rawOutput(1, 2);

        assertThat(server.received()).extracting(StubForeman.Received::query).containsOnlyNulls();
    }

    @Test
    void aBlankOrganizationIsNone() throws Exception {
        server.recorded("cancel");

        new Foreman(connection(server.uri(), " ", "", HttpClient::newBuilder))
                .jobInvocations()
                .cancel(1, false, null);

        assertThat(server.last().query()).isNull();
    }

    @Test
    void foremanMayBeBelowAPathAndTheUrlMayEndInSlashes() throws Exception {
        server.recorded("show-running").recorded("show-running");

        new Foreman(connection(server.uri().resolve("/fore%20man//"), null, null, HttpClient::newBuilder))
                .jobInvocations()
                .show(1);

        assertThat(server.last().path()).isEqualTo("/fore%20man/api/job_invocations/1");
    }

    @Test
    void aUserInTheUrlIsNeitherSentNorShown() throws Exception {
        server.recorded("wrong-password");
        URI uri = URI.create(server.uri().toString().replace("http://", "http://u:s3cret@"));

        Throwable e = org.assertj.core.api.Assertions.catchThrowable(
                () -> new Foreman(connection(uri, null, null, HttpClient::newBuilder))
                        .jobInvocations()
                        .show(1));

        assertThat(e)
                .hasMessageContaining("Foreman at " + server.uri())
                .message()
                .doesNotContain("s3cret");
    }

    @Test
    void everyCharacterOfAQueryIsEncoded() throws Exception {
        server.recorded("hosts-finished");

        server.client().jobInvocations().hosts(1, ListQuery.first(1, "a+b&c=d#e/ü \"%\""));

        assertThat(server.last().query()).isEqualTo("search=a%2Bb%26c%3Dd%23e%2F%C3%BC%20%22%25%22&page=1&per_page=1");
    }

    @Test
    void aCompressedReplyIsRead() throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (OutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write("{\"id\":7}".getBytes(StandardCharsets.UTF_8));
        }
        server.reply(200, Map.of("Content-Encoding", "gzip"), bytes.toByteArray());

        assertThat(server.client().jobInvocations().show(7).id()).isEqualTo(7);
        assertThat(server.last().headers()).containsEntry("accept-encoding", "gzip");
    }

    @Test
    void nothingSecretIsLoggedAtTheFinestLevel() throws Exception {
        List<String> logged = new java.util.concurrent.CopyOnWriteArrayList<>();
        Handler recorder = new Handler() {
            @Override
            public void publish(LogRecord entry) {
                logged.add(entry.getLoggerName() + " " + new java.util.logging.SimpleFormatter().format(entry));
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
        recorder.setLevel(Level.ALL);
        Logger root = LogManager.getLogManager().getLogger("");
        Level before = root.getLevel();
        root.setLevel(Level.FINEST);
        root.addHandler(recorder);
        try {
            server.recorded("create").recorded("wrong-password").recorded("hosts-finished");
            JobInvocations jobs = server.client().jobInvocations();
            jobs.create(new NewJobInvocation(
                    1L,
                    null,
                    new NewJobInvocation.Targeting("name ~ searched", null, List.of(), false, null),
                    Map.of("token", "s3cret-input"),
                    null,
                    JobOptions.DEFAULTS,
                    new JobSecrets("s3cret-ssh", "s3cret-key", "s3cret-sudo")));
            org.assertj.core.api.Assertions.catchThrowable(() -> jobs.show(7));
            jobs.hosts(7, ListQuery.first(1, "searched"));
        } finally {
            root.removeHandler(recorder);
            root.setLevel(before);
        }

        String requestId = server.last().headers().get("x-request-id");
        assertThat(logged)
                .anySatisfy(line -> assertThat(line)
                        .contains("GET /api/job_invocations/7/hosts -> 200 in ")
                        .contains("request " + requestId));
        assertThat(String.join("\n", logged))
                .doesNotContain("s3cret")
                .doesNotContain("rexuser-password")
                .doesNotContain(basic("rexuser:rexuser-password").substring(6));
        assertThat(logged)
                .filteredOn(line -> line.startsWith(ForemanHttp.class.getName()))
                .hasSize(3)
                .noneMatch(line -> line.contains("searched"));
    }

    @Test
    void nothingSecretIsInTheTextOfAConnectionOrRequest() {
        ForemanConnection connection = ForemanConnection.of(server.uri(), "rexuser", () -> "s3cret");

        assertThat(connection.toString()).doesNotContain("s3cret");
        assertThat(new JobSecrets("s3cret", "s3cret", "s3cret").toString()).doesNotContain("s3cret");
        assertThat(ApiCall.get(() -> "x", "/p").with("search", "s3cret")).hasToString("GET /p");
    }

    private JobInvocations inTaxonomy() {
        return new Foreman(connection(server.uri(), "Default Organization", "4", HttpClient::newBuilder))
                .jobInvocations();
    }

    private static ForemanConnection connection(
            URI uri, String organization, String location, java.util.function.Supplier<HttpClient.Builder> client) {
        return new ForemanConnection(
                uri,
                "rexuser",
                () -> "rexuser-password",
                organization,
                location,
                null,
                Duration.ofSeconds(5),
                Duration.ofSeconds(30),
                client);
    }

    private static String basic(String login) {
        return "Basic " + Base64.getEncoder().encodeToString(login.getBytes(StandardCharsets.UTF_8));
    }
}
