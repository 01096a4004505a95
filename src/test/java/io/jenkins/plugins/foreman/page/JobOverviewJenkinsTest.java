package io.jenkins.plugins.foreman.page;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.FreeStyleProject;
import hudson.model.Item;
import hudson.model.ListView;
import hudson.model.Result;
import hudson.model.View;
import hudson.security.ACL;
import hudson.security.ACLContext;
import io.jenkins.plugins.foreman.SimulatedJenkinsTest;
import io.jenkins.plugins.foreman.freestyle.JobInvocationBuilder;
import io.jenkins.plugins.foreman.job.InputValue;
import io.jenkins.plugins.foreman.job.JobSpec;
import io.jenkins.plugins.foreman.runs.HostTotals;
import io.jenkins.plugins.foreman.runs.JobInvocationsAction;
import java.nio.file.Files;
import java.util.List;
import jenkins.model.Jenkins;
import org.apache.commons.io.FileUtils;
import org.htmlunit.html.DomNode;
import org.htmlunit.html.DomNodeList;
import org.htmlunit.html.HtmlPage;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.MockAuthorizationStrategy;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** What views and a job's page tell of its Foreman jobs. */
@WithJenkins
class JobOverviewJenkinsTest extends SimulatedJenkinsTest {

    private static final String RUN = """
            runJobInvocation jobTemplate: 'Run Command - Script Default', searchQuery: 'name ~ host',
                inputs: [command: '#sim lines=1 delay=0.1 %s'], failureThreshold: '100%%'
            """;

    private JenkinsRule jenkins;

    @BeforeEach
    void start(JenkinsRule rule) throws Exception {
        jenkins = rule;
        startForeman(options -> options.hosts(5));
        configure();
    }

    private HtmlPage page(String path) throws Exception {
        try (JenkinsRule.WebClient web = jenkins.createWebClient()) {
            return web.goTo(path);
        }
    }

    private void addView() throws Exception {
        ListView view = new ListView("fleet");
        view.setIncludeRegex(".*");
        view.getColumns().add(new JobInvocationsColumn());
        jenkins.jenkins.addView(view);
    }

    @Test
    void theJobsPageShowsTheLastBuildsNewestFirst() throws Exception {
        WorkflowJob job = pipeline(jenkins, RUN.formatted("fail=host0002.example.com"));
        jenkins.buildAndAssertStatus(Result.UNSTABLE, job);
        job.setDefinition(new CpsFlowDefinition("echo 'no job here'", true));
        jenkins.buildAndAssertSuccess(job);
        job.setDefinition(new CpsFlowDefinition(RUN.formatted("") + RUN.formatted(""), true));
        jenkins.buildAndAssertSuccess(job);

        HtmlPage page = page(job.getUrl());

        DomNodeList<DomNode> builds = page.querySelectorAll(".foreman-trend__build");
        assertThat(builds).hasSize(2);
        assertThat(builds.get(0).asNormalizedText()).contains("#3", "10 of 10 succeeded");
        assertThat(builds.get(1).asNormalizedText()).contains("#1", "4 of 5 succeeded, 1 failed");
        assertThat(builds.get(1).querySelector(".foreman-trend__link").asXml())
                .contains(jenkins.contextPath + "/" + job.getUrl() + "1/foreman/");
        assertThat(builds.get(1).querySelectorAll("rect")).hasSize(2);
        assertThat(page.querySelectorAll(".foreman-trend script, .foreman-trend [style]"))
                .isEmpty();
    }

    @Test
    void freestyleJobsAreShownToo() throws Exception {
        JobSpec step = new JobSpec();
        step.setJobTemplate(TEMPLATE);
        step.setSearchQuery("name ~ host");
        InputValue input = new InputValue("command");
        input.setValue("#sim lines=1 delay=0.1");
        step.setInputs(List.of(input));
        FreeStyleProject project = jenkins.createFreeStyleProject();
        project.getBuildersList().add(new JobInvocationBuilder(step));
        jenkins.buildAndAssertSuccess(project);
        addView();

        assertThat(page(project.getUrl()).asNormalizedText()).contains("5 of 5 succeeded");
        assertThat(page("view/fleet/").asNormalizedText()).contains("5 of 5 succeeded");
    }

