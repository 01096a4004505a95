package io.jenkins.plugins.foreman;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Holds docs/guarantees.md to the tests that it names. */
class GuaranteesTest {

    private static final Pattern TEST = Pattern.compile("`(\\w+Test)(?:\\.(\\w+))?`");

    @Test
    void everyPromiseNamesTestsThatExist() throws IOException {
        // The checkout, from the root build or the portable one.
        Path root = Files.exists(Path.of("docs")) ? Path.of("") : Path.of("../..");
        Map<String, String> sources = sources(root.resolve("src/test/java"));
        sources(root.resolve("portable/cli/src/test/java"))
                .forEach((name, source) -> sources.merge(name, source, String::concat));
        List<String> rows = Files.readAllLines(root.resolve("docs/guarantees.md")).stream()
                .filter(line -> line.startsWith("|") && !line.startsWith("|---"))
                .skip(1)
                .toList();
        List<String> wrong = new ArrayList<>();
        for (String row : rows) {
            Matcher named = TEST.matcher(row.substring(row.lastIndexOf(" | ")));
            int tests = 0;
            while (named.find()) {
                tests++;
                String source = sources.getOrDefault(named.group(1), "");
                if (source.isEmpty() || named.group(2) != null && !source.contains("void " + named.group(2) + "(")) {
                    wrong.add(named.group());
                }
            }
            if (tests == 0) {
                wrong.add(row);
            }
        }
        assertThat(rows).isNotEmpty();
        assertThat(wrong).isEmpty();
    }

    private static Map<String, String> sources(Path root) throws IOException {
        try (Stream<Path> files = Files.walk(root)) {
            return files.filter(file -> file.toString().endsWith("Test.java"))
                    .collect(Collectors.toMap(
                            file -> file.getFileName().toString().replace(".java", ""),
                            GuaranteesTest::read,
                            (one, other) -> one + other));
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
