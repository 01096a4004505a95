package io.jenkins.plugins.foreman.parameters;

import static org.assertj.core.api.Assertions.assertThat;

import com.cloudbees.hudson.plugins.folder.Folder;
import com.cloudbees.plugins.credentials.CredentialsScope;
import com.cloudbees.plugins.credentials.SystemCredentialsProvider;
import com.cloudbees.plugins.credentials.impl.UsernamePasswordCredentialsImpl;
import hudson.cli.CLICommandInvoker;
import hudson.model.BooleanParameterValue;
import hudson.model.FreeStyleProject;
import hudson.model.Item;
import hudson.model.ParameterDefinition;
import hudson.model.ParametersAction;
import hudson.model.ParametersDefinitionProperty;
import hudson.model.Result;
import hudson.model.Run;
import hudson.model.StringParameterValue;
import io.jenkins.plugins.foreman.SimulatedJenkinsTest;
import io.jenkins.plugins.foreman.config.ForemanFolderProperty;
import io.jenkins.plugins.foreman.config.ForemanServer;
import io.jenkins.plugins.foreman.simulator.ForemanSimulator;
import java.net.URL;
import java.util.ArrayList;
import java.util.List;
import jenkins.model.Jenkins;
import org.htmlunit.HttpMethod;
import org.htmlunit.WebRequest;
import org.htmlunit.WebResponse;
import org.htmlunit.html.HtmlForm;
import org.htmlunit.html.HtmlPage;
import org.htmlunit.html.HtmlSelect;
import org.htmlunit.html.HtmlTextInput;
import org.htmlunit.util.NameValuePair;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.MockAuthorizationStrategy;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** Parameters that offer what Foreman has: to whom, and what they take. */
@WithJenkins
class ParametersJenkinsTest extends SimulatedJenkinsTest {

    private static final String HOST = "host0002.example.com";

    private JenkinsRule jenkins;
    private FreeStyleProject job;

    @BeforeEach
    void start(JenkinsRule rule) throws Exception {
        jenkins = rule;
        startForeman(options -> options.hosts(3));
        configure();
        JobTemplateParameter template = new JobTemplateParameter("TEMPLATE");
        template.setSearch("name ~ Script");
        template.setDefaultValue(TEMPLATE);
        HostsParameter hosts = new HostsParameter("HOSTS");
        hosts.setSearchQuery("name ~ host");
        hosts.setMany(true);
        JobTemplateParameter free = new JobTemplateParameter("FREE");
        free.setOtherValues(true);
        job = jenkins.createFreeStyleProject("job");
        job.addProperty(new ParametersDefinitionProperty(template, hosts, free));
    }

    private void secure() {
        jenkins.jenkins.setSecurityRealm(jenkins.createDummySecurityRealm());
        jenkins.jenkins.setAuthorizationStrategy(new MockAuthorizationStrategy()
                .grant(Jenkins.READ, Item.READ)
                .everywhere()
                .toAuthenticated()
                .grant(Item.BUILD)
                .everywhere()
                .to("builder"));
    }

    private WebResponse post(String user, String path, String... params) throws Exception {
        try (JenkinsRule.WebClient web = jenkins.createWebClient().withThrowExceptionOnFailingStatusCode(false)) {
            if (user != null) {
                web.login(user);
            }
            WebRequest request = new WebRequest(new URL(web.getContextPath() + job.getUrl() + path), HttpMethod.POST);
            List<NameValuePair> pairs = new ArrayList<>();
            for (int i = 0; i < params.length; i += 2) {
                pairs.add(new NameValuePair(params[i], params[i + 1]));
            }
            request.setRequestParameters(pairs);
            web.addCrumb(request);
            return web.getPage(request).getWebResponse();
        }
    }

    private static String offered(Class<?> type) {
        return "descriptorByName/" + type.getName() + "/offered";
    }

    private String value(String name) throws Exception {
        jenkins.waitUntilNoActivity();
        Run<?, ?> build = job.getLastBuild();
        return build == null
                ? null
                : String.valueOf(build.getAction(ParametersAction.class)
                        .getParameter(name)
                        .getValue());
    }

    @Test
    void whoMayBuildSeesWhatTheJobAsksFor() throws Exception {
        secure();

        assertThat(post("builder", offered(HostsParameter.class), "parameter", "HOSTS")
                        .getContentAsString())
                .contains("host0001.example.com", HOST);
        assertThat(post("builder", offered(JobTemplateParameter.class), "parameter", "TEMPLATE")
                        .getContentAsString())
                .contains(TEMPLATE)
                .doesNotContain("Deploy Application");
    }

    @Test
    void othersSeeNothingAndNobodyMoreThanThat() throws Exception {
        secure();
        foreman.counters().reset();

        assertThat(post("reader", offered(HostsParameter.class), "parameter", "HOSTS")
                        .getStatusCode())
                .isEqualTo(403);
        assertThat(post("builder", offered(HostsParameter.class), "parameter", "NONE", "searchQuery", "name ~ host")
                        .getContentAsString())
                .doesNotContain("host0001");
        assertThat(foreman.counters().requests()).isZero();
    }

