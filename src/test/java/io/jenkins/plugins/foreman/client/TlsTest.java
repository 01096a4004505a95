package io.jenkins.plugins.foreman.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.jenkins.plugins.foreman.client.ForemanException.Kind;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With an authority and certificates made for the occasion. */
class TlsTest {

    private static final String PASSWORD = "changeit";

    @TempDir
    static Path directory;

    private static KeyStore keys;
    private static String authority;
    private HttpsServer server;

    @BeforeAll
    static void makeAuthorityAndCertificates() throws Exception {
        keytool("-genkeypair", "-alias", "ca", "-keyalg", "EC", "-dname", "CN=Test authority", "-ext", "bc:c");
        keytool("-genkeypair", "-alias", "good", "-keyalg", "EC", "-dname", "CN=good");
        keytool(
                "-genkeypair",
                "-alias",
                "other",
                "-keyalg",
                "EC",
                "-dname",
                "CN=o",
                "-ext",
                "san=dns:other.example.com");
        String good = sign("good", "-validity", "2");
        String expired = sign("good", "-startdate", "-10d", "-validity", "2");
        keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(directory.resolve("keys"))) {
            keys.load(in, PASSWORD.toCharArray());
        }
        authority = pem(keys.getCertificate("ca"));
        addServer("expired", expired);
        addServer("good", good);
    }

    @AfterEach
    void stop() {
        if (server != null) {
            server.stop(0);
        }
    }

    @Test
    void aCertificateOfTheConfiguredAuthorityIsTrusted() throws Exception {
        start("good");

        assertThat(foreman(authority).jobInvocations().show(7).id()).isEqualTo(7);
    }

    @Test
    void theAuthorityMayStandBetweenOtherTextAndCertificates() throws Exception {
        start("good");
        String other = pem(keys.getCertificate("other"));

        String pem = "# ours\r\n" + other + "subject=CN = Test authority\n" + authority.replace("\n", "\r\n") + "end";

        assertThat(foreman(pem).jobInvocations().show(7).id()).isEqualTo(7);
    }

    @Test
    void aCertificateOfAnUnknownAuthorityIsNot() throws Exception {
        start("good");

        ForemanException e = show(null);

        assertThat(e.kind()).isEqualTo(Kind.TLS_UNTRUSTED);
        assertThat(e.isTransient()).isFalse();
        assertThat(e.isOutcomeUnknown()).isFalse();
        assertThat(e)
                .hasMessageContaining("not issued by an authority that is trusted here")
                .hasMessageContaining("Put the certificate of its authority (PEM)");
    }

    @Test
    void anotherAuthorityDoesNotHelp() throws Exception {
        start("good");

        ForemanException e = show(pem(keys.getCertificate("other")));

        assertThat(e.kind()).isEqualTo(Kind.TLS_UNTRUSTED);
    }

    @Test
    void aCertificateForAnotherHostIsToldFromAnUntrustedOne() throws Exception {
        start("other");

        ForemanException e = show(pem(keys.getCertificate("other")));

        assertThat(e.kind()).isEqualTo(Kind.TLS_HOST_NAME);
        assertThat(e).hasMessageContaining("is for another host").hasMessageContaining("127.0.0.1");
    }

    @Test
    void anExpiredCertificateIsSaidToBe() throws Exception {
        start("expired");

        ForemanException e = show(authority);

        assertThat(e.kind()).isEqualTo(Kind.TLS_UNTRUSTED);
        assertThat(e).hasMessageContaining("has expired");
    }

    @Test
    void aPortWithoutTlsIsSaidToBe() throws Exception {
        try (RawServer plain = new RawServer(
                (socket, out) -> out.write("HTTP/1.1 400 Bad Request\r\n\r\n".getBytes(StandardCharsets.UTF_8)))) {
            plain.answerAtOnce();
            URI https = URI.create(plain.uri().toString().replace("http:", "https:"));

            ForemanException e = catchThrowableOfType(
                    ForemanException.class,
                    () -> foreman(https, null).jobInvocations().show(7));

            assertThat(e.kind()).isEqualTo(Kind.TLS_FAILED);
            assertThat(e.isOutcomeUnknown()).isFalse();
            assertThat(e).hasMessageContaining("Check scheme and port of the URL");
        }
    }

    @Test
    void aHandshakeThatBreaksOffIsALostConnectionThatReachedNobody() throws Exception {
        try (RawServer broken = new RawServer((socket, out) -> {})) {
            broken.answerAtOnce();
            URI https = URI.create(broken.uri().toString().replace("http:", "https:"));

            ForemanException e = catchThrowableOfType(
                    ForemanException.class,
                    () -> foreman(https, null).jobInvocations().show(7));

            assertThat(e.kind()).isEqualTo(Kind.CONNECTION_LOST);
            assertThat(e.isTransient()).isTrue();
            assertThat(e.isOutcomeUnknown()).isFalse();
        }
    }

    @Test
    void aTextThatIsNoCertificateIsNamedAsTheCause() {
        ForemanException e = catchThrowableOfType(
                ForemanException.class,
                () -> foreman(URI.create("https://127.0.0.1:1"), "ca.pem")
                        .jobInvocations()
                        .show(7));

        assertThat(e.kind()).isEqualTo(Kind.TLS_UNTRUSTED);
        assertThat(e).hasMessageContaining("configured CA certificate cannot be used: the text holds no");
    }

    @Test
    void aDamagedCertificateIsCounted() {
        CertificateException e = catchThrowableOfType(
                CertificateException.class,
                () -> TrustedCertificates.parse(
                        authority + "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----"));

        assertThat(e).hasMessage("certificate 2 in the text cannot be read");
    }

    private void start(String alias) throws Exception {
        KeyStore own = KeyStore.getInstance("PKCS12");
        own.load(null, null);
        own.setKeyEntry(
                "server",
                keys.getKey(alias, PASSWORD.toCharArray()),
                PASSWORD.toCharArray(),
                keys.getCertificateChain(alias));
        KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(own, PASSWORD.toCharArray());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), null, null);
        server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(context));
        server.createContext("/", exchange -> {
            byte[] body = "{\"id\":7}".getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
    }

    private ForemanException show(String caCertificate) {
        return catchThrowableOfType(
                ForemanException.class,
                () -> foreman(caCertificate).jobInvocations().show(7));
    }

    private Foreman foreman(String caCertificate) {
        return foreman(URI.create("https://127.0.0.1:" + server.getAddress().getPort()), caCertificate);
    }

    private static Foreman foreman(URI uri, String caCertificate) {
        return new Foreman(new ForemanConnection(
                uri,
                "rexuser",
                () -> "x",
                null,
                null,
                caCertificate,
                Duration.ofSeconds(5),
                Duration.ofSeconds(20),
                HttpClient::newBuilder));
    }

    /** A certificate for the key of that name and the loopback address, in PEM. */
    private static String sign(String alias, String... validity) throws Exception {
        Path request = directory.resolve("request");
        keytool("-certreq", "-alias", alias, "-file", request.toString());
        List<String> arguments = new ArrayList<>(List.of("-gencert", "-rfc", "-alias", "ca"));
        arguments.addAll(List.of("-ext", "san=ip:127.0.0.1", "-infile", request.toString()));
        arguments.addAll(List.of(validity));
        return keytool(arguments.toArray(new String[0]));
    }

    private static void addServer(String alias, String certificate) throws Exception {
        Certificate[] chain = {TrustedCertificates.parse(certificate).get(0), keys.getCertificate("ca")};
        keys.setKeyEntry(alias, keys.getKey("good", PASSWORD.toCharArray()), PASSWORD.toCharArray(), chain);
    }

    private static String pem(Certificate certificate) throws Exception {
        String body = Base64.getMimeEncoder().encodeToString(certificate.getEncoded());
        return "-----BEGIN CERTIFICATE-----\n" + body + "\n-----END CERTIFICATE-----\n";
    }

    private static String keytool(String... arguments) throws Exception {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
        command.add("-J-XX:TieredStopAtLevel=1");
        command.addAll(List.of(arguments));
        command.addAll(List.of("-keystore", directory.resolve("keys").toString(), "-storetype", "PKCS12"));
        command.addAll(List.of("-storepass", PASSWORD));
        Path errors = directory.resolve("errors");
        Process process =
                new ProcessBuilder(command).redirectError(errors.toFile()).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor())
                .as("%s%n%s%s", command, output, Files.readString(errors))
                .isZero();
        return output;
    }
}
