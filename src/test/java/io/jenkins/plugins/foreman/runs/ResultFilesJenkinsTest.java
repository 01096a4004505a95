package io.jenkins.plugins.foreman.runs;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.FilePath;
import hudson.model.FreeStyleBuild;
import hudson.model.FreeStyleProject;
import hudson.model.Result;
import hudson.model.TaskListener;
import hudson.slaves.DumbSlave;
import io.jenkins.plugins.foreman.SimulatedJenkinsTest;
import io.jenkins.plugins.foreman.freestyle.JobInvocationBuilder;
import io.jenkins.plugins.foreman.freestyle.RerunPublisher;
import io.jenkins.plugins.foreman.job.InputValue;
import io.jenkins.plugins.foreman.job.JobSpec;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.jvnet.hudson.test.CaptureEnvironmentBuilder;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** What later steps of a build find in its workspace. */
@WithJenkins
class ResultFilesJenkinsTest extends SimulatedJenkinsTest {

    private static final String RUN = "runJobInvocation results: 'foreman/', jobTemplate: '" + TEMPLATE
            + "', searchQuery: 'name ~ host', pollInterval: 0, propagate: false, "
            + "inputs: [command: '#sim lines=1 delay=0.1 fail=host0002.example.com']";

    private JenkinsRule jenkins;

    @BeforeEach
    void start(JenkinsRule rule) throws Exception {
        jenkins = rule;
        startForeman(options -> options.hosts(3));
        configure();
    }

    private WorkflowRun run(Result expected, String script) throws Exception {
        return jenkins.buildAndAssertStatus(expected, pipeline(jenkins, script));
    }

    private static Path workspace(FilePath folder) {
        return Path.of(folder.getRemote());
    }

