package io.jenkins.plugins.foreman.console;

import edu.umd.cs.findbugs.annotations.NonNull;

/** A log that a console prints to. What it makes of a line, where it keeps it and who else writes to it is its own matter. */
@FunctionalInterface
public interface ConsoleLog {

    /**
     * Prints a line, given without its end, and flushes it: when this returns, the line survives the end of this process,
     * however sudden.
     */
    void line(@NonNull String text);

    /** Whether whoever runs the job says right after it, in its own way, why it failed. */
    default boolean saysWhyItFailed() {
        return false;
    }
}
