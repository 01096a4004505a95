package io.jenkins.plugins.foreman.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.foreman.client.ForemanConnection;
import io.jenkins.plugins.foreman.config.Finding.Level;
import io.jenkins.plugins.foreman.simulator.ForemanSimulator;
import io.jenkins.plugins.foreman.simulator.TlsMode;
import io.jenkins.plugins.foreman.simulator.VersionProfile;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.util.DefaultLocale;

@DefaultLocale(language = "en")
class ConnectionTestTest {

    private ForemanSimulator simulator = ForemanSimulator.builder().start();

    @AfterEach
    void stop() {
        simulator.close();
    }

    @Test
    void saysVersionUserAndWhatIsAllowedWhenAllIsWell() {
        Set<String> plus = Set.of("view_plugins", "cancel_job_invocations", "edit_recurring_logics");
        simulator.users().add("perfect", union(plus));

        assertThat(test("perfect"))
                .containsExactly(Finding.ok("Connected to Foreman 5.0.0 with remote execution 17.1.0 as user"
                        + " \"perfect\". The user may run, follow and cancel jobs."));
    }

    @Test
    void needsNoPermissionToListPlugins() {
        assertThat(test("rexmanager"))
                .containsExactly(Finding.ok("Connected to Foreman 5.0.0 with remote execution (version not visible to"
                        + " the user) as user \"rexmanager\". The user may run, follow and cancel jobs. Without the"
                        + " permission edit_recurring_logics, the series of a recurring job continues when its build is"
                        + " aborted."));
    }

    @Test
    void takesAPersonalAccessTokenAsPassword() {
        assertThat(run(to(simulator.uri(), "rexmanager", "rexmanager-token"))).allMatch(this::isGood);
    }

    @Test
    void tellsAnAdministratorThatLessWouldDo() {
        assertThat(run(to(simulator.uri(), "admin", "changeme")))
                .singleElement()
                .satisfies(finding -> assertThat(finding.text()).contains("administrator", "Remote Execution Manager"));
    }

    @Test
    void warnsThatAUserCannotCancelAndNamesTheRole() {
        List<Finding> findings = test("rexuser");

        assertThat(findings).hasSize(2);
        assertThat(findings.get(0).text()).startsWith("Connected").doesNotContain("cancel");
        assertThat(findings.get(1))
                .isEqualTo(Finding.warning("The user \"rexuser\" lacks the permission cancel_job_invocations: a job"
                        + " keeps running in Foreman when its build is aborted. The role \"Remote Execution Manager\" has"
                        + " it."));
    }

    @Test
    void namesEveryMissingPermission() {
        assertThat(test("nobody"))
                .extracting(Finding::text)
                .filteredOn(text -> text.contains("lacks the permission"))
                .hasSize(8)
                .anyMatch(text -> text.contains("view_job_templates: job templates are not found"))
                .anyMatch(text -> text.contains("create_job_invocations: no job can be started"))
                .anyMatch(text -> text.contains("create_template_invocations"))
                .anyMatch(text -> text.contains("view_job_invocations"))
                .anyMatch(text -> text.contains("view_hosts"))
                .anyMatch(text -> text.contains("view_smart_proxies"))
                .anyMatch(text -> text.contains("view_remote_execution_features"))
                .anyMatch(text -> text.contains("cancel_job_invocations"));
    }

    @Test
    void saysThatAnOldForemanCannotTellPermissions() {
        restart(ForemanSimulator.builder().profile(VersionProfile.REX_9));

        assertThat(test("rexmanager")).anySatisfy(finding -> {
            assertThat(finding.level()).isEqualTo(Level.WARNING);
            assertThat(finding.text()).contains("too old to tell what the user may do");
        });
    }

    @Test
    void warnsOfARemoteExecutionThatIsNotTestedWith() {
        restart(ForemanSimulator.builder().profile(VersionProfile.REX_5));
        simulator.users().add("viewing", union(Set.of("view_plugins")));

        assertThat(test("viewing"))
                .contains(Finding.warning("The remote execution of this Foreman is version 5.0.1. Versions older than 9"
                        + " are not tested."));
    }

    @Test
    void refusesARemoteExecutionThatIsTooOld() {
        simulator.faults().on("GET", "/api/plugins").always().json(200, plugins("4.8.0"));

        assertThat(test("admin", "changeme"))
                .contains(Finding.error("The remote execution of this Foreman is version 4.8.0; 5 or newer is needed."
                        + " Update Foreman."));
    }

