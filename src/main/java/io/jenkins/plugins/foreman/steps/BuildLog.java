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
    private final boolean errorFollows;

    private BuildLog(@CheckForNull TaskListener listener, boolean errorFollows) {
        this.listener = listener;
        this.errorFollows = errorFollows;
    }

    /** @param errorFollows whether the step ends with an error that says why the job failed, if it fails */
    @NonNull
    static BuildLog of(@NonNull StepContext context, boolean errorFollows) throws IOException, InterruptedException {
        return new BuildLog(context.get(TaskListener.class), errorFollows);
    }

    @Override
    public void line(@NonNull String text) {
        if (listener != null) {
            listener.getLogger().println(text);
            listener.getLogger().flush();
        }
    }

    @Override
    public boolean saysWhyItFailed() {
        return errorFollows;
    }
}
