package io.jenkins.plugins.foreman.cli;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import java.util.ArrayList;
import java.util.List;

/** Text for a terminal. */
final class Text {

    private Text() {}

    /** One line of text without control characters, so that a name on a server cannot steer the terminal. */
    @NonNull
    static String line(@CheckForNull Object value) {
        return value == null
                ? ""
                : value.toString()
                        .replaceAll("[\\p{Cc}\\p{Cf}\\u2028\\u2029\\s]+", " ")
                        .strip();
    }

    /** Rows as columns; the first row is the heading. Numbers are not treated apart. */
    @NonNull
    static List<String> table(@NonNull List<List<String>> rows) {
        int columns = rows.get(0).size();
        int[] widths = new int[columns];
        for (List<String> row : rows) {
            for (int i = 0; i < columns; i++) {
                widths[i] = Math.max(widths[i], row.get(i).length());
            }
        }
        List<String> lines = new ArrayList<>();
        for (List<String> row : rows) {
            StringBuilder line = new StringBuilder();
            for (int i = 0; i < columns; i++) {
                line.append(row.get(i)).append(" ".repeat(widths[i] - row.get(i).length() + 2));
            }
            lines.add(line.toString().stripTrailing());
        }
        return lines;
    }
}
