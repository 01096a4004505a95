package io.jenkins.plugins.foreman.record;

import edu.umd.cs.findbugs.annotations.NonNull;
import java.util.ArrayList;
import java.util.List;

/** The line that a terminal is writing: characters, where their style changes, and how many were too many. */
final class TerminalLine {

    private final int maxChars;
    private final StringBuilder text = new StringBuilder();
    private final List<Run> runs = new ArrayList<>(0);
    private long cut;

    TerminalLine(int maxChars) {
        this.maxChars = maxChars;
    }

    boolean isEmpty() {
        return text.isEmpty() && cut == 0;
    }

    long cut() {
        return cut;
    }

    void add(char c, @NonNull Sgr style) {
        if (fits(1)) {
            styled(style);
            text.append(c);
        }
    }

    /** Adds characters that belong together. */
    void add(@NonNull String characters, @NonNull Sgr style) {
        if (fits(characters.length())) {
            styled(style);
            text.append(characters);
        }
    }

    private boolean fits(int count) {
        if (cut > 0 || text.length() + count > maxChars) {
            cut += count;
            return false;
        }
        return true;
    }

    private void styled(Sgr style) {
        Sgr last = runs.isEmpty() ? Sgr.DEFAULT : runs.get(runs.size() - 1).style();
        if (!last.equals(style)) {
            runs.add(new Run(text.length(), style));
        }
    }

    void eraseLast() {
        if (cut > 0) {
            cut--;
        } else if (!text.isEmpty()) {
            text.setLength(text.offsetByCodePoints(text.length(), -1));
            while (!runs.isEmpty() && runs.get(runs.size() - 1).start() >= text.length()) {
                runs.remove(runs.size() - 1);
            }
        }
    }

    void clear() {
        text.setLength(0);
        runs.clear();
        cut = 0;
    }

    /** The text with the sequences that style it, ending in the default style. */
    @NonNull
    String render() {
        if (runs.isEmpty()) {
            return text.toString();
        }
        StringBuilder rendered = new StringBuilder(text.length() + runs.size() * 8);
        Sgr style = Sgr.DEFAULT;
        int from = 0;
        for (Run run : runs) {
            rendered.append(text, from, run.start()).append(run.style().from(style));
            style = run.style();
            from = run.start();
        }
        return rendered.append(text, from, text.length())
                .append(Sgr.DEFAULT.from(style))
                .toString();
    }

    /** From here on the text has a style. */
    private record Run(int start, @NonNull Sgr style) {}
}
