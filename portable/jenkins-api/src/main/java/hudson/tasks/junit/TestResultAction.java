package hudson.tasks.junit;

import hudson.model.Action;
import hudson.model.Run;
import hudson.model.TaskListener;
import hudson.tasks.test.AbstractTestResultAction;
import java.util.Collection;
import jenkins.tasks.SimpleBuildStep;
import org.kohsuke.stapler.StaplerProxy;

public class TestResultAction extends AbstractTestResultAction<TestResultAction>
        implements StaplerProxy, SimpleBuildStep.LastBuildAction {
    public TestResultAction(Run owner, TestResult result, TaskListener listener) {
        super(owner);
    }

    @Override
    public Collection<? extends Action> getProjectActions() {
        throw new UnsupportedOperationException();
    }

    public synchronized void setResult(TestResult result, TaskListener listener) {
        throw new UnsupportedOperationException();
    }

    @Override
    public synchronized TestResult getResult() {
        throw new UnsupportedOperationException();
    }

    @Override
    public double getHealthScaleFactor() {
        throw new UnsupportedOperationException();
    }

    @Override
    public Object getTarget() {
        throw new UnsupportedOperationException();
    }
}
