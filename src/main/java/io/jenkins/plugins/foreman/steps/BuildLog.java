package io.jenkins.plugins.foreman.steps;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.model.TaskListener;
import java.util.function.Consumer;

/** Writes lines to the log of a build. */
final class BuildLog implements Consumer<String> {

    @CheckForNull
    private final TaskListener listener;

    BuildLog(@CheckForNull TaskListener listener) {
        this.listener = listener;
    }

    @Override
    public void accept(@NonNull String line) {
        if (listener != null) {
            listener.getLogger().println(line);
        }
    }
}
