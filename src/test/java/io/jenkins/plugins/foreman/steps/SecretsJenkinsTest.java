package io.jenkins.plugins.foreman.steps;

import static org.assertj.core.api.Assertions.assertThat;

import com.cloudbees.plugins.credentials.CredentialsScope;
import com.cloudbees.plugins.credentials.SystemCredentialsProvider;
import hudson.model.FreeStyleBuild;
import hudson.model.FreeStyleProject;
import hudson.model.ParametersDefinitionProperty;
import hudson.model.PasswordParameterDefinition;
import hudson.model.Result;
import hudson.model.Run;
import hudson.util.Secret;
import io.jenkins.plugins.foreman.SimulatedJenkinsTest;
import io.jenkins.plugins.foreman.freestyle.JobInvocationBuilder;
import io.jenkins.plugins.foreman.job.InputValue;
import io.jenkins.plugins.foreman.job.JobSpec;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.jenkinsci.plugins.plaincredentials.impl.StringCredentialsImpl;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
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
    void aScriptGivesASecretAsText() throws Exception {
        WorkflowRun build = jenkins.buildAndAssertSuccess(pipeline(jenkins, """
                withCredentials([string(credentialsId: 'token', variable: 'TOKEN')]) {
                    runJobInvocation jobTemplate: 'Deploy Application', searchQuery: 'name ~ host',
                        inputs: [[name: 'version', secretValue: "${TOKEN}"], [name: 'window', value: 7]]
                }
                """));

        assertThat(foreman.jobInvocations().get(0).inputs())
                .containsEntry("version", CANARY)
                .containsEntry("window", "7");
        assertThat(foreman.jobInvocations().get(0).description()).doesNotContain("canary-token");
        assertIsClean(build);
    }

    @Test
    void aScriptGivesASecretParameter() throws Exception {
        WorkflowJob job = pipeline(jenkins, """
                runJobInvocation jobTemplate: 'Deploy Application', searchQuery: 'name ~ host',
                    inputs: [[name: 'version', secretValue: params.PASSWORD]]
                """);
        job.addProperty(new ParametersDefinitionProperty(
                new PasswordParameterDefinition("PASSWORD", Secret.fromString(CANARY), "")));
        WorkflowRun build = jenkins.buildAndAssertSuccess(job);

        assertThat(foreman.jobInvocations().get(0).inputs()).containsEntry("version", CANARY);
        assertIsClean(build);
    }

    /** Whoever knows the encrypted form of somebody's secret must not have it decrypted by a script. */
    @Test
    void aScriptCannotHaveASecretDecrypted() throws Exception {
        String stolen = Secret.fromString(CANARY).getEncryptedValue();
        WorkflowRun build = jenkins.buildAndAssertStatus(Result.FAILURE, pipeline(jenkins, """
                runJobInvocation jobTemplate: 'Deploy Application', searchQuery: 'name ~ host',
                    inputs: [[name: 'version', secretValue: '%s']]
                """.formatted(stolen)));

        jenkins.assertLogContains("encrypted", build);
        assertThat(foreman.jobInvocations()).isEmpty();
        assertIsClean(build);
    }

    /** What cannot be taken is told without what else was given. */
    @Test
    void noErrorRepeatsASecret() throws Exception {
        WorkflowRun build = jenkins.buildAndAssertStatus(Result.FAILURE, pipeline(jenkins, """
                def secret = 'canary' + '-token'
                runJobInvocation jobTemplate: 'Deploy Application', searchQuery: 'name ~ host', retries: 'many',
                    inputs: [[name: 'version', secretValue: secret]]
                """));

        jenkins.assertLogContains("many", build);
        jenkins.assertLogNotContains("canary-token", build);
    }

    @Test
    void nothingIsFilledIntoASecret() throws Exception {
        InputValue input = new InputValue("version");
        input.setSecretValue("canary-token-pa$$w0rd-$JOB_NAME");
        JobSpec step = new JobSpec();
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
