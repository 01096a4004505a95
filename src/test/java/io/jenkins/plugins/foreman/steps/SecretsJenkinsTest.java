package io.jenkins.plugins.foreman.steps;

import static org.assertj.core.api.Assertions.assertThat;

import com.cloudbees.plugins.credentials.CredentialsScope;
import com.cloudbees.plugins.credentials.SystemCredentialsProvider;
import hudson.model.FreeStyleBuild;
import hudson.model.FreeStyleProject;
import hudson.model.Run;
import hudson.util.Secret;
import io.jenkins.plugins.foreman.SimulatedJenkinsTest;
import io.jenkins.plugins.foreman.freestyle.JobInvocationBuilder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.jenkinsci.plugins.plaincredentials.impl.StringCredentialsImpl;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** Secrets of a build that hosts repeat: not in its log, not in its directory, not in its API. */
@WithJenkins
class SecretsJenkinsTest extends SimulatedJenkinsTest {

    private static final String CANARY = "canary-token-$$1";

    private JenkinsRule jenkins;

    @BeforeEach
    void start(JenkinsRule rule) throws Exception {
        jenkins = rule;
        startForeman(options -> options.hosts(2));
        configure();
        SystemCredentialsProvider.getInstance()
                .getCredentials()
                .add(new StringCredentialsImpl(CredentialsScope.GLOBAL, "token", null, Secret.fromString(CANARY)));
        SystemCredentialsProvider.getInstance().save();
    }

    private void assertIsClean(Run<?, ?> build) throws Exception {
        try (Stream<Path> files = Files.walk(build.getRootDir().toPath())) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                assertThat(text(file)).as(file.toString()).doesNotContain("canary-token");
            }
        }
        String api = build.getUrl() + "api/json?depth=3";
        assertThat(jenkins.createWebClient()
                        .goTo(api, "application/json")
                        .getWebResponse()
                        .getContentAsString())
                .doesNotContain("canary-token");
        assertThat(jenkins.createWebClient()
                        .goTo(build.getUrl())
                        .getWebResponse()
                        .getContentAsString())
                .doesNotContain("canary-token");
    }

    private static String text(Path file) throws IOException {
        return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
    }

    @Test
    void whatWithCredentialsBindsIsMaskedInAllThatIsKept() throws Exception {
        WorkflowRun build = jenkins.buildAndAssertSuccess(pipeline(jenkins, """
                withCredentials([string(credentialsId: 'token', variable: 'TOKEN')]) {
                    def job = runJobInvocation jobTemplate: 'Run Command - Script Default', searchQuery: 'name ~ host',
                        descriptionFormat: "Deploy ${TOKEN}", junitReport: true, inputs: [command: "echo it is ${TOKEN}"]
                    echo "described as ${job.description}"
                }
                """));

        jenkins.assertLogContains("it is ****", build);
        jenkins.assertLogContains("described as Deploy ****", build);
        assertThat(foreman.jobInvocations().get(0).inputs()).containsEntry("command", "echo it is " + CANARY);
        assertIsClean(build);
    }

    @Test
    void anInputTakesItsValueFromACredential() throws Exception {
        WorkflowRun build = jenkins.buildAndAssertSuccess(pipeline(jenkins, """
                runJobInvocation jobTemplate: 'Deploy Application', searchQuery: 'name ~ host',
                    inputs: [[name: 'version', credentialsId: 'token']]
                """));

        assertThat(foreman.jobInvocations().get(0).inputs()).containsEntry("version", CANARY);
        assertThat(foreman.jobInvocations().get(0).description()).doesNotContain("canary-token");
        assertIsClean(build);
    }

    @Test
    void nothingIsFilledIntoASecret() throws Exception {
        InputValue input = new InputValue("version");
        input.setSecretValue(Secret.fromString("canary-token-pa$$w0rd-$JOB_NAME"));
        RunJobInvocationStep step = new RunJobInvocationStep();
        step.setJobTemplate("Deploy Application");
        step.setSearchQuery("name ~ host");
        step.setInputs(List.of(input));
        FreeStyleProject project = jenkins.createFreeStyleProject();
        project.getBuildersList().add(new JobInvocationBuilder(step));
        FreeStyleBuild build = jenkins.buildAndAssertSuccess(project);

        assertThat(foreman.jobInvocations().get(0).inputs())
                .containsEntry("version", "canary-token-pa$$w0rd-$JOB_NAME");
        assertIsClean(build);
    }
}
