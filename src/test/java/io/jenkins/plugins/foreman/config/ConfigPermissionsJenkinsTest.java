package io.jenkins.plugins.foreman.config;

import static org.assertj.core.api.Assertions.assertThat;

import com.cloudbees.hudson.plugins.folder.Folder;
import com.cloudbees.plugins.credentials.CredentialsScope;
import com.cloudbees.plugins.credentials.SystemCredentialsProvider;
import com.cloudbees.plugins.credentials.impl.UsernamePasswordCredentialsImpl;
import hudson.model.Item;
import io.jenkins.plugins.foreman.simulator.ForemanSimulator;
import java.net.URL;
import java.util.ArrayList;
import java.util.List;
import jenkins.model.Jenkins;
import org.htmlunit.HttpMethod;
import org.htmlunit.WebRequest;
import org.htmlunit.WebResponse;
import org.htmlunit.util.NameValuePair;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.MockAuthorizationStrategy;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

@WithJenkins
class ConfigPermissionsJenkinsTest {

    private static final String SERVER = "descriptorByName/io.jenkins.plugins.foreman.config.ForemanServer/";
    private static final String SERVERS = "descriptorByName/io.jenkins.plugins.foreman.config.ForemanServers/";
    private static final String FOLDER = "descriptorByName/io.jenkins.plugins.foreman.config.ForemanFolderProperty/";

    private final ForemanSimulator simulator = ForemanSimulator.builder().start();
    private JenkinsRule jenkins;

    @BeforeEach
    void secure(JenkinsRule rule) throws Exception {
        jenkins = rule;
        Folder folder = jenkins.createProject(Folder.class, "folder");
        jenkins.jenkins.setSecurityRealm(jenkins.createDummySecurityRealm());
        jenkins.jenkins.setAuthorizationStrategy(new MockAuthorizationStrategy()
                .grant(Jenkins.READ, Item.READ)
                .everywhere()
                .to("reader")
                .grant(Jenkins.READ, Jenkins.MANAGE, Item.READ)
                .everywhere()
                .to("manager")
                .grant(Jenkins.READ, Item.READ)
                .everywhere()
                .to("folderadmin")
                .grant(Item.CONFIGURE, Item.EXTENDED_READ)
                .onItems(folder)
                .to("folderadmin")
                .grant(Jenkins.ADMINISTER)
                .everywhere()
                .to("admin"));
        SystemCredentialsProvider.getInstance()
                .getCredentials()
                .add(new UsernamePasswordCredentialsImpl(
                        CredentialsScope.GLOBAL, "login", null, "rexmanager", "rexmanager-password"));
        SystemCredentialsProvider.getInstance().save();
        ForemanServers.get().setServers(List.of(Samples.small("prod")));
    }

    @AfterEach
    void stop() {
        simulator.close();
    }

    @Test
    void noMethodAnswersToGet() throws Exception {
        List<String> methods = List.of(
                SERVER + "testConnection",
                SERVER + "checkName",
                SERVER + "checkUrl",
                SERVER + "checkCredentialsId",
                SERVER + "checkCaCertificate",
                SERVER + "fillCredentialsIdItems",
                SERVERS + "fillDefaultServerItems",
                "job/folder/" + FOLDER + "fillDefaultServerItems");
        for (String path : methods) {
            URL url = new URL(jenkins.getURL(), path + "?value=x&credentialsId=login&url=" + simulator.uri());

            assertThat(answer("admin", new WebRequest(url, HttpMethod.GET)).getStatusCode())
                    .as(path)
                    .isEqualTo(404);
        }
        assertThat(simulator.counters().requests()).isZero();
    }

    @Test
    void onlyAnAdministratorTestsAGlobalConnection() throws Exception {
        for (String user : List.of("reader", "manager", "folderadmin")) {
            assertThat(test(user, "").getStatusCode()).as(user).isEqualTo(403);
        }
        assertThat(test("anonymous", "").getContentAsString()).contains("Sign in");
        assertThat(simulator.counters().requests()).isZero();
    }

