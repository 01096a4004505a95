package io.jenkins.plugins.foreman.runs;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.model.Run;
import hudson.security.ACL;
import hudson.security.ACLContext;
import io.jenkins.plugins.foreman.record.Attempt;
import io.jenkins.plugins.foreman.record.PlainText;
import io.jenkins.plugins.foreman.record.RunRecord;
import java.io.IOException;
import java.util.List;

/** A line about an ended run in the description of its build. */
final class BuildDescription {

    private static final int LONGEST_TITLE = 200;

    private BuildDescription() {}

    /** Adds the line, unless it is there: after a restart a run may end once more. */
    static void add(@NonNull Run<?, ?> build, @NonNull RunRecord record) throws IOException {
        String line = line(record);
        if (line == null) {
            return;
        }
        // other runs of the build may end at the same time
        synchronized (build) {
            String before = build.getDescription();
            String after = with(before, line);
            if (!after.equals(before)) {
                try (ACLContext system = ACL.as2(ACL.SYSTEM2)) {
                    build.setDescription(after);
                }
            }
        }
    }

    @NonNull
    static String with(@CheckForNull String before, @NonNull String line) {
        if (before == null || before.isBlank()) {
            return line;
        }
        return before.lines().anyMatch(line::equals) ? before : before + "\n" + line;
    }

    /** Null where Foreman has no job of the run. */
    @CheckForNull
    static String line(@NonNull RunRecord record) throws IOException {
        Attempt last = record.head().current();
        if (last == null || last.invocationId() == null) {
            return null;
        }
        HostTotals totals = HostTotals.of(List.of(record));
        int unsuccessful = totals.getTotal() - totals.getSucceeded();
        String outcome = unsuccessful == 0
                ? Messages.BuildDescription_succeeded()
                : unsuccessful == totals.getFailed()
                        ? Messages.BuildDescription_failed(unsuccessful)
                        : Messages.BuildDescription_unsuccessful(unsuccessful);
        return Messages.BuildDescription_line(
                title(record.head().attempts().get(0)),
                totals.getTotal(),
                outcome,
                String.valueOf(last.invocationId()));
    }

    /**
     * In one line, and without what would be markup: who formats descriptions may be changed at any time, and one that takes
     * them as they are would show escaped characters as such.
     */
    private static String title(Attempt first) {
        String title = first.title();
        String text = title == null || title.isBlank() ? first.templateName() : title;
        String plain = PlainText.of(text == null ? "" : text)
                .replace('<', '\u2039')
                .replace('>', '\u203a')
                .replace('&', '\uff06')
                .replaceAll("\\s+", " ")
                .strip();
        return plain.length() <= LONGEST_TITLE ? plain : plain.substring(0, LONGEST_TITLE - 1) + "\u2026";
    }
}
