package io.jenkins.plugins.foreman.freestyle;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.FreeStyleBuild;
import hudson.model.FreeStyleProject;
import hudson.model.ParametersDefinitionProperty;
import hudson.model.Result;
import hudson.model.StringParameterDefinition;
import io.jenkins.plugins.foreman.SimulatedJenkinsTest;
import io.jenkins.plugins.foreman.build.JobInvocationsAction;
import io.jenkins.plugins.foreman.steps.InputValue;
import io.jenkins.plugins.foreman.steps.RunJobInvocationStep;
import java.util.List;
import org.htmlunit.html.HtmlElement;
import org.htmlunit.html.HtmlForm;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

@WithJenkins
class FreestyleJenkinsTest extends SimulatedJenkinsTest {

    private JenkinsRule jenkins;

    @BeforeEach
    void start(JenkinsRule rule) throws Exception {
        jenkins = rule;
        startForeman(options -> options.hosts(4));
        configure();
    }

    private static RunJobInvocationStep command(String command) {
        RunJobInvocationStep step = new RunJobInvocationStep();
        step.setJobTemplate(TEMPLATE);
        step.setSearchQuery("name ~ $WHICH");
        InputValue input = new InputValue("command");
        input.setValue(command);
        step.setInputs(List.of(input));
        return step;
    }

    private FreeStyleProject project(String command) throws Exception {
        FreeStyleProject project = jenkins.createFreeStyleProject();
        project.addProperty(new ParametersDefinitionProperty(new StringParameterDefinition("WHICH", "host")));
        project.getBuildersList().add(new JobInvocationBuilder(command(command)));
        return project;
    }

    @Test
    void fillsVariablesInAndPrintsTheOutput() throws Exception {
        FreeStyleBuild build = jenkins.buildAndAssertSuccess(project("#sim lines=1 delay=0.1"));

        jenkins.assertLogContains("[host0003.example.com] host0003.example.com line 1 of 1", build);
        assertThat(foreman.jobInvocations().get(0).hosts()).hasSize(4);
    }

    @Test
    void runsAgainAfterTheBuildOnTheHostsThatFailed() throws Exception {
        FreeStyleProject project = project("#sim lines=1 delay=0.1 fail=host0003.example.com");
        RerunPublisher rerun = new RerunPublisher();
        rerun.setAttempts(2);
        rerun.setPause(0);
        project.getPublishersList().add(rerun);
        FreeStyleBuild build = jenkins.buildAndAssertStatus(Result.FAILURE, project);

        assertThat(foreman.jobInvocations()).hasSize(3);
        assertThat(foreman.jobInvocations().get(2).hosts()).containsExactly("host0003.example.com");
        assertThat(JobInvocationsAction.entries(build)).hasSize(3);
    }

    @Test
    @Timeout(120)
    void theThreadOfABuildThatWaitsSaysWhatItWaitsFor() throws Exception {
        FreeStyleBuild build =
                project("#sim lines=100000 delay=1").scheduleBuild2(0).waitForStart();
        jenkins.waitForMessage("line 2 of", build);

        while (!somebodyWaits()) {
            Thread.onSpinWait();
        }
        build.doStop();
        jenkins.waitForCompletion(build);
        assertThat(somebodyWaits()).isFalse();
    }

    private static boolean somebodyWaits() {
        return Thread.getAllStackTraces().keySet().stream()
                .anyMatch(thread -> thread.getName().contains(" : following job invocation 1"));
    }

    @Test
    void anAbortCancelsTheJob() throws Exception {
        FreeStyleBuild build =
                project("#sim lines=100000 delay=1").scheduleBuild2(0).waitForStart();
        jenkins.waitForMessage("line 2 of", build);
        build.doStop();

        jenkins.assertBuildStatus(Result.ABORTED, jenkins.waitForCompletion(build));
        assertThat(foreman.jobInvocations().get(0).cancelRequested()).isTrue();
    }

    @Test
    void bothGoThroughTheirFormsUnchanged() throws Exception {
        FreeStyleProject project = project("uptime");
        RerunPublisher rerun = new RerunPublisher();
        rerun.setAttempts(3);
        rerun.setCounting(RerunPublisher.Counting.IGNORE);
        project.getPublishersList().add(rerun);
        RunJobInvocationStep before = command("uptime");
        before.setJunitReport(true);
        project.getBuildersList().get(JobInvocationBuilder.class).getJob().setJunitReport(true);

        jenkins.configRoundtrip(project);

        JobInvocationBuilder after = project.getBuildersList().get(JobInvocationBuilder.class);
        jenkins.assertEqualDataBoundBeans(before, after.getJob());
        jenkins.assertEqualDataBoundBeans(rerun, project.getPublishersList().get(RerunPublisher.class));
    }

    @Test
    void theLastInputAndTheHostsCanBeTakenAwayInTheForm() throws Exception {
        FreeStyleProject project = project("uptime");
        project.getBuildersList().get(JobInvocationBuilder.class).getJob().setHosts("a.example.com");

        HtmlForm form = jenkins.createWebClient().getPage(project, "configure").getFormByName("config");
        form.getTextAreaByName("_.hosts").setText("");
        form.<HtmlElement>getFirstByXPath(
                        ".//input[@value='command']/ancestor::div[contains(@class,'repeated-chunk')][1]"
                                + "//button[contains(@class,'repeatable-delete')]")
                .click();
        jenkins.submit(form);

        RunJobInvocationStep after =
                project.getBuildersList().get(JobInvocationBuilder.class).getJob();
        assertThat(after.getInputs()).isEmpty();
        assertThat(after.getHosts()).isNull();
        assertThat(after.getJobTemplate()).isEqualTo(TEMPLATE);
    }

    @Test
    void thePostBuildActionAndTheBuildStepCanBeTakenAwayInTheForm() throws Exception {
        FreeStyleProject project = project("uptime");
        project.getPublishersList().add(new RerunPublisher());

        HtmlForm form = jenkins.createWebClient().getPage(project, "configure").getFormByName("config");
        for (Class<?> type : List.of(JobInvocationBuilder.class, RerunPublisher.class)) {
            form.<HtmlElement>getFirstByXPath(".//div[contains(@class,'repeated-chunk')][@descriptorId='"
                            + type.getName() + "']//button[contains(@class,'repeatable-delete')]")
                    .click();
        }
        jenkins.submit(form);

        assertThat(project.getBuilders()).isEmpty();
        assertThat(project.getPublishersList()).isEmpty();
    }
}
