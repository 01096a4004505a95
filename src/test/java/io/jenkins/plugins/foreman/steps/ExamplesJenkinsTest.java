package io.jenkins.plugins.foreman.steps;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.ParametersDefinitionProperty;
import hudson.model.PasswordParameterDefinition;
import hudson.model.Result;
import hudson.util.Secret;
import io.jenkins.plugins.foreman.SimulatedJenkinsTest;
import io.jenkins.plugins.foreman.simulator.HostScript;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.htmlunit.html.HtmlPage;
import org.htmlunit.html.HtmlSelect;
import org.jenkinsci.plugins.workflow.flow.GraphListener;
import org.jenkinsci.plugins.workflow.graph.FlowNode;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.TestExtension;
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

    private WorkflowRun run(Result expected, String example) throws Exception {
        String script = Files.readString(Path.of("docs/examples", example + ".Jenkinsfile"));
        return jenkins.buildAndAssertStatus(expected, pipeline(jenkins, script));
    }

    @Test
    void patchAndRetry() throws Exception {
        run(Result.SUCCESS, "patch-and-retry");

        assertThat(foreman.jobInvocations().get(0).hosts()).hasSize(4);
    }

    @Test
    void canary() throws Exception {
        WorkflowRun build = run(Result.SUCCESS, "canary");

        jenkins.assertLogContains("the canary says: ", build);
        assertThat(foreman.jobInvocations().get(1).hosts()).hasSize(3);
    }

    /** Mends a host between the stages and what comes after them. */
    @TestExtension
    public static final class Mending implements GraphListener.Synchronous {

        private static Runnable mend = () -> {};

        @Override
        public void onNewHead(FlowNode node) {
            if (node.getDisplayFunctionName().equals("rerunJobInvocation")) {
                mend.run();
            }
        }
    }

    private void breakHosts(String... names) {
        for (String name : names) {
            foreman.fleet().host(name).script(HostScript.lines(Duration.ofMillis(100), 1, "broken\n"));
        }
        Mending.mend = () -> foreman.fleet()
                .host("web02.example.com")
                .script(HostScript.lines(Duration.ofMillis(100), 0, "mended\n"));
    }

    @Test
    void mendAfterTheStagesOfAnUnstableBuild() throws Exception {
        breakHosts("web02.example.com", "web03.example.com");
        WorkflowRun build = run(Result.UNSTABLE, "mend-after-the-stages");

        jenkins.assertLogContains("Foreman: 1 of 2 hosts that had not succeeded before succeeded now.", build);
        jenkins.assertLogContains("mended: web02.example.com; still failing: web03.example.com", build);
        assertThat(foreman.jobInvocations().get(1).hosts())
                .containsExactlyInAnyOrder("web02.example.com", "web03.example.com");
    }

    @Test
    void mendAfterTheStagesOfABuildThatFailed() throws Exception {
        breakHosts("web02.example.com", "web03.example.com", "web04.example.com");
        WorkflowRun build = run(Result.FAILURE, "mend-after-the-stages");

        jenkins.assertLogContains(
                "mended: web02.example.com; still failing: web03.example.com, web04.example.com", build);
        assertThat(foreman.jobInvocations()).hasSize(2);
    }

    @Test
    void chooseHosts() throws Exception {
        WorkflowJob job = run(Result.SUCCESS, "choose-hosts").getParent();
        assertThat(foreman.jobInvocations()).isEmpty();

        try (JenkinsRule.WebClient web = jenkins.createWebClient().withThrowExceptionOnFailingStatusCode(false)) {
            HtmlPage page = web.getPage(job, "build?delay=0sec");
            web.waitForBackgroundJavaScriptStartingBefore(1_000);
            HtmlSelect hosts = page.querySelector(".foreman-parameter-choice[multiple]");
            hosts.setSelectedAttribute("web02.example.com", true);
            hosts.setSelectedAttribute("web03.example.com", true);
            jenkins.submit(page.getFormByName("parameters"));
        }
        jenkins.waitUntilNoActivity();

        jenkins.assertBuildStatus(Result.SUCCESS, job.getBuildByNumber(2));
        assertThat(foreman.jobInvocations().get(0).hosts())
                .containsExactlyInAnyOrder("web02.example.com", "web03.example.com");
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
