package io.jenkins.plugins.foreman.page;

import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.foreman.runs.HostTotals;
import java.util.ArrayList;
import java.util.List;

/** Hosts as a bar: as long as there are many of them, and divided by what they came to. */
final class TrendBar {

    /** Length of the longest bar. */
    static final int LENGTH = 1000;

    private TrendBar() {}

    /**
     * Divides a bar.
     *
     * @param most hosts of the longest bar
     * @return parts that are not empty, from the left
     */
    @NonNull
    static List<Part> of(@NonNull HostTotals hosts, int most) {
        int[] counts = {hosts.getSucceeded(), hosts.getFailed(), hosts.getCancelled(), rest(hosts)};
        String[] kinds = {"succeeded", "failed", "cancelled", "open"};
        List<Part> parts = new ArrayList<>();
        int before = 0;
        for (int i = 0; i < counts.length; i++) {
            if (counts[i] > 0) {
                int from = position(before, most);
                before += counts[i];
                // one failed host of many is seen nevertheless
                parts.add(new Part(kinds[i], from, Math.max(1, position(before, most) - from)));
            }
        }
        return parts;
    }

    private static int rest(HostTotals hosts) {
        return hosts.getTotal() - hosts.getSucceeded() - hosts.getFailed() - hosts.getCancelled();
    }

    private static int position(int count, int most) {
        return (int) ((long) LENGTH * count / Math.max(1, most));
    }

    /** A part of a bar; a class with getters, for Jelly. */
    public static final class Part {
        private final String kind;
        private final int start;
        private final int length;

        Part(@NonNull String kind, int start, int length) {
            this.kind = kind;
            this.start = start;
            this.length = length;
        }

        /** {@code succeeded}, {@code failed}, {@code cancelled} or {@code open}. */
        @NonNull
        public String getKind() {
            return kind;
        }

        public int getStart() {
            return start;
        }

        public int getLength() {
            return length;
        }
    }
}
