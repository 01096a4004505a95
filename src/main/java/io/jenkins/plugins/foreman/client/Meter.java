package io.jenkins.plugins.foreman.client;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import java.util.Locale;
import java.util.function.Supplier;

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

        /** Null once the fault was stored, see {@link WordedException}. */
        @CheckForNull
        private final transient Sentence message;

        /** @param message is asked in each language, see {@link Sentence#of(Supplier)} */
        public ExhaustedException(@NonNull Supplier<String> message) {
            this(Sentence.of(message));
        }

        private ExhaustedException(Sentence message) {
            super(message.in(Locale.ENGLISH));
            this.message = message;
        }

        /** In the language of the thread that asks. */
        @Override
        public String getMessage() {
            return message == null ? super.getMessage() : message.toString();
        }
    }
}
