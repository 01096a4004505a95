package io.jenkins.plugins.foreman.steps;

import static org.assertj.core.api.Assertions.assertThat;

import com.cloudbees.plugins.credentials.CredentialsScope;
import com.cloudbees.plugins.credentials.SystemCredentialsProvider;
import hudson.model.Result;
import hudson.util.Secret;
import io.jenkins.plugins.foreman.SimulatedJenkinsTest;
import java.util.List;
import java.util.Map;
import org.jenkinsci.plugins.plaincredentials.impl.StringCredentialsImpl;
import org.jenkinsci.plugins.workflow.cps.Snippetizer;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.jenkinsci.plugins.workflow.steps.Step;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** What the Snippet Generator makes of forms, pasted back into a Pipeline. */
@WithJenkins
class SnippetsJenkinsTest extends SimulatedJenkinsTest {

    private JenkinsRule jenkins;

    @BeforeEach
    void start(JenkinsRule rule) throws Exception {
        jenkins = rule;
        startForeman(options -> options.hosts(2));
        configure();
        SystemCredentialsProvider.getInstance()
                .getCredentials()
                .add(new StringCredentialsImpl(CredentialsScope.GLOBAL, "token", null, Secret.fromString("a-token")));
        SystemCredentialsProvider.getInstance().save();
    }

    private static RunJobInvocationStep step() {
        RunJobInvocationStep step = new RunJobInvocationStep();
        step.setJobTemplate("Deploy Application");
        step.setSearchQuery("name ~ host");
        step.setInputs(List.of(InputValue.of("version", "1.0")));
        return step;
    }

    /** As the form gives it, where a field that is left empty is an empty text. */
    private static InputValue row(String name, String value, String secret, String credentialsId) {
        InputValue row = new InputValue(name);
        row.setValue(value);
        row.setSecretValue(secret);
        row.setCredentialsId(credentialsId);
        return row;
    }

    private WorkflowRun run(Step step, Result result) throws Exception {
        return jenkins.buildAndAssertStatus(result, pipeline(jenkins, Snippetizer.object2Groovy(step)));
    }

    private Map<String, String> inputs() {
        return foreman.jobInvocations().get(0).inputs();
    }

    @Test
    void inputsAreAMap() throws Exception {
        assertThat(Snippetizer.object2Groovy(step())).contains("inputs: [version: '1.0']");

        run(step(), Result.SUCCESS);
        assertThat(inputs()).containsEntry("version", "1.0");
    }

    @Test
    void aCredentialIsNamed() throws Exception {
        RunJobInvocationStep step = step();
        step.setInputs(List.of(row("version", "", "", "token"), row("channel", "beta", "", "")));
        run(step, Result.SUCCESS);

        assertThat(inputs()).containsEntry("version", "a-token").containsEntry("channel", "beta");
    }

    @Test
    void aTypedSecretIsNotInTheScriptAndNothingRunsInItsPlace() throws Exception {
        RunJobInvocationStep step = step();
        step.setInputs(List.of(row("version", "", "pa$$w0rd", "")));

        assertThat(Snippetizer.object2Groovy(step)).doesNotContain("pa$$w0rd");
        jenkins.assertLogContains("credentials", run(step, Result.FAILURE));
        assertThat(foreman.jobInvocations()).isEmpty();
    }

    @Test
    void anEmptyStartIsAtOnce() throws Exception {
        RunJobInvocationStep step = step();
        Scheduling scheduling = new Scheduling();
        scheduling.setStartAt("");
        scheduling.setStartBefore("");
        step.setScheduling(scheduling);

        run(step, Result.SUCCESS);
        assertThat(foreman.jobInvocations()).hasSize(1);
    }

    @Test
    void anEmptyRepetitionIsObjectedTo() throws Exception {
        RunJobInvocationStep step = step();
        step.setRecurrence(new Recurrence(""));

        jenkins.assertLogContains("Give a cron line", run(step, Result.FAILURE));
        assertThat(foreman.jobInvocations()).isEmpty();
    }

    @Test
    void aStepThatSaysNothingSaysWhatIsMissing() throws Exception {
        jenkins.assertLogContains("Say what to run", run(new RunJobInvocationStep(), Result.FAILURE));
        jenkins.assertLogContains("Give the id of the job", run(new JobInvocationStep(0), Result.FAILURE));
        jenkins.assertLogContains("Give the id of the job", run(new WaitForJobInvocationStep(0), Result.FAILURE));
    }
}
