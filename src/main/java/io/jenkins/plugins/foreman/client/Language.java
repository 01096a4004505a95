package io.jenkins.plugins.foreman.client;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.jvnet.localizer.LocaleProvider;

/**
 * The language in which a thread makes texts for people: that of whoever waits for them, where that is known. Jenkins knows
 * the language of a request in the thread of that request only. Thread-safe.
 */
public final class Language extends LocaleProvider {

    private static final ThreadLocal<Locale> CHOSEN = new ThreadLocal<>();

    private final LocaleProvider others;

    private Language(LocaleProvider others) {
        this.others = others;
    }

    /** Work for another thread, whose texts are in the language of this one. */
    @NonNull
    public static <T> Callable<T> kept(@NonNull Callable<T> work) {
        Locale language = getLocale();
        return () -> {
            Locale before = choose(language);
            try {
                return work.call();
            } finally {
                leave(before);
            }
        };
    }

    /** A text in a language. */
    @NonNull
    static String in(@NonNull Locale language, @NonNull Supplier<String> text) {
        Locale before = choose(language);
        try {
            return text.get();
        } finally {
            leave(before);
        }
    }

    @CheckForNull
    private static Locale choose(Locale language) {
        listen();
        Locale before = CHOSEN.get();
        CHOSEN.set(language);
        return before;
    }

    private static void leave(@CheckForNull Locale before) {
        if (before == null) {
            CHOSEN.remove();
        } else {
            CHOSEN.set(before);
        }
    }

    private static synchronized void listen() {
        LocaleProvider present = getProvider();
        if (!(present instanceof Language)) {
            setProvider(new Language(present));
        }
    }

    @Override
    public Locale get() {
        Locale chosen = CHOSEN.get();
        return chosen == null ? others.get() : chosen;
    }
}
