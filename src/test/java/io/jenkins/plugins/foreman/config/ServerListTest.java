package io.jenkins.plugins.foreman.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.util.DefaultLocale;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DefaultLocale(language = "en")
class ServerListTest {

    @Test
    void takesServersWithNamesOfTheirOwn() {
        assertThat(ServerList.problem(List.of(server("a"), server("b")))).isNull();
    }

    @Test
    void takesNoServers() {
        assertThat(ServerList.checked(null)).isEmpty();
    }

    @Test
    void refusesANameThatIsThereTwice() {
        assertThat(ServerList.problem(List.of(server("prod"), server(" prod "))))
                .isEqualTo("There are two Foreman servers \"prod\". Rename one of them.");
    }

    @Test
    void refusesAServerWithoutAName() {
        assertThat(ServerList.problem(List.of(server(" ")))).startsWith("Give the server a name");
    }

    @Test
    void saysWhichServerHasABadAddress() {
        List<ForemanServer> servers = List.of(server("a"), new ForemanServer("b", "nonsense", "id"));

        assertThatThrownBy(() -> ServerList.checked(servers))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("Foreman server \"b\": The address must start with");
    }

    @ParameterizedTest
    @ValueSource(ints = {Integer.MIN_VALUE, -5, 0, 3601, Integer.MAX_VALUE})
    void saysWhichNumberIsOutOfRange(int seconds) {
        ForemanServer server = server("prod");
        server.setRequestTimeout(seconds);

        assertThat(ServerList.problem(List.of(server)))
                .isEqualTo("Foreman server \"prod\": Request timeout in seconds must be between 1 and 3600, not "
                        + seconds + ".");
    }

    @Test
    void saysSoOfEachNumber() {
        List<Consumer<ForemanServer>> numbers = List.of(
                server -> server.setConnectTimeout(0),
                server -> server.setPatience(0),
                server -> server.setRequestsInFlight(0),
                server -> server.setRequestsPerMinute(0));
        for (Consumer<ForemanServer> number : numbers) {
            ForemanServer server = server("prod");
            number.accept(server);

            assertThat(ServerList.problem(List.of(server))).contains("must be between 1 and");
        }
    }

    @Test
    void keepsACopy() {
        List<ForemanServer> given = new ArrayList<>(List.of(server("a")));
        List<ForemanServer> kept = ServerList.checked(given);
        given.clear();

        assertThat(kept).hasSize(1);
    }

    private static ForemanServer server(String name) {
        return new ForemanServer(name, "https://foreman.example.com", "id");
    }
}