    @Test
    void anAdministratorTestsAConnection() throws Exception {
        assertThat(test("admin", "").getContentAsString()).contains("Connected to Foreman", "rexmanager");
    }

    @Test
    void onlyWhoMayConfigureTheFolderTestsItsConnection() throws Exception {
        for (String user : List.of("reader", "manager")) {
            assertThat(test(user, "job/folder/").getStatusCode()).as(user).isEqualTo(403);
        }
        assertThat(simulator.counters().requests()).isZero();
    }

    @Test
    void whoMayConfigureTheFolderTestsItsConnection() throws Exception {
        assertThat(test("folderadmin", "job/folder/").getContentAsString()).contains("Connected to Foreman");
    }

    @Test
    void credentialsAreListedForWhoMayUseThemOnly() throws Exception {
        String fill = SERVER + "fillCredentialsIdItems";

        assertThat(post("admin", fill, "url", "x").getContentAsString()).contains("login");
        assertThat(post("manager", fill, "url", "x").getContentAsString()).doesNotContain("login");
        assertThat(post("reader", fill, "url", "x").getContentAsString()).doesNotContain("login");
        assertThat(post("reader", "job/folder/" + fill, "url", "x").getContentAsString())
                .doesNotContain("login");
        assertThat(post("folderadmin", "job/folder/" + fill, "url", "x").getContentAsString())
                .contains("login");
        assertThat(post("reader", fill, "credentialsId", "kept").getContentAsString())
                .contains("kept");
    }

    @Test
    void namesOfServersAreListedForWhoMayConfigureOnly() throws Exception {
        String global = SERVERS + "fillDefaultServerItems";
        String folder = "job/folder/" + FOLDER + "fillDefaultServerItems";

        assertThat(post("admin", global, "value", "").getContentAsString()).contains("prod");
        assertThat(post("manager", global, "value", "").getContentAsString()).doesNotContain("prod");
        assertThat(post("folderadmin", folder, "value", "").getContentAsString())
                .contains("prod");
        assertThat(post("reader", folder, "value", "").getContentAsString()).doesNotContain("prod");
    }

    @Test
    void checksSayNothingToWhoMayNotConfigure() throws Exception {
        String check = SERVER + "checkUrl";

        assertThat(post("admin", check, "value", "nonsense").getContentAsString())
                .contains("must start with");
        assertThat(post("reader", check, "value", "nonsense").getContentAsString())
                .doesNotContain("must start with");
        assertThat(post("reader", SERVER + "checkCredentialsId", "value", "nope")
                        .getContentAsString())
                .doesNotContain("nope");
    }

    @Test
    void whatForemanSaysIsEscaped() throws Exception {
        simulator
                .faults()
                .on("GET", "/api/status")
                .always()
                .json(500, "{\"error\":{\"message\":\"<script>alert(1)</script>\"}}");

        assertThat(test("admin", "").getContentAsString())
                .contains("&lt;script&gt;")
                .doesNotContain("<script>");
    }

    private WebResponse test(String user, String place) throws Exception {
        return post(
                user,
                place + SERVER + "testConnection",
                "name",
                "prod",
                "url",
                simulator.uri().toString(),
                "credentialsId",
                "login",
                "organization",
                "",
                "location",
                "",
                "caCertificate",
                "");
    }

    private WebResponse post(String user, String path, String... parameters) throws Exception {
        WebRequest request = new WebRequest(new URL(jenkins.getURL(), path), HttpMethod.POST);
        List<NameValuePair> pairs = new ArrayList<>();
        for (int i = 0; i < parameters.length; i += 2) {
            pairs.add(new NameValuePair(parameters[i], parameters[i + 1]));
        }
        request.setRequestParameters(pairs);
        return answer(user, request);
    }

    private WebResponse answer(String user, WebRequest request) throws Exception {
        JenkinsRule.WebClient web = jenkins.createWebClient().withThrowExceptionOnFailingStatusCode(false);
        if (!user.equals("anonymous")) {
            web.login(user);
        }
        if (request.getHttpMethod() == HttpMethod.POST) {
            web.addCrumb(request);
        }
        return web.getPage(request).getWebResponse();
    }
}
