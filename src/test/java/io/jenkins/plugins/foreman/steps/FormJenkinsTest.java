package io.jenkins.plugins.foreman.steps;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.FreeStyleProject;
import hudson.model.Item;
import io.jenkins.plugins.foreman.SimulatedJenkinsTest;
import io.jenkins.plugins.foreman.freestyle.JobInvocationBuilder;
import java.net.URL;
import java.util.ArrayList;
import java.util.List;
import jenkins.model.Jenkins;
import org.htmlunit.HttpMethod;
import org.htmlunit.WebRequest;
import org.htmlunit.WebResponse;
import org.htmlunit.html.HtmlElement;
import org.htmlunit.html.HtmlInput;
import org.htmlunit.html.HtmlPage;
import org.htmlunit.util.NameValuePair;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.MockAuthorizationStrategy;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** What the form asks for while it is filled in, and who may. */
@WithJenkins
class FormJenkinsTest extends SimulatedJenkinsTest {

    private JenkinsRule jenkins;
    private FreeStyleProject job;

    @BeforeEach
    void start(JenkinsRule rule) throws Exception {
        jenkins = rule;
        startForeman(options -> options.hosts(5));
        configure();
        job = jenkins.createFreeStyleProject();
        RunJobInvocationStep step = new RunJobInvocationStep();
        step.setJobTemplate(TEMPLATE);
        job.getBuildersList().add(new JobInvocationBuilder(step));
        jenkins.jenkins.setSecurityRealm(jenkins.createDummySecurityRealm());
        jenkins.jenkins.setAuthorizationStrategy(new MockAuthorizationStrategy()
                .grant(Jenkins.READ, Item.READ)
                .everywhere()
                .toEveryone()
                .grant(Item.EXTENDED_READ, Item.CONFIGURE)
                .everywhere()
                .to("owner"));
    }

    private WebResponse ask(String user, HttpMethod method, String what, String... params) throws Exception {
        try (JenkinsRule.WebClient web = jenkins.createWebClient().withThrowExceptionOnFailingStatusCode(false)) {
            web.login(user);
            WebRequest request = new WebRequest(
                    new URL(web.getContextPath() + job.getUrl() + "descriptorByName/"
                            + RunJobInvocationStep.class.getName() + "/" + what),
                    method);
            if (method == HttpMethod.POST) {
                List<NameValuePair> pairs = new ArrayList<>();
                for (int i = 0; i < params.length; i += 2) {
                    pairs.add(new NameValuePair(params[i], params[i + 1]));
                }
                request.setRequestParameters(pairs);
                web.addCrumb(request);
            }
            return web.getPage(request).getWebResponse();
        }
    }

    @Test
    void theFormOpensWithoutAskingForeman() throws Exception {
        foreman.stopListening();
        try (JenkinsRule.WebClient web =
                jenkins.createWebClient().withJavaScriptEnabled(false).login("owner")) {
            assertThat(web.getPage(job, "configure").asXml()).contains(TEMPLATE);
        }
        assertThat(foreman.counters().requests()).isZero();
    }

    @Test
    void whoMayConfigureTheJobIsOfferedWhatForemanHas() throws Exception {
        assertThat(ask("owner", HttpMethod.POST, "fillJobTemplateItems", "server", "sim")
                        .getContentAsString())
                .contains(TEMPLATE);
        assertThat(ask("owner", HttpMethod.POST, "fillServerItems").getContentAsString())
                .contains("sim");
        assertThat(ask("owner", HttpMethod.POST, "templateInputs", "server", "", "jobTemplate", TEMPLATE, "feature", "")
                        .getContentAsString())
                .contains("\"name\":\"command\"", "\"required\":true");
        assertThat(ask(
                                "owner",
                                HttpMethod.POST,
                                "previewHosts",
                                "server",
                                "",
                                "hosts",
                                "",
                                "searchQuery",
                                "name ~ host",
                                "bookmark",
                                "")
                        .getContentAsString())
                .contains("5 hosts: host0001.example.com");
    }

