package io.jenkins.plugins.foreman.client;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import java.io.IOException;
import java.util.Locale;
import java.util.function.Supplier;

/**
 * A fault that is told to people, to each in his own language. Where Jenkins stores it, with a build or a Pipeline, its
 * words are stored in English.
 */
public class WordedException extends IOException {

    private static final long serialVersionUID = 1L;

    /** Null once the fault was stored. */
    @CheckForNull
    private final transient Sentence message;

    /** @param message is asked in each language, see {@link Sentence#of(Supplier)} */
    public WordedException(@NonNull Supplier<String> message) {
        this(Sentence.of(message), null);
    }

    WordedException(@NonNull Sentence message, @CheckForNull Throwable cause) {
        super(message.in(Locale.ENGLISH), cause);
        this.message = message;
    }

    /** In the language of the thread that asks. */
    @Override
    public final String getMessage() {
        return message == null ? super.getMessage() : message.toString();
    }
}
