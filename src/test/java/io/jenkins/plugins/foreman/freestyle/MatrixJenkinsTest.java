package io.jenkins.plugins.foreman.freestyle;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.FilePath;
import hudson.matrix.AxisList;
import hudson.matrix.MatrixBuild;
import hudson.matrix.MatrixProject;
import hudson.matrix.MatrixRun;
import hudson.matrix.TextAxis;
import hudson.model.Result;
import hudson.model.TaskListener;
import io.jenkins.plugins.foreman.SimulatedJenkinsTest;
import io.jenkins.plugins.foreman.job.InputValue;
import io.jenkins.plugins.foreman.job.JobSpec;
import io.jenkins.plugins.foreman.runs.JobInvocationsAction;
import io.jenkins.plugins.foreman.simulator.SimJobInvocation;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** A job for each value of an axis. */
@WithJenkins
class MatrixJenkinsTest extends SimulatedJenkinsTest {

    private JenkinsRule jenkins;
    private MatrixProject project;

    @BeforeEach
    void start(JenkinsRule rule) throws Exception {
        jenkins = rule;
        startForeman(options -> options.hosts(3));
        configure();
        project = jenkins.createProject(MatrixProject.class, "matrix");
        project.setAxes(new AxisList(new TextAxis("HOST", "host0001", "host0002")));
        JobSpec step = new JobSpec();
        step.setJobTemplate(TEMPLATE);
        step.setHosts("$HOST.example.com");
        InputValue command = new InputValue("command");
        command.setValue("#sim lines=1 delay=0.1 fail=host0002.example.com");
        step.setInputs(List.of(command));
        project.getBuildersList().add(new JobInvocationBuilder(step));
    }

    private MatrixRun run(MatrixBuild build, String host) {
        return build.getRuns().stream()
                .filter(run -> run.getBuildVariables().get("HOST").equals(host))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void eachCombinationRunsAJobOfItsOwn() throws Exception {
        MatrixBuild build = jenkins.buildAndAssertStatus(Result.FAILURE, project);

        assertThat(foreman.jobInvocations())
                .extracting(SimJobInvocation::hosts)
                .containsExactlyInAnyOrder(List.of("host0001.example.com"), List.of("host0002.example.com"));
        jenkins.assertBuildStatus(Result.SUCCESS, run(build, "host0001"));
        jenkins.assertLogContains("host0001.example.com line 1 of 1", run(build, "host0001"));
        jenkins.assertBuildStatus(Result.FAILURE, run(build, "host0002"));
        assertThat(JobInvocationsAction.entries(run(build, "host0001"))).hasSize(1);
        assertThat(JobInvocationsAction.entries(build)).isEmpty();
    }

    @Test
    void eachCombinationKnowsWhatBecameOfItsJobAndHasFilesOfIt() throws Exception {
        project.getBuildersList().get(JobInvocationBuilder.class).getJob().setResults("foreman/$HOST");
        MatrixBuild build = jenkins.buildAndAssertStatus(Result.FAILURE, project);

        for (String host : List.of("host0001", "host0002")) {
            MatrixRun run = run(build, host);
            FilePath folder = run.getWorkspace().child("foreman/" + host);
            assertThat(run.getEnvironment(TaskListener.NULL))
                    .containsEntry("FOREMAN_JOB_TOTAL", "1")
                    .containsEntry("FOREMAN_JOB_RESULT", host.equals("host0001") ? "SUCCESS" : "FAILURE")
                    .containsEntry("FOREMAN_JOB_RESULTS", folder.getRemote());
            assertThat(folder.child("hosts.csv").readToString()).contains(host + ".example.com");
        }
    }

    @Test
    void theRerunIsOfTheCombinationThatFailed() throws Exception {
        RerunPublisher rerun = new RerunPublisher();
        rerun.setPause(0);
        project.getPublishersList().add(rerun);
        MatrixBuild build = jenkins.buildAndAssertStatus(Result.FAILURE, project);

        assertThat(JobInvocationsAction.entries(run(build, "host0001"))).hasSize(1);
        assertThat(JobInvocationsAction.entries(run(build, "host0002"))).hasSize(2);
        assertThat(foreman.jobInvocations())
                .extracting(SimJobInvocation::hosts)
                .containsExactlyInAnyOrder(
                        List.of("host0001.example.com"),
                        List.of("host0002.example.com"),
                        List.of("host0002.example.com"));
    }

    @Test
    void bothGoThroughTheFormOfTheJobUnchanged() throws Exception {
        RerunPublisher rerun = new RerunPublisher();
        rerun.setAttempts(3);
        project.getPublishersList().add(rerun);
        JobSpec before =
                project.getBuildersList().get(JobInvocationBuilder.class).getJob();

        jenkins.configRoundtrip(project);

        jenkins.assertEqualDataBoundBeans(
                before,
                project.getBuildersList().get(JobInvocationBuilder.class).getJob());
        jenkins.assertEqualDataBoundBeans(rerun, project.getPublishersList().get(RerunPublisher.class));
    }
}
