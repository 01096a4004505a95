package io.jenkins.plugins.foreman.record;

import edu.umd.cs.findbugs.annotations.NonNull;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/**
 * What sorting and searching by name needs, worked out once for a list of hosts.
 *
 * @param lowerCase names in lower case, by place in the list
 * @param ranks which host comes where in the order of names, by place in the list
 */
record NameOrder(@NonNull String[] lowerCase, @NonNull int[] ranks) {

    @NonNull
    static NameOrder of(@NonNull List<HostRow> rows) {
        String[] lowerCase =
                rows.stream().map(row -> row.name().toLowerCase(Locale.ROOT)).toArray(String[]::new);
        Integer[] byName = new Integer[lowerCase.length];
        Arrays.setAll(byName, place -> place);
        Arrays.sort(byName, Comparator.comparing((Integer place) -> lowerCase[place]));
        int[] ranks = new int[lowerCase.length];
        for (int rank = 0; rank < byName.length; rank++) {
            ranks[byName[rank]] = rank;
        }
        return new NameOrder(lowerCase, ranks);
    }
}
