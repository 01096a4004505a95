package io.jenkins.plugins.foreman;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.MessageFormat;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What every view, message and help file of the plugin keeps to. */
class ResourcesTest {

    private static final Path ROOT = root();
    private static final Pattern FIELD = Pattern.compile("<f:(?!property)[^>]*\\bfield=\"(\\w+)\"");
    private static final Pattern COUNTED =
            Pattern.compile("(?<!than |als )\\{\\d\\} ([a-zäöü]+ )?(hosts|lines|reasons|Hosts|Zeilen|Gründe)\\b");
    private static final Pattern CHOICE = Pattern.compile("\\{\\d,choice,([^{}]|\\{\\d\\})*\\}");
    private static final Pattern TEXT = Pattern.compile("\\$\\{%([^}(]+)[}(]");

    /** The checkout, from the root build or the portable one. */
    private static Path root() {
        Path here = Path.of("src/main/resources");
        return Files.isDirectory(here.resolve("io")) ? here : Path.of("../../src/main/resources");
    }

    private static List<Path> files(Pattern name) throws IOException {
        try (Stream<Path> all = Files.walk(ROOT)) {
            return all.filter(file ->
                            name.matcher(String.valueOf(file.getFileName())).matches())
                    .toList();
        }
    }

    private static List<Path> messages() throws IOException {
        return files(Pattern.compile("Messages\\.properties"));
    }

    private static List<Path> views() throws IOException {
        return files(Pattern.compile(".*\\.jelly"));
    }

    @ParameterizedTest
    @MethodSource("messages")
    void everyMessageIsTranslatedWithTheSameArguments(Path file) throws IOException {
        Properties english = properties(file);
        Properties german = properties(german(file));

        assertThat(german.keySet()).isEqualTo(english.keySet());
        for (String key : english.stringPropertyNames()) {
            assertThat(arguments(german.getProperty(key))).as(key).isEqualTo(arguments(english.getProperty(key)));
        }
    }

    /** A limit, more than which there are, is never one. */
    @ParameterizedTest
    @MethodSource("texts")
    void whatIsCountedMayBeOne(Path file) throws IOException {
        for (Path each : List.of(file, german(file))) {
            assertThat(properties(each).entrySet())
                    .filteredOn(text -> !text.getKey().toString().matches(".*\\.(other|linesMore)"))
                    .noneMatch(text -> COUNTED.matcher(
                                    CHOICE.matcher(text.getValue().toString()).replaceAll(""))
                            .find());
        }
    }

    private static Stream<Path> texts() throws IOException {
        return Stream.of(messages(), files(Pattern.compile("page\\.properties")))
                .flatMap(List::stream);
    }

    @ParameterizedTest
    @MethodSource("messages")
    void noMessageHasAnApostropheThatMessageFormatWouldSwallow(Path file) throws IOException {
        assertThat(properties(file).values()).noneMatch(text -> text.toString().contains("'"));
        assertThat(properties(german(file)).values())
                .noneMatch(text -> text.toString().contains("'"));
    }

    @ParameterizedTest
    @MethodSource("views")
    void everyTextOfAViewIsTranslated(Path view) throws IOException {
        List<String> texts = TEXT.matcher(Files.readString(view))
                .results()
                .map(text -> text.group(1))
                .toList();
        if (!texts.isEmpty()) {
            assertThat(properties(german(view)).stringPropertyNames()).containsAll(texts);
        }
    }

    @ParameterizedTest
    @MethodSource("views")
    void everyViewEscapesByDefault(Path view) throws IOException {
        assertThat(Files.readString(view)).startsWith("<?jelly escape-by-default='true'?>");
    }

    @ParameterizedTest
    @MethodSource("views")
    void everyFieldHasHelp(Path form) throws Exception {
        for (String field : FIELD.matcher(Files.readString(form))
                .results()
                .map(match -> match.group(1))
                .toList()) {
            assertThat(help(type(form), field)).as(field).isTrue();
        }
    }

    @Test
    void everyHelpIsThereInBothLanguages() throws IOException {
        List<Path> english = files(Pattern.compile("help[^_]*\\.html"));
        assertThat(english).isNotEmpty();
        for (Path file : english) {
            assertThat(german(file)).exists();
            assertThat(Files.readString(file).strip()).startsWith("<div>").endsWith("</div>");
            assertThat(Files.readString(german(file)).strip())
                    .startsWith("<div>")
                    .endsWith("</div>");
        }
    }

    @Test
    void helpThatTypesShareIsWithWhatTheyExtend() throws Exception {
        Map<String, Set<Class<?>>> bases = new HashMap<>();
        for (Path file : files(Pattern.compile("help-.*\\.html"))) {
            Class<?> base = type(file);
            while (base.getSuperclass().getName().startsWith("io.jenkins.plugins.foreman.")) {
                base = base.getSuperclass();
            }
            String help = file.getFileName() + Files.readString(file);
            assertThat(bases.computeIfAbsent(help, text -> new HashSet<>()).add(base))
                    .as("%s is there once below %s", file, base)
                    .isTrue();
        }
    }

    private static Class<?> type(Path form) throws ClassNotFoundException {
        String name = ROOT.relativize(form.getParent()).toString().replace('/', '.');
        return Class.forName(name);
    }

    /** Whether a type or one that it extends has help on a field. */
    private static boolean help(Class<?> type, String field) {
        for (Class<?> owner = type; owner != null; owner = owner.getSuperclass()) {
            String name = "/" + owner.getName().replace('.', '/') + "/help-" + field + ".html";
            if (ResourcesTest.class.getResource(name) != null) {
                return true;
            }
        }
        return false;
    }

    private static Path german(Path file) {
        return Path.of(file.toString()
                .replaceFirst("(\\.jelly|\\.properties|\\.html)$", "_de$1")
                .replace(".jelly", ".properties"));
    }

    private static int arguments(String message) {
        return new MessageFormat(message, Locale.ROOT).getFormatsByArgumentIndex().length;
    }

    private static Properties properties(Path file) throws IOException {
        Properties properties = new Properties();
        try (Reader in = Files.newBufferedReader(file)) {
            properties.load(in);
        }
        return properties;
    }
}
