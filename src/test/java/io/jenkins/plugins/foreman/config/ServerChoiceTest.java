package io.jenkins.plugins.foreman.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import hudson.AbortException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
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
                        + " server. Available, nearest first: all of Jenkins: a, b");
    }

    @Test
    void saysThatNothingIsConfigured() {
        assertThatThrownBy(() -> choice(level(null, null)).find(null))
                .isInstanceOf(AbortException.class)
                .hasMessageStartingWith("No Foreman server is configured. Add one under Manage Jenkins");
        assertThatThrownBy(() -> choice(level(null, null)).find("prod")).hasMessageEndingWith("nearest first: none");
    }

    @Test
    void saysWhoseDefaultIsNotThere() {
        assertThatThrownBy(() -> choice(level("folder", "gone", server("a")), level(null, null, server("b")))
                        .find(null))
                .isInstanceOf(AbortException.class)
                .hasMessageContaining("The default Foreman server \"gone\" of folder \"folder\" is not there.");
    }

    /** A place is known by what stands in for its file: here the folder's name with an "id:" before it. */
    private static ResolvedServer again(ServerChoice choice, String owner, String name, String url, String changes)
            throws IOException {
        return choice.findAgain(
                new ServerIdentity(name, owner, url), AddressChanges.parse(changes), level -> "id:" + level.folder());
    }

    @Test
    void goesOnWithTheServerThatARunWasBegunWithThoughANearerOneTookItsName() throws Exception {
        ServerChoice choice = choice(
                level("outer/inner", null, server("prod", "https://attacker")),
                level("outer", null, server("prod", "https://victim")),
                level(null, null, server("prod", "https://global")));

        assertThat(again(choice, "id:outer", "prod", "https://victim", null)
                        .server()
                        .getUrl())
                .isEqualTo("https://victim");
        assertThat(again(choice, "id:null", "prod", "https://global", null)
                        .server()
                        .getUrl())
                .isEqualTo("https://global");
    }

    @Test
    void refusesAServerOfTheSameNameAtAnotherAddressOrInAnotherPlace() {
        ServerChoice choice = choice(
                level("attacker", null, server("prod", "https://attacker"), server("copy", "https://victim")),
                level(null, null, server("prod", "https://global")));

        assertThatThrownBy(() -> again(choice, "id:null", "prod", "https://victim", null))
                .isInstanceOf(AbortException.class)
                .hasMessageContaining("\"prod\" at https://victim")
                .hasMessageContaining("an administrator confirms that");
        assertThatThrownBy(() -> again(choice, "id:victim", "prod", "https://victim", null))
                .isInstanceOf(AbortException.class)
                .hasMessageContaining("of a folder that no longer contains this job");
    }

    @Test
    void takesAnOldRunOnlyToTheNearestServerOfTheNameAndOnlyAtItsAddress() throws Exception {
        ServerChoice choice = choice(
                level("folder", null, server("prod", "https://here")),
                level(null, null, server("prod", "https://global")));

        assertThat(again(choice, null, "prod", "https://HERE/", null).server().getUrl())
                .isEqualTo("https://here");
        assertThatThrownBy(() -> again(choice, null, "prod", "https://global", null))
                .hasMessageContaining("at https://global");
    }

    @Test
    void followsAChangeOfAddressThatAnAdministratorConfirmed() throws Exception {
        ServerChoice choice = choice(level(null, null, server("prod", "https://new.example.com/foreman")));
        String changes = "https://old.example.com https://mid.example.com/\nnonsense\n"
                + "https://mid.example.com   https://new.example.com/foreman/\n";

        assertThat(again(choice, "id:null", "prod", "https://old.example.com/", changes)
                        .server()
                        .getName())
                .isEqualTo("prod");
        assertThatThrownBy(() -> again(choice, "id:null", "prod", "https://other.example.com", changes))
                .isInstanceOf(AbortException.class);
        assertThat(AddressChanges.parse("https://a https://b\nhttps://b https://a")
                        .isSame("https://a", "https://c"))
                .isFalse();
        assertThat(AddressChanges.parse(null).isSame("https://a/b", "https://a/B"))
                .isFalse();
    }

    @Test
    void goesOnWithARenamedServerWhereThereIsNoDoubt() throws Exception {
        ServerChoice one =
                choice(level(null, null, server("renamed", "https://same"), server("prod", "https://other")));
        ServerChoice two = choice(level(null, null, server("a", "https://same"), server("b", "https://same")));

        assertThat(again(one, "id:null", "prod", "https://same", null).server().getName())
                .isEqualTo("renamed");
        assertThatThrownBy(() -> again(two, "id:null", "prod", "https://same", null))
                .isInstanceOf(AbortException.class);
    }

    @Test
    void knowsAFolderByAFileThatMovesWithItAndIsNotTakenOver(@TempDir Path folders) throws Exception {
        Path payroll = Files.createDirectory(folders.resolve("payroll"));
        String id = ServerOwner.id(payroll);
        assertThat(ServerOwner.id(payroll)).isEqualTo(id);

        Path moved = Files.move(payroll, folders.resolve("pay"));
        Path newcomer = Files.createDirectory(folders.resolve("payroll"));
        assertThat(ServerOwner.id(moved)).isEqualTo(id);
        assertThat(ServerOwner.id(newcomer)).isNotEqualTo(id);
        Files.writeString(newcomer.resolve("foreman-owner.txt"), "jenkins");
        assertThatThrownBy(() -> ServerOwner.id(newcomer)).isInstanceOf(IOException.class);
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
