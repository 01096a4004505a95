package io.jenkins.plugins.foreman.client;

import edu.umd.cs.findbugs.annotations.NonNull;

/** Is told what is asked of a server and how much it answers, on the thread that asks. */
@FunctionalInterface
public interface Meter {

    /**
     * A request is about to be made.
     *
     * @throws ExhaustedException when it may not
     */
    void request();

    /**
     * Some of a reply was read.
     *
     * @param bytes how many, once they are unpacked
     * @throws ExhaustedException when no more may be read
     */
    default void received(long bytes) {}

    /** There was enough for the moment; says so for people. */
    final class ExhaustedException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        public ExhaustedException(@NonNull String message) {
            super(message);
        }
    }
}
