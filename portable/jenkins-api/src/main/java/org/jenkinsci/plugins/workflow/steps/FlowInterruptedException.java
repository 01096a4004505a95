package org.jenkinsci.plugins.workflow.steps;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.model.Result;
import java.util.List;
import jenkins.model.CauseOfInterruption;

public final class FlowInterruptedException extends InterruptedException {
    private static final long serialVersionUID = 1L;

    public FlowInterruptedException(
            @NonNull Result result, boolean actualInterruption, @NonNull CauseOfInterruption... causes) {
        throw new UnsupportedOperationException();
    }

    @NonNull
    public Result getResult() {
        throw new UnsupportedOperationException();
    }

    @NonNull
    public List<CauseOfInterruption> getCauses() {
        throw new UnsupportedOperationException();
    }
}
