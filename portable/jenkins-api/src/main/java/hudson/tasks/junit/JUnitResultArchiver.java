package hudson.tasks.junit;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.FilePath;
import hudson.Launcher;
import hudson.model.Run;
import hudson.model.TaskListener;
import hudson.tasks.BuildStepMonitor;
import hudson.tasks.Recorder;
import hudson.tasks.test.PipelineTestDetails;
import java.io.IOException;
import jenkins.tasks.SimpleBuildStep;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;

public class JUnitResultArchiver extends Recorder implements SimpleBuildStep, JUnitTask {
    @DataBoundConstructor
    public JUnitResultArchiver(String testResults) {
        throw new UnsupportedOperationException();
    }

    public static TestResultSummary parseAndSummarize(
            @NonNull JUnitTask task,
            PipelineTestDetails pipelineTestDetails,
            Run<?, ?> build,
            FilePath workspace,
            Launcher launcher,
            TaskListener listener)
            throws InterruptedException, IOException {
        throw new UnsupportedOperationException();
    }

    @Override
    public BuildStepMonitor getRequiredMonitorService() {
        throw new UnsupportedOperationException();
    }

    @DataBoundSetter
    public final void setHealthScaleFactor(double healthScaleFactor) {
        throw new UnsupportedOperationException();
    }

    @DataBoundSetter
    public final void setAllowEmptyResults(boolean allowEmptyResults) {
        throw new UnsupportedOperationException();
    }

    @DataBoundSetter
    public void setSkipPublishingChecks(boolean skipPublishingChecks) {
        throw new UnsupportedOperationException();
    }
}
