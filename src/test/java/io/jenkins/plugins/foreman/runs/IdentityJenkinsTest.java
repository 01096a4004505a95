package io.jenkins.plugins.foreman.runs;

import static org.assertj.core.api.Assertions.assertThat;

import com.cloudbees.hudson.plugins.folder.Folder;
import com.cloudbees.plugins.credentials.CredentialsScope;
import com.cloudbees.plugins.credentials.SystemCredentialsProvider;
import com.cloudbees.plugins.credentials.impl.UsernamePasswordCredentialsImpl;
import hudson.model.Cause;
import hudson.model.CauseAction;
import hudson.model.Item;
import hudson.model.Result;
import hudson.model.User;
import io.jenkins.plugins.foreman.config.ForemanFolderProperty;
import io.jenkins.plugins.foreman.config.ForemanServer;
import io.jenkins.plugins.foreman.config.ForemanServers;
import io.jenkins.plugins.foreman.job.InputValue;
import io.jenkins.plugins.foreman.job.JobSpec;
import io.jenkins.plugins.foreman.simulator.ForemanSimulator;
import io.jenkins.plugins.foreman.simulator.SimulatorClock;
import io.jenkins.plugins.foreman.steps.RunJobInvocationStep;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import jenkins.model.Jenkins;
import jenkins.security.QueueItemAuthenticatorConfiguration;
import org.htmlunit.HttpMethod;
import org.htmlunit.WebRequest;
import org.htmlunit.WebResponse;
import org.htmlunit.util.NameValuePair;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.MockAuthorizationStrategy;
import org.jvnet.hudson.test.MockQueueItemAuthenticator;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/**
 * Two folders with a server of the same name each, at Foremans of different owners: whose gets what, by each argument of a
 * step and each web method that names something. The second Foreman never gets anything of the first folder's.
 */
@WithJenkins
class IdentityJenkinsTest {

    private static final String SOURCE = "payroll/deploy";
    private static final String RUN = """
            runJobInvocation server: 'prod', jobTemplate: 'Run Command - Script Default', searchQuery: 'name ~ host',
                inputs: [command: '%s'], failureThreshold: '100%%'
            """;
    private static final String QUICK = "#sim lines=1 delay=0.1 fail=host0002.example.com";
    private static final String LONG = "#sim lines=1000 delay=1";

    private final ForemanSimulator victim = simulator();
    private final ForemanSimulator attacker = simulator();

    private JenkinsRule jenkins;
    private Folder payroll;
    private Folder evil;
    private WorkflowJob source;
    private WorkflowRun build;

    private static ForemanSimulator simulator() {
        return ForemanSimulator.builder()
                .clock(SimulatorClock.running(20))
                .hosts(3)
                .start();
    }

    @BeforeEach
    void start(JenkinsRule rule) throws Exception {
        jenkins = rule;
        SystemCredentialsProvider.getInstance()
                .getCredentials()
                .add(new UsernamePasswordCredentialsImpl(CredentialsScope.GLOBAL, "login", null, "admin", "changeme"));
        payroll = jenkins.createProject(Folder.class, "payroll");
        evil = jenkins.createProject(Folder.class, "evil");
        serve(payroll, victim);
        serve(evil, attacker);
        source = payroll.createProject(WorkflowJob.class, "deploy");
        build = run(source, Result.UNSTABLE, RUN.formatted(QUICK));
        jenkins.jenkins.setSecurityRealm(jenkins.createDummySecurityRealm());
        jenkins.jenkins.setAuthorizationStrategy(new MockAuthorizationStrategy()
                .grant(Jenkins.ADMINISTER)
                .everywhere()
                .to("admin")
                .grant(Jenkins.READ)
                .everywhere()
                .toEveryone()
                .grant(Item.READ, Item.DISCOVER, Item.BUILD, Item.CANCEL)
                .everywhere()
                .to("builder")
                .grant(Item.READ, Item.DISCOVER)
                .everywhere()
                .to("reader"));
    }

    @AfterEach
    void stop() {
        victim.close();
        attacker.close();
    }

    private static void serve(Folder folder, ForemanSimulator by) throws Exception {
        ForemanServer server = new ForemanServer("prod", by.uri().toString(), "login");
        server.setRequestsPerMinute(6000);
        folder.getProperties().replace(new ForemanFolderProperty(List.of(server)));
    }

    private WorkflowRun run(WorkflowJob job, Result expected, String script) throws Exception {
        job.setDefinition(new CpsFlowDefinition(script, true));
        return jenkins.buildAndAssertStatus(expected, job);
    }

    private WorkflowJob job(Folder folder) throws Exception {
        return folder.createProject(WorkflowJob.class, "job");
    }