    @Test
    void whatIsOfferedIsTakenAndNothingElse() throws Exception {
        assertThat(post(null, "buildWithParameters", "HOSTS", HOST + " host0001.example.com")
                        .getStatusCode())
                .isEqualTo(201);
        assertThat(value("HOSTS")).isEqualTo(HOST + " host0001.example.com");
        assertThat(value("TEMPLATE")).isEqualTo(TEMPLATE);

        WebResponse refused = post(null, "buildWithParameters", "HOSTS", HOST + " elsewhere.example.com");
        assertThat(refused.getStatusCode()).isEqualTo(400);
        assertThat(refused.getContentAsString())
                .contains("HOSTS does not offer")
                .doesNotContain("\tat ");
        jenkins.waitUntilNoActivity();
        assertThat(job.getLastBuild().getNumber()).isEqualTo(1);
    }

    @Test
    void anotherValueIsTakenWhereTheJobAllowsIt() throws Exception {
        post(null, "buildWithParameters", "FREE", "Mine");

        assertThat(value("FREE")).isEqualTo("Mine");
    }

    @Test
    void evenThenNoNameIsACommand() throws Exception {
        HostsParameter any = new HostsParameter("ANY");
        any.setOtherValues(true);
        job.removeProperty(ParametersDefinitionProperty.class);
        job.addProperty(new ParametersDefinitionProperty(any));

        assertThat(post(null, "buildWithParameters", "ANY", "a.example.com;reboot")
                        .getStatusCode())
                .isEqualTo(400);
        assertThat(value("ANY")).isNull();
    }

    private WorkflowRun callerOf(Result result, String value) throws Exception {
        return jenkins.buildAndAssertStatus(
                result,
                pipeline(
                        jenkins,
                        "build job: 'job', parameters: [string(name: 'HOSTS', value: '%s'), string(name: 'FREE', value: 'Mine')]"
                                .formatted(value)));
    }

    @Test
    void theBuildStepOfAPipelineGivesValues() throws Exception {
        callerOf(Result.SUCCESS, "host0001.example.com " + HOST);

        assertThat(value("HOSTS")).isEqualTo("host0001.example.com " + HOST);
        assertThat(value("FREE")).isEqualTo("Mine");
        assertThat(value("TEMPLATE")).isEqualTo(TEMPLATE);
    }

    @Test
    void theBuildStepOfAPipelineIsToldWhatIsNotOffered() throws Exception {
        WorkflowRun caller = callerOf(Result.FAILURE, "elsewhere.example.com");

        jenkins.assertLogContains("HOSTS does not offer", caller);
        jenkins.assertLogNotContains("\tat ", caller);
        assertThat(job.getLastBuild()).isNull();
    }

    @Test
    void theBuildStepOfAPipelineIsToldThatForemanIsAway() throws Exception {
        foreman.stopListening();
        WorkflowRun caller = callerOf(Result.FAILURE, HOST);

        jenkins.assertLogContains("only the default is accepted", caller);
        jenkins.assertLogNotContains("\tat ", caller);
        assertThat(job.getLastBuild()).isNull();
    }

    /** As other builds do it that make the value themselves. */
    @Test
    void valuesThatOtherBuildsMakeAreCheckedToo() {
        ParameterDefinition hosts =
                job.getProperty(ParametersDefinitionProperty.class).getParameterDefinition("HOSTS");

        assertThat(hosts.isValid(new StringParameterValue("HOSTS", HOST))).isTrue();
        assertThat(hosts.isValid(new StringParameterValue("HOSTS", "elsewhere.example.com")))
                .isFalse();
        assertThat(hosts.isValid(new BooleanParameterValue("HOSTS", true))).isFalse();
    }

    /** A server of a folder shows its hosts in that folder, whatever server of the name is elsewhere. */
    @Test
    void theServerOfTheFolderIsAsked() throws Exception {
        Folder folder = jenkins.createProject(Folder.class, "folder");
        try (ForemanSimulator other =
                ForemanSimulator.builder().hosts(2, "inner%04d.example.com").start()) {
            SystemCredentialsProvider.getInstance()
                    .getCredentials()
                    .add(new UsernamePasswordCredentialsImpl(CredentialsScope.GLOBAL, "all", null, USER, PASSWORD));
            folder.addProperty(new ForemanFolderProperty(
                    List.of(new ForemanServer("sim", other.uri().toString(), "all"))));
            HostsParameter hosts = new HostsParameter("HOSTS");
            hosts.setServer("sim");
            job = folder.createProject(FreeStyleProject.class, "inner");
            job.addProperty(new ParametersDefinitionProperty(hosts));

            assertThat(post(null, offered(HostsParameter.class), "parameter", "HOSTS")
                            .getContentAsString())
                    .contains("inner0001.example.com")
                    .doesNotContain(HOST);
            assertThat(hosts.isValid(new StringParameterValue("HOSTS", "inner0002.example.com")))
                    .isTrue();
            assertThat(hosts.isValid(new StringParameterValue("HOSTS", HOST))).isFalse();
        }
    }

