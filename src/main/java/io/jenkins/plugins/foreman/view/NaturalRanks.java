package io.jenkins.plugins.foreman.view;

import edu.umd.cs.findbugs.annotations.NonNull;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeSet;

/** Places of texts in natural order, worked out once: to compare the texts each time costs most of sorting a table. */
final class NaturalRanks {

    private Map<String, Integer> ranks = Map.of();

    /** Takes in the texts that are not known yet. Places of others may change by it. */
    void learn(@NonNull Collection<String> texts) {
        if (ranks.keySet().containsAll(texts)) {
            return;
        }
        TreeSet<String> sorted = new TreeSet<>(NaturalOrder.INSTANCE);
        sorted.addAll(ranks.keySet());
        sorted.addAll(texts);
        Map<String, Integer> learned = new HashMap<>();
        sorted.forEach(text -> learned.put(text, learned.size()));
        ranks = learned;
    }

    /** The place of a text that was learned, from 0; the same for equal ones. */
    int of(@NonNull String text) {
        return ranks.get(text);
    }
}
