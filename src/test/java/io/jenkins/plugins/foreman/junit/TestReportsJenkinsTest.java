package io.jenkins.plugins.foreman.junit;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.FreeStyleBuild;
import hudson.model.FreeStyleProject;
import hudson.model.Result;
import hudson.model.Run;
import hudson.tasks.junit.CaseResult;
import hudson.tasks.junit.SuiteResult;
import hudson.tasks.junit.TestResultAction;
import hudson.util.StreamTaskListener;
import io.jenkins.plugins.foreman.SimulatedJenkinsTest;
import io.jenkins.plugins.foreman.freestyle.JobInvocationBuilder;
import io.jenkins.plugins.foreman.freestyle.RerunPublisher;
import io.jenkins.plugins.foreman.job.InputValue;
import io.jenkins.plugins.foreman.job.JobSpec;
import io.jenkins.plugins.foreman.runs.BuildRun;
import io.jenkins.plugins.foreman.runs.BuildRuns;
import java.util.List;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

@WithJenkins
class TestReportsJenkinsTest extends SimulatedJenkinsTest {

    private static final String RUN = """
            runJobInvocation jobTemplate: 'Run Command - Script Default', searchQuery: 'name ~ host', junitReport: true,
                inputs: [command: '#sim lines=2 delay=0.1 fail=host0002.example.com'], failureThreshold: '100%%',
                unstableThreshold: '%s'
            """;

    private JenkinsRule jenkins;

    @BeforeEach
    void start(JenkinsRule rule) throws Exception {
        jenkins = rule;
        startForeman(options -> options.hosts(4));
        configure();
    }

    private static TestResultAction result(Run<?, ?> build) {
        TestResultAction action = build.getAction(TestResultAction.class);
        assertThat(action).isNotNull();
        return action;
    }

    private static void assertCounts(Run<?, ?> build, int total, int failed) {
        TestResultAction result = result(build);
        assertThat(List.of(result.getTotalCount(), result.getFailCount())).containsExactly(total, failed);
        assertThat(result.getResult().getTotalCount()).isEqualTo(total);
        assertThat(result.getResult().getFailCount()).isEqualTo(failed);
    }

    @Test
    void hostsAreTestCasesOfAPipelineWithoutAnyNodeAndLeaveItsResultToTheThresholds() throws Exception {
        WorkflowRun build =
                jenkins.buildAndAssertSuccess(pipeline(jenkins, "stage('Patch') {" + RUN.formatted("100%") + "}"));

        assertCounts(build, 4, 1);
        CaseResult failed = result(build).getFailedTests().get(0);
        assertThat(failed.getClassName()).isEqualTo("foreman.Run Command - Script Default");
        assertThat(failed.getDisplayName()).isEqualTo("host0002.example.com");
        assertThat(failed.getErrorDetails()).isEqualTo("host0002.example.com line 2 of 2 (exit status 1)");
        assertThat(failed.getErrorStackTrace()).contains("host0002.example.com line 2 of 2");
        SuiteResult suite = result(build).getResult().getSuites().iterator().next();
        assertThat(suite.getNodeId()).isNotNull();
        assertThat(suite.getEnclosingBlockNames()).containsExactly("Patch");
        assertThat(build.getRootDir().toPath().resolve("foreman/1/junit.xml")).doesNotExist();
    }

    @Test
    void jobsAndUsualReportsOfABuildAddUp() throws Exception {
        WorkflowRun build = jenkins.buildAndAssertStatus(
                Result.UNSTABLE, pipeline(jenkins, RUN.formatted("100%") + """
                node {
                    writeFile file: 'usual.xml', text: '<testsuite name="u"><testcase classname="a.B" name="c"/></testsuite>'
                    junit testResults: 'usual.xml', healthScaleFactor: 0.5
                }
                """ + RUN.formatted("0")));

        assertCounts(build, 9, 2);
        assertThat(result(build).getResult().getSuites()).hasSize(3);
        assertThat(result(build).getHealthScaleFactor()).isEqualTo(0.5);
    }

    @Test
    void aRerunReplacesWhatItsHostsHadAndPublishingTwiceChangesNothing() throws Exception {
        WorkflowRun build = jenkins.buildAndAssertSuccess(
                pipeline(jenkins, "stage('Patch') {" + RUN.formatted("100%") + "}\n" + """
                        catchError(buildResult: 'SUCCESS') {
                            rerunJobInvocation which: 'SUCCEEDED', hosts: ['host0003.example.com']
                        }
                        """));

        assertCounts(build, 4, 1);
        SuiteResult first = result(build).getResult().getSuites().iterator().next();
        BuildRun again = BuildRuns.get().follow(build, "2", null);
        TestReports.publish(build, again, null, StreamTaskListener.fromStdout());

        assertCounts(build, 4, 1);
        SuiteResult second = result(build).getResult().getSuites().iterator().next();
        assertThat(second.getNodeId()).isEqualTo(first.getNodeId());
        assertThat(second.getEnclosingBlockNames()).containsExactly("Patch");
    }

    @Test
    void aRetriedHostCountsAsItWasLeftLast() throws Exception {
        WorkflowRun build = jenkins.buildAndAssertStatus(Result.FAILURE, pipeline(jenkins, """
                        runJobInvocation jobTemplate: 'Run Command - Script Default', searchQuery: 'name ~ host',
                            inputs: [command: '#sim lines=1 delay=0.1 fail=host0001.example.com'],
                            retries: 1, retryPause: 0, junitReport: true
                        """));

        assertCounts(build, 4, 1);
    }

    @Test
    void theBuildStepReportsTooAndSoDoTheRerunsAfterIt() throws Exception {
        JobSpec step = new JobSpec();
        step.setJobTemplate(TEMPLATE);
        step.setSearchQuery("name ~ host");
        step.setJunitReport(true);
        InputValue input = new InputValue("command");
        input.setValue("#sim lines=1 delay=0.1 fail=host0001.example.com");
        step.setInputs(List.of(input));
        FreeStyleProject project = jenkins.createFreeStyleProject();
        project.getBuildersList().add(new JobInvocationBuilder(step));
        RerunPublisher rerun = new RerunPublisher();
        rerun.setPause(0);
        project.getPublishersList().add(rerun);

        FreeStyleBuild build = jenkins.buildAndAssertStatus(Result.FAILURE, project);

        assertThat(foreman.jobInvocations()).hasSize(2);
        assertCounts(build, 4, 1);
        assertThat(result(build).getResult().getSuites()).hasSize(1);
    }

    @Test
    void nothingIsReportedWithoutTheOption() throws Exception {
        WorkflowRun build = jenkins.buildAndAssertSuccess(
                pipeline(jenkins, RUN.formatted("100%").replace("junitReport: true", "junitReport: false")));

        assertThat(build.getAction(TestResultAction.class)).isNull();
    }
}