    private void buildsRunAs(String user) {
        QueueItemAuthenticatorConfiguration.get()
                .getAuthenticators()
                .add(new MockQueueItemAuthenticator()
                        .authenticate("evil/job", User.getById(user, true).impersonate2()));
    }

    private WebResponse post(String user, String url, NameValuePair... params) throws Exception {
        try (JenkinsRule.WebClient web = jenkins.createWebClient()
                .withThrowExceptionOnFailingStatusCode(false)
                .login(user)) {
            WebRequest request = new WebRequest(new URL(web.getContextPath() + url), HttpMethod.POST);
            request.setRequestParameters(List.of(params));
            web.addCrumb(request);
            return web.getPage(request).getWebResponse();
        }
    }

    private WebResponse rerun(String user, WorkflowRun of) throws Exception {
        return post(user, of.getUrl() + "foreman/run/1/rerun", new NameValuePair("hosts", "2"));
    }

    private void followToEnd(WorkflowRun of) throws Exception {
        for (InvocationEntry entry : JobInvocationsAction.entries(of)) {
            BuildRun run = BuildRuns.get().followed(of, entry);
            if (run != null) {
                run.end().get();
            }
        }
    }

    /** Actor: who a build of the attacker's job runs as; and what it says of the job in the other folder. */
    static Stream<Arguments> reruns() {
        return Stream.of(null, "reader", "builder")
                .flatMap(user -> Stream.of(
                                "build: '/payroll/deploy#1'",
                                "build: '/payroll/deploy#1', run: '1'",
                                "build: '/payroll/deploy#1', which: 'ALL'",
                                "build: '/payroll/deploy#1', hosts: ['host0001.example.com']",
                                "build: '/payroll/deploy#1', server: 'prod'",
                                "build: '../payroll/deploy#1', sshCredentialsId: 'login'")
                        .map(arguments -> Arguments.of(user, arguments)));
    }

    @ParameterizedTest
    @MethodSource("reruns")
    void noJobRepeatsAnotherOnesRunWithoutItsConsent(String user, String arguments) throws Exception {
        WorkflowJob job = job(evil);
        if (user != null) {
            buildsRunAs(user);
        }
        int asked = attacker.counters().requests();

        run(job, Result.FAILURE, "rerunJobInvocation " + arguments);

        assertThat(victim.jobInvocations()).hasSize(1);
        assertThat(attacker.jobInvocations()).isEmpty();
        assertThat(attacker.counters().requests()).isEqualTo(asked);
    }

    @Test
    void aJobWithConsentRepeatsARunAtTheServerOfThatRun() throws Exception {
        source.addProperty(new RerunPermissionProperty("evil/job"));

        run(job(evil), Result.UNSTABLE, "rerunJobInvocation build: '/payroll/deploy#1', failureThreshold: '100%'");

        assertThat(victim.jobInvocations()).hasSize(2);
        assertThat(victim.jobInvocations().get(1).hosts()).containsExactly("host0002.example.com");
        assertThat(attacker.jobInvocations()).isEmpty();
    }

    @Test
    void consentIsNotPassedOn() throws Exception {
        source.addProperty(new RerunPermissionProperty("evil/job"));
        WorkflowJob middle = job(evil);
        run(middle, Result.UNSTABLE, "rerunJobInvocation build: '/payroll/deploy#1', failureThreshold: '100%'");
        middle.addProperty(new RerunPermissionProperty("evil/third"));

        run(
                evil.createProject(WorkflowJob.class, "third"),
                Result.FAILURE,
                "rerunJobInvocation build: '/evil/job#1', failureThreshold: '100%'");

        assertThat(victim.jobInvocations()).hasSize(2);
        assertThat(attacker.jobInvocations()).isEmpty();
    }

    @Test
    void aRerunIsLimitedToTheHostsOfTheRun() throws Exception {
        for (String hosts : List.of("'host0001.example.com)or(name~host'", "'other.example.com'")) {
            run(source, Result.FAILURE, "rerunJobInvocation build: '#1', hosts: [" + hosts + "]");
        }
        assertThat(victim.jobInvocations()).hasSize(1);

        run(
                source,
                Result.UNSTABLE,
                "rerunJobInvocation build: '#1', hosts: ['host0002.example.com']," + " failureThreshold: '100%'");
        assertThat(victim.jobInvocations().get(1).hosts()).containsExactly("host0002.example.com");
    }

