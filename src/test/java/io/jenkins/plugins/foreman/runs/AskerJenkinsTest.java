package io.jenkins.plugins.foreman.runs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.cloudbees.hudson.plugins.folder.Folder;
import com.cloudbees.hudson.plugins.folder.properties.FolderCredentialsProvider.FolderCredentialsProperty;
import com.cloudbees.plugins.credentials.CredentialsProvider;
import com.cloudbees.plugins.credentials.CredentialsScope;
import com.cloudbees.plugins.credentials.domains.Domain;
import com.cloudbees.plugins.credentials.domains.DomainCredentials;
import com.cloudbees.plugins.credentials.domains.HostnameSpecification;
import com.cloudbees.plugins.credentials.impl.UsernamePasswordCredentialsImpl;
import hudson.model.Cause;
import hudson.model.CauseAction;
import hudson.model.FreeStyleProject;
import hudson.model.Result;
import io.jenkins.plugins.foreman.SimulatedJenkinsTest;
import io.jenkins.plugins.foreman.config.ForemanServer;
import io.jenkins.plugins.foreman.config.ForemanServers;
import io.jenkins.plugins.foreman.freestyle.JobInvocationBuilder;
import io.jenkins.plugins.foreman.invocation.RerunRequest.Given;
import io.jenkins.plugins.foreman.job.InputValue;
import io.jenkins.plugins.foreman.job.JobSpec;
import io.jenkins.plugins.foreman.simulator.SimJobInvocation;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import jenkins.model.ModifiableTopLevelItemGroup;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** As whom steps act in Foreman. */
@WithJenkins
class AskerJenkinsTest extends SimulatedJenkinsTest {

    private static final String RUN = "runJobInvocation pollInterval: 0, jobTemplate: '" + TEMPLATE
            + "', searchQuery: 'name ~ host', failureThreshold: '100%',"
            + " inputs: [command: '#sim lines=1 delay=0.1 fail=host0002.example.com']";

    private JenkinsRule jenkins;
    private Folder folder;
    private UsernamePasswordCredentialsImpl manager;

    @BeforeEach
    void start(JenkinsRule rule) throws Exception {
        jenkins = rule;
        startForeman(options -> options.hosts(2));
        configure();
        folder = jenkins.createProject(Folder.class, "team");
        manager = login("manager", "rexmanager", "rexmanager-token");
        Domain elsewhere = new Domain("elsewhere", null, List.of(new HostnameSpecification("other.example.com", null)));
        keep(
                new DomainCredentials(Domain.global(), List.of(manager, login("viewer", "viewer", "viewer-password"))),
                new DomainCredentials(elsewhere, List.of(login("elsewhere", "rexmanager", "rexmanager-token"))));
    }

    private void keep(DomainCredentials... credentials) throws Exception {
        folder.getProperties().removeAll(FolderCredentialsProperty.class);
        folder.addProperty(new FolderCredentialsProperty(credentials));
    }

    private static UsernamePasswordCredentialsImpl login(String id, String user, String password) throws Exception {
        return new UsernamePasswordCredentialsImpl(CredentialsScope.GLOBAL, id, null, user, password);
    }

    private WorkflowRun run(ModifiableTopLevelItemGroup place, Result expected, String script) throws Exception {
        WorkflowJob job = (WorkflowJob) place.createProject(
                jenkins.jenkins.getDescriptorByType(WorkflowJob.DescriptorImpl.class),
                "job" + place.getItems().size(),
                true);
        job.setDefinition(new CpsFlowDefinition(script, true));
        return jenkins.buildAndAssertStatus(expected, job);
    }

    private List<String> users() {
        return foreman.jobInvocations().stream()
                .map(SimJobInvocation::userLogin)
                .toList();
    }

