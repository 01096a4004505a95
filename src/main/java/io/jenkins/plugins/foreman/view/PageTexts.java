package io.jenkins.plugins.foreman.view;

import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.foreman.client.Sentence;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.ResourceBundle;
import java.util.ResourceBundle.Control;

/** The texts of the page in the language of the reader; English where there is no other. */
final class PageTexts {

    private final ResourceBundle bundle;
    private final Locale reader;

    PageTexts(@NonNull Locale locale) {
        reader = locale;
        bundle = ResourceBundle.getBundle(
                PageTexts.class.getPackageName() + ".page",
                locale,
                PageTexts.class.getClassLoader(),
                Control.getNoFallbackControl(Control.FORMAT_PROPERTIES));
    }

    @NonNull
    String language() {
        String language = bundle.getLocale().getLanguage();
        return language.isEmpty() ? "en" : language;
    }

    @NonNull
    String get(@NonNull String key) {
        return bundle.getString(key);
    }

    @NonNull
    Locale reader() {
        return reader;
    }

    /** What was kept for everybody. */
    @NonNull
    String of(@NonNull Sentence sentence) {
        return sentence.in(reader);
    }

    /** A text with {@code {0}}, {@code {1}} … filled in as they are. */
    @NonNull
    String get(@NonNull String key, @NonNull Object... values) {
        String text = bundle.getString(key);
        for (int i = 0; i < values.length; i++) {
            text = text.replace("{" + i + "}", String.valueOf(values[i]));
        }
        return text;
    }

    /** A text that differs by a number, as English and German do. */
    @NonNull
    String count(@NonNull String key, int count, @NonNull Object... values) {
        return get(key + (count == 1 ? ".one" : ".other"), values);
    }

    private record Texts(@NonNull String lang, @NonNull Map<String, String> texts) {}

    @NonNull
    PageReply reply() {
        Map<String, String> texts = new LinkedHashMap<>();
        bundle.keySet().forEach(key -> texts.put(key, bundle.getString(key)));
        return PageReply.json(new Texts(language(), texts));
    }
}
