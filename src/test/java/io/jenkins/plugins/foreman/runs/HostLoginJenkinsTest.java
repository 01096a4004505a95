package io.jenkins.plugins.foreman.runs;

import static org.assertj.core.api.Assertions.assertThat;

import com.cloudbees.hudson.plugins.folder.Folder;
import com.cloudbees.hudson.plugins.folder.properties.FolderCredentialsProvider.FolderCredentialsProperty;
import com.cloudbees.jenkins.plugins.sshcredentials.impl.BasicSSHUserPrivateKey;
import com.cloudbees.jenkins.plugins.sshcredentials.impl.BasicSSHUserPrivateKey.DirectEntryPrivateKeySource;
import com.cloudbees.plugins.credentials.Credentials;
import com.cloudbees.plugins.credentials.CredentialsProvider;
import com.cloudbees.plugins.credentials.CredentialsScope;
import com.cloudbees.plugins.credentials.SystemCredentialsProvider;
import com.cloudbees.plugins.credentials.domains.Domain;
import com.cloudbees.plugins.credentials.domains.DomainCredentials;
import com.cloudbees.plugins.credentials.impl.UsernamePasswordCredentialsImpl;
import hudson.model.Fingerprint;
import hudson.model.Result;
import io.jenkins.plugins.foreman.SimulatedJenkinsTest;
import io.jenkins.plugins.foreman.simulator.SimJobInvocation;
import java.io.File;
import java.io.IOException;
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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** Who a job logs in as on its hosts: from Jenkins' credentials to Foreman, and nowhere else. */
@WithJenkins
class HostLoginJenkinsTest extends SimulatedJenkinsTest {

    private static final String SSH_PASSWORD = "ssh-pass-4711";
    private static final String PASSPHRASE = "key-phrase-4712";
    private static final String SUDO_PASSWORD = "sudo-pass-4713";

    private JenkinsRule jenkins;
    private Folder folder;

    /** Where credentials are kept. */
    private enum Store {
        GLOBAL,
        FOLDER
    }

    @BeforeEach
    void start(JenkinsRule rule) throws Exception {
        jenkins = rule;
        startForeman(options -> options.hosts(2));
        configure();
        folder = jenkins.createProject(Folder.class, "team");
    }

    private <C extends Credentials> C add(Store store, C credentials) throws IOException {
        if (store == Store.GLOBAL) {
            SystemCredentialsProvider.getInstance().getCredentials().add(credentials);
            SystemCredentialsProvider.getInstance().save();
        } else {
            folder.addProperty(new FolderCredentialsProperty(
                    new DomainCredentials[] {new DomainCredentials(Domain.global(), List.of(credentials))}));
        }
        return credentials;
    }

    private static UsernamePasswordCredentialsImpl login(String id, String user, String password) throws Exception {
        return new UsernamePasswordCredentialsImpl(CredentialsScope.GLOBAL, id, null, user, password);
    }

    private static BasicSSHUserPrivateKey key(String passphrase) {
        return new BasicSSHUserPrivateKey(
                CredentialsScope.GLOBAL, "key", "deploy", new DirectEntryPrivateKeySource("a key"), passphrase, null);
    }

    private WorkflowRun run(ModifiableTopLevelItemGroup place, Result expected, String arguments) throws Exception {
        WorkflowJob job = (WorkflowJob)
                place.createProject(jenkins.jenkins.getDescriptorByType(WorkflowJob.DescriptorImpl.class), "job", true);
        job.setDefinition(new CpsFlowDefinition("""
                runJobInvocation jobTemplate: 'Run Command - Script Default', hosts: ['host0001.example.com'],
                    inputs: [command: '#sim lines=1 delay=0.1 fail=host0001.example.com'], failureThreshold: '100%%',
                    %s
                """.formatted(arguments), true));
        return jenkins.buildAndAssertStatus(expected, job);
    }

    private SimJobInvocation only() {
        assertThat(foreman.jobInvocations()).hasSize(1);
        return foreman.jobInvocations().get(0);
    }

    @ParameterizedTest
    @EnumSource
    void aUserNameWithPasswordLogsIn(Store store) throws Exception {
        Credentials login = add(store, login("login", "deploy", SSH_PASSWORD));
        WorkflowRun build = run(folder, Result.UNSTABLE, "sshCredentialsId: 'login'");

        assertThat(only().sshUser()).isEqualTo("deploy");
        assertThat(only().password()).isEqualTo(SSH_PASSWORD);
        assertThat(only().keyPassphrase()).isNull();
        assertUsed(login, build);
        assertKeptNowhere(build, SSH_PASSWORD);
    }

