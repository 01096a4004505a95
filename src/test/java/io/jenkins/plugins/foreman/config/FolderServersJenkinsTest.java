package io.jenkins.plugins.foreman.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.cloudbees.hudson.plugins.folder.Folder;
import com.cloudbees.hudson.plugins.folder.properties.FolderCredentialsProvider.FolderCredentialsProperty;
import com.cloudbees.plugins.credentials.Credentials;
import com.cloudbees.plugins.credentials.CredentialsProvider;
import com.cloudbees.plugins.credentials.CredentialsScope;
import com.cloudbees.plugins.credentials.SystemCredentialsProvider;
import com.cloudbees.plugins.credentials.domains.Domain;
import com.cloudbees.plugins.credentials.domains.DomainCredentials;
import com.cloudbees.plugins.credentials.impl.UsernamePasswordCredentialsImpl;
import hudson.AbortException;
import hudson.model.Fingerprint;
import hudson.model.FreeStyleBuild;
import hudson.model.FreeStyleProject;
import hudson.util.ListBoxModel;
import io.jenkins.plugins.foreman.client.Foreman;
import io.jenkins.plugins.foreman.client.ForemanException;
import io.jenkins.plugins.foreman.client.ListQuery;
import io.jenkins.plugins.foreman.simulator.ForemanSimulator;
import java.util.List;
import org.htmlunit.html.HtmlElement;
import org.htmlunit.html.HtmlForm;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

@WithJenkins
class FolderServersJenkinsTest {

    private JenkinsRule jenkins;
    private Folder outer;
    private Folder inner;
    private FreeStyleProject job;

    @BeforeEach
    void makeFolders(JenkinsRule rule) throws Exception {
        jenkins = rule;
        outer = jenkins.createProject(Folder.class, "outer");
        inner = outer.createProject(Folder.class, "inner");
        job = inner.createProject(FreeStyleProject.class, "job");
    }

    @Test
    void theNearestServerWins() throws Exception {
        ForemanServers.get().setServers(List.of(at("prod", "https://global"), at("extra", "https://extra")));
        outer.addProperty(new ForemanFolderProperty(List.of(at("prod", "https://outer"))));

        assertThat(ServerLookup.find("prod", job).server().getUrl()).isEqualTo("https://outer");
        assertThat(ServerLookup.find("prod", job).owner()).isSameAs(outer);
        assertThat(ServerLookup.find("extra", job).owner()).isSameAs(jenkins.jenkins);
        assertThat(ServerLookup.find("prod", null).server().getUrl()).isEqualTo("https://global");
        assertThat(ServerLookup.names(job)).containsExactly("prod", "extra");

        inner.addProperty(new ForemanFolderProperty(List.of(at("prod", "https://inner"))));

        assertThat(ServerLookup.find("prod", job).server().getUrl()).isEqualTo("https://inner");
        assertThat(ServerLookup.find(null, job).server().getUrl()).isEqualTo("https://inner");
    }

    @Test
    void aJobDoesNotSeeServersOfAnotherFolder() throws Exception {
        Folder other = jenkins.createProject(Folder.class, "other");
        other.addProperty(new ForemanFolderProperty(List.of(at("theirs", "https://theirs"))));

        assertThat(ServerLookup.names(job)).isEmpty();
        assertThatThrownBy(() -> ServerLookup.find("theirs", job)).isInstanceOf(AbortException.class);
    }

    @Test
    void aSavedFolderKeepsItsServers() throws Exception {
        ForemanFolderProperty property =
                new ForemanFolderProperty(List.of(Samples.full("prod"), Samples.small("test")));
        property.setDefaultServer("test");
        outer.addProperty(property);

        outer = jenkins.configRoundtrip(outer);

        ForemanFolderProperty saved = outer.getProperties().get(ForemanFolderProperty.class);
        assertThat(saved.getServers())
                .usingRecursiveComparison()
                .isEqualTo(List.of(Samples.full("prod"), Samples.small("test")));
        assertThat(saved.getDefaultServer()).isEqualTo("test");
    }

    @Test
    void theLastServerOfAFolderCanBeRemoved() throws Exception {
        outer.addProperty(new ForemanFolderProperty(List.of(Samples.small("prod"))));

        HtmlForm form = jenkins.createWebClient().getPage(outer, "configure").getFormByName("config");
        HtmlElement delete = form.getInputByName("_.url")
                .getFirstByXPath("ancestor::div[contains(@class,'repeated-chunk')]"
                        + "//button[contains(@class,'repeatable-delete')]");
        delete.click();
        jenkins.submit(form);

        assertThat(outer.getProperties().get(ForemanFolderProperty.class)).isNull();
    }