    @Test
    void theColumnShowsTheLastBuildAndNothingWhereThereIsNone() throws Exception {
        WorkflowJob job = pipeline(jenkins, RUN.formatted("fail=host0002.example.com"));
        jenkins.buildAndAssertStatus(Result.UNSTABLE, job);
        FreeStyleProject other = jenkins.createFreeStyleProject("other");
        addView();

        HtmlPage page = page("view/fleet/");

        assertThat(page.getElementById("job_" + job.getName()).asNormalizedText())
                .contains("4 of 5 succeeded, 1 failed");
        assertThat(page.getElementById("job_" + job.getName()).asXml()).contains("/" + job.getUrl() + "1/foreman/\"");
        assertThat(page.getElementById("job_" + other.getName()).asNormalizedText())
                .contains("N/A")
                .doesNotContain("succeeded");
        assertThat(page("job/other/").querySelectorAll(".foreman-trend")).isEmpty();
    }

    @Test
    void theNumbersAreKeptWithTheBuildSoThatNoRecordIsRead() throws Exception {
        WorkflowJob job = pipeline(jenkins, RUN.formatted("fail=host0002.example.com"));
        WorkflowRun build = jenkins.buildAndAssertStatus(Result.UNSTABLE, job);

        assertThat(Files.readString(build.getRootDir().toPath().resolve("build.xml")))
                .contains("<total>5</total>", "<failed>1</failed>");
        FileUtils.deleteDirectory(build.getRootDir().toPath().resolve("foreman").toFile());
        assertThat(page(job.getUrl()).asNormalizedText()).contains("4 of 5 succeeded, 1 failed");
    }

    @Test
    void aRerunInTheSameBuildChangesTheNumbersOfItsRun() throws Exception {
        WorkflowRun build = jenkins.buildAndAssertStatus(Result.UNSTABLE, pipeline(jenkins, """
                        runJobInvocation jobTemplate: 'Run Command - Script Default', searchQuery: 'name ~ host',
                            inputs: [command: '#sim lines=1 delay=0.1 fail=host0002.example.com'], failureThreshold: '100%'
                        rerunJobInvocation which: 'ALL', failureThreshold: '100%'
                        """));

        assertThat(JobInvocationsAction.entries(build)).hasSize(2);
        HostTotals totals = JobInvocationsAction.entries(build).get(0).getTotals();
        assertThat(totals.getTotal()).isEqualTo(5);
        assertThat(totals.getFailed()).isEqualTo(1);
        assertThat(JobInvocationsAction.entries(build).get(1).getTotals()).isNull();
    }

    @Test
    void whoMayOnlyDiscoverTheJobIsToldNothing() throws Exception {
        WorkflowJob job = pipeline(jenkins, RUN.formatted(""));
        jenkins.buildAndAssertSuccess(job);
        addView();
        jenkins.jenkins.setSecurityRealm(jenkins.createDummySecurityRealm());
        jenkins.jenkins.setAuthorizationStrategy(new MockAuthorizationStrategy()
                .grant(Jenkins.READ, View.READ)
                .everywhere()
                .toEveryone()
                .grant(Item.DISCOVER)
                .everywhere()
                .toEveryone()
                .grant(Item.READ)
                .everywhere()
                .to("reader"));

        assertThat(page("view/fleet/").asNormalizedText()).doesNotContain("succeeded");
        try (JenkinsRule.WebClient web = jenkins.createWebClient().login("reader")) {
            assertThat(web.goTo("view/fleet/").asNormalizedText()).contains("5 of 5 succeeded");
        }
        try (ACLContext anonymous = ACL.as2(Jenkins.ANONYMOUS2)) {
            assertThat(new JobTrend(job).getBuilds()).isEmpty();
            assertThat(new JobInvocationsColumn().last(job)).isNull();
        }
    }
}
