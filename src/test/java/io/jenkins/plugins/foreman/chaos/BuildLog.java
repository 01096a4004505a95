package io.jenkins.plugins.foreman.chaos;

import io.jenkins.plugins.foreman.console.ConsoleLog;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/** The log of a build, which outlives the process. Lines that were not flushed may go with it. */
final class BuildLog {

    private final List<String> lines = new ArrayList<>();
    private int flushed;

    List<String> lines() {
        return lines;
    }

    /** What is left when the process is killed. */
    void kill(RandomGenerator random) {
        int left = flushed + random.nextInt(lines.size() - flushed + 1);
        lines.subList(left, lines.size()).clear();
        flushed = left;
    }

    /** The log as one process sees it. */
    ConsoleLog of(Runnable act) {
        return new ConsoleLog() {
            @Override
            public void line(String text) {
                act.run();
                lines.add(text);
            }

            @Override
            public void flush() {
                act.run();
                flushed = lines.size();
            }

            @Override
            public List<String> linesAfter(long count) {
                return count >= lines.size() ? List.of() : List.copyOf(lines.subList((int) count, lines.size()));
            }
        };
    }
}
