package io.jenkins.plugins.foreman.cause;

import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.foreman.record.PlainText;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Finds in the end of a host's output what tells why it failed, and takes out of it what differs from host to host, so
 * that the same cause reads the same everywhere.
 */
final class ErrorShape {

    private static final int LINES_TO_SHOW = 2;
    private static final int LINES_TO_SEARCH = 12;
    private static final int LONGEST_LINE = 240;

    /** Lines that Foreman adds to every failure. */
    private static final Pattern GENERIC = Pattern.compile(
            "(?i)(Exit status: \\S+|(StandardError|RuntimeError): Job execution failed.*|Script execution failed.*)");

    private static final Pattern TELLING = Pattern.compile("(?i).*\\b(\\w*error|err|e:|fail(ed|ure|ing)?|fatal|denied|"
            + "cannot|can't|could not|unable|not found|no such|refused|time[d-]? ?out|timeout|exception|unreachable|"
            + "invalid|missing|panic|killed|no space|not permitted|unknown)\\b.*|E: .*");

    private static final Pattern UUID =
            Pattern.compile("(?i)\\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\\b");
    private static final Pattern TIME =
            Pattern.compile("\\b\\d{4}-\\d{2}-\\d{2}(?:[T ]\\d{2}:\\d{2}(?::\\d{2}(?:[.,]\\d+)?)?"
                    + "(?: ?(?:Z|UTC|[+-]\\d{2}:?\\d{2}))?)?|\\b\\d{1,2}:\\d{2}:\\d{2}(?:[.,]\\d+)?\\b");
    private static final Pattern HEX =
            Pattern.compile("(?i)\\b(?:0x[0-9a-f]+|(?=[a-f]*\\d)(?=\\d*[a-f])[0-9a-f]{6,})\\b");
    private static final Pattern ADDRESS = Pattern.compile("\\b\\d{1,3}(?:\\.\\d{1,3}){3}\\b");
    private static final Pattern DIGITS = Pattern.compile("\\d+");
    private static final Pattern SPACES = Pattern.compile("\\s+");

    private ErrorShape() {}

    /** The lines that tell why, one or two, in the words of the host. */
    @NonNull
    static List<String> tellingLines(@NonNull String text) {
        List<String> last = lastLines(text);
        LinkedList<String> telling = new LinkedList<>();
        for (int i = last.size() - 1; i >= 0 && telling.size() < LINES_TO_SHOW; i--) {
            String line = last.get(i);
            if (TELLING.matcher(line).matches()) {
                if (telling.isEmpty() && line.endsWith(":") && i + 1 < last.size()) {
                    // it only announces the cause
                    telling.add(last.get(i + 1));
                }
                telling.addFirst(line);
            }
        }
        if (telling.isEmpty() && !last.isEmpty()) {
            telling.add(last.get(last.size() - 1));
        }
        return List.copyOf(telling);
    }

    private static List<String> lastLines(String text) {
        Deque<String> last = new ArrayDeque<>();
        PlainText.of(text).lines().map(String::strip).forEach(line -> {
            if (!line.isEmpty() && !GENERIC.matcher(line).matches()) {
                last.addLast(cut(line));
                if (last.size() > LINES_TO_SEARCH) {
                    last.removeFirst();
                }
            }
        });
        return List.copyOf(last);
    }

    /** The lines without host names, times, addresses and numbers. */
    @NonNull
    static String of(@NonNull List<String> lines, @NonNull String hostName) {
        String text = String.join("\n", lines);
        text = replaceIgnoringCase(text, hostName, "<host>");
        int dot = hostName.indexOf('.');
        if (dot > 2) {
            text = replaceIgnoringCase(text, hostName.substring(0, dot), "<host>");
        }
        text = UUID.matcher(text).replaceAll("<id>");
        text = TIME.matcher(text).replaceAll("<time>");
        text = ADDRESS.matcher(text).replaceAll("<address>");
        text = HEX.matcher(text).replaceAll("<id>");
        text = DIGITS.matcher(text).replaceAll("#");
        StringBuilder shape = new StringBuilder();
        text.lines()
                .forEach(line -> shape.append(shape.isEmpty() ? "" : "\n")
                        .append(SPACES.matcher(line).replaceAll(" ")));
        return shape.toString();
    }

    private static String cut(String line) {
        return line.length() <= LONGEST_LINE ? line : line.substring(0, LONGEST_LINE) + "…";
    }

    private static String replaceIgnoringCase(String text, String name, String by) {
        if (!text.toLowerCase(Locale.ROOT).contains(name.toLowerCase(Locale.ROOT))) {
            return text;
        }
        return Pattern.compile("(?<![\\w])" + Pattern.quote(name) + "(?![\\w])", Pattern.CASE_INSENSITIVE)
                .matcher(text)
                .replaceAll(by);
    }
}