    @Test
    void aFolderWithoutServersGetsNoProperty() throws Exception {
        outer = jenkins.configRoundtrip(outer);

        assertThat(outer.getProperties().get(ForemanFolderProperty.class)).isNull();
    }

    @Test
    void credentialsOfAFolderAreListedAndUsedThereOnly() throws Exception {
        try (ForemanSimulator simulator = ForemanSimulator.builder().start()) {
            addCredentials(outer, "folder-login", "rexuser", "rexuser-password");
            String url = simulator.uri().toString();
            outer.addProperty(new ForemanFolderProperty(List.of(new ForemanServer("mine", url, "folder-login"))));
            ForemanServers.get().setServers(List.of(new ForemanServer("global", url, "folder-login")));

            Foreman foreman = ServerLookup.find("mine", job).connect(null);

            assertThat(foreman.serverStatus().currentUser().login()).isEqualTo("rexuser");
            assertThat(values(ServerCredentials.list(outer, url, ""))).contains("folder-login");
            assertThat(values(ServerCredentials.list(jenkins.jenkins, url, ""))).doesNotContain("folder-login");
            assertThatThrownBy(() -> ServerLookup.find("global", job).connect(null))
                    .isInstanceOf(AbortException.class)
                    .hasMessageContaining("folder-login")
                    .hasMessageContaining("global");
        }
    }

    @Test
    void aGlobalServerCanUseCredentialsThatJobsCannot() throws Exception {
        try (ForemanSimulator simulator = ForemanSimulator.builder().start()) {
            addGlobal(CredentialsScope.SYSTEM, "system-login", "rexuser", "rexuser-password");
            String url = simulator.uri().toString();
            ForemanServers.get().setServers(List.of(new ForemanServer("global", url, "system-login")));
            outer.addProperty(new ForemanFolderProperty(List.of(new ForemanServer("mine", url, "system-login"))));

            Foreman foreman = ServerLookup.find("global", job).connect(null);

            assertThat(foreman.serverStatus().currentUser().login()).isEqualTo("rexuser");
            assertThatThrownBy(() -> ServerLookup.find("mine", job).connect(null))
                    .isInstanceOf(AbortException.class);
        }
    }

    @Test
    void aChangedPasswordTakesEffectWithoutANewConnection() throws Exception {
        try (ForemanSimulator simulator = ForemanSimulator.builder().start()) {
            addGlobal(CredentialsScope.GLOBAL, "login", "rexuser", "old-password");
            ForemanServers.get()
                    .setServers(
                            List.of(new ForemanServer("prod", simulator.uri().toString(), "login")));
            Foreman foreman = ServerLookup.find("prod", job).connect(null);
            assertThatThrownBy(() -> foreman.serverStatus().currentUser())
                    .isInstanceOf(ForemanException.class)
                    .hasMessageNotContaining("old-password");

            SystemCredentialsProvider.getInstance().getCredentials().clear();
            addGlobal(CredentialsScope.GLOBAL, "login", "rexuser", "rexuser-password");

            assertThat(foreman.lookups().hosts(ListQuery.first(1, null)).results())
                    .hasSize(1);
        }
    }

    @Test
    void theUseOfCredentialsIsTracked() throws Exception {
        Credentials login = addGlobal(CredentialsScope.GLOBAL, "login", "rexuser", "rexuser-password");
        ForemanServers.get().setServers(List.of(new ForemanServer("prod", "https://foreman.invalid", "login")));
        FreeStyleBuild build = jenkins.buildAndAssertSuccess(job);

        ServerLookup.find("prod", job).connect(build);

        Fingerprint fingerprint = CredentialsProvider.getFingerprintOf(login);
        assertThat(fingerprint).isNotNull();
        assertThat(fingerprint.getJobs()).contains(job.getFullName());
    }

    private static ForemanServer at(String name, String url) {
        return new ForemanServer(name, url, "");
    }

    private static Credentials addGlobal(CredentialsScope scope, String id, String user, String password)
            throws Exception {
        Credentials login = new UsernamePasswordCredentialsImpl(scope, id, null, user, password);
        SystemCredentialsProvider.getInstance().getCredentials().add(login);
        SystemCredentialsProvider.getInstance().save();
        return login;
    }

    private static void addCredentials(Folder folder, String id, String user, String password) throws Exception {
        folder.addProperty(new FolderCredentialsProperty(new DomainCredentials[] {
            new DomainCredentials(
                    Domain.global(),
                    List.of(new UsernamePasswordCredentialsImpl(CredentialsScope.GLOBAL, id, null, user, password)))
        }));
    }

    private static List<String> values(ListBoxModel model) {
        return model.stream().map(option -> option.value).toList();
    }
}
