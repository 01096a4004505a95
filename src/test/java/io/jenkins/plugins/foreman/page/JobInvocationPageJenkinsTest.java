package io.jenkins.plugins.foreman.page;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Item;
import hudson.model.ParametersDefinitionProperty;
import hudson.model.PasswordParameterDefinition;
import hudson.model.Result;
import hudson.util.Secret;
import io.jenkins.plugins.foreman.SimulatedJenkinsTest;
import io.jenkins.plugins.foreman.runs.BuildRun;
import io.jenkins.plugins.foreman.runs.BuildRuns;
import io.jenkins.plugins.foreman.runs.InvocationEntry;
import io.jenkins.plugins.foreman.runs.JobInvocationsAction;
import java.net.URL;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import jenkins.model.Jenkins;
import net.sf.json.JSONObject;
import org.htmlunit.HttpMethod;
import org.htmlunit.WebRequest;
import org.htmlunit.util.NameValuePair;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.MockAuthorizationStrategy;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

@WithJenkins
class JobInvocationPageJenkinsTest extends SimulatedJenkinsTest {

    private JenkinsRule jenkins;
    private WorkflowRun build;

    @BeforeEach
    void start(JenkinsRule rule) throws Exception {
        jenkins = rule;
        startForeman(options -> options.hosts(5));
        configure();
        build = jenkins.buildAndAssertStatus(Result.UNSTABLE, pipeline(jenkins, """
                        runJobInvocation jobTemplate: 'Run Command - Script Default', searchQuery: 'name ~ host',
                            inputs: [command: '#sim lines=2 delay=0.1 fail=host0002.example.com'],
                            failureThreshold: '100%'
                        """));
        jenkins.jenkins.setSecurityRealm(jenkins.createDummySecurityRealm());
        jenkins.jenkins.setAuthorizationStrategy(new MockAuthorizationStrategy()
                .grant(Jenkins.READ)
                .everywhere()
                .toEveryone()
                .grant(Item.READ, Item.DISCOVER)
                .everywhere()
                .to("reader")
                .grant(Item.READ, Item.BUILD, Item.CANCEL)
                .everywhere()
                .to("builder")
                .grant(Item.READ, Item.BUILD, Item.CONFIGURE)
                .everywhere()
                .to("owner"));
    }

    private int status(String user, HttpMethod method, String path, NameValuePair... params) throws Exception {
        try (JenkinsRule.WebClient web = jenkins.createWebClient().withThrowExceptionOnFailingStatusCode(false)) {
            if (user != null) {
                web.login(user);
            }
            WebRequest request = new WebRequest(new URL(web.getContextPath() + build.getUrl() + path), method);
            if (method == HttpMethod.POST) {
                request.setRequestParameters(List.of(params));
                web.addCrumb(request);
            }
            return web.getPage(request).getWebResponse().getStatusCode();
        }
    }

    @Test
    void theDataIsForReadersAndTheCommandsForThoseWhoMay() throws Exception {
        NameValuePair hosts = new NameValuePair("hosts", "2");
        assertThat(status(null, HttpMethod.GET, "foreman/run/1/summary")).isIn(403, 404);
        assertThat(status("reader", HttpMethod.GET, "foreman/run/1/summary")).isEqualTo(200);
        assertThat(status("reader", HttpMethod.GET, "foreman/run/1/hosts")).isEqualTo(200);
        assertThat(status("reader", HttpMethod.GET, "foreman/")).isEqualTo(200);
        assertThat(status("reader", HttpMethod.POST, "foreman/run/1/rerun", hosts))
                .isEqualTo(403);
        assertThat(status("reader", HttpMethod.POST, "foreman/run/1/cancel")).isEqualTo(403);
        assertThat(status("builder", HttpMethod.GET, "foreman/run/1/rerun?hosts=2"))
                .isEqualTo(405);
        assertThat(status("builder", HttpMethod.GET, "foreman/run/1/cancel")).isEqualTo(405);
        // Stapler finds no method of that verb
        assertThat(status("builder", HttpMethod.POST, "foreman/run/1/summary")).isEqualTo(404);
        assertThat(foreman.jobInvocations()).hasSize(1);
    }

