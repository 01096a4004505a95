package io.jenkins.plugins.foreman.invocation;

import edu.umd.cs.findbugs.annotations.NonNull;
import java.util.Collection;

/** Writes parts of Foreman's search language. */
final class SearchText {

    private SearchText() {}

    /** A value between quotes, whatever is in it. */
    @NonNull
    static String quote(@NonNull String value) {
        return "\"" + value.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
    }

    /** Hosts with one of these names. */
    @NonNull
    static String anyName(@NonNull Collection<String> names) {
        return "name ^ (" + String.join(", ", names) + ")";
    }
}
