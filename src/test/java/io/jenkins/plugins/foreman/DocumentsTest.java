package io.jenkins.plugins.foreman;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Holds README and documents to what they name: files, chapters, classes, parameters, options and messages. */
class DocumentsTest {

    /** The checkout, from the root build or the portable one. */
    private static final Path ROOT = Files.exists(Path.of("docs")) ? Path.of("") : Path.of("../..");

    private static final Pattern LINK = Pattern.compile("\\]\\((?!https?:)([^)#\\s]*)(?:#([^)\\s]+))?\\)");
    private static final Pattern CODE = Pattern.compile("`([^`\\n]+)`");
    private static final Pattern PLACE = Pattern.compile("(?:\\./|(?:src|docs|portable)/)[\\w./-]+");
    private static final Pattern TYPE = Pattern.compile("([A-Z][a-z]\\w*[a-z]\\w*?)(?:\\.[a-z]\\w*)?(?:\\(.*\\))?");
    private static final Pattern OPTION = Pattern.compile("(?<![\\w-])--[a-z][a-z-]+");
    private static final Pattern EXAMPLE = Pattern.compile("```groovy\\n(.*?)```", Pattern.DOTALL);
    private static final Pattern ARGUMENT = Pattern.compile("\\b([a-z]\\w*): ");

    /** What a call in an example has around the steps of this plugin. */
    private static final Set<String> ELSEWHERE = Set.of("label", "name", "value", "time", "unit", "allowEmptyArchive");

    private final Map<Path, String> documents = new TreeMap<>();

