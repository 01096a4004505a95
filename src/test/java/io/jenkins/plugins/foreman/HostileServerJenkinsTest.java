package io.jenkins.plugins.foreman;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.FreeStyleProject;
import hudson.model.Result;
import io.jenkins.plugins.foreman.config.ForemanRuntime;
import io.jenkins.plugins.foreman.config.ForemanServer;
import io.jenkins.plugins.foreman.config.ForemanServers;
import io.jenkins.plugins.foreman.simulator.HostileForeman;
import io.jenkins.plugins.foreman.simulator.HostileForeman.Kind;
import io.jenkins.plugins.foreman.steps.RunJobInvocationStep;
import java.net.URL;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.htmlunit.HttpMethod;
import org.htmlunit.WebRequest;
import org.htmlunit.util.NameValuePair;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** A Foreman that means harm beside one that does not, in one Jenkins: more builds and forms than it can take wait for it. */
@WithJenkins
class HostileServerJenkinsTest extends SimulatedJenkinsTest {

    private static final int BUILDS = 8;
    private static final int FORMS = 8;
    private static final String RUN = """
            runJobInvocation server: '%s', jobTemplate: 'Run Command - Script Default', searchQuery: 'name ~ host',
                pollInterval: 0, inputs: [command: '#sim lines=1 delay=0.1']
            """;

    /** Of a second build of the other server, and so that a slow machine does not matter. */
    private static final int TIMES = 10;

    private static final Duration AT_LEAST = Duration.ofSeconds(30);

    private JenkinsRule jenkins;
    private FreeStyleProject form;

    @BeforeEach
    void start(JenkinsRule rule) throws Exception {
        jenkins = rule;
        startForeman(options -> options.hosts(2));
        configure();
        form = jenkins.createFreeStyleProject();
    }

    private String templates(String server) throws Exception {
        try (JenkinsRule.WebClient web = jenkins.createWebClient().withThrowExceptionOnFailingStatusCode(false)) {
            String path = form.getUrl() + "descriptorByName/" + RunJobInvocationStep.class.getName();
            WebRequest request =
                    new WebRequest(new URL(jenkins.getURL(), path + "/fillBookmarkItems"), HttpMethod.POST);
            request.setRequestParameters(List.of(new NameValuePair("server", server)));
            web.addCrumb(request);
            return web.getPage(request).getWebResponse().getContentAsString();
        }
    }

    private Duration healthyBuild(WorkflowJob job) throws Exception {
        long begin = System.nanoTime();
        jenkins.buildAndAssertSuccess(job);
        return Duration.ofNanos(System.nanoTime() - begin);
    }

    @ParameterizedTest
    @EnumSource(
            value = Kind.class,
            names = {"TARPIT", "ENDLESS_PAGES", "ENDLESS_ANSWER"})
    void theBuildsAndFormsOfTheOtherAreAsQuickAsWithoutIt(Kind kind) throws Exception {
        WorkflowJob healthy = pipeline(jenkins, RUN.formatted("sim"));
        healthyBuild(healthy);
        Duration alone = healthyBuild(healthy);
        Duration most = alone.multipliedBy(TIMES).plus(AT_LEAST);
        List<WorkflowRun> waiting = new ArrayList<>();
        try (HostileForeman hostile = new HostileForeman(kind)) {
            List<ForemanServer> servers = new ArrayList<>(ForemanServers.get().getServers());
            servers.add(new ForemanServer("hostile", hostile.uri().toString(), "foreman"));
            ForemanServers.get().setServers(servers);
            for (int i = 0; i < BUILDS; i++) {
                waiting.add(pipeline(jenkins, RUN.formatted("hostile"))
                        .scheduleBuild2(0)
                        .waitForStart());
            }
            List<CompletableFuture<String>> forms = new ArrayList<>();
            for (int i = 0; i < FORMS; i++) {
                forms.add(CompletableFuture.supplyAsync(() -> {
                    try {
                        return templates("hostile");
                    } catch (Exception e) {
                        return e.toString();
                    }
                }));
            }
            while (hostile.attacks() == 0) {
                Thread.onSpinWait();
            }

            assertThat(healthyBuild(healthy)).isLessThan(most);
            assertThat(templates("sim")).contains("web servers");
            assertThat(Thread.getAllStackTraces().keySet())
                    .filteredOn(thread -> thread.getName().startsWith("Foreman at " + hostile.uri()))
                    .hasSizeBetween(1, 5);
            for (CompletableFuture<String> each : forms) {
                assertThat(each.get(1, TimeUnit.MINUTES)).doesNotContain("OutOfMemory");
            }

            long begin = System.nanoTime();
            ForemanRuntime.close();
            assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(AT_LEAST);
        }
        for (WorkflowRun each : waiting) {
            each.doKill();
            jenkins.assertBuildStatus(Result.ABORTED, jenkins.waitForCompletion(each));
        }
    }
}
