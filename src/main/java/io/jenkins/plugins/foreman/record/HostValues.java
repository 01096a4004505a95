package io.jenkins.plugins.foreman.record;

import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.foreman.client.OutputChunk.OutputType;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What hosts say on purpose: complete lines {@code ::set name=value} of their standard output. A host may write anything,
 * so what is kept is bounded by count and length, and what is beyond is counted.
 */
public final class HostValues {

    /** Hosts that have any. */
    public static final int MOST_HOSTS = 10_000;

    /** Values of one host. */
    public static final int MOST_OF_HOST = 50;

    /** Characters of one value. */
    public static final int LONGEST = 2000;

    /** Characters of all names and values together. */
    public static final int MOST_CHARS = 1 << 20;

    private static final String PREFIX = "::set ";
    private static final int LONGEST_NAME = 100;
    private static final int LONGEST_LINE = PREFIX.length() + LONGEST_NAME + 1 + LONGEST;
    private static final Pattern LINE = Pattern.compile(
            PREFIX + "\\s*([A-Za-z_][A-Za-z0-9_.-]{0," + (LONGEST_NAME - 1) + "})=([^\\p{Cntrl}]{0," + LONGEST + "})");

    private final Map<String, Map<String, String>> values = new LinkedHashMap<>();
    private int chars;
    private int left;

    private HostValues() {}

    /** Reads the output of each host in the last attempt that it was in, whatever its size. */
    @NonNull
    public static HostValues of(@NonNull RunRecord run) throws IOException {
        Map<String, Integer> last = new LinkedHashMap<>();
        for (int i = 0; i < run.head().attempts().size(); i++) {
            for (HostRow row : run.attempt(i).hosts()) {
                last.put(row.name(), i);
            }
        }
        HostValues found = new HostValues();
        for (int i = 0; i < run.head().attempts().size(); i++) {
            AttemptRecord attempt = run.attempt(i);
            for (HostRow row : attempt.hosts()) {
                if (last.get(row.name()) == i) {
                    found.read(attempt, row);
                }
            }
        }
        return found;
    }

    /** By the names of hosts, and for each by the names of its values; the last one of a name counts. */
    @NonNull
    public Map<String, Map<String, String>> byHost() {
        return values;
    }

    /** How many lines of this form were left out, since a name or value is none, or there are too many. */
    public int left() {
        return left;
    }

    private void read(AttemptRecord attempt, HostRow row) throws IOException {
        StringBuilder line = new StringBuilder();
        attempt.forEachChunk(row.id(), 0, chunk -> {
            if (chunk.type() == OutputType.STDOUT && !chunk.isNotice()) {
                add(row.name(), line, chunk.text());
            }
            return true;
        });
    }

    /** Keeps of a line what tells whether it is one, and that it is too long. */
    private void add(String host, StringBuilder line, String text) {
        int from = 0;
        while (from < text.length()) {
            int end = text.indexOf('\n', from);
            int to = end < 0 ? text.length() : end;
            line.append(text, from, Math.min(to, from + Math.max(0, LONGEST_LINE + 2 - line.length())));
            if (end < 0) {
                return;
            }
            take(host, line);
            line.setLength(0);
            from = end + 1;
        }
    }

    private void take(String host, StringBuilder line) {
        if (line.length() > 0 && line.charAt(line.length() - 1) == '\r') {
            line.setLength(line.length() - 1);
        }
        if (line.indexOf(PREFIX) != 0) {
            return;
        }
        Matcher matcher = LINE.matcher(line);
        if (!matcher.matches() || !put(host, matcher.group(1), matcher.group(2))) {
            left++;
        }
    }

    private boolean put(String host, String name, String value) {
        Map<String, String> ofHost = values.get(host);
        String before = ofHost == null ? null : ofHost.get(name);
        int more = before == null ? name.length() + value.length() : value.length() - before.length();
        boolean hasRoom = ofHost == null ? values.size() < MOST_HOSTS : before != null || ofHost.size() < MOST_OF_HOST;
        if (!hasRoom || chars + more > MOST_CHARS) {
            return false;
        }
        chars += more;
        values.computeIfAbsent(host, any -> new LinkedHashMap<>()).put(name, value);
        return true;
    }
}
