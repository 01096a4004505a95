package io.jenkins.plugins.foreman.chaos;

import io.jenkins.plugins.foreman.console.ConsoleLog;
import java.util.ArrayList;
import java.util.List;

/** The log of a build, which outlives the process. */
final class BuildLog {

    private final List<String> lines = new ArrayList<>();
    private boolean killed;

    /** All lines but those that a kill may repeat: the last one before it, once, right after it. */
    List<String> lines() {
        return lines;
    }

    void kill() {
        killed = true;
    }

    /** The log as one process sees it. */
    ConsoleLog of(Runnable act) {
        return text -> {
            act.run();
            boolean repeated =
                    killed && !lines.isEmpty() && lines.get(lines.size() - 1).equals(text);
            killed = false;
            if (!repeated) {
                lines.add(text);
            }
            act.run();
        };
    }
}
