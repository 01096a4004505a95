package io.jenkins.plugins.foreman.freestyle;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.model.TaskListener;
import io.jenkins.plugins.foreman.console.ConsoleLog;

/** The log of a build that is not a Pipeline. */
record BuildConsole(@NonNull TaskListener listener, boolean saysWhyItFailed) implements ConsoleLog {

    @Override
    public void line(@NonNull String text) {
        listener.getLogger().println(text);
        listener.getLogger().flush();
    }
}
