package io.jenkins.plugins.foreman.console;

import edu.umd.cs.findbugs.annotations.NonNull;
import java.io.IOException;
import java.util.List;

/** A log that a console prints to, and to nobody else's lines in between. */
@FunctionalInterface
public interface ConsoleLog {

    /** Prints a line, given without its end. */
    void line(@NonNull String text);

    /** Makes sure that what was printed survives the end of this process, however sudden. */
    default void flush() throws IOException {}

    /**
     * The lines that the log has already beyond so many. There are some when a crash came between printing and noting
     * down how far it went.
     */
    @NonNull
    default List<String> linesAfter(long count) throws IOException {
        return List.of();
    }

    /** Whether whoever runs the job says right after it, in its own way, why it failed. */
    default boolean saysWhyItFailed() {
        return false;
    }
}
