package io.jenkins.plugins.foreman;

import static org.assertj.core.api.Assertions.assertThat;

import com.cloudbees.hudson.plugins.folder.Folder;
import com.cloudbees.hudson.plugins.folder.properties.FolderCredentialsProvider.FolderCredentialsProperty;
import com.cloudbees.plugins.credentials.CredentialsScope;
import com.cloudbees.plugins.credentials.domains.Domain;
import com.cloudbees.plugins.credentials.domains.DomainCredentials;
import com.cloudbees.plugins.credentials.impl.UsernamePasswordCredentialsImpl;
import hudson.model.Item;
import hudson.model.Result;
import hudson.model.User;
import hudson.security.Permission;
import hudson.util.Secret;
import io.jenkins.plugins.foreman.WebMethods.Row;
import io.jenkins.plugins.foreman.config.ForemanFolderProperty;
import io.jenkins.plugins.foreman.config.ForemanServer;
import io.jenkins.plugins.foreman.runs.RerunPermissionProperty;
import io.jenkins.plugins.foreman.simulator.ForemanSimulator;
import io.jenkins.plugins.foreman.simulator.SimJobInvocation;
import io.jenkins.plugins.foreman.simulator.SimulatorClock;
import java.net.URL;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import jenkins.model.Jenkins;
import jenkins.security.QueueItemAuthenticatorConfiguration;
import org.assertj.core.api.SoftAssertions;
import org.htmlunit.HttpMethod;
import org.htmlunit.WebRequest;
import org.htmlunit.WebResponse;
import org.htmlunit.util.NameValuePair;
import org.jenkinsci.plugins.plaincredentials.impl.StringCredentialsImpl;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.MockAuthorizationStrategy;
import org.jvnet.hudson.test.MockQueueItemAuthenticator;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/**
 * Two folders with a Foreman each, a server of the same name, and credentials of their own. By whatever argument or web
 * method somebody in one names what is the other's, the other's Foreman is asked nothing, and nobody is sent its secrets.
 */
@WithJenkins
class TrustMatrixJenkinsTest {

    private static final List<String> FOLDERS = List.of("payroll", "web");
    private static final Permission[] OF_OWNER = {
        Item.READ, Item.DISCOVER, Item.CONFIGURE, Item.EXTENDED_READ, Item.BUILD, Item.CANCEL
    };

    private final Map<String, ForemanSimulator> foremans = new HashMap<>();
    private final Map<String, WorkflowJob> jobs = new HashMap<>();

    private JenkinsRule jenkins;

    /** Whom a build runs as. */
    enum RunsAs {
        SYSTEM(null),
        OWNER_OF_ITS_FOLDER("-owner"),
        BUILDER_EVERYWHERE("-builder");

        private final String suffix;

        RunsAs(String suffix) {
            this.suffix = suffix;
        }
    }

    @BeforeEach
    void start(JenkinsRule rule) throws Exception {
        jenkins = rule;
        MockAuthorizationStrategy rights = new MockAuthorizationStrategy();
        rights.grant(Jenkins.ADMINISTER).everywhere().to("admin");
        rights.grant(Jenkins.READ).everywhere().toEveryone();
        for (String name : FOLDERS) {
            Folder folder = folder(name);
            rights.grant(OF_OWNER).onFolders(folder).to(name + "-owner", name + "-builder");
            rights.grant(Item.READ, Item.DISCOVER, Item.BUILD).everywhere().to(name + "-builder");
        }
        jenkins.jenkins.setSecurityRealm(jenkins.createDummySecurityRealm());
        jenkins.jenkins.setAuthorizationStrategy(rights);
    }

    @AfterEach
    void stop() {
        foremans.values().forEach(ForemanSimulator::close);
    }

