package io.jenkins.plugins.foreman.steps;

import static org.assertj.core.api.Assertions.assertThat;

import com.cloudbees.hudson.plugins.folder.Folder;
import com.cloudbees.hudson.plugins.folder.properties.FolderCredentialsProvider.FolderCredentialsProperty;
import com.cloudbees.plugins.credentials.CredentialsScope;
import com.cloudbees.plugins.credentials.domains.Domain;
import com.cloudbees.plugins.credentials.domains.DomainCredentials;
import com.cloudbees.plugins.credentials.impl.UsernamePasswordCredentialsImpl;
import hudson.model.Result;
import hudson.tasks.junit.TestResultAction;
import io.jenkins.plugins.foreman.SimulatedJenkinsTest;
import io.jenkins.plugins.foreman.config.ForemanServer;
import io.jenkins.plugins.foreman.config.ForemanServers;
import io.jenkins.plugins.foreman.invocation.RerunRequest;
import io.jenkins.plugins.foreman.runs.BackgroundRuns;
import io.jenkins.plugins.foreman.runs.BuildRuns;
import io.jenkins.plugins.foreman.runs.InvocationEntry;
import io.jenkins.plugins.foreman.runs.JobDefinition;
import io.jenkins.plugins.foreman.runs.JobInvocationsAction;
import io.jenkins.plugins.foreman.runs.Reruns;
import io.jenkins.plugins.foreman.simulator.Faults;
import io.jenkins.plugins.foreman.simulator.SimJobInvocation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.commons.io.FileUtils;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.JenkinsSessionExtension;

/** Restarts in the middle of steps. */
class RestartJenkinsTest extends SimulatedJenkinsTest {

    @RegisterExtension
    private final JenkinsSessionExtension sessions = new JenkinsSessionExtension();

    static final String LINES = """
            def job = runJobInvocation jobTemplate: 'Run Command - Script Default', searchQuery: 'name ~ host',
                inputs: [command: '#sim lines=%d delay=1']
            echo "then ${job.result} on ${job.succeeded}"
            """;

    static final String WAIT = """
            def made = runJobInvocation jobTemplate: 'Run Command - Script Default', searchQuery: 'name ~ host',
                inputs: [command: '#sim lines=%d delay=1'], wait: false
            def job = waitForJobInvocation id: made.id
            echo "then ${job.result} on ${job.succeeded}"
            """;

    static final String RERUN = """
            runJobInvocation jobTemplate: 'Run Command - Script Default', searchQuery: 'name ~ host',
                inputs: [command: '#sim lines=%d delay=1']
            def job = rerunJobInvocation which: 'all'
            echo "then ${job.result} on ${job.succeeded}"
            """;

    private static WorkflowRun build(JenkinsRule jenkins) {
        WorkflowJob job = jenkins.jenkins.getItemByFullName("p", WorkflowJob.class);
        assertThat(job).isNotNull();
        WorkflowRun build = job.getBuildByNumber(1);
        assertThat(build).isNotNull();
        return build;
    }

    private static WorkflowRun start(JenkinsRule jenkins, String script) throws Exception {
        WorkflowJob job = jenkins.createProject(WorkflowJob.class, "p");
        job.setDefinition(new CpsFlowDefinition(script, true));
        return job.scheduleBuild2(0).waitForStart();
    }

    @Test
    void aRunGoesOnWithoutALineLostOrRepeatedAndWithoutASecondJob() throws Throwable {
        startForeman(options -> options.hosts(3));
        sessions.then(jenkins -> {
            configure();
            WorkflowRun build = start(jenkins, LINES.formatted(400));
            jenkins.waitForMessage("[host0002.example.com] host0002.example.com line 20 of 400", build);
        });
        sessions.then(jenkins -> {
            WorkflowRun build = build(jenkins);
            jenkins.assertBuildStatus(Result.SUCCESS, jenkins.waitForCompletion(build));
            jenkins.assertLogContains("then SUCCESS on 3", build);
            assertEveryLine(build, 3, 400, 1);
            assertThat(JobInvocationsAction.entries(build)).hasSize(1);
        });
        assertThat(foreman.jobInvocations()).hasSize(1);
    }

