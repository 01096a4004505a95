package io.jenkins.plugins.foreman.junit;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.FilePath;
import hudson.model.Run;
import hudson.model.TaskListener;
import hudson.tasks.junit.JUnitResultArchiver;
import hudson.tasks.junit.SuiteResult;
import hudson.tasks.junit.TestResult;
import hudson.tasks.junit.TestResultAction;
import hudson.tasks.junit.pipeline.JUnitResultsStepExecution;
import hudson.tasks.test.PipelineTestDetails;
import io.jenkins.plugins.foreman.runs.BuildRun;
import io.jenkins.plugins.foreman.runs.BuildRuns;
import io.jenkins.plugins.foreman.runs.InvocationEntry;
import io.jenkins.plugins.foreman.runs.JobInvocationsAction;
import io.jenkins.plugins.foreman.view.JUnitReport;
import io.jenkins.plugins.foreman.view.RunsView;
import io.jenkins.plugins.foreman.view.ViewedRun;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jenkinsci.plugins.workflow.graph.FlowNode;

/**
 * The part of a build's test result that a run and the reruns of its hosts have together: one suite, each host as it was
 * left last. It is known by the suite's id, so that it is there once however often it is published.
 */
final class TestResultPart {

    private static final String FILE = "junit.xml";

    private final Run<?, ?> build;
    private final BuildRun run;
    private final List<InvocationEntry> group;
    private final String id;

    TestResultPart(@NonNull Run<?, ?> build, @NonNull BuildRun run) {
        this.build = build;
        this.run = run;
        group = JobInvocationsAction.group(build, run.entry().getName());
        id = "foreman-" + group.get(0).getName();
    }

    void publish(@CheckForNull FlowNode node, @NonNull TaskListener listener) throws IOException, InterruptedException {
        Path file = run.directory().resolve(FILE);
        try {
            if (!write(file)) {
                return;
            }
            PipelineTestDetails place = takeOut(listener);
            JUnitResultArchiver archiver = new JUnitResultArchiver(FILE);
            archiver.setAllowEmptyResults(true);
            // a check would be red for one failed host, whatever the thresholds say
            archiver.setSkipPublishingChecks(true);
            TestResultAction action = build.getAction(TestResultAction.class);
            if (action != null) {
                archiver.setHealthScaleFactor(action.getHealthScaleFactor());
            }
            JUnitResultArchiver.parseAndSummarize(
                    archiver,
                    place != null ? place : place(node),
                    build,
                    new FilePath(run.directory().toFile()),
                    null,
                    listener);
            build.save();
        } finally {
            Files.deleteIfExists(file);
        }
    }

    /** Returns whether there is any host to report. */
    private boolean write(Path file) throws IOException {
        List<ViewedRun> runs = new ArrayList<>();
        for (InvocationEntry entry : group) {
            runs.add(new ViewedRun(BuildRuns.get().record(build, entry), null));
        }
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
            return JUnitReport.write(new RunsView(() -> runs), id, out) > 0;
        }
    }

    /**
     * Takes what was published before out of the test result, unless that is kept elsewhere than in the build.
     *
     * @return where in the Pipeline it was, so that the cases keep their names; null when there was none, or no Pipeline
     */
    @CheckForNull
    private PipelineTestDetails takeOut(TaskListener listener) {
        synchronized (build) {
            TestResultAction action = build.getAction(TestResultAction.class);
            TestResult result = action == null ? null : action.getResult();
            if (result == null || result.getPluggableStorage() != null) {
                return null;
            }
            SuiteResult earlier = result.getSuites().stream()
                    .filter(suite -> id.equals(suite.getId()))
                    .findFirst()
                    .orElse(null);
            if (earlier == null) {
                return null;
            }
            result.getSuites().remove(earlier);
            result.tally();
            action.setResult(result, listener);
            String node = earlier.getNodeId();
            return node == null ? null : place(node, earlier.getEnclosingBlocks(), earlier.getEnclosingBlockNames());
        }
    }

    @CheckForNull
    private static PipelineTestDetails place(@CheckForNull FlowNode node) {
        if (node == null) {
            return null;
        }
        List<FlowNode> blocks = JUnitResultsStepExecution.getEnclosingStagesAndParallels(node);
        return place(
                node.getId(),
                JUnitResultsStepExecution.getEnclosingBlockIds(blocks),
                JUnitResultsStepExecution.getEnclosingBlockNames(blocks));
    }

    private static PipelineTestDetails place(String node, List<String> blocks, List<String> names) {
        PipelineTestDetails details = new PipelineTestDetails();
        details.setNodeId(node);
        details.setEnclosingBlocks(blocks);
        details.setEnclosingBlockNames(names);
        return details;
    }
}