    @BeforeEach
    void read() throws IOException {
        try (Stream<Path> files = Stream.concat(Files.list(ROOT), Files.list(ROOT.resolve("docs")))) {
            files.filter(file -> file.toString().endsWith(".md")).forEach(file -> documents.put(file, text(file)));
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<MatchResult> all(Pattern pattern, String text) {
        return pattern.matcher(text).results().toList();
    }

    /** Files below some directories, by a test of their names. */
    private static List<Path> files(Pattern name, String... directories) throws IOException {
        List<Path> found = new ArrayList<>();
        for (String directory : directories) {
            try (Stream<Path> all = Files.walk(ROOT.resolve(directory))) {
                all.filter(file -> !file.toString().contains("/target/")
                                && name.matcher(file.getFileName().toString()).matches())
                        .forEach(found::add);
            }
        }
        return found;
    }

    @Test
    void linksLeadSomewhere() {
        List<String> wrong = new ArrayList<>();
        documents.forEach((file, text) -> all(LINK, text).forEach(link -> {
            Path target = link.group(1).isEmpty() ? file : file.resolveSibling(link.group(1));
            boolean there = Files.exists(target);
            if (there && link.group(2) != null) {
                there = chapters(text(target)).contains(link.group(2));
            }
            if (!there) {
                wrong.add(file + ": " + link.group());
            }
        }));
        assertThat(wrong).isEmpty();
    }

    private static Set<String> chapters(String text) {
        return text.lines()
                .filter(line -> line.startsWith("#"))
                .map(line -> line.replaceFirst("^#+ ", "")
                        .toLowerCase(Locale.ROOT)
                        .replaceAll("[^\\w -]", "")
                        .replace(' ', '-'))
                .collect(toSet());
    }

    @Test
    void placesAreThere() {
        List<String> wrong = new ArrayList<>();
        documents.forEach((file, text) -> all(CODE, text).forEach(code -> {
            String place = code.group(1).split(" ")[0];
            if (PLACE.matcher(place).matches() && !place.contains("/target/") && !Files.exists(ROOT.resolve(place))) {
                wrong.add(file + ": " + code.group());
            }
        }));
        assertThat(wrong).isEmpty();
    }

    @Test
    void classesAreThere() throws IOException {
        Set<String> classes = files(Pattern.compile(".*\\.(java|js)"), "src", "portable").stream()
                .map(file -> file.getFileName().toString().replaceFirst("\\.\\w+$", ""))
                .collect(toSet());
        List<String> wrong = new ArrayList<>();
        for (String name : List.of(
                "docs/architecture.md",
                "docs/guarantees.md",
                "docs/benchmarks.md",
                "docs/glossary.md",
                "CONTRIBUTING.md")) {
            all(CODE, documents.get(ROOT.resolve(name)))
                    .forEach(code -> Stream.of(TYPE.matcher(code.group(1)))
                            .filter(type -> type.matches() && !classes.contains(type.group(1)))
                            .forEach(type -> wrong.add(name + ": " + code.group())));
        }
        assertThat(wrong).isEmpty();
    }

    @Test
    void argumentsInExamplesAreThoseOfSteps() throws IOException {
        Set<String> known = files(Pattern.compile(".*\\.java"), "src/main/java").stream()
                .flatMap(file -> all(
                        Pattern.compile(
                                "@DataBoundSetter\\s+public (?:final )?void set(\\w)(\\w*)\\(|@DataBoundConstructor\\s+public \\w+\\(([^)]*)\\)"),
                        text(file))
                        .stream())
                .flatMap(match -> match.group(3) == null
                        ? Stream.of(match.group(1).toLowerCase(Locale.ROOT) + match.group(2))
                        : Arrays.stream(match.group(3).split(",")).map(each -> each.replaceAll(".*\\s", "")))
                .collect(toSet());
        List<String> wrong = new ArrayList<>();
        documents.forEach((file, text) -> all(EXAMPLE, text).forEach(example -> {
            String calls = example.group(1)
                    .replaceAll("(?m)//.*$", "")
                    .replaceAll("'[^'\\n]*'|\"[^\"\\n]*\"", "''")
                    .replaceAll("inputs: \\[[^\\]]*\\]", "inputs: []");
            all(ARGUMENT, calls).stream()
                    .map(argument -> argument.group(1))
                    .filter(name -> !known.contains(name) && !ELSEWHERE.contains(name))
                    .forEach(name -> wrong.add(file + ": " + name));
        }));
        assertThat(known).contains("jobTemplate", "id");
        assertThat(wrong).isEmpty();
    }

    @Test
    void optionsAreThoseOfTheCommandLine() throws IOException {
        String sources = files(Pattern.compile(".*\\.java"), "portable/cli/src/main/java").stream()
                        .map(DocumentsTest::text)
                        .collect(Collectors.joining())
                + "\"--help\" \"--version\"";
        List<String> wrong = new ArrayList<>();
        documents.forEach((file, text) -> all(OPTION, text).stream()
                .map(MatchResult::group)
                .filter(option -> !sources.contains("\"" + option))
                .forEach(option -> wrong.add(file + ": " + option)));
        assertThat(wrong).isEmpty();
    }

    @Test
    void messagesOfTheAdministratorGuideAreTold() throws IOException {
        List<String> told = new ArrayList<>();
        for (Path file : files(Pattern.compile("Messages\\.properties"), "src/main/resources")) {
            Properties messages = new Properties();
            try (var in = Files.newBufferedReader(file)) {
                messages.load(in);
            }
            // of a choice each form is told
            messages.values().stream()
                    .map(Object::toString)
                    .map(message -> message.replace("''", "'").replaceAll("\\{\\d+,choice,[^}#]*#([^|}]*)[^}]*}", "$1"))
                    .forEach(told::add);
        }
        List<String> quoted = documents
                .get(ROOT.resolve("docs/administrator-guide.md"))
                .split("\\| message \\| cause and remedy \\|")[1]
                .lines()
                .filter(line -> line.startsWith("| `"))
                .map(line -> line.substring(3, line.indexOf('`', 3)))
                .toList();
        List<String> wrong = quoted.stream()
                .filter(message -> told.stream().noneMatch(each -> says(each, message)))
                .toList();
        assertThat(quoted).hasSizeGreaterThan(10);
        assertThat(wrong).isEmpty();
    }

    /** What stands between what differs from case to case is in the message, in its order. */
    private static boolean says(String message, String quoted) {
        int from = 0;
        for (String part : quoted.split("…|\\d+|\\b\\w+_\\w+\\b")) {
            int at = message.indexOf(part.strip(), from);
            if (at < 0) {
                return false;
            }
            from = at + part.strip().length();
        }
        return true;
    }
}