    private Folder folder(String name) throws Exception {
        ForemanSimulator foreman = ForemanSimulator.builder()
                .clock(SimulatorClock.running(20))
                .hosts(2, name + "%02d.example.com")
                .start();
        foremans.put(name, foreman);
        foreman.fleet().addOrganization(name + " org");
        foreman.fleet().addLocation(name + " site");
        Folder folder = jenkins.createProject(Folder.class, name);
        folder.addProperty(new FolderCredentialsProperty(new DomainCredentials[] {
            new DomainCredentials(
                    Domain.global(),
                    List.of(
                            login(name + "-login", "admin", "changeme"),
                            login(name + "-ssh", "deploy", "secret-of-" + name),
                            new StringCredentialsImpl(
                                    CredentialsScope.GLOBAL,
                                    name + "-token",
                                    null,
                                    Secret.fromString(
                                            "#sim lines=1 fail=" + name + "02.example.com # secret-of-" + name))))
        }));
        List<ForemanServer> servers = new ArrayList<>();
        servers.add(server("prod", foreman, name + "-login"));
        servers.add(server(name + "-server", foreman, name + "-login"));
        for (String any : FOLDERS) {
            servers.add(server("with-" + any + "-login", foreman, any + "-login"));
        }
        folder.addProperty(new ForemanFolderProperty(servers));
        WorkflowJob source = folder.createProject(WorkflowJob.class, "deploy");
        source.addProperty(new RerunPermissionProperty(name + "/job"));
        source.setDefinition(new CpsFlowDefinition("""
                runJobInvocation server: 'prod', jobTemplate: 'Run Command - Script Default', searchQuery: 'name ~ %1$s',
                    sshCredentialsId: '%1$s-ssh', inputs: [[name: 'command', credentialsId: '%1$s-token']],
                    failureThreshold: '100%%'
                """.formatted(name), true));
        jenkins.buildAndAssertStatus(Result.UNSTABLE, source);
        jobs.put(name, folder.createProject(WorkflowJob.class, "job"));
        return folder;
    }

    private static UsernamePasswordCredentialsImpl login(String id, String user, String password) throws Exception {
        return new UsernamePasswordCredentialsImpl(CredentialsScope.GLOBAL, id, null, user, password);
    }

    private static ForemanServer server(String name, ForemanSimulator foreman, String credentialsId) {
        ForemanServer server = new ForemanServer(name, foreman.uri().toString(), credentialsId);
        server.setRequestsPerMinute(60_000);
        return server;
    }

    private int asked(String folder) {
        return foremans.get(folder).counters().requests();
    }

    private WorkflowRun build(String folder, String script) throws Exception {
        WorkflowJob job = jobs.get(folder);
        job.setDefinition(new CpsFlowDefinition(script, true));
        return job.scheduleBuild2(0).get();
    }

    @ParameterizedTest
    @EnumSource
    void noArgumentReachesWhatIsAnotherFolders(RunsAs who) throws Exception {
        if (who.suffix != null) {
            MockQueueItemAuthenticator users = new MockQueueItemAuthenticator();
            for (String folder : FOLDERS) {
                users.authenticate(
                        folder + "/job", User.getById(folder + who.suffix, true).impersonate2());
            }
            QueueItemAuthenticatorConfiguration.get().getAuthenticators().add(users);
        }
        SoftAssertions all = new SoftAssertions();
        for (NamingArguments.Row row : NamingArguments.ALL) {
            for (String actor : FOLDERS) {
                for (String target : FOLDERS) {
                    boolean isOwn = actor.equals(target);
                    if (isOwn && who != RunsAs.SYSTEM) {
                        continue;
                    }
                    String what = row.name() + " in " + actor + " of " + target;
                    int before = asked(actor);
                    int ofTarget = asked(target);
                    WorkflowRun build = build(actor, row.script().replace("{T}", target));
                    if (isOwn) {
                        // so each does name something
                        all.assertThat(asked(actor))
                                .as(what + "\n" + build.getLog())
                                .isGreaterThan(before);
                        continue;
                    }
                    all.assertThat(asked(target)).as(what).isEqualTo(ofTarget);
                    all.assertThat(build.getLog()).as(what).doesNotContain("secret-of-" + target);
                    if (row.script().contains("{T}-login")) {
                        all.assertThat(asked(actor)).as(what).isEqualTo(before);
                    }
                }
            }
        }
        all.assertAll();
        assertNobodyWasSentWhatIsAnothers();
    }

