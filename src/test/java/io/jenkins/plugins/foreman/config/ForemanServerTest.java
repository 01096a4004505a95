package io.jenkins.plugins.foreman.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class ForemanServerTest {

    @Test
    void hasUsableDefaults() {
        ForemanServer server = new ForemanServer("prod", "https://foreman.example.com", "id");

        assertThat(server.getConnectTimeout()).isEqualTo(10);
        assertThat(server.getRequestTimeout()).isEqualTo(60);
        assertThat(server.patience()).isEqualTo(Duration.ofMinutes(30));
        assertThat(server.getRequestsInFlight()).isEqualTo(4);
        assertThat(server.getRequestsPerMinute()).isEqualTo(240);
    }

    @Test
    void trimsWhatPeopleType() {
        ForemanServer server = new ForemanServer(" prod ", " https://foreman.example.com ", null);

        assertThat(server.getName()).isEqualTo("prod");
        assertThat(server.getUrl()).isEqualTo("https://foreman.example.com");
        assertThat(server.getCredentialsId()).isEmpty();
    }

    @Test
    void takesTheDefaultForANumberThatMakesNoSense() {
        ForemanServer server = new ForemanServer("prod", "https://foreman.example.com", "id");
        server.setConnectTimeout(0);
        server.setRequestTimeout(-1);
        server.setRequestsInFlight(0);

        assertThat(server.getConnectTimeout()).isEqualTo(10);
        assertThat(server.getRequestTimeout()).isEqualTo(60);
        assertThat(server.getRequestsInFlight()).isEqualTo(4);
    }
}
