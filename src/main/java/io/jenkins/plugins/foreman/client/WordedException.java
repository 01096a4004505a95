package io.jenkins.plugins.foreman.client;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import java.io.IOException;
import java.util.function.Supplier;

/** A fault that is told to people, to each in his own language. */
public class WordedException extends IOException {

    private static final long serialVersionUID = 1L;

    private final Sentence message;

    /** @param message is asked in each language, see {@link Sentence#of(Supplier)} */
    public WordedException(@NonNull Supplier<String> message) {
        this(Sentence.of(message), null);
    }

    WordedException(@NonNull Sentence message, @CheckForNull Throwable cause) {
        super(null, cause);
        this.message = message;
    }

    /** In the language of the thread that asks. */
    @Override
    @NonNull
    public final String getMessage() {
        return message.toString();
    }
}
