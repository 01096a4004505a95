package io.jenkins.plugins.foreman.steps;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Result;
import io.jenkins.plugins.foreman.SimulatedJenkinsTest;
import io.jenkins.plugins.foreman.build.InvocationEntry;
import io.jenkins.plugins.foreman.build.JobInvocationsAction;
import java.nio.file.Files;
import java.util.List;
import org.jenkinsci.plugins.workflow.actions.WarningAction;
import org.jenkinsci.plugins.workflow.flow.FlowExecution;
import org.jenkinsci.plugins.workflow.graph.FlowNode;
import org.jenkinsci.plugins.workflow.graphanalysis.DepthFirstScanner;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

@WithJenkins
class RunJobInvocationStepJenkinsTest extends SimulatedJenkinsTest {

    private JenkinsRule jenkins;

    @BeforeEach
    void start(JenkinsRule rule) throws Exception {
        jenkins = rule;
        startForeman(options -> options.hosts(5));
        configure();
    }

    private WorkflowRun run(Result expected, String script) throws Exception {
        return jenkins.buildAndAssertStatus(expected, pipeline(jenkins, script));
    }

    @Test
    void printsWhatTheHostsPrintAndGivesBackCounts() throws Exception {
        WorkflowRun build = run(Result.SUCCESS, """
                def job = runJobInvocation jobTemplate: 'Run Command - Script Default',
                    hosts: ['host0001.example.com', 'host0002.example.com'],
                    inputs: [command: '#sim lines=2 delay=0.1']
                echo "id ${job.id} ${job.result} ${job.succeeded} of ${job.total}, failed ${job.failedHosts}"
                """);

        jenkins.assertLogContains("[host0001.example.com] host0001.example.com line 2 of 2", build);
        jenkins.assertLogContains("[host0002.example.com] host0002.example.com line 1 of 2", build);
        jenkins.assertLogContains("id 1 SUCCESS 2 of 2, failed []", build);
        List<InvocationEntry> entries = JobInvocationsAction.entries(build);
        assertThat(entries).hasSize(1);
        assertThat(entries.get(0).getServer()).isEqualTo("sim");
        assertThat(foreman.jobInvocations()).hasSize(1);
    }

    @Test
    void failsWithTheCountAndTheHostsThatFailed() throws Exception {
        WorkflowRun build = run(Result.FAILURE, """
                try {
                    runJobInvocation jobTemplate: 'Run Command - Script Default', searchQuery: 'name ~ host',
                        inputs: [command: '#sim lines=1 delay=0.1 fail=host0003.example.com exit=7']
                } catch (e) {
                    echo "caught ${e.class.simpleName}"
                    throw e
                }
                """);

        jenkins.assertLogContains("caught AbortException", build);
        jenkins.assertLogContains("host0003.example.com", build);
        assertThat(build.getResult()).isEqualTo(Result.FAILURE);
    }

    @Test
    void whoCatchesAFailureDecidesAboutTheBuild() throws Exception {
        WorkflowRun build = run(Result.UNSTABLE, """
                catchError(buildResult: 'UNSTABLE') {
                    runJobInvocation jobTemplate: 'Run Command - Script Default', searchQuery: 'name ~ host',
                        inputs: [command: '#sim lines=1 delay=0.1 fail=host0003.example.com exit=7']
                }
                """);

        jenkins.assertLogContains("ERROR: 1 of ", build);
    }

    @Test
    void aThresholdMakesTheBuildUnstableAndMarksTheNode() throws Exception {
        WorkflowRun build = run(Result.UNSTABLE, """
                def job = runJobInvocation jobTemplate: 'Run Command - Script Default', searchQuery: 'name ~ host',
                    inputs: [command: '#sim lines=1 delay=0.1 fail=host0003.example.com'], failureThreshold: '50%'
                echo "failed: ${job.failedHosts}, ${job.result}"
                """);

        jenkins.assertLogContains("failed: [host0003.example.com], UNSTABLE", build);
        FlowExecution execution = build.getExecution();
        assertThat(execution).isNotNull();
        FlowNode marked = new DepthFirstScanner()
                .findFirstMatch(execution, node -> node != null && node.getAction(WarningAction.class) != null);
        assertThat(marked).isNotNull();
    }

    @Test
    void aMistakeIsToldInAPlainSentence() throws Exception {
        WorkflowRun build = run(
                Result.FAILURE,
                "runJobInvocation jobTemplate: 'No such thing', searchQuery: 'name ~ host', inputs: [:]");

        jenkins.assertLogContains("No such thing", build);
        jenkins.assertLogNotContains("\tat ", build);
        assertThat(foreman.jobInvocations()).isEmpty();
    }

    @Test
    void runsWithoutAnAgentAndDoesNotWaitWhenToldSo() throws Exception {
        jenkins.jenkins.setNumExecutors(0);
        WorkflowRun build = run(Result.SUCCESS, """
                def job = runJobInvocation jobTemplate: 'Run Command - Script Default', searchQuery: 'name ~ host',
                    inputs: [command: '#sim lines=1 delay=0.1'], wait: false
                def end = waitForJobInvocation id: job.id
                echo "then ${end.result} on ${end.total}"
                """);

        jenkins.assertLogContains("then SUCCESS on 5", build);
        assertThat(JenkinsRule.getLog(build).lines().filter(line -> line.startsWith("Foreman: job invocation 1 (Run ")))
                .hasSize(2);
    }

    @Test
    void inputsAreNotReadableOnDisk() throws Exception {
        WorkflowRun build = run(Result.SUCCESS, """
                runJobInvocation jobTemplate: 'Run Command - Script Default', hosts: ['host0001.example.com'],
                    inputs: [command: 'echo open-sesame']
                """);

        String stored = Files.readString(build.getRootDir().toPath().resolve("foreman/1/run.xml"));
        assertThat(stored).contains("command").doesNotContain("open-sesame");
    }

    @Test
    void anAbortCancelsTheJobAndEndsTheBuildWhenItHasStopped() throws Exception {
        WorkflowJob job = pipeline(jenkins, """
                runJobInvocation jobTemplate: 'Run Command - Script Default', searchQuery: 'name ~ host',
                    inputs: [command: '#sim lines=100000 delay=1']
                """);
        WorkflowRun build = job.scheduleBuild2(0).waitForStart();
        jenkins.waitForMessage("line 2 of", build);

        build.doStop();

        jenkins.assertBuildStatus(Result.ABORTED, jenkins.waitForCompletion(build));
        assertThat(foreman.jobInvocations().get(0).cancelRequested()).isTrue();
        assertThat(foreman.jobInvocations().get(0).statusLabel()).isEqualTo("failed");
    }
}
