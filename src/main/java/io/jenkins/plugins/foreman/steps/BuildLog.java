package io.jenkins.plugins.foreman.steps;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.console.ConsoleNote;
import hudson.model.TaskListener;
import io.jenkins.plugins.foreman.console.ConsoleLog;
import java.io.BufferedReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jenkinsci.plugins.workflow.actions.LogAction;
import org.jenkinsci.plugins.workflow.graph.FlowNode;
import org.jenkinsci.plugins.workflow.steps.StepContext;

/** The part of a Pipeline's log that belongs to one step. */
final class BuildLog implements ConsoleLog {

    private final TaskListener listener;
    private final FlowNode node;

    private BuildLog(@CheckForNull TaskListener listener, @CheckForNull FlowNode node) {
        this.listener = listener;
        this.node = node;
    }

    @NonNull
    static BuildLog of(@NonNull StepContext context) throws IOException, InterruptedException {
        return new BuildLog(context.get(TaskListener.class), context.get(FlowNode.class));
    }

    @Override
    public void line(@NonNull String text) {
        if (listener != null) {
            listener.getLogger().println(text);
        }
    }

    @Override
    public void flush() {
        if (listener != null) {
            listener.getLogger().flush();
        }
    }

    /** The error of the step does. */
    @Override
    public boolean saysWhyItFailed() {
        return true;
    }

    @Override
    @NonNull
    public List<String> linesAfter(long count) throws IOException {
        LogAction log = node == null ? null : node.getAction(LogAction.class);
        if (log == null) {
            return List.of();
        }
        List<String> lines = new ArrayList<>();
        try (BufferedReader reader = new BufferedReader(log.getLogText().readAll())) {
            long number = 0;
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                if (number++ >= count) {
                    lines.add(ConsoleNote.removeNotes(line));
                }
            }
        }
        return lines;
    }
}