    @Test
    void aJobIsItsOwnUsersAndTheCredentialsAreMarkedAsUsed() throws Exception {
        WorkflowRun build = run(
                folder,
                Result.UNSTABLE,
                RUN + ", credentialsId: 'manager'\n"
                        + RUN + "\n"
                        + "rerunJobInvocation run: '1', failureThreshold: '100%', pollInterval: 0\n"
                        + "waitForJobInvocation id: 1, credentialsId: 'manager', failureThreshold: '100%'\n"
                        + "rerunJobInvocation failureThreshold: '100%', pollInterval: 0\n"
                        + "rerunJobInvocation failureThreshold: '100%', pollInterval: 0\n"
                        + "rerunJobInvocation run: '2', credentialsId: 'manager', failureThreshold: '100%'");

        // each rerun acts as what it repeats, a rerun of a job that was only followed too
        assertThat(users())
                .containsExactly("rexmanager", "admin", "rexmanager", "rexmanager", "rexmanager", "rexmanager");
        assertThat(CredentialsProvider.getFingerprintOf(manager).getJobs())
                .contains(build.getParent().getFullName());
        try (Stream<Path> files = Files.walk(build.getRootDir().toPath())) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                assertThat(Files.readString(file, StandardCharsets.ISO_8859_1)).doesNotContain("rexmanager-token");
            }
        }
    }

    @Test
    void aStepMayWhatItsUserMayInADeclarativePipelineToo() throws Exception {
        WorkflowRun build = run(
                folder,
                Result.FAILURE,
                "pipeline { agent none\nstages { stage('Run') { steps { " + RUN + ", credentialsId: 'viewer' } } } }");

        jenkins.assertLogContains("create_job_invocations", build);
        assertThat(foreman.jobInvocations()).isEmpty();

        run(folder, Result.UNSTABLE, RUN);
        WorkflowRun asking = run(
                folder,
                Result.FAILURE,
                "echo \"seen: ${jobInvocation(id: 1, credentialsId: 'viewer').id}\"\n"
                        + "cancelJobInvocation id: 1, credentialsId: 'viewer'");
        jenkins.assertLogContains("seen: 1", asking);
        jenkins.assertLogContains("cancel_job_invocations", asking);
    }

    @Test
    void whatTheJobMayNotUseIsNotSentAnywhere() throws Exception {
        int before = foreman.counters().requests();
        for (String script :
                List.of(RUN + ", credentialsId: 'manager'", "jobInvocation id: 1, credentialsId: 'manager'")) {
            jenkins.assertLogContains(
                    "The credentials \"manager\" for the Foreman server \"sim\" were not found",
                    run(jenkins.jenkins, Result.FAILURE, script));
        }
        jenkins.assertLogContains(
                "The credentials \"elsewhere\" for the Foreman server \"sim\" were not found",
                run(folder, Result.FAILURE, RUN + ", credentialsId: 'elsewhere'"));

        assertThat(foreman.counters().requests()).isEqualTo(before);
    }

    @Test
    void aRerunFromThePageActsAsTheRunDidOrNotAtAll() throws Exception {
        WorkflowRun build = run(folder, Result.UNSTABLE, RUN + ", credentialsId: 'manager'");
        again(build);
        assertThat(users()).containsExactly("rexmanager", "rexmanager");

        // not as the user of the server instead
        keep();
        assertThat(again(build)).contains("The credentials \"manager\" for the Foreman server \"sim\" were not found");
        assertThat(foreman.jobInvocations()).hasSize(2);
    }

    /** Returns what became of it. */
    private static String again(WorkflowRun build) throws Exception {
        InvocationEntry entry = JobInvocationsAction.entries(build).get(0);
        Asker alice = new Asker(build, "alice", null);
        JobDefinition rerun = Reruns.ofRun(build, entry, alice, null, Given.NOTHING, List.of("host0002.example.com"));
        String name = BackgroundRuns.get().start(build, rerun, "alice", entry.getName());
        InvocationEntry started = JobInvocationsAction.group(build, name).stream()
                .filter(each -> each.getName().equals(name))
                .findFirst()
                .orElseThrow();
        BuildRun followed = BuildRuns.get().followed(build, started);
        if (followed != null) {
            followed.end().get();
        }
        return BuildRuns.get().record(build, started).head().outcome().message().toString();
    }

    /** Personal credentials that somebody chose for a build are for nobody else, also where Foreman is only asked. */
    @Test
    void whatIsAskedForSomebodyElseIsNotAskedWithPersonalCredentials() throws Exception {
        WorkflowRun build = run(folder, Result.UNSTABLE, RUN);
        Asker bob = new Asker(build, "bob", "${LOGIN}");

        build.addAction(new CauseAction(new Cause.UserIdCause("alice")));
        assertThatThrownBy(() -> Servers.find(null, bob).connect(build))
                .hasMessageContaining("were chosen by the user who started the build");
    }

    @Test
    void aServerWithoutCredentialsIsForStepsThatBringTheirOwn() throws Exception {
        ForemanServer server = new ForemanServer("sim", foreman.uri().toString(), "");
        server.setRequestsPerMinute(6000);
        ForemanServers.get().setServers(List.of(server));
        run(folder, Result.FAILURE, RUN);
        run(folder, Result.UNSTABLE, RUN + ", credentialsId: 'manager'");

        assertThat(users()).containsExactly("rexmanager");
    }

    @Test
    void aBuildStepHasThemToo() throws Exception {
        FreeStyleProject project = folder.createProject(FreeStyleProject.class, "freestyle");
        JobSpec step = new JobSpec();
        step.setJobTemplate(TEMPLATE);
        step.setSearchQuery("name ~ host");
        InputValue command = new InputValue("command");
        command.setValue("#sim lines=1 delay=0.1");
        step.setInputs(List.of(command));
        step.setCredentialsId("manager");
        project.getBuildersList().add(new JobInvocationBuilder(step));
        jenkins.buildAndAssertSuccess(project);

        assertThat(users()).containsExactly("rexmanager");
    }
}
