package io.jenkins.plugins.foreman;

import static org.assertj.core.api.Assertions.assertThat;

import com.cloudbees.hudson.plugins.folder.Folder;
import com.cloudbees.plugins.credentials.CredentialsScope;
import com.cloudbees.plugins.credentials.SystemCredentialsProvider;
import com.cloudbees.plugins.credentials.impl.UsernamePasswordCredentialsImpl;
import hudson.model.Item;
import hudson.model.ParametersDefinitionProperty;
import hudson.model.Result;
import io.jenkins.plugins.foreman.WebMethods.Row;
import io.jenkins.plugins.foreman.WebMethods.Verb;
import io.jenkins.plugins.foreman.parameters.HostsParameter;
import java.net.URL;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import jenkins.model.Jenkins;
import org.assertj.core.api.SoftAssertions;
import org.htmlunit.HttpMethod;
import org.htmlunit.WebRequest;
import org.htmlunit.WebResponse;
import org.htmlunit.util.NameValuePair;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.MockAuthorizationStrategy;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** Who gets what from each web method, and by which verb; {@link WebMethods} has the table. */
@WithJenkins
class WebMethodsJenkinsTest extends SimulatedJenkinsTest {

    private static final List<String> USERS = List.of("anonymous", "reader", "builder", "owner", "admin");

    private JenkinsRule jenkins;

    @BeforeEach
    void start(JenkinsRule rule) throws Exception {
        jenkins = rule;
        startForeman(options -> options.hosts(2));
        configure();
        SystemCredentialsProvider.getInstance()
                .getCredentials()
                .add(new UsernamePasswordCredentialsImpl(CredentialsScope.GLOBAL, "deployer", null, USER, PASSWORD));
        Folder folder = jenkins.createProject(Folder.class, "folder");
        WorkflowJob job = folder.createProject(WorkflowJob.class, "job");
        job.setDefinition(new CpsFlowDefinition("""
                runJobInvocation jobTemplate: 'Run Command - Script Default', hosts: ['host0001.example.com'],
                    inputs: [command: '#sim lines=1 delay=0.1']
                """, true));
        jenkins.buildAndAssertStatus(Result.SUCCESS, job);
        HostsParameter hosts = new HostsParameter("HOSTS");
        hosts.setSearchQuery("name ~ host");
        job.addProperty(new ParametersDefinitionProperty(hosts));
        secure();
    }

    private void secure() {
        jenkins.jenkins.setSecurityRealm(jenkins.createDummySecurityRealm());
        jenkins.jenkins.setAuthorizationStrategy(new MockAuthorizationStrategy()
                .grant(Jenkins.READ, Item.READ)
                .everywhere()
                .toAuthenticated()
                .grant(Item.BUILD, Item.CANCEL)
                .everywhere()
                .to("builder")
                .grant(Item.CONFIGURE, Item.EXTENDED_READ)
                .everywhere()
                .to("owner")
                .grant(Jenkins.ADMINISTER)
                .everywhere()
                .to("admin"));
    }

    @Test
    void othersLearnNothingAndMakeJenkinsAskNothing() throws Exception {
        foreman.counters().reset();
        SoftAssertions all = new SoftAssertions();
        for (String user : USERS) {
            try (JenkinsRule.WebClient web = login(user)) {
                for (Row row : WebMethods.ALL) {
                    if (!row.servedTo().contains(user)) {
                        assertRefused(all, row, user, ask(web, row, row.verb()));
                    }
                }
            }
        }
        all.assertAll();
        assertThat(foreman.counters().byEndpoint()).isEqualTo(Map.of());
    }

    private static void assertRefused(SoftAssertions all, Row row, String user, WebResponse answer) {
        String what = row.method() + " for " + user + ": " + answer.getStatusCode();
        if (row.isSilent() && !user.equals("anonymous")) {
            all.assertThat(answer.getStatusCode()).as(what).isEqualTo(200);
        } else {
            all.assertThat(answer.getStatusCode()).as(what).isIn(403, 404);
        }
        all.assertThat(answer.getContentAsString()).as(what).doesNotContain(row.tells());
    }

    @Test
    void thoseWhoMayAreServed() throws Exception {
        SoftAssertions all = new SoftAssertions();
        for (String user : USERS) {
            try (JenkinsRule.WebClient web = login(user)) {
                for (Row row : WebMethods.ALL) {
                    if (row.servedTo().contains(user)) {
                        all.assertThat(ask(web, row, row.verb()).getContentAsString())
                                .as(row.method() + " for " + user)
                                .contains(row.tells());
                    }
                }
            }
        }
        all.assertAll();
    }

    @Test
    void theOtherVerbIsRefusedEvenToAnAdministrator() throws Exception {
        foreman.counters().reset();
        SoftAssertions all = new SoftAssertions();
        try (JenkinsRule.WebClient web = login("admin")) {
            for (Row row : WebMethods.ALL) {
                all.assertThat(ask(web, row, row.verb().other()).getStatusCode())
                        .as(row.verb().other() + " " + row.method())
                        .isIn(404, 405);
            }
        }
        all.assertAll();
        assertThat(foreman.counters().byEndpoint()).isEqualTo(Map.of());
    }

    /** A browser that is shown what is refused, where others are led to the login. */
    private JenkinsRule.WebClient login(String user) throws Exception {
        JenkinsRule.WebClient web = jenkins.createWebClient()
                .withThrowExceptionOnFailingStatusCode(false)
                .withJavaScriptEnabled(false);
        web.setRefreshHandler((page, url, seconds) -> {});
        return user.equals("anonymous") ? web : web.login(user);
    }

    private WebResponse ask(JenkinsRule.WebClient web, Row row, Verb verb) throws Exception {
        List<NameValuePair> parameters = new ArrayList<>();
        row.parameters().forEach((name, value) -> parameters.add(new NameValuePair(name, value)));
        parameters.add(new NameValuePair("url", foreman.uri().toString()));
        WebRequest request = new WebRequest(new URL(jenkins.getURL(), row.path()), HttpMethod.valueOf(verb.name()));
        request.setRequestParameters(parameters);
        if (verb == Verb.POST) {
            web.addCrumb(request);
        }
        return web.getPage(request).getWebResponse();
    }
}
