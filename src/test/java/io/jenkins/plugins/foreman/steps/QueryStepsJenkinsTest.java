package io.jenkins.plugins.foreman.steps;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Result;
import io.jenkins.plugins.foreman.SimulatedJenkinsTest;
import io.jenkins.plugins.foreman.invocation.ServerBudget;
import io.jenkins.plugins.foreman.runs.RerunPermissionProperty;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

@WithJenkins
class QueryStepsJenkinsTest extends SimulatedJenkinsTest {

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
    void eachAnswersWithPlainValuesInTheSandbox() throws Exception {
        WorkflowRun build = run(Result.UNSTABLE, """
                def job = runJobInvocation jobTemplate: 'Run Command - Script Default', searchQuery: 'name ~ host',
                    inputs: [command: '#sim lines=2 delay=0.1 fail=host0004.example.com'], failureThreshold: '100%'
                def shown = jobInvocation id: job.id
                echo "shown ${shown.status} ${shown.failed} ${shown.inputs.command}"
                def failed = jobInvocationHosts id: job.id, state: 'error'
                echo "failed ${failed*.name}"
                def output = jobInvocationOutput id: job.id, host: 'host0004.example.com'
                echo "output ${output.complete} ${output.output.contains('line 2 of 2')}"
                echo "raw ${jobInvocationOutput(id: job.id, host: 'host0001.example.com', raw: true).contains('line 1')}"
                def found = findJobInvocations perPage: 1
                echo "found ${found.matching} ${found.results[0].id == job.id}"
                def hosts = previewJobInvocationHosts searchQuery: 'name ~ host', limit: 2
                echo "preview ${hosts.total} ${hosts.hosts}"
                """);

        jenkins.assertLogContains("shown failed 1 #sim lines=2", build);
        jenkins.assertLogContains("failed [host0004.example.com]", build);
        jenkins.assertLogContains("output true true", build);
        jenkins.assertLogContains("raw true", build);
        jenkins.assertLogContains("found 1 true", build);
        jenkins.assertLogContains("preview 5 [host0001.example.com, host0002.example.com]", build);
    }

    @Test
    void theOutputsOfAllHostsAreReadOnFromWhereTheyWereLeft() throws Exception {
        WorkflowRun build = run(Result.SUCCESS, """
                def job = runJobInvocation jobTemplate: 'Run Command - Script Default', searchQuery: 'name ~ host',
                    inputs: [command: '#sim lines=2 delay=0.1']
                def outputs = jobInvocationOutputs id: job.id, search: 'name ~ host000'
                echo "outputs ${outputs*.host} ${outputs.every { it.complete && it.output.contains('line 2 of 2') }}"
                def later = jobInvocationOutputs id: job.id, search: "name = ${outputs[0].host}", since: outputs[0].until
                echo "later '${later[0].output}'"
                echo "raw ${jobInvocationOutputs(id: job.id, raw: true, limit: 1)[0].output.contains('line 1')}"
                """);

        jenkins.assertLogContains(
                "outputs [host0001.example.com, host0002.example.com, host0003.example.com, host0004.example.com,"
                        + " host0005.example.com] true",
                build);
        jenkins.assertLogContains("later ''", build);
        jenkins.assertLogContains("raw true", build);
    }

    @Test
    void foremanItselfRunsAJobAgainUnlessItWouldTakeOtherHosts() throws Exception {
        WorkflowRun build = run(Result.FAILURE, """
                def job = runJobInvocation jobTemplate: 'Run Command - Script Default', searchQuery: 'name ~ host',
                    inputs: [command: '#sim lines=1 delay=0.1'], failureThreshold: '100%'
                def again = rerunJobInvocationByForeman id: job.id
                waitForJobInvocation id: again.id
                echo "again ${again.id != job.id}"
                rerunJobInvocationByForeman id: job.id, which: 'FAILED'
                """);

        jenkins.assertLogContains("again true", build);
        jenkins.assertLogContains("Nothing was started", build);
        assertThat(foreman.jobInvocations()).hasSize(2);
    }

    @Test
    void aRerunRunsOnExactlyTheHostsThatFailed() throws Exception {
        WorkflowRun build = run(Result.FAILURE, """
                def job = runJobInvocation jobTemplate: 'Run Command - Script Default', searchQuery: 'name ~ host',
                    inputs: [command: '#sim lines=1 delay=0.1 fail=host0002.example.com,host0005.example.com'],
                    failureThreshold: '100%'
                rerunJobInvocation()
                """);

        assertThat(foreman.jobInvocations()).hasSize(2);
        assertThat(foreman.jobInvocations().get(1).hosts())
                .containsExactlyInAnyOrder("host0002.example.com", "host0005.example.com");
        jenkins.assertLogContains("2 of 2 hosts", build);
    }

