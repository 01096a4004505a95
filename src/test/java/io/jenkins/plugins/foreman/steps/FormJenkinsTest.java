package io.jenkins.plugins.foreman.steps;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.FreeStyleProject;
import hudson.model.Item;
import io.jenkins.plugins.foreman.SimulatedJenkinsTest;
import io.jenkins.plugins.foreman.freestyle.JobInvocationBuilder;
import io.jenkins.plugins.foreman.job.InputValue;
import io.jenkins.plugins.foreman.job.JobSpec;
import java.io.StringReader;
import java.net.URL;
import java.util.ArrayList;
import java.util.List;
import javax.xml.transform.Source;
import javax.xml.transform.stream.StreamSource;
import jenkins.model.Jenkins;
import org.htmlunit.HttpMethod;
import org.htmlunit.WebRequest;
import org.htmlunit.WebResponse;
import org.htmlunit.html.HtmlElement;
import org.htmlunit.html.HtmlInput;
import org.htmlunit.html.HtmlOption;
import org.htmlunit.html.HtmlPage;
import org.htmlunit.html.HtmlSelect;
import org.htmlunit.html.HtmlTextArea;
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
        JobSpec step = new JobSpec();
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
        assertThat(check("checkJobTemplate", "value", "")).contains("either a job template or a feature");
        assertThat(check("checkJobTemplate", "value", "Nope")).contains("no job template &quot;Nope&quot;");
        assertThat(check("checkJobTemplate", "value", TEMPLATE)).isEqualTo("<div/>");
        assertThat(check("checkSearchQuery", "value", "")).contains("exactly one of");
        assertThat(check("previewHosts", "hosts", "host0001.example.com nope", "searchQuery", "", "bookmark", ""))
                .contains("does not know 1 of these 2 hosts", "One host: host0001.example.com");
        assertThat(check("previewHosts", "hosts", "", "searchQuery", "name = ${HOST}", "bookmark", ""))
                .contains("variable");
    }

    private String check(String what, String... params) throws Exception {
        return ask("owner", HttpMethod.POST, what, params).getContentAsString();
    }

    /** Opens the form of the job, does something with it, and saves it. */
    private JobSpec edit(Editing editing) throws Exception {
        try (JenkinsRule.WebClient web = jenkins.createWebClient().login("owner")) {
            HtmlPage page = web.getPage(job, "configure");
            web.waitForBackgroundJavaScriptStartingBefore(1_000);
            editing.edit(web, page);
            jenkins.submit(page.getFormByName("config"));
        }
        return job.getBuildersList().get(JobInvocationBuilder.class).getJob();
    }

    private interface Editing {
        void edit(JenkinsRule.WebClient web, HtmlPage page) throws Exception;
    }

    private static void fillIn(JenkinsRule.WebClient web, HtmlPage page, String template) throws Exception {
        page.<HtmlInput>querySelector("[name='_.jobTemplate']").setValue(template);
        page.<HtmlElement>querySelector(".foreman-fill-inputs").click();
        web.waitForBackgroundJavaScriptStartingBefore(1_000);
    }

    private static void choose(HtmlPage page, String value) throws Exception {
        page.<HtmlElement>querySelector(".radio-block-control[value='" + value + "']")
                .click();
    }

    @Test
    void theInputsOfTheTemplateBecomeRows() throws Exception {
        foreman.templates()
                .add("Deploy")
                .required("version", "What to deploy")
                .optional("channel", "stable")
                .hidden("token", true);

        JobSpec step = edit((web, page) -> {
            fillIn(web, page, "Deploy");
            assertThat(page.querySelector(".foreman-input-about").getTextContent())
                    .contains("Required", "What to deploy");
        });
        assertThat(step.getInputs()).extracting(InputValue::getName).containsExactly("version", "channel", "token");
        assertThat(step.getInputs().get(1).getValue()).isEqualTo("stable");
        assertThat(step.getInputs()).extracting(InputValue::isSecret).containsExactly(false, false, true);
    }

    @Test
    void theRowsOfATemplateReplaceThoseOfAnother() throws Exception {
        foreman.templates().add("Deploy").required("version", "What to deploy").optional("channel", "stable");

        JobSpec step = edit((web, page) -> {
            fillIn(web, page, TEMPLATE);
            fillIn(web, page, "Deploy");
        });
        assertThat(step.getInputs()).extracting(InputValue::getName).containsExactly("version", "channel");
    }

    @Test
    void anInputWithOptionsIsADropDownWhichKeepsWhatIsNotAmongThem() throws Exception {
        foreman.templates().add("Deploy").select("state", false, null, "present", "absent");
        JobSpec given = job.getBuildersList().get(JobInvocationBuilder.class).getJob();
        given.setJobTemplate("Deploy");
        given.setInputs(List.of(InputValue.of("state", "${STATE}")));

        assertThat(edit((web, page) -> assertThat(options(page)).containsExactly("${STATE}", "present", "absent"))
                        .getInputs())
                .extracting(InputValue::getValue)
                .containsExactly("${STATE}");
        assertThat(edit((web, page) -> page.<HtmlSelect>querySelector(".foreman-input-options select")
                                .setSelectedAttribute("absent", true))
                        .getInputs())
                .extracting(InputValue::getValue)
                .containsExactly("absent");
    }

    private static List<String> options(HtmlPage page) {
        return page.<HtmlSelect>querySelector(".foreman-input-options select").getOptions().stream()
                .map(HtmlOption::getText)
                .toList();
    }

    @Test
    void anEmptiedSecretStaysASecret() throws Exception {
        InputValue secret = new InputValue("token");
        secret.setSecretValue("hush");
        job.getBuildersList().get(JobInvocationBuilder.class).getJob().setInputs(List.of(secret));

        InputValue emptied = edit((web, page) -> {
                    page.querySelectorAll("[name='_.secretValue']").forEach(field -> ((HtmlInput) field).setValue(""));
                })
                .getInputs()
                .get(0);
        assertThat(emptied.isSecret()).isTrue();
        assertThat(emptied.getSecretValue().getPlainText()).isEmpty();
        assertThat(edit((web, page) -> {}).getInputs().get(0).isSecret()).isTrue();
    }

    @Test
    void oneThingIsChosenAndTheOthersAreForgotten() throws Exception {
        JobSpec step = edit((web, page) -> {
            page.<HtmlInput>querySelector("[name='_.searchQuery']").setValue("name ~ host");
            choose(page, "feature");
            page.<HtmlInput>querySelector("[name='_.feature']").setValue("katello_package_install");
            choose(page, "hosts");
            page.<HtmlTextArea>querySelector("[name='_.hosts']").setText("host0001.example.com");
        });

        assertThat(step.getJobTemplate()).isNull();
        assertThat(step.getFeature()).isEqualTo("katello_package_install");
        assertThat(step.getSearchQuery()).isNull();
        assertThat(step.getHosts()).isEqualTo("host0001.example.com");
    }

    @Test
    void thePreviewIsOfTheHostsThatAreChosen() throws Exception {
        edit((web, page) -> {
            page.<HtmlInput>querySelector("[name='_.searchQuery']").setValue("name ~ host");
            choose(page, "hosts");
            page.<HtmlTextArea>querySelector("[name='_.hosts']").setText("host0002.example.com");
            page.<HtmlElement>querySelector(".validate-button").click();
            web.waitForBackgroundJavaScriptStartingBefore(1_000);
            assertThat(page.asNormalizedText()).contains("One host: host0002.example.com");
        });
    }

    /** As an earlier version has stored it, when a form had all fields at once. */
    @Test
    void whatIsStoredComesBackInTheForm() throws Exception {
        String stored = "<project><builders><" + JobInvocationBuilder.class.getName() + "><job><jobTemplate>" + TEMPLATE
                + "</jobTemplate><hosts>a.example.com</hosts><failOnNoHosts>true</failOnNoHosts><inputs><"
                + InputValue.class.getName() + "><name>command</name><value>id</value></" + InputValue.class.getName()
                + "></inputs><wait>true</wait><retries>2</retries><retryPause>7</retryPause></job></"
                + JobInvocationBuilder.class.getName() + "></builders></project>";
        job.updateByXml((Source) new StreamSource(new StringReader(stored)));

        JobSpec step = edit((web, page) -> {});
        assertThat(step.getJobTemplate()).isEqualTo(TEMPLATE);
        assertThat(step.getHosts()).isEqualTo("a.example.com");
        assertThat(step.getRetries()).isEqualTo(2);
        assertThat(step.getRetryPause()).isEqualTo(7);
        assertThat(step.getInputs()).extracting(InputValue::getValue).containsExactly("id");
        assertThat(step.isFailOnNoHosts()).isTrue();
        assertThat(job.getConfigFile().asString()).contains("<hosts>a.example.com</hosts>", "<retries>2</retries>");
    }
}