    @Test
    void aServerThatWasPointedElsewhereGetsNothingOfAnOldRunUntilAnAdministratorConfirms() throws Exception {
        serve(payroll, attacker);

        WebResponse refused = rerun("builder", build);

        assertThat(refused.getStatusCode()).isEqualTo(409);
        assertThat(refused.getContentAsString()).contains("an administrator confirms");
        assertThat(attacker.counters().requests()).isZero();

        ForemanServers.get().setAddressChanges(victim.uri() + " " + attacker.uri());
        assertThat(rerun("builder", build).getStatusCode()).isEqualTo(200);
        followToEnd(build);
        assertThat(attacker.jobInvocations()).hasSize(1);
    }

    @Test
    void aNearerServerOfTheSameNameGetsNothingOfAnOldRun() throws Exception {
        Folder outer = jenkins.createProject(Folder.class, "outer");
        serve(outer, victim);
        Folder inner = outer.createProject(Folder.class, "inner");
        WorkflowJob job = job(inner);
        WorkflowRun first = run(job, Result.UNSTABLE, RUN.formatted(QUICK));
        serve(inner, attacker);

        assertThat(rerun("builder", first).getStatusCode()).isEqualTo(200);
        followToEnd(first);

        assertThat(victim.jobInvocations()).hasSize(3);
        assertThat(attacker.counters().requests()).isZero();
    }

    /** Of each cache and map: records, views, followers. */
    @Test
    void sameNameOtherJob() throws Exception {
        String page = build.getUrl() + "foreman/run/1/";
        try (JenkinsRule.WebClient web = jenkins.createWebClient().login("reader")) {
            assertThat(web.goTo(page + "hosts", "application/json")
                            .getWebResponse()
                            .getContentAsString())
                    .contains("host0002");
            source.delete();
            WorkflowJob newcomer = payroll.createProject(WorkflowJob.class, "deploy");
            run(newcomer, Result.SUCCESS, """
                    runJobInvocation server: 'prod', jobTemplate: 'Run Command - Script Default',
                        hosts: ['host0003.example.com'], inputs: [command: '#sim lines=1 delay=0.1']
                    """);

            assertThat(web.goTo(page + "hosts", "application/json")
                            .getWebResponse()
                            .getContentAsString())
                    .contains("host0003")
                    .doesNotContain("host0002");
        }
    }

    /** Of those that are followed. */
    @Test
    void nobodyCancelsTheRunOfAJobThatHadTheNameBefore() throws Exception {
        BuildRun old = follow("#sim lines=1000 delay=1");
        source.renameTo("old");
        WorkflowJob newcomer = payroll.createProject(WorkflowJob.class, "deploy");
        WorkflowRun of = run(newcomer, Result.UNSTABLE, RUN.formatted(QUICK));

        assertThat(BuildRuns.get().followed(of, JobInvocationsAction.entries(of).get(0)))
                .isNull();
        assertThat(post("admin", of.getUrl() + "foreman/run/1/cancel").getStatusCode())
                .isEqualTo(403);
        assertThat(old.record().head().cancel()).isNull();

        assertThat(post("admin", build.getUrl() + "foreman/run/1/cancel").getStatusCode())
                .isEqualTo(200);
        assertThat(old.end().get().head().outcome().verdict().name()).isEqualTo("ABORTED");
    }

    /** Of the list of runs that have begun. */
    @Test
    void whatAJobThatHadTheNameBeforeHasBegunGoesOnInNoOther() throws Exception {
        RunList.Line stale = new RunList.Line(build.getExternalizableId(), "1", "of the former job");
        BuildRuns.get().begun().add(stale);

        BackgroundRuns.get().takeOverAll();

        assertThat(BuildRuns.get()
                        .followed(build, JobInvocationsAction.entries(build).get(0)))
                .isNull();
        assertThat(victim.jobInvocations()).hasSize(1);
    }

    /** Of the answers for forms. */
    @Test
    void theFormOfAJobInAnotherFolderAsksTheServerThatItsFolderGivesTheName() throws Exception {
        job(evil);
        String form = "/descriptorByName/" + RunJobInvocationStep.class.getName() + "/fillBookmarkItems";
        NameValuePair server = new NameValuePair("server", "prod");
        post("admin", "job/payroll/job/deploy" + form, server);
        assertThat(attacker.counters().requests()).isZero();
        int asked = victim.counters().requests();

        post("admin", "job/evil/job/job" + form, server);

        assertThat(attacker.counters().requests()).isPositive();
        assertThat(victim.counters().requests()).isEqualTo(asked);
    }

    @Test
    void aRunGoesOnWhereItsFolderIsMovedTo() throws Exception {
        BuildRun run = follow("#sim lines=40 delay=1");
        String name = run.entry().getName();
        Path before = run.directory();
        payroll.renameTo("salaries");

        assertThat(BuildRuns.get().followed(build, run.entry())).isSameAs(run);
        assertThat(run.end().get().head().outcome().verdict().name()).isEqualTo("SUCCESS");
        assertThat(run.directory())
                .isEqualTo(build.getRootDir().toPath().resolve("foreman").resolve(name))
                .isNotEqualTo(before);
        assertThat(Files.readString(run.directory().resolve("head.json"))).contains("SUCCESS");
        assertThat(before).doesNotExist();
    }

