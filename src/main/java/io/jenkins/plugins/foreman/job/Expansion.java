package io.jenkins.plugins.foreman.job;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import java.util.function.UnaryOperator;

/** Fills variables into texts. */
public final class Expansion {

    /** Leaves texts as they are. */
    public static final Expansion NONE = new Expansion(text -> text);

    private final UnaryOperator<String> variables;

    public Expansion(@NonNull UnaryOperator<String> variables) {
        this.variables = variables;
    }

    @CheckForNull
    public String of(@CheckForNull String text) {
        return text == null ? null : variables.apply(text);
    }
}
