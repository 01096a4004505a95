package io.jenkins.plugins.foreman.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.foreman.simulator.ForemanSimulator;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.junit.jupiter.api.Test;

class TransportTest {

    private static final Supplier<HttpClient.Builder> CLIENTS = HttpClient::newBuilder;

    @Test
    void twoHundredClientsOfAServerHaveTheThreadsAndFilesOfOne() throws Exception {
        try (ForemanSimulator simulator = ForemanSimulator.builder().hosts(1).start()) {
            Set<Thread> threadsBefore = selectors();
            long filesBefore = openFiles();
            List<Foreman> foremen = new ArrayList<>();
            for (int i = 0; i < 200; i++) {
                Foreman foreman =
                        new Foreman(connection(simulator.uri(), "admin", "changeme", null, null, 10, CLIENTS));
                foreman.serverStatus().foremanVersion();
                foremen.add(foreman);
            }
            Set<Thread> threads = selectors();
            threads.removeAll(threadsBefore);
            assertThat(threads).as("%d clients", foremen.size()).hasSizeLessThanOrEqualTo(1);
            long files = openFiles() - filesBefore;
            // the selector, and both ends of a connection that is kept
            assertThat(files).isLessThan(20);
        }
    }

    @Test
    void oneServesAllLogins() throws Exception {
        URI url = URI.create("https://foreman.example.com");
        Transport one = Transport.of(connection(url, "ada", "x", "1", null, 10, CLIENTS));
        assertThat(Transport.of(connection(
                        URI.create("HTTPS://other@foreman.EXAMPLE.com/path"), "bob", "y", null, " ", 10, CLIENTS)))
                .isSameAs(one);
    }

    @Test
    void whatIsReachedInAnotherWayHasAnother() throws Exception {
        URI url = URI.create("https://foreman.example.com");
        Transport one = Transport.of(connection(url, "ada", "x", null, null, 10, CLIENTS));
        assertThat(Transport.of(
                        connection(URI.create("https://foreman.example.com:8443"), "a", "", null, null, 10, CLIENTS)))
                .isNotSameAs(one);
        assertThat(Transport.of(connection(URI.create("http://foreman.example.com"), "a", "", null, null, 10, CLIENTS)))
                .isNotSameAs(one);
        assertThat(Transport.of(connection(url, "ada", "x", null, null, 5, CLIENTS)))
                .isNotSameAs(one);
        assertThat(Transport.of(connection(url, "ada", "x", null, null, 10, HttpClient::newBuilder)))
                .isNotSameAs(one);
        String authority = certificate();
        assertThat(Transport.of(connection(url, "ada", "x", null, authority, 10, CLIENTS)))
                .isNotSameAs(one);
    }

    @Test
    void whatNobodyUsesGoes() throws Exception {
        Set<Thread> before = selectors();
        use();
        Set<Thread> mine = selectors();
        mine.removeAll(before);
        long end = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        for (Thread thread : mine) {
            while (thread.isAlive() && System.nanoTime() < end) {
                System.gc();
                thread.join(200);
            }
            assertThat(thread.isAlive()).isFalse();
        }
    }

    private static void use() throws Exception {
        try (ForemanSimulator simulator = ForemanSimulator.builder().hosts(1).start()) {
            new Foreman(connection(simulator.uri(), "admin", "changeme", null, null, 10, CLIENTS))
                    .serverStatus()
                    .foremanVersion();
        }
    }

    /** Of any authority. */
    private static String certificate() throws GeneralSecurityException {
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init((KeyStore) null);
        X509TrustManager trusted = (X509TrustManager) factory.getTrustManagers()[0];
        return "-----BEGIN CERTIFICATE-----\n"
                + Base64.getMimeEncoder().encodeToString(trusted.getAcceptedIssuers()[0].getEncoded())
                + "\n-----END CERTIFICATE-----\n";
    }

    private static ForemanConnection connection(
            URI url,
            String user,
            String password,
            String organization,
            String certificate,
            int seconds,
            Supplier<HttpClient.Builder> clients) {
        return new ForemanConnection(
                url,
                user,
                () -> password,
                organization,
                null,
                certificate,
                Duration.ofSeconds(seconds),
                Duration.ofSeconds(60),
                clients);
    }

    private static Set<Thread> selectors() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().matches("HttpClient-\\d+-SelectorManager"))
                .collect(Collectors.toSet());
    }

    /** Zero where the system does not tell. */
    private static long openFiles() throws Exception {
        Path files = Path.of("/proc/self/fd");
        if (!Files.isDirectory(files)) {
            return 0;
        }
        try (Stream<Path> open = Files.list(files)) {
            return open.count();
        }
    }
}
