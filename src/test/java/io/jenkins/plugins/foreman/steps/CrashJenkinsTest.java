package io.jenkins.plugins.foreman.steps;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Result;
import io.jenkins.plugins.foreman.SimulatedJenkinsTest;
import java.util.Map;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.RealJenkinsExtension;

/** Jenkins in a process of its own, which is killed in the middle of every step that follows a job. */
class CrashJenkinsTest extends SimulatedJenkinsTest {

    private static final int LINES = 400;
    private static final Map<String, String> SCRIPTS = Map.of(
            "run", RestartJenkinsTest.LINES,
            "wait", RestartJenkinsTest.WAIT,
            "rerun", RestartJenkinsTest.RERUN);

    @RegisterExtension
    private final RealJenkinsExtension jenkins = new RealJenkinsExtension();

    @Test
    void aKillLosesNoLineRepeatsNoneAndMakesNoSecondJob() throws Throwable {
        startForeman(options -> options.hosts(2));
        jenkins.startJenkins();
        jenkins.runRemotely(CrashJenkinsTest::begin, foreman.uri().toString());
        jenkins.stopJenkinsForcibly();
        jenkins.startJenkins();
        jenkins.runRemotely(CrashJenkinsTest::finish);

        assertThat(foreman.jobInvocations()).hasSize(SCRIPTS.size() + 1);
    }

    private static void begin(JenkinsRule jenkins, String url) throws Exception {
        configure(url);
        for (Map.Entry<String, String> script : SCRIPTS.entrySet()) {
            WorkflowJob job = jenkins.createProject(WorkflowJob.class, script.getKey());
            job.setDefinition(new CpsFlowDefinition(script.getValue().formatted(lines(script.getKey())), true));
            job.scheduleBuild2(0).waitForStart();
        }
        jenkins.waitForMessage("line 20 of", build(jenkins, "run"));
        jenkins.waitForMessage("line 20 of", build(jenkins, "wait"));
        WorkflowRun rerun = build(jenkins, "rerun");
        while (JenkinsRule.getLog(rerun).split("line 20 of", -1).length <= 3) {
            Thread.onSpinWait();
        }
    }

    /** The first of two jobs is over before the kill. */
    private static int lines(String job) {
        return job.equals("rerun") ? LINES / 4 : LINES;
    }

    private static void finish(JenkinsRule jenkins) throws Exception {
        for (String job : SCRIPTS.keySet()) {
            WorkflowRun build = build(jenkins, job);
            jenkins.assertBuildStatus(Result.SUCCESS, jenkins.waitForCompletion(build));
            jenkins.assertLogContains("then SUCCESS on 2", build);
            RestartJenkinsTest.assertEveryLine(build, 2, lines(job), job.equals("rerun") ? 2 : 1);
        }
    }

    private static WorkflowRun build(JenkinsRule jenkins, String job) {
        WorkflowJob item = jenkins.jenkins.getItemByFullName(job, WorkflowJob.class);
        assertThat(item).isNotNull();
        WorkflowRun build = item.getBuildByNumber(1);
        assertThat(build).isNotNull();
        return build;
    }
}
