package io.jenkins.plugins.foreman.console;

import edu.umd.cs.findbugs.annotations.NonNull;
import java.io.IOException;
import java.util.List;

/**
 * Prints lines and counts them. After a crash, output is made again from where it was noted down last, and comes in the
 * same order as before: as long as it is what the log has already, it is not printed again. For one thread at a time.
 */
final class ConsoleLines {

    private static final String MASK = "****";

    private final ConsoleLog log;
    private final long before;
    private final List<String> there;
    private int passed;
    private long printed;

    /** @param before how many lines were noted down */
    ConsoleLines(@NonNull ConsoleLog log, long before) throws IOException {
        this.log = log;
        this.before = before;
        this.there = log.linesAfter(before);
    }

    /** A line that a restart makes again. */
    void output(@NonNull String text) {
        for (int i = passed; i < there.size(); i++) {
            if (isSame(there.get(i), text)) {
                passed = i + 1;
                return;
            }
        }
        // what comes now is new, even if it looks like something in between that was not made again
        passed = there.size();
        notice(text);
    }

    /** A line that is told when it happens. */
    void notice(@NonNull String text) {
        log.line(text);
        printed++;
    }

    /** Whether a line of the log is this one; the log may hide secrets in it. */
    private static boolean isSame(String inLog, String text) {
        if (inLog.equals(text)) {
            return true;
        }
        if (!inLog.contains(MASK)) {
            return false;
        }
        int at = 0;
        String[] parts = inLog.split("\\*{4}", -1);
        for (int i = 0; i < parts.length; i++) {
            int found = i == 0 ? (text.startsWith(parts[0]) ? 0 : -1) : text.indexOf(parts[i], at);
            if (found < 0) {
                return false;
            }
            at = found + parts[i].length();
        }
        return text.endsWith(parts[parts.length - 1]);
    }

    void flush() throws IOException {
        log.flush();
    }

    /** How many lines the log has up to here. */
    long count() {
        return before + (printed == 0 ? passed : there.size() + printed);
    }
}