    private void assertNobodyWasSentWhatIsAnothers() {
        for (String folder : FOLDERS) {
            for (SimJobInvocation job : foremans.get(folder).jobInvocations()) {
                String got = job.request() + " " + job.inputs() + job.password() + job.effectiveUserPassword();
                for (String other : FOLDERS) {
                    if (!other.equals(folder)) {
                        assertThat(got).doesNotContain("secret-of-" + other);
                    }
                }
            }
        }
    }

    @Test
    void noWebMethodReachesWhatIsAnotherFolders() throws Exception {
        SoftAssertions all = new SoftAssertions();
        for (String actor : FOLDERS) {
            try (JenkinsRule.WebClient web = jenkins.createWebClient()
                    .withThrowExceptionOnFailingStatusCode(false)
                    .withJavaScriptEnabled(false)
                    .login(actor + "-owner")) {
                for (Row row : WebMethods.ALL) {
                    for (String target : FOLDERS) {
                        for (String place : FOLDERS) {
                            check(all, web, row, actor, target, place);
                        }
                    }
                }
            }
        }
        all.assertAll();
        assertNobodyWasSentWhatIsAnothers();
    }

    /** @param place folder whose form is asked */
    private void check(
            SoftAssertions all, JenkinsRule.WebClient web, Row row, String actor, String target, String place)
            throws Exception {
        String what = row.method() + " for " + actor + " at " + place + " of " + target;
        String other = FOLDERS.get(1 - FOLDERS.indexOf(actor));
        int ofOther = asked(other);
        int ofOwn = asked(actor);
        WebResponse answer = ask(web, row, actor, target, place);
        boolean isGlobal = !row.path().startsWith("job/");
        if (place.equals(actor) && target.equals(actor) && !isGlobal) {
            // there is nothing to cancel, which is refused as well
            all.assertThat(answer.getStatusCode()).as(what).isIn(200, 400, 403, 409);
            all.assertThat(answer.getContentAsString()).as(what).doesNotContain("missing the");
            return;
        }
        all.assertThat(asked(other)).as(what).isEqualTo(ofOther);
        all.assertThat(answer.getContentAsString())
                .as(what)
                .doesNotContain("secret-of-", other + "-ssh", other + "01.example.com");
        if (!place.equals(actor) || isGlobal || row.method().endsWith("doTestConnection")) {
            all.assertThat(asked(actor)).as(what).isEqualTo(ofOwn);
        }
    }

    private WebResponse ask(JenkinsRule.WebClient web, Row row, String actor, String target, String place)
            throws Exception {
        Map<String, String> parameters = new HashMap<>(row.parameters());
        parameters.put("server", target + "-server");
        parameters.put("credentialsId", target + "-login");
        parameters.put("organization", target + " org");
        parameters.put("searchQuery", "name ~ " + target);
        parameters.put("url", foremans.get(actor).uri().toString());
        List<NameValuePair> pairs = new ArrayList<>();
        parameters.forEach((name, value) -> pairs.add(new NameValuePair(name, value)));
        String path = row.path()
                .replace("job/folder/job/job/1/", "job/" + place + "/job/deploy/1/")
                .replace("job/folder/", "job/" + place + "/");
        WebRequest request = new WebRequest(
                new URL(jenkins.getURL(), path), HttpMethod.valueOf(row.verb().name()));
        request.setRequestParameters(pairs);
        if (row.verb() == WebMethods.Verb.POST) {
            web.addCrumb(request);
        }
        return web.getPage(request).getWebResponse();
    }
}
