package io.jenkins.plugins.foreman.steps;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Result;
import io.jenkins.plugins.foreman.SimulatedJenkinsTest;
import io.jenkins.plugins.foreman.config.ForemanServer;
import io.jenkins.plugins.foreman.config.ForemanServers;
import io.jenkins.plugins.foreman.runs.InvocationEntry;
import io.jenkins.plugins.foreman.runs.JobInvocationsAction;
import io.jenkins.plugins.foreman.simulator.HostScript;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
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
        assertThat(foreman.jobInvocations().get(0).description())
                .matches("jenkins-\\S+ \\[" + build.getParent().getFullName() + " #1 " + build.getAbsoluteUrl()
                        + "] Run #sim lines=2 delay=0.1");
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

        jenkins.assertLogContains("caught JobInvocationFailedException", build);
        jenkins.assertLogContains("host0003.example.com", build);
        assertThat(build.getResult()).isEqualTo(Result.FAILURE);
    }

    @Test
    void addsTheOutcomeToTheDescriptionOfTheBuildWhereThatIsWanted() throws Exception {
        WorkflowRun build = run(Result.SUCCESS, """
                currentBuild.description = 'by hand'
                runJobInvocation jobTemplate: 'Run Command - Script Default', searchQuery: 'name ~ host',
                    inputs: [command: 'id'], buildDescription: true
                runJobInvocation jobTemplate: 'Run Command - Script Default', searchQuery: 'name ~ host',
                    inputs: [command: 'id']
                """);

        int id = foreman.jobInvocations().get(0).id();
        assertThat(build.getDescription()).isEqualTo("by hand\nRun id on 5 hosts: succeeded (Foreman job " + id + ")");
        build.reload();
        assertThat(build.getDescription()).startsWith("by hand\nRun id on 5 hosts");
    }

    @Test
    void aServerCanLeaveTheBuildOutOfDescriptions() throws Exception {
        ForemanServer server = ForemanServers.get().getServers().get(0);
        server.setHideBuild(true);
        ForemanServers.get().setServers(List.of(server));
        run(Result.SUCCESS, """
                runJobInvocation jobTemplate: 'Run Command - Script Default', searchQuery: 'name ~ host',
                    inputs: [command: 'id']
                """);

        assertThat(foreman.jobInvocations().get(0).description()).matches("jenkins-\\S+ Run id");
    }

    @Test
    void aDryRunCreatesNothingAndSaysWhatWouldRun() throws Exception {
        WorkflowRun build = run(Result.SUCCESS, """
                def job = runJobInvocation jobTemplate: 'Run Command - Script Default', searchQuery: 'name ~ host',
                    inputs: [command: 'id'], dryRun: true
                echo "id ${job.id}, ${job.message}"
                """);

        jenkins.assertLogContains("id null, Foreman: dry run", build);
        jenkins.assertLogContains("would run on 5 hosts: host0001.example.com", build);
        run(Result.FAILURE, "runJobInvocation jobTemplate: 'No such thing', searchQuery: 'name ~ host', dryRun: true");
        assertThat(foreman.jobInvocations()).isEmpty();
    }

    @Test
    void anErrorHasTheResult() throws Exception {
        WorkflowRun build = run(Result.SUCCESS, """
                try {
                    runJobInvocation jobTemplate: 'Run Command - Script Default', searchQuery: 'name ~ host',
                        inputs: [command: '#sim lines=1 delay=0.1 fail=host0003.example.com exit=7']
                } catch (e) {
                    echo "${e.job.result} of ${e.job.id} on ${e.job.failedHosts}"
                }
                """);

        jenkins.assertLogContains("FAILURE of 1 on [host0003.example.com]", build);
    }

    @Test
    void aResultThatIsNotPassedOnIsGivenBackWhateverHappened() throws Exception {
        WorkflowRun build = run(Result.SUCCESS, """
                def failed = runJobInvocation jobTemplate: 'Run Command - Script Default', searchQuery: 'name ~ host',
                    inputs: [command: '#sim lines=1 delay=0.1 fail=host0003.example.com'], propagate: false
                echo "failed: ${failed.result} ${failed.failedHosts}"
                def unstable = rerunJobInvocation which: 'ALL', failureThreshold: '50%', propagate: false
                echo "unstable: ${unstable.result}"
                def empty = runJobInvocation jobTemplate: 'Run Command - Script Default', searchQuery: 'name = nothing',
                    inputs: [command: 'id'], propagate: false
                echo "empty: ${empty.result} of ${empty.total}"
                def wrong = runJobInvocation jobTemplate: 'No such thing', searchQuery: 'name ~ host', propagate: false
                echo "wrong: ${wrong.result} ${wrong.id} (${wrong.message})"
                def lost = waitForJobInvocation id: 4711, propagate: false
                echo "lost: ${lost.result} ${lost.total}"
                """);

        jenkins.assertLogContains("failed: FAILURE [host0003.example.com]", build);
        jenkins.assertLogContains("unstable: UNSTABLE", build);
        jenkins.assertLogContains("empty: FAILURE of 0", build);
        jenkins.assertLogContains("wrong: FAILURE null (", build);
        jenkins.assertLogContains("lost: FAILURE 0", build);
        assertThat(warnings(build)).containsOnly(Result.FAILURE, Result.UNSTABLE);
    }

    private static List<Result> warnings(WorkflowRun build) {
        List<Result> results = new ArrayList<>();
        for (FlowNode node : new DepthFirstScanner().allNodes(build.getExecution())) {
            WarningAction warning = node.getAction(WarningAction.class);
            if (warning != null) {
                results.add(warning.getResult());
            }
        }
        return results;
    }

    @Test
    void anAbortEndsABuildThatTakesNoResult() throws Exception {
        WorkflowJob job = pipeline(jenkins, """
                runJobInvocation jobTemplate: 'Run Command - Script Default', searchQuery: 'name ~ host',
                    inputs: [command: '#sim lines=100000 delay=1'], propagate: false
                echo 'went on'
                """);
        WorkflowRun build = job.scheduleBuild2(0).waitForStart();
        jenkins.waitForMessage("line 2 of", build);

        build.doStop();

        jenkins.assertBuildStatus(Result.ABORTED, jenkins.waitForCompletion(build));
        jenkins.assertLogNotContains("went on", build);
    }

    @Test
    void aJobThatIsCancelledInForemanIsAbortedForWhoTakesTheResult() throws Exception {
        String run = "runJobInvocation jobTemplate: 'Run Command - Script Default', searchQuery: 'name ~ host',"
                + " inputs: [command: '#sim lines=100000 delay=1']";
        String scripted = "echo \"it is ${" + run.replace("runJobInvocation ", "runJobInvocation(")
                + ", propagate: false).result}\"";
        WorkflowRun build = cancelledInForeman(scripted, 0);
        jenkins.assertBuildStatus(Result.SUCCESS, build);
        jenkins.assertLogContains("it is ABORTED", build);

        WorkflowRun declarative = cancelledInForeman(
                "pipeline { agent none\nstages { stage('Run') { steps { script { try { " + run
                        + " } catch (e) { echo \"it is ${e.job.result}\"\nthrow e } } } } } }",
                1);
        jenkins.assertBuildStatus(Result.FAILURE, declarative);
        jenkins.assertLogContains("it is ABORTED", declarative);
    }

    @Test
    void givesBackWhatHostsSetOnPurpose() throws Exception {
        foreman.fleet()
                .host("host0001.example.com")
                .script(HostScript.lines(
                        Duration.ofMillis(100), 0, "::set kernel=6.1\n", "::set kernel=6.2\n::set x\n"));
        String step = "runJobInvocation(jobTemplate: 'Run Command - Script Default', hosts: ['host0001.example.com'],"
                + " inputs: [command: 'id'], hostValues: true)";
        WorkflowRun scripted = run(Result.SUCCESS, "echo \"runs ${" + step + ".hostValues}\"");
        WorkflowRun declarative = run(
                Result.SUCCESS,
                "pipeline { agent none\nstages { stage('Run') { steps { script { def job = " + step + "\n"
                        + "sleep 1\n"
                        + "job.hostValues.each { host, values -> echo \"${host} runs ${values.kernel}\" } } } } } }");

        jenkins.assertLogContains("runs [host0001.example.com:[kernel:6.2]]", scripted);
        jenkins.assertLogContains("Foreman: 1 line that begins with ::set was left out", scripted);
        jenkins.assertLogContains("host0001.example.com runs 6.2", declarative);
    }

    private WorkflowRun cancelledInForeman(String script, int index) throws Exception {
        WorkflowRun build = pipeline(jenkins, script).scheduleBuild2(0).waitForStart();
        jenkins.waitForMessage("line 2 of", build);
        foreman.jobInvocations().get(index).cancelAsOperator(true);
        return jenkins.waitForCompletion(build);
    }

    @Test
    void anInterruptionGoesOnWhateverIsDoneWithTheResult() throws Exception {
        WorkflowJob job = pipeline(jenkins, """
                try {
                    runJobInvocation jobTemplate: 'Run Command - Script Default', searchQuery: 'name ~ host',
                        inputs: [command: '#sim lines=100000 delay=1'], propagate: false
                } catch (org.jenkinsci.plugins.workflow.steps.FlowInterruptedException e) {
                    echo 'interrupted'
                    throw e
                }
                """);
        WorkflowRun build = job.scheduleBuild2(0).waitForStart();
        jenkins.waitForMessage("line 2 of", build);
        build.doStop();

        jenkins.assertBuildStatus(Result.ABORTED, jenkins.waitForCompletion(build));
        jenkins.assertLogContains("interrupted", build);
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
