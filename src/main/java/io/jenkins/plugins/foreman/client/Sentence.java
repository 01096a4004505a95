package io.jenkins.plugins.foreman.client;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import java.io.Serializable;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jvnet.localizer.LocaleProvider;

/**
 * A text for people that is kept, so that everybody reads it in his own language, whatever language was spoken when it was
 * made. It has the words of all languages that there are, and not a key: what a server said or the JVM is in the middle of
 * it, and a text that is kept for years must not change with the names and the order of what it was made of. Immutable.
 *
 * @param words by language; by the empty one where they are the same in all, as those of a server, or where only one is
 *     known, as in the records of earlier versions
 */
public record Sentence(@NonNull Map<String, String> words) implements Serializable {

    private static final long serialVersionUID = 1L;

    private static final List<Locale> LANGUAGES = List.of(Locale.ENGLISH, Locale.GERMAN);
    private static final String ANY = "";

    /** Copies the words; those that are the same in all languages are kept once. */
    public Sentence {
        if (words.isEmpty()) {
            throw new IllegalArgumentException("A sentence has words in no language");
        }
        boolean same = words.values().stream().distinct().count() == 1;
        words = same ? Map.of(ANY, words.values().iterator().next()) : Map.copyOf(words);
    }

    /** What is the same for everybody. */
    @NonNull
    public static Sentence plain(@NonNull String text) {
        return new Sentence(Map.of(ANY, text));
    }

    /**
     * Makes it in each language.
     *
     * @param text is asked once for each, with that as the language of the thread: for the generated messages, and for other
     *     sentences that are put into them
     */
    @NonNull
    public static Sentence of(@NonNull Supplier<String> text) {
        Map<String, String> words = new TreeMap<>();
        for (Locale language : LANGUAGES) {
            words.put(language.getLanguage(), Language.in(language, text));
        }
        return new Sentence(words);
    }

    /** What a fault says. Those of a server and of a request say it in the language of the thread. */
    @NonNull
    public static Sentence of(@NonNull Throwable fault) {
        return of(() -> fault.getMessage() == null ? fault.toString() : fault.getMessage());
    }

    /** For a reader. */
    @NonNull
    public String in(@NonNull Locale reader) {
        String text = words.get(reader.getLanguage());
        return text != null ? text : orElse(words.get(ANY), words.get(Locale.ENGLISH.getLanguage()));
    }

    private String orElse(@CheckForNull String any, @CheckForNull String english) {
        return any != null
                ? any
                : english != null ? english : words.values().iterator().next();
    }

    /** With its words changed, in each language. */
    @NonNull
    public Sentence map(@NonNull UnaryOperator<String> change) {
        Map<String, String> changed = new TreeMap<>();
        words.forEach((language, text) -> changed.put(language, change.apply(text)));
        return new Sentence(changed);
    }

    /** In the language of the thread. */
    @Override
    public String toString() {
        return in(LocaleProvider.getLocale());
    }
}
