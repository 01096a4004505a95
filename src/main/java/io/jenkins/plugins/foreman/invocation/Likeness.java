package io.jenkins.plugins.foreman.invocation;

import edu.umd.cs.findbugs.annotations.NonNull;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** How much two names are alike, for suggestions to somebody who has mistyped one. */
final class Likeness {

    private Likeness() {}

    /** From 0 to 100: the share of pairs of neighbouring characters that both have (Dice's coefficient). */
    static int of(@NonNull String one, @NonNull String other) {
        List<String> left = pairs(one);
        List<String> right = pairs(other);
        int all = left.size() + right.size();
        int both = 0;
        for (String pair : left) {
            both += right.remove(pair) ? 2 : 0;
        }
        return all == 0 ? 0 : 100 * both / all;
    }

    private static List<String> pairs(String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        List<String> pairs = new ArrayList<>();
        for (int i = 0; i + 1 < lower.length(); i++) {
            pairs.add(lower.substring(i, i + 2));
        }
        return pairs;
    }
}