    /** The server has no user of its own, so that nobody else can have gone on with the job. */
    @Test
    void aStepGoesOnAsItsUserWithCredentialsOfItsFolderAndWritesItsFiles() throws Throwable {
        startForeman(options -> options.hosts(2));
        sessions.then(jenkins -> {
            ForemanServer server = new ForemanServer("sim", foreman.uri().toString(), "");
            server.setRequestsPerMinute(6000);
            ForemanServers.get().setServers(List.of(server));
            Folder folder = jenkins.createProject(Folder.class, "team");
            folder.addProperty(new FolderCredentialsProperty(new DomainCredentials[] {
                new DomainCredentials(
                        Domain.global(),
                        List.of(new UsernamePasswordCredentialsImpl(
                                CredentialsScope.GLOBAL, "manager", null, "rexmanager", "rexmanager-token")))
            }));
            WorkflowJob job = folder.createProject(WorkflowJob.class, "p");
            job.setDefinition(new CpsFlowDefinition("""
                    node {
                        def job = runJobInvocation jobTemplate: 'Run Command - Script Default', searchQuery: 'name ~ host',
                            inputs: [command: '#sim lines=200 delay=1'], credentialsId: 'manager', results: 'foreman/'
                        echo "rows: ${readFile(job.results + '/hosts.csv').readLines().size()}"
                    }
                    """, true));
            jenkins.waitForMessage("line 20 of 200", job.scheduleBuild2(0).waitForStart());
        });
        sessions.then(jenkins -> {
            WorkflowRun build = jenkins.jenkins
                    .getItemByFullName("team/p", WorkflowJob.class)
                    .getBuildByNumber(1);
            jenkins.assertBuildStatus(Result.SUCCESS, jenkins.waitForCompletion(build));
            jenkins.assertLogContains("rows: 3", build);
            assertEveryLine(build, 2, 200, 1);
        });
        assertThat(foreman.jobInvocations())
                .extracting(SimJobInvocation::userLogin)
                .containsExactly("rexmanager");
    }

    @Test
    void hostsAreTestCasesOnceAlsoWhenTheirStepGoesOnAfterARestart() throws Throwable {
        startForeman(options -> options.hosts(3));
        sessions.then(jenkins -> {
            configure();
            WorkflowRun build = start(jenkins, """
                    runJobInvocation jobTemplate: 'Run Command - Script Default', searchQuery: 'name ~ host',
                        inputs: [command: '#sim lines=100 delay=1'], junitReport: true
                    """);
            jenkins.waitForMessage("line 20 of 100", build);
        });
        sessions.then(jenkins -> {
            WorkflowRun build = build(jenkins);
            jenkins.assertBuildStatus(Result.SUCCESS, jenkins.waitForCompletion(build));
            assertThat(build.getAction(TestResultAction.class).getTotalCount()).isEqualTo(3);
        });
        sessions.then(jenkins -> {
            TestResultAction result = build(jenkins).getAction(TestResultAction.class);
            assertThat(result.getResult().getSuites()).hasSize(1);
            assertThat(result.getResult().getPassCount()).isEqualTo(3);
        });
    }

    @Test
    void anAbortBeforeTheRestartIsAnAbortAfterIt() throws Throwable {
        startForeman(options -> options.hosts(2));
        sessions.then(jenkins -> {
            configure();
            WorkflowRun build = start(jenkins, LINES.formatted(100_000));
            jenkins.waitForMessage("line 3 of", build);
            build.doStop();
        });
        sessions.then(jenkins -> jenkins.assertBuildStatus(Result.ABORTED, jenkins.waitForCompletion(build(jenkins))));
        assertThat(foreman.jobInvocations()).hasSize(1);
        assertThat(foreman.jobInvocations().get(0).cancelRequested()).isTrue();
    }

    @Test
    void aJobThatEndsWhileJenkinsIsDownIsReadToItsEnd() throws Throwable {
        startForeman(options -> options.hosts(2));
        sessions.then(jenkins -> {
            configure();
            WorkflowRun build = start(jenkins, LINES.formatted(200));
            jenkins.waitForMessage("line 3 of", build);
        });
        foreman.clock().advance(Duration.ofMinutes(10));
        sessions.then(jenkins -> {
            WorkflowRun build = build(jenkins);
            jenkins.assertBuildStatus(Result.SUCCESS, jenkins.waitForCompletion(build));
            assertEveryLine(build, 2, 200, 1);
        });
    }

    /** What a kill leaves on disk is what a copy of the running Jenkins has, heads of records before what they tell of. */
    @Test
    void aCrashLosesNoLineAndRepeatsNone(@TempDir Path copy) throws Throwable {
        startForeman(options -> options.hosts(3));
        sessions.then(jenkins -> {
            configure();
            WorkflowRun build = start(jenkins, LINES.formatted(300));
            jenkins.waitForMessage("[host0002.example.com] host0002.example.com line 20 of 300", build);
            copy(sessions.getHome().toPath(), copy, true);
            copy(sessions.getHome().toPath(), copy, false);
        });
        FileUtils.cleanDirectory(sessions.getHome());
        FileUtils.copyDirectory(copy.toFile(), sessions.getHome());
        sessions.then(jenkins -> {
            WorkflowRun build = build(jenkins);
            jenkins.assertBuildStatus(Result.SUCCESS, jenkins.waitForCompletion(build));
            assertEveryLine(build, 3, 300, 1);
        });
        assertThat(foreman.jobInvocations()).hasSize(1);
    }