    @Test
    void aRerunRunsInTheBackgroundAndIsRecordedWithWhoAsked() throws Exception {
        String log = JenkinsRule.getLog(build);
        assertThat(status("builder", HttpMethod.POST, "foreman/run/1/rerun", new NameValuePair("hosts", "2")))
                .isEqualTo(200);
        InvocationEntry again = JobInvocationsAction.entries(build).get(1);
        while (BuildRuns.get().followed(build, again) != null) {
            Thread.onSpinWait();
        }

        List<InvocationEntry> entries = JobInvocationsAction.entries(build);
        assertThat(entries).hasSize(2);
        assertThat(entries.get(1).getRequestedBy()).isEqualTo("builder");
        assertThat(entries.get(1).getRerunOf()).isEqualTo("1");
        assertThat(foreman.jobInvocations().get(1).hosts()).containsExactly("host0002.example.com");
        assertThat(JenkinsRule.getLog(build)).isEqualTo(log);
        assertThat(build.getResult()).isEqualTo(Result.UNSTABLE);
    }

    @Test
    void otherInputsAreForThoseWhoMayConfigureAndStayInARerunOfTheRerun() throws Exception {
        NameValuePair hosts = new NameValuePair("hosts", "2");
        NameValuePair typed = new NameValuePair("input:command", "typed by a person");
        assertThat(status("builder", HttpMethod.POST, "foreman/run/1/rerun", hosts, typed))
                .isEqualTo(403);
        for (int rerun = 1; rerun <= 2; rerun++) {
            NameValuePair[] params = rerun == 1 ? new NameValuePair[] {hosts, typed} : new NameValuePair[] {hosts};
            assertThat(status("owner", HttpMethod.POST, "foreman/run/1/rerun", params))
                    .isEqualTo(200);
            InvocationEntry again = JobInvocationsAction.entries(build).get(rerun);
            while (BuildRuns.get().followed(build, again) != null) {
                Thread.onSpinWait();
            }
            assertThat(foreman.jobInvocations().get(rerun).inputs()).containsEntry("command", "typed by a person");
        }
        assertThat(foreman.jobInvocations()).hasSize(3);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "runJobInvocation jobTemplate: 'Run Command - Script Default', searchQuery: 'name ~ host',"
                        + " inputs: [command: '#sim lines=2 delay=0.1 fail=host0002.example.com'], failureThreshold: '100%'",
                "waitForJobInvocation id: 1, failureThreshold: '100%'"
            })
    void whatIsTypedInPlaceOfATextWithASecretOfTheBuildIsNotShown(String step) throws Exception {
        WorkflowJob job = pipeline(jenkins, step);
        job.addProperty(new ParametersDefinitionProperty(
                new PasswordParameterDefinition("PASSWORD", Secret.fromString("delay=0.1"), null)));
        build = jenkins.buildAndAssertStatus(Result.UNSTABLE, job);
        int before = foreman.jobInvocations().size();
        assertThat(page("foreman/run/1/job?last=true")).contains("****").doesNotContain("delay=0.1");

        assertThat(status(
                        "owner",
                        HttpMethod.POST,
                        "foreman/run/1/rerun",
                        new NameValuePair("hosts", "2"),
                        new NameValuePair("input:command", "#sim lines=1 # typed-by-a-person")))
                .isEqualTo(200);
        InvocationEntry again = JobInvocationsAction.entries(build).get(1);
        while (BuildRuns.get().followed(build, again) != null) {
            Thread.onSpinWait();
        }

        assertThat(foreman.jobInvocations().get(before).inputs())
                .containsEntry("command", "#sim lines=1 # typed-by-a-person");
        assertThat(page("foreman/run/1/job?last=true")).contains("****").doesNotContain("typed-by-a-person");
    }

    private String page(String path) throws Exception {
        try (JenkinsRule.WebClient web = jenkins.createWebClient()) {
            web.login("reader");
            return web.goTo(build.getUrl() + path, "application/json")
                    .getWebResponse()
                    .getContentAsString();
        }
    }

    private void follow() throws Exception {
        build = jenkins.buildAndAssertStatus(
                Result.UNSTABLE, pipeline(jenkins, "waitForJobInvocation id: 1, failureThreshold: '100%'"));
    }

    @Test
    void aJobThatWasOnlyFollowedIsAskedForAndRunsAgainOnTheHostsThatWereChosen() throws Exception {
        follow();
        NameValuePair hosts = new NameValuePair("hosts", "2");
        assertThat(status("builder", HttpMethod.POST, "foreman/run/1/rerun", hosts))
                .isEqualTo(403);
        assertThat(status("owner", HttpMethod.POST, "foreman/run/1/rerun", hosts))
                .isEqualTo(200);
        InvocationEntry again = JobInvocationsAction.entries(build).get(1);
        while (BuildRuns.get().followed(build, again) != null) {
            Thread.onSpinWait();
        }

        assertThat(again.getRequestedBy()).isEqualTo("owner");
        assertThat(foreman.jobInvocations()).hasSize(2);
        assertThat(foreman.jobInvocations().get(1).hosts()).containsExactly("host0002.example.com");
    }

    @Test
    void aServerThatIsStuckKeepsARerunNoLongerThanItsPatience() throws Exception {
        follow();
        foreman.faults().on("GET", "/api/job_invocations/*").always().slowBody(Duration.ofMinutes(5));
        long asked = System.nanoTime();
        assertThat(status("owner", HttpMethod.POST, "foreman/run/1/rerun", new NameValuePair("hosts", "2")))
                .isEqualTo(409);
        assertThat(Duration.ofNanos(System.nanoTime() - asked)).isLessThan(Duration.ofSeconds(50));
        assertThat(foreman.jobInvocations()).hasSize(1);
        assertThat(JobInvocationsAction.entries(build)).hasSize(1);
    }

    /** A page that was told that nothing runs any more does not ask again. */
    @Test
    void aRerunIsOfferedAsSoonAsTheRunHasEndedThoughTheBuildLogIsBehind() throws Exception {
        CountDownLatch read = new CountDownLatch(1);
        BuildRuns runs = BuildRuns.get();
        InvocationEntry first = JobInvocationsAction.entries(build).get(0);
        String name = runs.prepare(build, runs.definition(build, first), InvocationEntry.Kind.BUILD, null, null);
        BuildRun run = runs.follow(build, name, line -> {
            InvocationEntry entry = JobInvocationsAction.group(build, name).get(0);
            if (runs.followed(build, entry).record().head().outcome() != null) {
                await(read);
            }
        });
        while (run.record().head().outcome() == null) {
            Thread.onSpinWait();
        }

        assertThat(run.end()).isNotDone();
        try (JenkinsRule.WebClient web = jenkins.createWebClient().login("builder")) {
            assertThat(web.goTo(build.getUrl() + "foreman/run/" + name + "/summary", "application/json")
                            .getWebResponse()
                            .getContentAsString())
                    .contains("\"running\":false", "\"rerun\":true", "\"cancel\":false");
        } finally {
            read.countDown();
        }
        run.end().get();
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void theRemoteApiAndTheBuildsPageTellTheCounts() throws Exception {
        try (JenkinsRule.WebClient web = jenkins.createWebClient().login("reader")) {
            String json = web.goTo(build.getUrl() + "foreman/api/json", "application/json")
                    .getWebResponse()
                    .getContentAsString();
            JSONObject job =
                    JSONObject.fromObject(json).getJSONArray("jobInvocations").getJSONObject(0);
            assertThat(job.getInt("failed")).isEqualTo(1);
            assertThat(job.getInt("total")).isEqualTo(5);
            assertThat(job.getString("result")).isEqualTo("UNSTABLE");
            assertThat(web.goTo(build.getUrl()).asNormalizedText()).contains("4 succeeded, 1 failed");
        }
    }
}
