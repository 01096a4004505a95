package io.jenkins.plugins.foreman.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import java.util.ResourceBundle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The log and the page call a state by one word. */
class WordingTest {

    @ParameterizedTest
    @ValueSource(strings = {"en", "de"})
    void theLogAndThePageHaveOneWordForAHostThatHasNotBegun(String language) {
        Locale locale = Locale.forLanguageTag(language);
        ResourceBundle log = bundle("console.Messages", locale);
        ResourceBundle page = bundle("view.page", locale);

        String word = page.getString("state.unplanned").toLowerCase(locale);
        assertThat(log.getString("Wording.notRun")).isEqualTo(word);
        assertThat(log.getString("ConsoleCounts.waiting")).isEqualTo("{0} " + word);
        assertThat(log.getString("Wording.failed"))
                .isEqualTo(page.getString("state.failed").toLowerCase(locale));
    }

    private static ResourceBundle bundle(String name, Locale locale) {
        return ResourceBundle.getBundle(
                "io.jenkins.plugins.foreman." + name,
                locale,
                WordingTest.class.getClassLoader(),
                ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES));
    }
}
