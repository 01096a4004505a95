package io.jenkins.plugins.foreman.junit;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.model.Run;
import hudson.model.TaskListener;
import io.jenkins.plugins.foreman.runs.BuildRun;
import java.io.IOException;
import java.util.logging.Level;
import java.util.logging.Logger;
import jenkins.model.Jenkins;
import org.jenkinsci.plugins.workflow.graph.FlowNode;

/**
 * Adds the hosts of a run that has ended to the test result of its build, where the run's definition asks for it. The JUnit
 * plugin need not be there.
 */
public final class TestReports {

    private static final Logger LOGGER = Logger.getLogger(TestReports.class.getName());
    private static final String PLUGIN = "junit";

    private TestReports() {}

    /**
     * Adds the hosts, or replaces them where the run, or one that it repeats, is in the test result already. The build's
     * result stays what it is, and what goes wrong is only said: the job has run.
     *
     * @param node the step, null where the build is no Pipeline
     */
    public static void publish(
            @NonNull Run<?, ?> build,
            @NonNull BuildRun run,
            @CheckForNull FlowNode node,
            @NonNull TaskListener listener)
            throws InterruptedException {
        if (!run.definition().isJunitReport()) {
            return;
        }
        if (Jenkins.get().getPlugin(PLUGIN) == null) {
            listener.getLogger().println(Messages.TestReports_noPlugin());
            return;
        }
        try {
            new TestResultPart(build, run).publish(node, listener);
        } catch (IOException | RuntimeException | LinkageError e) {
            LOGGER.log(Level.WARNING, e, () -> "Cannot add hosts to the test result of " + build);
            listener.getLogger().println(Messages.TestReports_failed(e));
        }
    }
}
