package io.jenkins.plugins.foreman.freestyle;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.FreeStyleBuild;
import hudson.model.FreeStyleProject;
import hudson.model.Result;
import io.jenkins.plugins.foreman.SimulatedJenkinsTest;
import io.jenkins.plugins.foreman.job.InputValue;
import io.jenkins.plugins.foreman.job.JobSpec;
import io.jenkins.plugins.foreman.record.RunHead.Verdict;
import io.jenkins.plugins.foreman.runs.BuildRuns;
import io.jenkins.plugins.foreman.runs.InvocationEntry;
import io.jenkins.plugins.foreman.runs.JobInvocationsAction;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.JenkinsSessionExtension;

/** Builds that no Jenkins can go on with after a restart. */
class CutOffBuildsJenkinsTest extends SimulatedJenkinsTest {

    @RegisterExtension
    private final JenkinsSessionExtension sessions = new JenkinsSessionExtension();

    private static FreeStyleBuild start(JenkinsRule jenkins, String command) throws Exception {
        JobSpec step = new JobSpec();
        step.setJobTemplate(TEMPLATE);
        step.setSearchQuery("name ~ host");
        InputValue input = new InputValue("command");
        input.setValue(command);
        step.setInputs(List.of(input));
        FreeStyleProject project = jenkins.createFreeStyleProject("p");
        project.getBuildersList().add(new JobInvocationBuilder(step));
        RerunPublisher rerun = new RerunPublisher();
        rerun.setPause(0);
        project.getPublishersList().add(rerun);
        return project.scheduleBuild2(0).waitForStart();
    }

    private static FreeStyleBuild build(JenkinsRule jenkins, String name) {
        return jenkins.jenkins.getItemByFullName(name, FreeStyleProject.class).getBuildByNumber(1);
    }

    private static Verdict end(FreeStyleBuild build, int index) throws Exception {
        while (JobInvocationsAction.entries(build).size() <= index) {
            Thread.onSpinWait();
        }
        InvocationEntry entry = JobInvocationsAction.entries(build).get(index);
        while (BuildRuns.get().record(build, entry).head().outcome() == null) {
            Thread.onSpinWait();
        }
        return BuildRuns.get().record(build, entry).head().outcome().verdict();
    }

    @Test
    @Timeout(240)
    void aJobIsFollowedToItsEndAndItsRerunIsNotLost() throws Throwable {
        startForeman(options -> options.hosts(2));
        sessions.then(jenkins -> {
            configure();
            FreeStyleBuild build = start(jenkins, "#sim lines=300 delay=1 fail=host0002.example.com");
            jenkins.waitForMessage("line 20 of 300", build);
        });
        sessions.then(jenkins -> {
            FreeStyleBuild build = build(jenkins, "p");
            assertThat(end(build, 0)).isEqualTo(Verdict.FAILURE);
            end(build, 1);
            assertThat(build.isBuilding()).isFalse();
            assertThat(build.getResult()).isNotEqualTo(Result.SUCCESS);
            assertThat(JobInvocationsAction.entries(build)).allMatch(InvocationEntry::isTakenOver);
            jenkins.assertLogContains("what happened on the hosts is below", build);
            jenkins.assertLogContains("line 300 of 300", build);
        });
        assertThat(foreman.jobInvocations()).hasSize(2);
        assertThat(foreman.jobInvocations().get(0).cancelRequested()).isFalse();
        assertThat(foreman.jobInvocations().get(1).hosts()).containsExactly("host0002.example.com");
    }

    @Test
    @Timeout(240)
    void aJobThatMovesWhileItRunsIsFoundAfterTheRestart() throws Throwable {
        startForeman(options -> options.hosts(2));
        sessions.then(jenkins -> {
            configure();
            FreeStyleBuild build = start(jenkins, "#sim lines=300 delay=1");
            jenkins.waitForMessage("line 20 of 300", build);
            build.getParent().renameTo("q");
        });
        sessions.then(jenkins -> assertThat(end(build(jenkins, "q"), 0)).isEqualTo(Verdict.SUCCESS));
        assertThat(foreman.jobInvocations()).hasSize(1);
    }
}
