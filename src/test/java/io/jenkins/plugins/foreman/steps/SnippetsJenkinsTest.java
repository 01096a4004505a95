package io.jenkins.plugins.foreman.steps;

import static org.assertj.core.api.Assertions.assertThat;

import com.cloudbees.plugins.credentials.CredentialsScope;
import com.cloudbees.plugins.credentials.SystemCredentialsProvider;
import hudson.model.Result;
import hudson.util.Secret;
import io.jenkins.plugins.foreman.SimulatedJenkinsTest;
import io.jenkins.plugins.foreman.job.InputValue;
import io.jenkins.plugins.foreman.job.Recurrence;
import io.jenkins.plugins.foreman.job.Scheduling;
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
    void anEmptyRepetitionOfAnOldScriptIsObjectedToAndAnEmptyStartIsNone() throws Exception {
        String script = "runJobInvocation jobTemplate: 'Deploy Application', hosts: 'host0001.example.com', "
                + "inputs: [version: '1'], %s: []";
        for (String block : List.of("scheduling", "ansible")) {
            jenkins.buildAndAssertSuccess(pipeline(jenkins, script.formatted(block)));
        }
        assertThat(foreman.jobInvocations()).hasSize(2);

        WorkflowRun repeated =
                jenkins.buildAndAssertStatus(Result.FAILURE, pipeline(jenkins, script.formatted("recurrence")));
        jenkins.assertLogContains("Give a cron line", repeated);
        jenkins.assertLogNotContains("\tat ", repeated);
        assertThat(foreman.jobInvocations()).hasSize(2);
    }

    @Test
    void aScriptSaysWhatItLacks() throws Exception {
        assertThat(Snippetizer.object2Groovy(new RunJobInvocationStep()))
                .contains("(Give either a job template or a feature.)", "(Give exactly one of hosts,");
        for (Step lacking : List.of(
                new JobInvocationStep(0),
                new WaitForJobInvocationStep(0),
                new CancelJobInvocationStep(0),
                new JobInvocationHostsStep(0),
                new JobInvocationOutputStep(0))) {
            assertThat(Snippetizer.object2Groovy(lacking)).contains("(Give the id of the job");
        }
        assertThat(Snippetizer.object2Groovy(new JobInvocationOutputStep(1))).contains("(Give the name of a host.)");
        assertThat(Snippetizer.object2Groovy(new PreviewJobInvocationHostsStep()))
                .contains("(Give exactly one of hosts,");
        for (Step whole : List.of(new RerunJobInvocationStep(), new FindJobInvocationsStep())) {
            assertThat(Snippetizer.object2Groovy(whole)).doesNotContain("Give");
        }
    }

    @Test
    void nothingRunsInThePlaceOfWhatItLacks() throws Exception {
        jenkins.assertLogContains("either a job template", run(new RunJobInvocationStep(), Result.FAILURE));
        RunJobInvocationStep step = step();
        step.setSearchQuery(null);
        jenkins.assertLogContains("is not the name of a host", run(step, Result.FAILURE));
        jenkins.assertLogContains("Give the id of the job", run(new JobInvocationStep(0), Result.FAILURE));
        jenkins.assertLogContains("Give the id of the job", run(new WaitForJobInvocationStep(0), Result.FAILURE));
        jenkins.assertLogContains("Give the name of a host", run(new JobInvocationOutputStep(1), Result.FAILURE));
        assertThat(foreman.jobInvocations()).isEmpty();
    }

    @Test
    void aScriptThatSaysNothingIsToldWhatIsMissing() throws Exception {
        jenkins.assertLogContains(
                "Say what to run",
                jenkins.buildAndAssertStatus(Result.FAILURE, pipeline(jenkins, "runJobInvocation()")));
        jenkins.assertLogContains(
                "Give the id of the job",
                jenkins.buildAndAssertStatus(Result.FAILURE, pipeline(jenkins, "jobInvocation 0")));
    }
}
