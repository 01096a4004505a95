package io.jenkins.plugins.foreman.steps;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.ParametersDefinitionProperty;
import hudson.model.PasswordParameterDefinition;
import hudson.model.Result;
import hudson.util.Secret;
import io.jenkins.plugins.foreman.SimulatedJenkinsTest;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** Runs what the documentation shows. */
@WithJenkins
class ExamplesJenkinsTest extends SimulatedJenkinsTest {

    private JenkinsRule jenkins;

    @BeforeEach
    void start(JenkinsRule rule) throws Exception {
        jenkins = rule;
        startForeman(options -> options.hosts(4, "web%02d.example.com"));
        configure();
    }

    private WorkflowRun run(String example) throws Exception {
        String script = Files.readString(Path.of("docs/examples", example + ".Jenkinsfile"));
        return jenkins.buildAndAssertStatus(Result.SUCCESS, pipeline(jenkins, script));
    }

    @Test
    void patchAndRetry() throws Exception {
        run("patch-and-retry");

        assertThat(foreman.jobInvocations().get(0).hosts()).hasSize(4);
    }

    @Test
    void canary() throws Exception {
        WorkflowRun build = run("canary");

        jenkins.assertLogContains("the canary says: ", build);
        assertThat(foreman.jobInvocations().get(1).hosts()).hasSize(3);
    }

    @Test
    void startAndFollowLater() throws Exception {
        foreman.templates().add("Restore database").hidden("password", true);
        String script = Files.readString(Path.of("docs/examples/start-and-follow-later.Jenkinsfile"));
        WorkflowJob job = pipeline(jenkins, script);
        job.addProperty(new ParametersDefinitionProperty(
                new PasswordParameterDefinition("PASSWORD", Secret.fromString("hush"), null)));
        WorkflowRun build = jenkins.buildAndAssertStatus(Result.SUCCESS, job);

        jenkins.assertLogContains("1 of 1 hosts succeeded", build);
        assertThat(foreman.jobInvocations().get(0).inputs()).containsEntry("password", "hush");
    }
}