    @Test
    void theJobOfABuildThatIsDeletedIsCancelled() throws Exception {
        source.setDefinition(new CpsFlowDefinition(RUN.formatted(LONG), true));
        WorkflowRun running = source.scheduleBuild2(0).waitForStart();
        BuildRun run = begun(running);

        new JobChanges.OfBuilds().onDeleted(running);

        assertThat(run.end().get().head().outcome().verdict().name()).isEqualTo("ABORTED");
        while (victim.counters().requests("POST /api/job_invocations/:id/cancel") == 0) {
            Thread.onSpinWait();
        }
    }

    /** In the background of the build, up to where its job is there. */
    private BuildRun follow(String command) throws Exception {
        JobSpec step = new JobSpec();
        step.setServer("prod");
        step.setJobTemplate("Run Command - Script Default");
        step.setSearchQuery("name ~ host");
        InputValue input = new InputValue("command");
        input.setValue(command);
        step.setInputs(List.of(input));
        String name = BuildRuns.get().prepare(build, step, InvocationEntry.Kind.PAGE, "builder", "1");
        BuildRun run = BuildRuns.get().follow(build, name, null);
        while (run.record().head().current() == null
                || run.record().head().current().invocationId() == null) {
            Thread.onSpinWait();
        }
        return run;
    }

    private static BuildRun begun(WorkflowRun running) {
        BuildRun run = null;
        while (run == null
                || run.record().head().current() == null
                || run.record().head().current().invocationId() == null) {
            Thread.onSpinWait();
            List<InvocationEntry> entries = JobInvocationsAction.entries(running);
            run = entries.isEmpty() ? null : BuildRuns.get().followed(running, entries.get(0));
        }
        return run;
    }

    @Test
    void aJobThatIsOnlyFollowedIsNotForThoseWhoMayOnlyBuild() throws Exception {
        WorkflowRun following = run(source, Result.UNSTABLE, """
                waitForJobInvocation server: 'prod', id: 1, failureThreshold: '100%'
                """);

        assertThat(rerun("builder", following).getStatusCode()).isEqualTo(403);
        assertThat(post("builder", following.getUrl() + "foreman/run/1/cancel").getStatusCode())
                .isEqualTo(403);
        assertThat(victim.jobInvocations()).hasSize(1);

        assertThat(rerun("admin", following).getStatusCode()).isEqualTo(200);
        followToEnd(following);
        assertThat(victim.jobInvocations()).hasSize(2);
    }

    @Test
    void aPersonOnAPageDoesNotUseTheCredentialsThatAnotherOneChoseForTheBuild() throws Exception {
        WorkflowRun bobs = source.scheduleBuild2(0, new CauseAction(new Cause.UserIdCause("bob")))
                .get();
        JobSpec step = new JobSpec();
        step.setServer("prod");
        step.setSshCredentialsId("${LOGIN}");

        assertThat(endOf(bobs, step, "alice")).isEqualTo(Messages.HostLogin_personal("${LOGIN}"));
        // looked for, since they may be hers
        assertThat(endOf(bobs, step, "bob")).isEqualTo(Messages.HostLogin_notFound("${LOGIN}"));
        assertThat(victim.jobInvocations()).hasSize(2);
    }

    private static String endOf(WorkflowRun of, JobDefinition definition, String requestedBy) throws Exception {
        String name = BuildRuns.get().prepare(of, definition, InvocationEntry.Kind.PAGE, requestedBy, null);
        return BuildRuns.get()
                .follow(of, name, null)
                .end()
                .get()
                .head()
                .outcome()
                .message()
                .toString();
    }

    @Test
    void aPageStartsNothingThatJenkinsWouldNot() throws Exception {
        source.makeDisabled(true);
        assertThat(rerun("builder", build).getStatusCode()).isEqualTo(409);
        source.makeDisabled(false);
        jenkins.jenkins.doQuietDown();
        assertThat(rerun("builder", build).getStatusCode()).isEqualTo(409);
        jenkins.jenkins.doCancelQuietDown();
        source.setConcurrentBuild(false);
        source.setDefinition(new CpsFlowDefinition("sleep 3600", true));
        WorkflowRun other = source.scheduleBuild2(0).waitForStart();
        assertThat(rerun("builder", build).getStatusCode()).isEqualTo(409);
        other.doStop();
        jenkins.waitForCompletion(other);
        assertThat(victim.jobInvocations()).hasSize(1);
    }
}