    @Test
    void aJobMadeElsewhereIsRunAgainByItsId() throws Exception {
        WorkflowRun first = run(Result.FAILURE, """
                runJobInvocation jobTemplate: 'Run Command - Script Default', searchQuery: 'name ~ host',
                    inputs: [command: '#sim lines=1 delay=0.1 fail=host0002.example.com']
                """);
        run(Result.FAILURE, "rerunJobInvocation id: 1, failureThreshold: 0");
        run(Result.SUCCESS, "rerunJobInvocation id: 1, which: 'succeeded'");
        WorkflowJob again = pipeline(
                jenkins,
                "rerunJobInvocation build: '" + first.getParent().getFullName()
                        + "#1', hosts: ['host0002.example.com']");
        first.getParent().addProperty(new RerunPermissionProperty(again.getFullName()));
        WorkflowRun last = jenkins.buildAndAssertStatus(Result.FAILURE, again);

        jenkins.assertLogContains("1 of 1 host failed", last);
        assertThat(foreman.jobInvocations()).hasSize(4);
        assertThat(foreman.jobInvocations().get(1).hosts()).containsExactly("host0002.example.com");
        assertThat(foreman.jobInvocations().get(2).hosts()).hasSize(4).doesNotContain("host0002.example.com");
        assertThat(foreman.jobInvocations().get(3).hosts()).containsExactly("host0002.example.com");
    }

    @Test
    void aPlaybookMadeElsewhereIsRunAgainOnlyWithItsTagsOrTheWordThatThereWereNone() throws Exception {
        run(Result.SUCCESS, """
                runJobInvocation jobTemplate: 'Ansible - Run playbook', searchQuery: 'name ~ host',
                    inputs: [playbook: '- hosts: all'], ansible: [tags: 'deploy']
                """);

        WorkflowRun refused = run(Result.FAILURE, "rerunJobInvocation id: 1, which: 'all'");
        jenkins.assertLogContains("Foreman does not tell its ansible", refused);
        assertThat(foreman.jobInvocations()).hasSize(1);
        run(Result.SUCCESS, "rerunJobInvocation id: 1, which: 'all', ansible: [tags: 'slow', skipTags: true]");
        run(Result.SUCCESS, "rerunJobInvocation id: 1, which: 'all', without: ['ansible']");

        assertThat(foreman.jobInvocation(2).request().path("ansible"))
                .hasToString("{\"tags\":\"slow\",\"tags_flag\":\"exclude\"}");
        assertThat(foreman.jobInvocation(3).request().has("ansible")).isFalse();
        WorkflowRun known = run(Result.FAILURE, """
                runJobInvocation jobTemplate: 'Ansible - Run playbook', searchQuery: 'name ~ host',
                    inputs: [playbook: '- hosts: all'], ansible: [tags: 'deploy']
                rerunJobInvocation which: 'all'
                rerunJobInvocation which: 'all', without: ['ansible']
                """);
        assertThat(foreman.jobInvocation(5).request().path("ansible").path("tags"))
                .hasToString("\"deploy\"");
        jenkins.assertLogContains("was started here and is run again as it was", known);
    }

    @Test
    void cancelsAJobThatNobodyWaitsFor() throws Exception {
        WorkflowRun build = run(Result.FAILURE, """
                def job = runJobInvocation jobTemplate: 'Run Command - Script Default', searchQuery: 'name ~ host',
                    inputs: [command: '#sim lines=100000 delay=1'], wait: false
                def cancel = cancelJobInvocation id: job.id
                echo "accepted ${cancel.accepted}"
                waitForJobInvocation id: job.id
                """);

        jenkins.assertLogContains("accepted true", build);
    }

    @Test
    void twoHundredAtOnceTakeAHandfulOfThreads() throws Exception {
        WorkflowRun build = pipeline(jenkins, """
                        def branches = [:]
                        for (int i = 0; i < 200; i++) {
                            branches["b${i}".toString()] = {
                                runJobInvocation jobTemplate: 'Run Command - Script Default',
                                    hosts: ['host0001.example.com'], inputs: [command: '#sim lines=1 delay=0.1']
                            }
                        }
                        parallel branches
                        """).scheduleBuild2(0).waitForStart();
        Set<String> threads = new TreeSet<>();
        long mostThreads = 0;
        long mostOfConnections = 0;
        while (build.isBuilding()) {
            Set<String> now = Thread.getAllStackTraces().keySet().stream()
                    .map(Thread::getName)
                    .filter(name -> name.startsWith("Foreman"))
                    .collect(Collectors.toSet());
            threads.addAll(now);
            long ofConnections =
                    now.stream().filter(name -> name.startsWith("Foreman HTTP")).count();
            mostOfConnections = Math.max(mostOfConnections, ofConnections);
            mostThreads = Math.max(mostThreads, now.size() - ofConnections);
            Thread.onSpinWait();
        }

        jenkins.assertBuildStatus(Result.SUCCESS, build);
        // those of the server, and four for what asks none
        assertThat(mostThreads).as("%s", threads).isBetween(1L, ServerBudget.threads(4) + 4L);
        // the HTTP client has a few for each request that is under way
        assertThat(mostOfConnections).as("%s", threads).isLessThanOrEqualTo(3L * ServerBudget.threads(4));
        assertThat(foreman.jobInvocations()).hasSize(200);
    }
}