    @Test
    void waitingForAJobThatExistsGoesOn() throws Throwable {
        startForeman(options -> options.hosts(2));
        sessions.then(jenkins -> {
            configure();
            WorkflowRun build = start(jenkins, WAIT.formatted(300));
            jenkins.waitForMessage("[host0002.example.com] host0002.example.com line 20 of 300", build);
        });
        sessions.then(jenkins -> {
            WorkflowRun build = build(jenkins);
            jenkins.assertBuildStatus(Result.SUCCESS, jenkins.waitForCompletion(build));
            jenkins.assertLogContains("then SUCCESS on 2", build);
            assertEveryLine(build, 2, 300, 1);
        });
        assertThat(foreman.jobInvocations()).hasSize(1);
    }

    @Test
    void aRerunGoesOn() throws Throwable {
        startForeman(options -> options.hosts(2));
        sessions.then(jenkins -> {
            configure();
            WorkflowRun build = start(jenkins, RERUN.formatted(200));
            jenkins.waitForMessage("job invocation 2 ", build);
        });
        sessions.then(jenkins -> {
            WorkflowRun build = build(jenkins);
            jenkins.assertBuildStatus(Result.SUCCESS, jenkins.waitForCompletion(build));
            jenkins.assertLogContains("then SUCCESS on 2", build);
            assertEveryLine(build, 2, 200, 2);
        });
        assertThat(foreman.jobInvocations()).hasSize(2);
    }

    @Test
    void aRerunFromThePageGoesOnInTheBackground() throws Throwable {
        startForeman(options -> options.hosts(2));
        sessions.then(jenkins -> {
            configure();
            WorkflowRun build = start(jenkins, LINES.formatted(100));
            jenkins.assertBuildStatus(Result.SUCCESS, jenkins.waitForCompletion(build));
            InvocationEntry entry = JobInvocationsAction.entries(build).get(0);
            List<String> hosts = Reruns.hosts(build, entry, RerunRequest.Hosts.ALL);
            JobDefinition again = Reruns.ofRun(build, entry, null, hosts);
            BackgroundRuns.get().start(build, again, "alice", "1");
            while (BuildRuns.get().record(build, rerun(build)).head().current() == null) {
                Thread.onSpinWait();
            }
        });
        sessions.then(jenkins -> {
            WorkflowRun build = build(jenkins);
            while (BuildRuns.get().record(build, rerun(build)).head().outcome() == null) {
                Thread.onSpinWait();
            }
            assertThat(rerun(build).getRequestedBy()).isEqualTo("alice");
            assertThat(build.getResult()).isEqualTo(Result.SUCCESS);
            jenkins.assertLogNotContains("job invocation 2", build);
        });
        assertThat(foreman.jobInvocations()).hasSize(2);
    }

    @Test
    void whatMayHaveBeenDoneIsNotDoneAgain() throws Throwable {
        startForeman(options -> options.hosts(1));
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch restarted = new CountDownLatch(1);
        Faults.Rule rerun = foreman.faults()
                .on("POST", "/api/job_invocations/1/rerun")
                .always()
                .after(() -> {
                    asked.countDown();
                    awaitQuietly(restarted);
                });
        sessions.then(jenkins -> {
            configure();
            start(jenkins, """
                    def job = runJobInvocation jobTemplate: 'Run Command - Script Default', searchQuery: 'name ~ host',
                        inputs: [command: '#sim lines=1']
                    rerunJobInvocationByForeman id: job.id
                    """);
            asked.await();
        });
        sessions.then(jenkins -> {
            WorkflowRun build = build(jenkins);
            jenkins.assertBuildStatus(Result.FAILURE, jenkins.waitForCompletion(build));
            jenkins.assertLogContains("Jenkins was restarted while Foreman was asked for this", build);
        });
        restarted.countDown();
        assertThat(rerun.hits()).isEqualTo(1);
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static InvocationEntry rerun(WorkflowRun build) {
        return JobInvocationsAction.entries(build).get(1);
    }

    private static void copy(Path from, Path to, boolean heads) throws IOException {
        List<Path> files;
        try (Stream<Path> all = Files.walk(from)) {
            files = all.filter(Files::isRegularFile).toList();
        }
        for (Path file : files) {
            Path target = to.resolve(from.relativize(file).toString());
            boolean head = file.getFileName().toString().equals("head.json");
            if (head == heads) {
                Files.createDirectories(target.getParent());
                try {
                    Files.copy(file, target);
                } catch (NoSuchFileException e) {
                    // a temporary file
                }
            }
        }
    }

    static void assertEveryLine(WorkflowRun build, int hosts, int lines, int times) throws Exception {
        List<String> log = build.getLog(Integer.MAX_VALUE);
        for (int host = 1; host <= hosts; host++) {
            String name = "host000" + host + ".example.com";
            List<String> ofHost = log.stream()
                    .map(line -> line.replaceFirst("^\\[Pipeline\\] ", ""))
                    .filter(line -> line.startsWith("[" + name + "]") && line.contains(" line "))
                    .toList();
            List<String> expected = IntStream.range(0, lines * times)
                    .mapToObj(i -> "[" + name + "] " + name + " line " + (i % lines + 1) + " of " + lines)
                    .toList();
            assertThat(ofHost).containsExactlyElementsOf(expected);
        }
    }
}