    @Test
    void saysThatRemoteExecutionIsNotInstalled() {
        simulator.faults().on("GET", "/api/plugins").always().json(200, "{\"total\":0,\"results\":[]}");

        assertThat(test("admin", "changeme")).anySatisfy(this::saysRemoteExecutionIsMissing);
    }

    @Test
    void findsOutThatRemoteExecutionIsMissingAlsoWhenPluginsAreHidden() {
        simulator
                .faults()
                .on("GET", "/api/remote_execution_features")
                .always()
                .json(404, "{\"status\":404,\"error\":\"Not Found\"}");

        assertThat(test("rexmanager")).anySatisfy(this::saysRemoteExecutionIsMissing);
    }

    @Test
    void namesAnUnknownOrganizationAndLocation() {
        ForemanConnection connection = to(simulator.uri(), "rexmanager", "rexmanager-password");
        List<Finding> findings = run(with(connection, "No such organization", "No such location", null));

        assertThat(findings)
                .extracting(Finding::text)
                .anyMatch(text -> text.startsWith("The organization \"No such organization\" does not exist"))
                .anyMatch(text -> text.startsWith("The location \"No such location\" does not exist"));
    }

    @Test
    void saysNothingOfAKnownOrganization() {
        ForemanConnection connection = to(simulator.uri(), "rexmanager", "rexmanager-password");

        assertThat(run(with(connection, "Default Organization", "Default Location", null)))
                .allMatch(this::isGood);
    }

    @Test
    void saysThatTheLoginIsWrongAndTriesItOnce() {
        assertThat(run(to(simulator.uri(), "rexuser", "wrong")))
                .singleElement()
                .satisfies(finding -> saysError(finding, "Foreman refused the login", "token"));
        assertThat(simulator.counters().requests()).isEqualTo(1);
    }

    @Test
    void saysThatNothingListens() throws IOException {
        URI closed;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            closed = URI.create("http://127.0.0.1:" + socket.getLocalPort());
        }