    @Test
    void othersMakeJenkinsAskNothing() throws Exception {
        assertThat(ask("reader", HttpMethod.POST, "fillJobTemplateItems", "server", "sim")
                        .getContentAsString())
                .doesNotContain(TEMPLATE);
        assertThat(ask("reader", HttpMethod.POST, "fillFeatureItems", "server", "sim")
                        .getStatusCode())
                .isEqualTo(200);
        assertThat(ask("reader", HttpMethod.POST, "fillBookmarkItems", "server", "sim")
                        .getStatusCode())
                .isEqualTo(200);
        assertThat(ask("reader", HttpMethod.POST, "fillServerItems").getContentAsString())
                .doesNotContain("sim");
        assertThat(ask("reader", HttpMethod.POST, "previewHosts", "searchQuery", "name ~ host")
                        .getStatusCode())
                .isEqualTo(403);
        assertThat(ask("reader", HttpMethod.POST, "templateInputs", "jobTemplate", TEMPLATE)
                        .getStatusCode())
                .isEqualTo(403);
        assertThat(foreman.counters().requests()).isZero();
    }

    @Test
    void nothingIsAskedByGet() throws Exception {
        for (String what : List.of(
                "fillServerItems",
                "fillJobTemplateItems",
                "fillFeatureItems",
                "fillBookmarkItems",
                "fillSshCredentialsIdItems",
                "fillEffectiveUserCredentialsIdItems",
                "fillConsoleOutputItems",
                "previewHosts",
                "templateInputs",
                "checkFailureThreshold",
                "checkUnstableThreshold",
                "checkJobTemplate",
                "checkSearchQuery")) {
            assertThat(ask("owner", HttpMethod.GET, what).getStatusCode())
                    .as(what)
                    .isIn(404, 405);
        }
        assertThat(foreman.counters().requests()).isZero();
    }

    @Test
    void theFormSaysWhatIsMissingOrWrong() throws Exception {
        assertThat(check("checkJobTemplate", "value", "", "feature", ""))
                .contains("either a job template or a feature");
        assertThat(check("checkJobTemplate", "value", "Nope", "feature", ""))
                .contains("no job template &quot;Nope&quot;");
        assertThat(check("checkJobTemplate", "value", TEMPLATE, "feature", "")).isEqualTo("<div/>");
        assertThat(check("checkSearchQuery", "value", "name ~ host", "hosts", "host0001.example.com", "bookmark", ""))
                .contains("exactly one of");
        assertThat(check("previewHosts", "hosts", "host0001.example.com nope", "searchQuery", "", "bookmark", ""))
                .contains("does not know 1 of these 2 hosts", "One host: host0001.example.com");
        assertThat(check("previewHosts", "hosts", "", "searchQuery", "name = ${HOST}", "bookmark", ""))
                .contains("variable");
    }

    private String check(String what, String... params) throws Exception {
        return ask("owner", HttpMethod.POST, what, params).getContentAsString();
    }

    @Test
    void theInputsOfTheTemplateBecomeRows() throws Exception {
        foreman.templates()
                .add("Deploy")
                .required("version", "What to deploy")
                .optional("channel", "stable")
                .hidden("token", true);
        try (JenkinsRule.WebClient web = jenkins.createWebClient().login("owner")) {
            HtmlPage page = web.getPage(job, "configure");
            HtmlElement template = page.querySelector("[name='_.jobTemplate']");
            ((HtmlInput) template).setValue("Deploy");
            page.<HtmlElement>querySelector(".foreman-fill-inputs").click();
            web.waitForBackgroundJavaScript(10_000);
            jenkins.submit(page.getFormByName("config"));
        }
        RunJobInvocationStep step =
                job.getBuildersList().get(JobInvocationBuilder.class).getJob();
        assertThat(step.getInputs()).extracting(InputValue::getName).containsExactly("version", "channel", "token");
        assertThat(step.getInputs().get(1).getValue()).isEqualTo("stable");
    }

    @Test
    void theRowsOfATemplateReplaceThoseOfAnother() throws Exception {
        foreman.templates().add("Deploy").required("version", "What to deploy").optional("channel", "stable");
        try (JenkinsRule.WebClient web = jenkins.createWebClient().login("owner")) {
            HtmlPage page = web.getPage(job, "configure");
            HtmlElement template = page.querySelector("[name='_.jobTemplate']");
            for (String name : List.of(TEMPLATE, "Deploy")) {
                ((HtmlInput) template).setValue(name);
                page.<HtmlElement>querySelector(".foreman-fill-inputs").click();
                web.waitForBackgroundJavaScript(10_000);
            }
            jenkins.submit(page.getFormByName("config"));
        }
        RunJobInvocationStep step =
                job.getBuildersList().get(JobInvocationBuilder.class).getJob();
        assertThat(step.getInputs()).extracting(InputValue::getName).containsExactly("version", "channel");
    }
}
