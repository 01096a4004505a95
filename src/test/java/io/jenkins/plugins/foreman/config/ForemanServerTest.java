package io.jenkins.plugins.foreman.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Field;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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

    /** As XStream does, past the setters, with whatever a file or a request holds. */
    @ParameterizedTest
    @CsvSource({"0, 10, 60, 30, 4, 240", "-7, 10, 60, 30, 4, 240", "2147483647, 600, 3600, 43200, 16, 60000"})
    void usesNoNumberThatMakesNoSenseWhereverItComesFrom(
            int stored, int connect, int request, int patience, int inFlight, int perMinute) throws Exception {
        ForemanServer server = new ForemanServer("prod", "https://foreman.example.com", "id");
        for (String field :
                new String[] {"connectTimeout", "requestTimeout", "patience", "requestsInFlight", "requestsPerMinute"
                }) {
            Field there = ForemanServer.class.getDeclaredField(field);
            there.setAccessible(true);
            there.setInt(server, stored);
        }

        assertThat(server.getConnectTimeout()).isEqualTo(connect);
        assertThat(server.getRequestTimeout()).isEqualTo(request);
        assertThat(server.getPatience()).isEqualTo(patience);
        assertThat(server.patience()).isEqualTo(Duration.ofMinutes(patience));
        assertThat(server.getRequestsInFlight()).isEqualTo(inFlight);
        assertThat(server.getRequestsPerMinute()).isEqualTo(perMinute);
        assertThat(server.patience().toNanos()).isPositive();
    }

    @Test
    void whatAFileLeavesOutIsEmpty() throws Exception {
        ForemanServer server = new ForemanServer("prod", "https://foreman.example.com", "id");
        for (String field : new String[] {"name", "url", "credentialsId"}) {
            Field there = ForemanServer.class.getDeclaredField(field);
            there.setAccessible(true);
            there.set(server, null);
        }

        assertThat(server.getName()).isEmpty();
        assertThat(server.getUrl()).isEmpty();
        assertThat(server.getCredentialsId()).isEmpty();
    }
}
