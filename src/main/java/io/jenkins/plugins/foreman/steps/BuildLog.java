package io.jenkins.plugins.foreman.steps;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.model.TaskListener;
import io.jenkins.plugins.foreman.console.ConsoleLog;
import java.io.IOException;
import org.jenkinsci.plugins.workflow.steps.StepContext;

/** The part of a Pipeline's log that belongs to one step. */
final class BuildLog implements ConsoleLog {

    private final TaskListener listener;

    BuildLog(@CheckForNull TaskListener listener) {
        this.listener = listener;
    }

    @NonNull
    static BuildLog of(@NonNull StepContext context) throws IOException, InterruptedException {
        return new BuildLog(context.get(TaskListener.class));
    }

    @Override
    public void line(@NonNull String text) {
        if (listener != null) {
            listener.getLogger().println(text);
            listener.getLogger().flush();
        }
    }

    /** The error of the step does. */
    @Override
    public boolean saysWhyItFailed() {
        return true;
    }
}
