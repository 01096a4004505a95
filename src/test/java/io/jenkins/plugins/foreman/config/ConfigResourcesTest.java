package io.jenkins.plugins.foreman.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.text.MessageFormat;
import java.util.Locale;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConfigResourcesTest {

    private static final Pattern FIELD = Pattern.compile("field=\"(\\w+)\"");
    private static final Pattern TEXT = Pattern.compile("\\$\\{%([^}]+)}");

    @ParameterizedTest
    @ValueSource(strings = {"ForemanServer", "ForemanServers", "ForemanFolderProperty"})
    void everyFieldHasHelpInBothLanguages(String form) throws IOException {
        Matcher fields = FIELD.matcher(text(form + "/config.jelly"));
        assertThat(fields.find()).isTrue();
        do {
            for (String language : new String[] {"", "_de"}) {
                assertThat(text(form + "/help-" + fields.group(1) + language + ".html"))
                        .startsWith("<div>")
                        .endsWith("</div>\n");
            }
        } while (fields.find());
    }

    @ParameterizedTest
    @ValueSource(strings = {"ForemanServer", "ForemanServers", "ForemanFolderProperty"})
    void everyTextOfAFormIsTranslated(String form) throws IOException {
        Properties german = properties(form + "/config_de.properties");
        Matcher texts = TEXT.matcher(text(form + "/config.jelly"));
        while (texts.find()) {
            assertThat(german).containsKey(texts.group(1));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"ForemanServer", "ForemanServers", "ForemanFolderProperty"})
    void everyFormEscapesByDefault(String form) throws IOException {
        assertThat(text(form + "/config.jelly")).startsWith("<?jelly escape-by-default='true'?>");
    }

    @Test
    void everyMessageIsTranslatedWithTheSameArguments() throws IOException {
        Properties english = properties("Messages.properties");
        Properties german = properties("Messages_de.properties");

        assertThat(german.keySet()).isEqualTo(english.keySet());
        for (String key : english.stringPropertyNames()) {
            assertThat(arguments(german.getProperty(key))).as(key).isEqualTo(arguments(english.getProperty(key)));
        }
    }

    @Test
    void noMessageHasAnApostropheThatMessageFormatWouldSwallow() throws IOException {
        for (String file : new String[] {"Messages.properties", "Messages_de.properties"}) {
            assertThat(properties(file).values())
                    .noneMatch(text -> text.toString().contains("'"));
        }
    }

    private static int arguments(String message) {
        return new MessageFormat(message, Locale.ROOT).getFormatsByArgumentIndex().length;
    }

    private static Properties properties(String name) throws IOException {
        Properties properties = new Properties();
        try (InputStream in = ConfigResourcesTest.class.getResourceAsStream(name)) {
            assertThat(in).as(name).isNotNull();
            properties.load(new InputStreamReader(in, StandardCharsets.UTF_8));
        }
        return properties;
    }

    private static String text(String name) throws IOException {
        try (InputStream in = ConfigResourcesTest.class.getResourceAsStream(name)) {
            assertThat(in).as(name).isNotNull();
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
