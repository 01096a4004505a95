package io.jenkins.plugins.foreman;

import static org.assertj.core.api.Assertions.assertThat;

import com.cloudbees.plugins.credentials.CredentialsScope;
import com.cloudbees.plugins.credentials.SystemCredentialsProvider;
import com.cloudbees.plugins.credentials.impl.UsernamePasswordCredentialsImpl;
import hudson.model.FreeStyleProject;
import io.jenkins.plugins.foreman.config.ForemanServer;
import io.jenkins.plugins.foreman.config.ForemanServers;
import io.jenkins.plugins.foreman.freestyle.JobInvocationBuilder;
import io.jenkins.plugins.foreman.job.JobSpec;
import io.jenkins.plugins.foreman.steps.RunJobInvocationStep;
import java.net.URL;
import java.util.List;
import org.htmlunit.HttpMethod;
import org.htmlunit.WebRequest;
import org.htmlunit.WebResponse;
import org.htmlunit.util.NameValuePair;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** Forms with a Foreman that is down, never answers, or is something else altogether. */
@WithJenkins
class FormsWithoutForemanJenkinsTest {

    private JenkinsRule jenkins;
    private BrokenServer server;
    private FreeStyleProject job;

    @BeforeEach
    void keep(JenkinsRule rule) {
        jenkins = rule;
    }

    @AfterEach
    void stop() throws Exception {
        server.close();
    }

    private void start(BrokenServer.Kind kind) throws Exception {
        server = new BrokenServer(kind);
        SystemCredentialsProvider.getInstance()
                .getCredentials()
                .add(new UsernamePasswordCredentialsImpl(CredentialsScope.GLOBAL, "login", null, "admin", "changeme"));
        ForemanServers.get()
                .setServers(List.of(new ForemanServer("sim", server.uri().toString(), "login")));
        job = jenkins.createFreeStyleProject();
        JobSpec step = new JobSpec();
        step.setJobTemplate("Deploy");
        job.getBuildersList().add(new JobInvocationBuilder(step));
    }

    @ParameterizedTest
    @EnumSource
    void theFormsAreMadeWithoutAskingForeman(BrokenServer.Kind kind) throws Exception {
        start(kind);

        assertThat(withoutScripts().goTo("configure").asXml())
                .contains(server.uri().toString());
        assertThat(withoutScripts().getPage(job, "configure").asXml()).contains("Deploy");
        assertThat(server.requests()).isZero();
    }

    /** The combo boxes in the form of the job ask, and get nothing. */
    @ParameterizedTest
    @EnumSource
    void theFormsAreSavedUnchanged(BrokenServer.Kind kind) throws Exception {
        start(kind);

        jenkins.configRoundtrip();
        assertThat(ForemanServers.get().getServers())
                .extracting(ForemanServer::getUrl)
                .containsExactly(server.uri().toString());
        assertThat(server.requests()).isZero();

        jenkins.configRoundtrip(job);
        assertThat(job.getBuildersList()
                        .get(JobInvocationBuilder.class)
                        .getJob()
                        .getJobTemplate())
                .isEqualTo("Deploy");
    }

    @ParameterizedTest
    @EnumSource
    void whatIsOfferedIsEmptyAndWhatIsAskedForSaysWhy(BrokenServer.Kind kind) throws Exception {
        start(kind);

        WebResponse offered = ask("fillJobTemplateItems");
        assertThat(offered.getStatusCode()).isEqualTo(200);
        assertThat(offered.getContentAsString()).doesNotContain("<html");
        assertThat(ask("previewHosts").getContentAsString())
                .contains("class=\"error\"")
                .doesNotContain("<html", "\tat ");
        assertThat(server.requests() == 0).isEqualTo(kind == BrokenServer.Kind.DOWN);
    }

    private JenkinsRule.WebClient withoutScripts() {
        return jenkins.createWebClient().withJavaScriptEnabled(false);
    }

    private WebResponse ask(String what) throws Exception {
        try (JenkinsRule.WebClient web = jenkins.createWebClient()) {
            URL url = new URL(
                    jenkins.getURL(),
                    job.getUrl() + "descriptorByName/" + RunJobInvocationStep.class.getName() + "/" + what);
            WebRequest request = new WebRequest(url, HttpMethod.POST);
            request.setRequestParameters(
                    List.of(new NameValuePair("server", "sim"), new NameValuePair("searchQuery", "name ~ host")));
            web.addCrumb(request);
            return web.getPage(request).getWebResponse();
        }
    }
}
