package hudson.tasks.junit.pipeline;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.tasks.junit.TestResultSummary;
import java.util.List;
import org.jenkinsci.plugins.workflow.graph.FlowNode;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.SynchronousNonBlockingStepExecution;

public class JUnitResultsStepExecution extends SynchronousNonBlockingStepExecution<TestResultSummary> {
    private static final long serialVersionUID = 1L;

    private JUnitResultsStepExecution(@NonNull StepContext context) {
        super(context);
    }

    @NonNull
    public static List<FlowNode> getEnclosingStagesAndParallels(FlowNode node) {
        throw new UnsupportedOperationException();
    }

    @NonNull
    public static List<String> getEnclosingBlockIds(@NonNull List<FlowNode> nodes) {
        throw new UnsupportedOperationException();
    }

    @NonNull
    public static List<String> getEnclosingBlockNames(@NonNull List<FlowNode> nodes) {
        throw new UnsupportedOperationException();
    }
}
