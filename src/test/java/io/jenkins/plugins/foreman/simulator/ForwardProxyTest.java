package io.jenkins.plugins.foreman.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.net.ProxySelector;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;

class ForwardProxyTest {

    private static HttpResponse<String> get(ForwardProxy proxy, URI uri, String... headers) throws Exception {
        HttpClient client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .proxy(ProxySelector.of(new InetSocketAddress("127.0.0.1", proxy.port())))
                .build();
        HttpRequest.Builder request = HttpRequest.newBuilder(uri.resolve("/api/ping"));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    @Test
    void forwardsPlainRequests() throws Exception {
        try (ForemanSimulator simulator = ForemanSimulator.builder().start();
                ForwardProxy proxy = ForwardProxy.open()) {
            assertThat(get(proxy, simulator.uri()).body()).contains("database");
            assertThat(proxy.forwarded()).isEqualTo(1);
        }
    }

    @Test
    void asksForCredentials() throws Exception {
        try (ForemanSimulator simulator = ForemanSimulator.builder().start();
                ForwardProxy proxy = ForwardProxy.withCredentials("me", "secret")) {
            assertThat(get(proxy, simulator.uri()).statusCode()).isEqualTo(407);
            assertThat(get(proxy, simulator.uri(), "Proxy-Authorization", "Basic bWU6c2VjcmV0")
                            .statusCode())
                    .isEqualTo(200);
            assertThat(proxy.refused()).isEqualTo(1);
        }
    }
}
