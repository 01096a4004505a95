package io.jenkins.plugins.foreman.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import hudson.AbortException;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.util.DefaultLocale;

@DefaultLocale(language = "en")
class ServerChoiceTest {

    @Test
    void findsTheNearestServerOfAName() throws Exception {
        ServerChoice choice = choice(
                level("outer/inner", null, server("prod", "https://inner")),
                level("outer", null, server("prod", "https://outer"), server("test", "https://outer-test")),
                level(null, null, server("prod", "https://global"), server("global", "https://other")));

        assertThat(choice.find("prod").server().getUrl()).isEqualTo("https://inner");
        assertThat(choice.find(" test ").server().getUrl()).isEqualTo("https://outer-test");
        assertThat(choice.find("global").server().getUrl()).isEqualTo("https://other");
    }

    @Test
    void namesEachServerOnceTheNearestFirst() {
        ServerChoice choice = choice(
                level("folder", null, server("b"), server("shared")), level(null, null, server("a"), server("shared")));

        assertThat(choice.names()).containsExactly("b", "shared", "a");
    }

    @Test
    void listsWhatThereIsWhenANameIsUnknown() {
        ServerChoice choice =
                choice(level("team/app", null, server("dev"), server("qa")), level(null, null, server("prod")));

        assertThatThrownBy(() -> choice.find("prdo"))
                .isInstanceOf(AbortException.class)
                .hasMessageContaining("no Foreman server \"prdo\" here")
                .hasMessageContaining("Correct the name, or add the server")
                .hasMessageEndingWith("folder \"team/app\": dev, qa; all of Jenkins: prod");
    }

    @Test
    void takesTheNearestDefaultWhenNoneIsNamed() throws Exception {
        ServerChoice choice = choice(
                level("inner", null, server("a"), server("b")),
                level("outer", "d", server("c"), server("d")),
                level(null, "e", server("e")));

        assertThat(choice.find(null).server().getName()).isEqualTo("d");
        assertThat(choice.find("  ").server().getName()).isEqualTo("d");
    }

    @Test
    void letsAFolderChooseAnOuterServerAsItsDefault() throws Exception {
        ServerChoice choice =
                choice(level("folder", "global", server("mine")), level(null, null, server("global"), server("other")));

        assertThat(choice.find(null).server().getName()).isEqualTo("global");
    }

    @Test
    void takesTheOnlyServerOfTheNearestPlace() throws Exception {
        assertThat(choice(level("folder", null, server("mine")), level(null, "prod", server("prod")))
                        .find(null)
                        .server()
                        .getName())
                .isEqualTo("mine");
        assertThat(choice(level(null, null, server("only"))).find(null).server().getName())
                .isEqualTo("only");
    }

    @Test
    void asksForANameAmongSeveral() {
        assertThatThrownBy(() ->
                        choice(level(null, null, server("a"), server("b"))).find(null))
                .isInstanceOf(AbortException.class)
                .hasMessage("There are several Foreman servers and no default. Name one of them, or set a default"
                        + " server. There are, from the job outwards: all of Jenkins: a, b");
    }

    @Test
    void saysThatNothingIsConfigured() {
        assertThatThrownBy(() -> choice(level(null, null)).find(null))
                .isInstanceOf(AbortException.class)
                .hasMessageStartingWith("No Foreman server is configured. Add one under Manage Jenkins");
        assertThatThrownBy(() -> choice(level(null, null)).find("prod")).hasMessageEndingWith("outwards: none");
    }

    @Test
    void saysWhoseDefaultIsNotThere() {
        assertThatThrownBy(() -> choice(level("folder", "gone", server("a")), level(null, null, server("b")))
                        .find(null))
                .isInstanceOf(AbortException.class)
                .hasMessageContaining("The default Foreman server \"gone\" of folder \"folder\" is not there.");
    }

    private static ServerChoice choice(ServerLevel... levels) {
        return new ServerChoice(Arrays.asList(levels));
    }

    private static ServerLevel level(String folder, String defaultServer, ForemanServer... servers) {
        return new ServerLevel(folder, null, List.of(servers), defaultServer);
    }

    private static ForemanServer server(String name) {
        return server(name, "https://foreman.example.com");
    }

    private static ForemanServer server(String name, String url) {
        return new ForemanServer(name, url, "id");
    }
}