    @ParameterizedTest
    @EnumSource
    void aKeyLogsInWithItsPassphrase(Store store) throws Exception {
        Credentials key = add(store, key(PASSPHRASE));
        WorkflowRun build = run(folder, Result.UNSTABLE, "sshCredentialsId: 'key'");

        assertThat(only().sshUser()).isEqualTo("deploy");
        assertThat(only().keyPassphrase()).isEqualTo(PASSPHRASE);
        assertThat(only().password()).isNull();
        assertUsed(key, build);
        assertKeptNowhere(build, PASSPHRASE);
    }

    @Test
    void aKeyWithoutPassphraseSendsTheUserNameAlone() throws Exception {
        add(Store.GLOBAL, key(null));
        run(folder, Result.UNSTABLE, "sshCredentialsId: 'key'");

        assertThat(only().sshUser()).isEqualTo("deploy");
        assertThat(only().request().has("key_passphrase")).isFalse();
    }

    @ParameterizedTest
    @EnumSource
    void theEffectiveUserComesFromItsCredentials(Store store) throws Exception {
        Credentials sudo = add(store, login("sudo", "oracle", SUDO_PASSWORD));
        WorkflowRun build = run(folder, Result.UNSTABLE, "effectiveUserCredentialsId: 'sudo'");

        assertThat(only().effectiveUser()).isEqualTo("oracle");
        assertThat(only().effectiveUserPassword()).isEqualTo(SUDO_PASSWORD);
        assertUsed(sudo, build);
        assertKeptNowhere(build, SUDO_PASSWORD);
    }

    @Test
    void anEffectiveUserThatIsNamedComesBeforeThatOfTheCredentials() throws Exception {
        add(Store.GLOBAL, login("sudo", "oracle", SUDO_PASSWORD));
        run(folder, Result.UNSTABLE, "effectiveUser: 'postgres', effectiveUserCredentialsId: 'sudo'");

        assertThat(only().effectiveUser()).isEqualTo("postgres");
        assertThat(only().effectiveUserPassword()).isEqualTo(SUDO_PASSWORD);
    }

    @Test
    void aRerunFromThePageLogsInAgain() throws Exception {
        add(Store.FOLDER, login("login", "deploy", SSH_PASSWORD));
        WorkflowRun build = run(folder, Result.UNSTABLE, "sshCredentialsId: 'login'");
        InvocationEntry entry = JobInvocationsAction.entries(build).get(0);

        String again = BackgroundRuns.get()
                .start(
                        build,
                        Reruns.ofRun(build, entry, null, List.of("host0001.example.com")),
                        "alice",
                        entry.getName());
        BuildRun followed = BuildRuns.get()
                .followed(build, JobInvocationsAction.group(build, again).get(1));
        if (followed != null) {
            followed.end().get();
        }

        assertThat(foreman.jobInvocations()).hasSize(2);
        assertThat(foreman.jobInvocations().get(1).sshUser()).isEqualTo("deploy");
        assertThat(foreman.jobInvocations().get(1).password()).isEqualTo(SSH_PASSWORD);
        assertKeptNowhere(build, SSH_PASSWORD);
    }

    @ParameterizedTest
    @EnumSource
    void credentialsThatTheJobCannotUseAreNamedInTheError(Argument argument) throws Exception {
        add(Store.FOLDER, login("hidden", "deploy", SSH_PASSWORD));
        WorkflowRun build = run(jenkins.jenkins, Result.FAILURE, argument.name() + ": 'hidden'");

        jenkins.assertLogContains(Messages.HostLogin_notFound("hidden"), build);
        assertThat(foreman.jobInvocations()).isEmpty();
    }

    /** A parameter of the step. */
    private enum Argument {
        sshCredentialsId,
        effectiveUserCredentialsId
    }

    @Test
    void anSshKeyIsNoLoginOfAnEffectiveUser() throws Exception {
        add(Store.GLOBAL, key(PASSPHRASE));
        WorkflowRun build = run(folder, Result.FAILURE, "effectiveUserCredentialsId: 'key'");

        jenkins.assertLogContains(Messages.HostLogin_notFound("key"), build);
        assertThat(foreman.jobInvocations()).isEmpty();
    }

    private static void assertUsed(Credentials credentials, WorkflowRun build) throws IOException {
        Fingerprint fingerprint = CredentialsProvider.getFingerprintOf(credentials);
        assertThat(fingerprint).isNotNull();
        assertThat(fingerprint.getJobs()).contains(build.getParent().getFullName());
    }

    /** Neither in the build's log nor in any other file of the job, its builds, or their folder. */
    private void assertKeptNowhere(WorkflowRun build, String secret) throws IOException {
        List<Path> files;
        try (Stream<Path> all = Files.walk(new File(jenkins.jenkins.getRootDir(), "jobs").toPath())) {
            files = all.filter(Files::isRegularFile).toList();
        }
        assertThat(files).contains(build.getRootDir().toPath().resolve("build.xml"));
        for (Path file : files) {
            assertThat(Files.readString(file, StandardCharsets.ISO_8859_1))
                    .as(file.toString())
                    .doesNotContain(secret);
        }
    }
}
