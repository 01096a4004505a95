package io.jenkins.plugins.foreman.steps;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Result;
import io.jenkins.plugins.foreman.SimulatedJenkinsTest;
import io.jenkins.plugins.foreman.runs.JobInvocationsAction;
import io.jenkins.plugins.foreman.simulator.SimJobInvocation;
import java.util.List;
import jenkins.branch.BranchSource;
import jenkins.scm.impl.SingleSCMSource;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.jenkinsci.plugins.workflow.multibranch.WorkflowMultiBranchProject;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.SingleFileSCM;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** Branches of a project, each with a Jenkinsfile of its own. */
@WithJenkins
class MultibranchJenkinsTest extends SimulatedJenkinsTest {

    private JenkinsRule jenkins;
    private WorkflowMultiBranchProject project;

    @BeforeEach
    void start(JenkinsRule rule) throws Exception {
        jenkins = rule;
        startForeman(options -> options.hosts(2));
        configure();
        project = jenkins.createProject(WorkflowMultiBranchProject.class, "site");
    }

    private WorkflowRun firstBuild(String branch, String jenkinsfile) throws Exception {
        project.getSourcesList()
                .add(new BranchSource(new SingleSCMSource(branch, new SingleFileSCM("Jenkinsfile", jenkinsfile))));
        project.scheduleBuild2(0);
        jenkins.waitUntilNoActivity();
        return project.getItem(branch).getBuildByNumber(1);
    }

    @Test
    void aBranchRepeatsItsOwnRunsAndNotThoseOfAnother() throws Exception {
        WorkflowRun first = firstBuild("trunk", """
                if (currentBuild.number == 1) {
                    runJobInvocation jobTemplate: 'Run Command - Script Default', searchQuery: 'name ~ host',
                        inputs: [command: '#sim lines=1 delay=0.1 fail=host0002.example.com'], failureThreshold: '100%'
                } else {
                    rerunJobInvocation build: "${env.JOB_NAME}#1", failureThreshold: '100%'
                }
                """);
        jenkins.assertBuildStatus(Result.UNSTABLE, first);
        assertThat(JobInvocationsAction.entries(first)).hasSize(1);
        assertThat(foreman.jobInvocations().get(0).description()).contains("[site/trunk #1");

        jenkins.buildAndAssertStatus(Result.UNSTABLE, project.getItem("trunk"));
        assertThat(foreman.jobInvocations())
                .extracting(SimJobInvocation::hosts)
                .last()
                .isEqualTo(List.of("host0002.example.com"));

        WorkflowRun other = firstBuild("feature", "rerunJobInvocation build: 'site/trunk#1'");
        jenkins.assertBuildStatus(Result.FAILURE, other);
        jenkins.assertLogContains("site/trunk", other);
        assertThat(foreman.jobInvocations()).hasSize(2);
    }
}
