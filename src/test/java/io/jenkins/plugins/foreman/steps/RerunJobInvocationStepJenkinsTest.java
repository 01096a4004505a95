package io.jenkins.plugins.foreman.steps;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Result;
import io.jenkins.plugins.foreman.SimulatedJenkinsTest;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

@WithJenkins
class RerunJobInvocationStepJenkinsTest extends SimulatedJenkinsTest {

    private JenkinsRule jenkins;

    @BeforeEach
    void start(JenkinsRule rule) throws Exception {
        jenkins = rule;
        startForeman(options -> options.hosts(4));
        configure();
    }

    private WorkflowRun run(Result expected, String script) throws Exception {
        return jenkins.buildAndAssertStatus(expected, pipeline(jenkins, script));
    }

    @Test
    void runsOnExactlyTheHostsThatFailedOfAJobThatWasNotWaitedForToo() throws Exception {
        WorkflowRun build = run(Result.UNSTABLE, """
                def job = runJobInvocation jobTemplate: 'Run Command - Script Default', searchQuery: 'name ~ host',
                    inputs: [command: '#sim lines=1 delay=0.1 fail=host0002,host0003'], wait: false
                waitForJobInvocation id: job.id, failureThreshold: '100%'
                def again = rerunJobInvocation run: job.run, failureThreshold: '100%'
                echo "again on ${again.total}: ${again.failedHosts}"
                """);

        jenkins.assertLogContains("again on 2: [host0002.example.com, host0003.example.com]", build);
        assertThat(foreman.jobInvocations()).hasSize(2);
        assertThat(foreman.jobInvocations().get(1).hosts())
                .containsExactlyInAnyOrder("host0002.example.com", "host0003.example.com");
    }

    @Test
    void doesNothingAndSaysSoWhereNoHostFailed() throws Exception {
        WorkflowRun build = run(Result.SUCCESS, """
                def job = runJobInvocation jobTemplate: 'Run Command - Script Default', searchQuery: 'name ~ host',
                    inputs: [command: '#sim lines=1 delay=0.1']
                def again = rerunJobInvocation()
                def byId = rerunJobInvocation id: job.id
                echo "again ${again.result} on ${again.total}, ${byId.failedHosts} ${byId.id}"
                """);

        jenkins.assertLogContains("There is no host to run the job on again, so nothing is run.", build);
        jenkins.assertLogContains("again SUCCESS on 0, [] null", build);
        assertThat(foreman.jobInvocations()).hasSize(1);
    }

    @Test
    void refusesAJobThatStillRuns() throws Exception {
        WorkflowRun build = run(Result.FAILURE, """
                def job = runJobInvocation jobTemplate: 'Run Command - Script Default', searchQuery: 'name ~ host',
                    inputs: [command: '#sim lines=1000 delay=1'], wait: false
                rerunJobInvocation run: job.run
                """);

        jenkins.assertLogContains("Job invocation 1 has not ended yet.", build);
        assertThat(foreman.jobInvocations()).hasSize(1);
    }
}
