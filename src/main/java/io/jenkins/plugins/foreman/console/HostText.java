package io.jenkins.plugins.foreman.console;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.foreman.record.LineAssembler;
import io.jenkins.plugins.foreman.record.OutputLines;

/** How text of hosts is shown in the log. */
final class HostText {

    /** A longer line is cut. */
    static final int MAX_LINE_CHARS = 10_000;

    private HostText() {}

    @NonNull
    static OutputLines lines(boolean colours, @NonNull OutputLines.Sink sink) {
        return new OutputLines(colours, MAX_LINE_CHARS, sink);
    }

    /** A line, with a note about what is missing of it. */
    @NonNull
    static String of(@NonNull String text, long cut) {
        return cut == 0 ? text : text + ' ' + Messages.HostText_cut(cut);
    }

    /** A name, message or reason that came from elsewhere: one line without anything that could disturb. Empty for null. */
    @NonNull
    static String plain(@CheckForNull String text) {
        if (text == null) {
            return "";
        }
        StringBuilder plain = new StringBuilder();
        LineAssembler lines = new LineAssembler(false, MAX_LINE_CHARS, (line, cut) -> {
            if (!line.isBlank()) {
                plain.append(plain.isEmpty() ? "" : " ").append(line.strip());
            }
        });
        lines.feed(text);
        lines.flush();
        return plain.toString();
    }
}
