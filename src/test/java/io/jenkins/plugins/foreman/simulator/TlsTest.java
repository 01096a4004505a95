package io.jenkins.plugins.foreman.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TlsTest {

    private static int ping(TlsMode mode) throws Exception {
        try (ForemanSimulator simulator = ForemanSimulator.builder().tls(mode).start()) {
            byte[] pem = simulator.certificatePem().getBytes(StandardCharsets.US_ASCII);
            KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
            trusted.load(null, null);
            trusted.setCertificateEntry(
                    "foreman",
                    CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(pem)));
            TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(trusted);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, trust.getTrustManagers(), null);
            HttpClient client = HttpClient.newBuilder().sslContext(context).build();
            HttpRequest request = HttpRequest.newBuilder(URI.create(simulator.uri() + "/api/ping"))
                    .build();
            return client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
        }
    }

    @Test
    void aSelfSignedCertificateCanBeTrusted() throws Exception {
        assertThat(ping(TlsMode.SELF_SIGNED)).isEqualTo(200);
    }

    @ParameterizedTest
    @EnumSource(
            value = TlsMode.class,
            names = {"EXPIRED", "WRONG_HOST"})
    void aBadCertificateIsNotGoodEvenWhenItIsTrusted(TlsMode mode) {
        assertThatThrownBy(() -> ping(mode)).isInstanceOf(SSLHandshakeException.class);
    }
}
