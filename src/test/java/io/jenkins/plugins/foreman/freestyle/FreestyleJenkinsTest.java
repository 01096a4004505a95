package io.jenkins.plugins.foreman.freestyle;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.Launcher;
import hudson.model.AbstractBuild;
import hudson.model.BuildListener;
import hudson.model.FreeStyleBuild;
import hudson.model.FreeStyleProject;
import hudson.model.ParametersDefinitionProperty;
import hudson.model.Result;
import hudson.model.StringParameterDefinition;
import hudson.model.TaskListener;
import hudson.tasks.Builder;
import hudson.tasks.Publisher;
import io.jenkins.plugins.foreman.SimulatedJenkinsTest;
import io.jenkins.plugins.foreman.job.InputValue;
import io.jenkins.plugins.foreman.job.JobSpec;
import io.jenkins.plugins.foreman.runs.JobInvocationsAction;
import io.jenkins.plugins.foreman.simulator.HostScript;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.htmlunit.html.HtmlElement;
import org.htmlunit.html.HtmlForm;
import org.jenkinsci.plugins.structs.describable.UninstantiatedDescribable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.jvnet.hudson.test.CaptureEnvironmentBuilder;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.TestBuilder;
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

    private static JobSpec command(String command) {
        JobSpec step = new JobSpec();
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

    /** Mends what has failed, between the build and what comes after it. */
    public static final class Mending extends TestBuilder {

        static Runnable mend;

        @Override
        public boolean perform(AbstractBuild<?, ?> build, Launcher launcher, BuildListener listener) {
            mend.run();
            return true;
        }
    }

    static RerunPublisher deciding(int attempts) {
        RerunPublisher rerun = new RerunPublisher();
        rerun.setAttempts(attempts);
        rerun.setPause(0);
        rerun.setCounting(RerunPublisher.Counting.DECIDE);
        return rerun;
    }

    @Test
    void aBuildWhoseHostsAllSucceedInTheEndIsASuccessWhereTheRerunsDecide() throws Exception {
        FreeStyleProject project = project("#sim lines=1 delay=0.1 fail=host0003.example.com");
        CaptureEnvironmentBuilder later = new CaptureEnvironmentBuilder();
        project.getBuildersList().add(later);
        Mending.mend = () -> foreman.fleet()
                .host("host0003.example.com")
                .script(HostScript.lines(Duration.ofMillis(100), 0, "mended\n"));
        project.getBuildersList().add(new Mending());
        project.getPublishersList().add(deciding(2));
        FreeStyleBuild build = jenkins.buildAndAssertSuccess(project);

        assertThat(foreman.jobInvocations()).hasSize(2);
        assertThat(later.getEnvVars()).containsEntry("FOREMAN_JOB_FAILED_HOSTS", "host0003.example.com");
        assertThat(build.getEnvironment(TaskListener.NULL))
                .containsEntry("FOREMAN_JOB_TOTAL", "4")
                .containsEntry("FOREMAN_JOB_SUCCEEDED", "4")
                .containsEntry("FOREMAN_JOB_FAILED_HOSTS", "");
    }

    @Test
    void hostsThatStillFailMakeTheBuildFailWhereTheRerunsDecide() throws Exception {
        FreeStyleProject project = project("#sim lines=1 delay=0.1 fail=host0003.example.com");
        project.getPublishersList().add(deciding(1));
        jenkins.buildAndAssertStatus(Result.FAILURE, project);
        assertThat(foreman.jobInvocations()).hasSize(2);

        project.getBuildersList().get(JobInvocationBuilder.class).getJob().setFailureThreshold("25%");
        jenkins.buildAndAssertStatus(Result.UNSTABLE, project);
    }

    @Test
    void laterStepsKnowWhatBecameOfTheJob() throws Exception {
        FreeStyleProject project = project("#sim lines=1 delay=0.1 fail=host0003.example.com");
        project.getBuildersList().get(JobInvocationBuilder.class).getJob().setPropagate(false);
        CaptureEnvironmentBuilder later = new CaptureEnvironmentBuilder();
        project.getBuildersList().add(later);
        jenkins.buildAndAssertSuccess(project);

        assertThat(later.getEnvVars())
                .containsEntry("FOREMAN_JOB_ID", "1")
                .containsEntry("FOREMAN_JOB_URL", foreman.uri() + "/job_invocations/1")
                .containsEntry("FOREMAN_JOB_RESULT", "FAILURE")
                .containsEntry("FOREMAN_JOB_TOTAL", "4")
                .containsEntry("FOREMAN_JOB_SUCCEEDED", "3")
                .containsEntry("FOREMAN_JOB_FAILED", "1")
                .containsEntry("FOREMAN_JOB_CANCELLED", "0")
                .containsEntry("FOREMAN_JOB_FAILED_HOSTS", "host0003.example.com");
    }

    @Test
    void aDryRunCreatesNothingAndSaysWhatWouldRun() throws Exception {
        FreeStyleProject project = project("id");
        project.getBuildersList().get(JobInvocationBuilder.class).getJob().setDryRun(true);

        jenkins.assertLogContains("would run on 4 hosts: host0001", jenkins.buildAndAssertSuccess(project));
        project.getBuildersList().get(JobInvocationBuilder.class).getJob().setJobTemplate("No such thing");
        jenkins.assertLogContains("No such thing", jenkins.buildAndAssertStatus(Result.FAILURE, project));
        assertThat(foreman.jobInvocations()).isEmpty();
    }

    /** As Job DSL does it, and what makes jobs from text. */
    @Test
    void bothHaveSymbols() throws Exception {
        Builder builder = new UninstantiatedDescribable(
                        "runForemanJob",
                        null,
                        Map.of("job", Map.of("jobTemplate", TEMPLATE, "inputs", Map.of("a", "b"))))
                .instantiate(Builder.class, TaskListener.NULL);
        Publisher publisher = new UninstantiatedDescribable("rerunForemanJobs", null, Map.of("attempts", 3))
                .instantiate(Publisher.class, TaskListener.NULL);

        assertThat(((JobInvocationBuilder) builder).getJob().getJobTemplate()).isEqualTo(TEMPLATE);
        assertThat(((JobInvocationBuilder) builder).getJob().getInputs())
                .extracting(InputValue::getName)
                .containsExactly("a");
        assertThat(((RerunPublisher) publisher).getAttempts()).isEqualTo(3);
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
        JobSpec before = command("uptime");
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

        JobSpec after =
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