    @Test
    void aScriptOnAnAgentFindsTablesAndOutput() throws Exception {
        DumbSlave agent = jenkins.createOnlineSlave();
        WorkflowRun build = run(
                Result.SUCCESS,
                "node('" + agent.getNodeName() + "') {\n"
                        + "  dir('sub') {\n"
                        + "    writeFile file: 'foreman/output/of-earlier.txt', text: 'x'\n"
                        + "    writeFile file: 'foreman/mine.txt', text: 'x'\n"
                        + "    def job = " + RUN + "\n"
                        + "    def id = jobInvocationHosts(id: job.id).find { it.name == 'host0002.example.com' }.id\n"
                        + "    echo 'read: ' + readFile(\"${job.results}/output/host0002.example.com-${id}.txt\")\n"
                        + "    echo 'lines: ' + readFile('foreman/hosts.csv').readLines().size()\n"
                        + "    echo 'json: ' + fileExists('foreman/hosts.json') + fileExists('foreman/mine.txt')"
                        + " + fileExists('foreman/output/of-earlier.txt')\n"
                        + "  }\n"
                        + "}");

        jenkins.assertLogContains("read: host0002.example.com line 1 of 1", build);
        jenkins.assertLogContains("lines: 4", build);
        jenkins.assertLogContains("json: truetruefalse", build);
        FilePath folder = agent.getWorkspaceRoot().child(build.getParent().getName() + "/sub/foreman");
        try (var files = Files.list(workspace(folder))) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrder("hosts.csv", "hosts.json", "output", "mine.txt");
        }
    }

    @Test
    void withoutAWorkspaceThereIsNoJob() throws Exception {
        WorkflowRun build = run(
                Result.FAILURE,
                "pipeline { agent none\nstages { stage('Run') { steps { script { " + RUN + " } } } } }");

        jenkins.assertLogContains("There is no workspace for the result files in \"foreman/\"", build);
        jenkins.assertLogContains(
                "results must be a folder below",
                run(Result.FAILURE, "node { " + RUN.replace("foreman/", "../x") + " }"));
        jenkins.assertLogContains(
                "With wait: false there are no results yet", run(Result.FAILURE, "node { " + RUN + ", wait: false }"));
        assertThat(foreman.jobInvocations()).isEmpty();
    }

    @Test
    void aDeclarativePipelineHasThoseOfARerunToo() throws Exception {
        WorkflowRun build = run(
                Result.SUCCESS,
                "pipeline { agent any\nstages { stage('Run') { steps { " + RUN + " } } }\n"
                        + "post { always { rerunJobInvocation results: 'again', propagate: false, pollInterval: 0\n"
                        + "echo 'rows: ' + readFile('again/hosts.csv').readLines().size() } } }");

        // each host of the run, as it was left last
        jenkins.assertLogContains("rows: 4", build);
        assertThat(foreman.jobInvocations().get(1).hosts()).containsExactly("host0002.example.com");
    }

    /** What had run by then, for what comes after an abort. */
    @Test
    void anAbortedBuildHasThemToo() throws Exception {
        WorkflowJob job = pipeline(
                jenkins,
                "node { try { " + RUN.replace("lines=1 delay=0.1", "lines=100000 delay=1")
                        + " } finally { echo 'rows: ' + readFile('foreman/hosts.csv').readLines().size() } }");
        WorkflowRun build = job.scheduleBuild2(0).waitForStart();
        jenkins.waitForMessage("line 3 of", build);
        build.doStop();

        jenkins.assertBuildStatus(Result.ABORTED, jenkins.waitForCompletion(build));
        jenkins.assertLogContains("rows: 4", build);
    }

    @Test
    void soHasAFreestyleBuildAndWhatComesAfterItsStepsKnowsTheJob() throws Exception {
        FreeStyleProject project = jenkins.createFreeStyleProject();
        project.getBuildersList().add(builder("#sim lines=100000 delay=1"));
        FreeStyleBuild build = project.scheduleBuild2(0).waitForStart();
        jenkins.waitForMessage("line 3 of", build);
        build.doStop();

        jenkins.assertBuildStatus(Result.ABORTED, jenkins.waitForCompletion(build));
        FilePath folder = build.getWorkspace().child("foreman");
        assertThat(folder.child("hosts.csv").readToString().lines()).hasSize(4);
        assertThat(build.getEnvironment(TaskListener.NULL))
                .containsEntry("FOREMAN_JOB_RESULT", "ABORTED")
                .containsEntry("FOREMAN_JOB_RESULTS", folder.getRemote());
    }

    @Test
    void noLinkLeadsOutOfTheWorkspace(@TempDir Path outside) throws Exception {
        Files.writeString(outside.resolve("hosts.csv"), "kept");
        FilePath workspace = jenkins.jenkins.getRootPath().child("workspace/linked");
        workspace.mkdirs();
        Files.createSymbolicLink(workspace(workspace).resolve("foreman"), outside);
        FreeStyleProject project = jenkins.createProject(FreeStyleProject.class, "linked");
        project.getBuildersList().add(builder());
        FreeStyleBuild build = jenkins.buildAndAssertSuccess(project);

        jenkins.assertLogContains("A link in the workspace leads out of it at \"foreman\"", build);
        assertThat(outside).isDirectoryContaining(file -> file.endsWith("hosts.csv"));
        assertThat(outside.resolve("hosts.csv")).hasContent("kept");

        Files.delete(workspace(workspace).resolve("foreman"));
        Files.createDirectory(workspace(workspace).resolve("foreman"));
        Files.createSymbolicLink(workspace(workspace).resolve("foreman/hosts.csv"), outside.resolve("hosts.csv"));
        Files.createSymbolicLink(workspace(workspace).resolve("foreman/output"), outside);
        jenkins.buildAndAssertSuccess(project);

        assertThat(outside.resolve("hosts.csv")).hasContent("kept");
        assertThat(outside).isDirectoryNotContaining(file -> file.toString().endsWith(".txt"));
        assertThat(workspace(workspace).resolve("foreman/hosts.csv")).content().contains("host0003.example.com");
    }

    private static JobInvocationBuilder builder() {
        return builder("#sim lines=1 delay=0.1 fail=host0002.example.com");
    }

    private static JobInvocationBuilder builder(String script) {
        JobSpec step = new JobSpec();
        step.setJobTemplate(TEMPLATE);
        step.setSearchQuery("name ~ host");
        InputValue command = new InputValue("command");
        command.setValue(script);
        step.setInputs(List.of(command));
        step.setPropagate(false);
        step.setResults("foreman");
        return new JobInvocationBuilder(step);
    }

    @Test
    void laterStepsOfAFreestyleBuildKnowTheFolderAndRerunsAfterItRenewTheFiles() throws Exception {
        FreeStyleProject project = jenkins.createFreeStyleProject();
        project.getBuildersList().add(builder());
        CaptureEnvironmentBuilder later = new CaptureEnvironmentBuilder();
        project.getBuildersList().add(later);
        RerunPublisher rerun = new RerunPublisher();
        rerun.setPause(0);
        rerun.setCounting(RerunPublisher.Counting.IGNORE);
        project.getPublishersList().add(rerun);
        FreeStyleBuild build = jenkins.buildAndAssertSuccess(project);

        FilePath folder = build.getWorkspace().child("foreman");
        assertThat(later.getEnvVars()).containsEntry("FOREMAN_JOB_RESULTS", folder.getRemote());
        // the row of the host that ran twice says so
        assertThat(folder.child("hosts.csv").readToString().lines())
                .anyMatch(line -> line.contains("host0002") && line.contains(",2,"))
                .hasSize(4);
    }
}