        assertThat(run(to(closed, "rexuser", "x")))
                .singleElement()
                .satisfies(finding -> saysError(finding, "Nothing accepts connections there"));
    }

    @Test
    void saysThatTheHostIsUnknown() {
        assertThat(run(to(URI.create("https://foreman.invalid"), "rexuser", "x")))
                .singleElement()
                .satisfies(finding -> saysError(finding, "The name of the host is not known", "foreman.invalid"));
    }

    @Test
    void endsInTimeWhenTheServerHangs() throws IOException {
        try (ServerSocket hanging = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
            URI uri = URI.create("http://127.0.0.1:" + hanging.getLocalPort());
            Duration time = Duration.ofMillis(200);

            assertThat(new ConnectionTest(to(uri, "rexuser", "x"), time).run())
                    .singleElement()
                    .satisfies(finding -> saysError(finding, "No answer in time"));
        }
    }

    @Test
    void stopsAskingWhenTheServerIsSlow() {
        ForemanConnection connection = to(simulator.uri(), "rexmanager", "rexmanager-password");

        assertThat(new ConnectionTest(connection, Duration.ZERO).run())
                .hasSize(1)
                .noneMatch(finding -> finding.level() == Level.OK);
    }

    @Test
    void asksForTheAuthorityOfAnUntrustedCertificate() {
        restart(ForemanSimulator.builder().tls(TlsMode.SELF_SIGNED));

        assertThat(test("rexmanager"))
                .singleElement()
                .satisfies(finding -> saysError(finding, "not trusted: paste the certificate of its authority"));
    }

    @Test
    void trustsTheCertificateThatWasPasted() {
        restart(ForemanSimulator.builder().tls(TlsMode.SELF_SIGNED));
        ForemanConnection connection = to(simulator.uri(), "rexmanager", "rexmanager-password");

        assertThat(run(with(connection, null, null, simulator.certificatePem())))
                .allMatch(this::isGood);
    }

    @Test
    void saysThatTheCertificateIsForAnotherHost() {
        restart(ForemanSimulator.builder().tls(TlsMode.WRONG_HOST));
        ForemanConnection connection = to(simulator.uri(), "rexmanager", "rexmanager-password");

        assertThat(run(with(connection, null, null, simulator.certificatePem())))
                .singleElement()
                .satisfies(finding -> saysError(finding, "The certificate is for another host"));
    }

    @Test
    void saysThatThePastedTextIsNoCertificate() {
        ForemanConnection connection = to(simulator.uri(), "rexmanager", "rexmanager-password");

        assertThat(run(with(connection, null, null, "nonsense")))
                .singleElement()
                .satisfies(finding -> saysError(finding, "Paste one or more certificates in PEM form"));
        assertThat(simulator.counters().requests()).isZero();
    }

    @Test
    void saysThatTheSchemeIsWrongWhenThePortSpeaksNoTls() throws IOException {
        try (ServerSocket plain = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
            Thread server = new Thread(() -> answerInPlainHttp(plain));
            server.start();
            URI https = URI.create("https://127.0.0.1:" + plain.getLocalPort());

            assertThat(run(to(https, "rexmanager", "x")))
                    .singleElement()
                    .satisfies(finding -> saysError(finding, "A TLS connection could not be established"));
        }
    }

    private static void answerInPlainHttp(ServerSocket server) {
        try (Socket connection = server.accept()) {
            // no server answers before it is spoken to, and the JVM's client may pass over an answer that comes so
            // early
            assertThat(connection.getInputStream().read()).isNotNegative();
            byte[] refusal = "HTTP/1.1 400 Bad Request\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
            connection.getOutputStream().write(refusal);
            connection.getOutputStream().flush();
            connection.getInputStream().readAllBytes();
        } catch (IOException e) {
            // the client has seen enough
        }
    }

    @Test
    void saysWhereARedirectLeads() {
        simulator.faults().on("GET", "/api/status").always().redirect("https://foreman.example.com/api/status");

        assertThat(test("rexmanager"))
                .singleElement()
                .satisfies(finding ->
                        saysError(finding, "but not Foreman", "Set the URL of Foreman to https://foreman.example.com"));
    }

    @Test
    void saysThatAPageIsNotForeman() {
        simulator.faults().on("GET", "/api/status").always().status(200);

        assertThat(test("rexmanager"))
                .singleElement()
                .satisfies(finding -> saysError(finding, "Something answers there, but not Foreman"));
    }

    @Test
    void saysThatForemanIsUnderMaintenance() {
        simulator.faults().on("GET", "/api/status").always().status(503);

        assertThat(test("rexmanager"))
                .singleElement()
                .satisfies(finding -> saysError(finding, "Foreman cannot be used at the moment"));
    }

    @Test
    void neverShowsThePassword() {
        simulator.faults().on("GET", "/api/status").always().json(500, "{\"error\":{\"message\":\"boom\"}}");

        assertThat(run(to(simulator.uri(), "rexuser", "hunter2-secret")))
                .noneMatch(finding -> finding.text().contains("hunter2"));
    }

    private void restart(ForemanSimulator.Builder builder) {
        simulator.close();
        simulator = builder.start();
    }

    private List<Finding> test(String user) {
        return test(user, user + "-password");
    }

    private List<Finding> test(String user, String password) {
        return run(to(simulator.uri(), user, password));
    }

    private static List<Finding> run(ForemanConnection connection) {
        return new ConnectionTest(connection, Duration.ofSeconds(20)).run();
    }

    private static ForemanConnection to(URI uri, String user, String password) {
        return ForemanConnection.of(uri, user, () -> password);
    }

    private static ForemanConnection with(
            ForemanConnection connection, String organization, String location, String certificate) {
        return new ForemanConnection(
                connection.url(),
                connection.user(),
                connection.password(),
                organization,
                location,
                certificate,
                connection.connectTimeout(),
                connection.requestTimeout(),
                HttpClient::newBuilder);
    }

    private static Set<String> union(Set<String> more) {
        Set<String> all = new TreeSet<>(more);
        all.addAll(Set.of(
                "view_job_templates",
                "view_job_invocations",
                "create_job_invocations",
                "create_template_invocations",
                "view_hosts",
                "view_smart_proxies",
                "view_remote_execution_features"));
        return all;
    }

    private static String plugins(String version) {
        return "{\"total\":1,\"results\":[{\"name\":\"foreman_remote_execution\",\"version\":\"" + version + "\"}]}";
    }

    private boolean isGood(Finding finding) {
        return finding.level() == Level.OK;
    }

    private void saysRemoteExecutionIsMissing(Finding finding) {
        saysError(finding, "Foreman has no remote execution: install its plugin foreman_remote_execution");
    }

    private static void saysError(Finding finding, String... texts) {
        assertThat(finding.level()).isEqualTo(Level.ERROR);
        assertThat(finding.text()).contains(texts);
    }
}
