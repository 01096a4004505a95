package io.jenkins.plugins.foreman.invocation;

import edu.umd.cs.findbugs.annotations.NonNull;
import java.util.Collection;

/** Writes parts of Foreman's search language. */
final class SearchText {

    private SearchText() {}

    /** Hosts with one of these names. */
    @NonNull
    static String anyName(@NonNull Collection<String> names) {
        return "name ^ (" + String.join(", ", names) + ")";
    }
}
