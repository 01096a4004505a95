package io.jenkins.plugins.foreman.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.util.DefaultLocale;

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