    @Test
    void theDefaultIsTakenWhileForemanIsAway() throws Exception {
        foreman.stopListening();

        assertThat(post(null, "buildWithParameters", "FREE", "Mine").getStatusCode())
                .isEqualTo(201);
        assertThat(value("TEMPLATE")).isEqualTo(TEMPLATE);
        WebResponse refused = post(null, "buildWithParameters", "TEMPLATE", "Package Action - Script Default");
        assertThat(refused.getStatusCode()).isEqualTo(400);
        assertThat(refused.getContentAsString()).contains("only the default is accepted");
        assertThat(post(null, offered(HostsParameter.class), "parameter", "HOSTS")
                        .getContentAsString())
                .contains("\"status\":\"error\"");
    }

    @Test
    void theCommandLineOfJenkinsGivesValues() throws Exception {
        CLICommandInvoker.Result given =
                new CLICommandInvoker(jenkins, "build").invokeWithArgs("job", "-p", "HOSTS=" + HOST);
        assertThat(given.returnCode()).isZero();
        assertThat(value("HOSTS")).isEqualTo(HOST);

        CLICommandInvoker.Result refused =
                new CLICommandInvoker(jenkins, "build").invokeWithArgs("job", "-p", "HOSTS=elsewhere");
        assertThat(refused.returnCode()).isNotZero();
        assertThat(refused.stderr()).contains("does not offer").doesNotContain("\tat ");
    }

    @Test
    void thePageOffersChoices() throws Exception {
        try (JenkinsRule.WebClient web = jenkins.createWebClient().withThrowExceptionOnFailingStatusCode(false)) {
            HtmlPage page = web.getPage(job, "build?delay=0sec");
            web.waitForBackgroundJavaScriptStartingBefore(1_000);
            List<HtmlSelect> choices = page.<HtmlSelect>querySelectorAll(".foreman-parameter-choice").stream()
                    .map(HtmlSelect.class::cast)
                    .toList();
            choices.get(0).setSelectedAttribute("Package Action - Script Default", true);
            choices.get(1).setSelectedAttribute("host0001.example.com", true);
            choices.get(1).setSelectedAttribute(HOST, true);
            HtmlForm form = page.getFormByName("parameters");
            jenkins.submit(form);
        }

        assertThat(value("TEMPLATE")).isEqualTo("Package Action - Script Default");
        assertThat(value("HOSTS")).isEqualTo("host0001.example.com " + HOST);
    }

    @Test
    void thePageTakesTextWhileForemanIsAway() throws Exception {
        foreman.stopListening();
        try (JenkinsRule.WebClient web = jenkins.createWebClient().withThrowExceptionOnFailingStatusCode(false)) {
            HtmlPage page = web.getPage(job, "build?delay=0sec");
            web.waitForBackgroundJavaScriptStartingBefore(1_000);
            assertThat(page.querySelectorAll(".foreman-parameter-choice")).isEmpty();
            List<HtmlTextInput> fields = page.<HtmlTextInput>querySelectorAll(".foreman-parameter-value").stream()
                    .map(HtmlTextInput.class::cast)
                    .toList();
            assertThat(fields.get(0).getValue()).isEqualTo(TEMPLATE);
            fields.get(2).setValue("Mine");
            jenkins.submit(page.getFormByName("parameters"));
        }

        assertThat(value("FREE")).isEqualTo("Mine");
        assertThat(value("TEMPLATE")).isEqualTo(TEMPLATE);
    }

    @Test
    void pipelinesDefineThem() throws Exception {
        WorkflowJob scripted = pipeline(jenkins, """
                properties([parameters([foremanHosts(name: 'HOSTS', searchQuery: 'name ~ host', many: true)])])
                """);
        jenkins.buildAndAssertSuccess(scripted);
        WorkflowJob declarative = pipeline(jenkins, """
                pipeline {
                    agent none
                    parameters {
                        foremanJobTemplate(name: 'TEMPLATE', search: 'name ~ Script', otherValues: true)
                    }
                    stages { stage('s') { steps { echo 'there' } } }
                }
                """);
        jenkins.buildAndAssertSuccess(declarative);

        assertThat(scripted.getProperty(ParametersDefinitionProperty.class).getParameterDefinition("HOSTS"))
                .isInstanceOf(HostsParameter.class);
        assertThat(declarative.getProperty(ParametersDefinitionProperty.class).getParameterDefinition("TEMPLATE"))
                .isInstanceOf(JobTemplateParameter.class);
    }

    @Test
    void theFormOfTheJobKeepsThem() throws Exception {
        List<?> before =
                List.copyOf(job.getProperty(ParametersDefinitionProperty.class).getParameterDefinitions());

        job = jenkins.configRoundtrip(job);
        assertThat(job.getProperty(ParametersDefinitionProperty.class).getParameterDefinitions())
                .isEqualTo(before);
    }
}
