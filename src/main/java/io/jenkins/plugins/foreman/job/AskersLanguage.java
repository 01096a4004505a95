package io.jenkins.plugins.foreman.job;

import edu.umd.cs.findbugs.annotations.NonNull;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jvnet.localizer.LocaleProvider;

/**
 * Texts in the language of somebody who waits for what another thread finds out. Jenkins knows the language of a request
 * in the thread of that request only. Thread-safe.
 */
final class AskersLanguage extends LocaleProvider {

    private static final ThreadLocal<Locale> ASKED = new ThreadLocal<>();

    private final LocaleProvider others;

    private AskersLanguage(LocaleProvider others) {
        this.others = others;
    }

    /** Work for another thread, whose texts are in the language of this one. */
    @NonNull
    static <T> Callable<T> kept(@NonNull Callable<T> work) {
        Locale language = getLocale();
        listen();
        return () -> {
            ASKED.set(language);
            try {
                return work.call();
            } finally {
                ASKED.remove();
            }
        };
    }

    private static synchronized void listen() {
        LocaleProvider present = getProvider();
        if (!(present instanceof AskersLanguage)) {
            setProvider(new AskersLanguage(present));
        }
    }

    @Override
    public Locale get() {
        Locale asked = ASKED.get();
        return asked == null ? others.get() : asked;
    }
}
