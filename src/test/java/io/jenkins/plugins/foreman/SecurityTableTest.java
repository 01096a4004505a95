package io.jenkins.plugins.foreman;

import static com.tngtech.archunit.core.importer.ImportOption.Predefined.DO_NOT_INCLUDE_TESTS;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import io.jenkins.plugins.foreman.job.FollowSpec;
import java.io.IOException;
import java.lang.reflect.Field;
import java.lang.reflect.Parameter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What docs/security.md says of web methods and arguments is all that there are, and its figures are those of the code. */
class SecurityTableTest {

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(DO_NOT_INCLUDE_TESTS)
            .importPackages(SecurityTableTest.class.getPackageName());

    private static final String ARGUMENTS = "Arguments that name something";
    private static final String SETTER = "org.kohsuke.stapler.DataBoundSetter";
    private static final String CONSTRUCTOR = "org.kohsuke.stapler.DataBoundConstructor";

    /** The checkout, from the root build or the portable one. */
    private static String section(String title) throws IOException {
        Path here = Path.of("docs/security.md");
        String text =
                Files.readString(Files.exists(here) ? here : Path.of("../..").resolve(here));
        return text.split("\n## " + title + "\n")[1].split("\n## ")[0];
    }

    private static Set<String> quoted(String section) {
        return Pattern.compile("`([^`]+)`")
                .matcher(section)
                .results()
                .map(match -> match.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @Test
    void hasARowForEachWebMethod() throws IOException {
        // which are all that there are, as another test holds
        Set<String> methods =
                WebMethods.ALL.stream().map(WebMethods.Row::method).collect(Collectors.toCollection(TreeSet::new));

        assertThat(quoted(section("Web methods"))).isEqualTo(methods);
    }

    /** Class and argument of each row of a table. */
    private static Set<String> arguments(String table) {
        return table.lines()
                .filter(line -> line.startsWith("| `"))
                .map(line -> line.split("\\|"))
                .flatMap(cells -> quoted(cells[2]).stream()
                        .flatMap(type -> quoted(cells[1]).stream().map(name -> type + "." + name)))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @Test
    void namesEachArgument() throws Exception {
        Set<String> arguments = new TreeSet<>();
        for (JavaClass type : CLASSES) {
            if (type.isAssignableTo(FollowSpec.class)) {
                // what a step hands on, or a build step is given by who configures its job
                continue;
            }
            Stream<String> set = type.getMethods().stream()
                    .filter(method -> method.isAnnotatedWith(SETTER))
                    .map(method -> method.getName().substring("set".length()))
                    .map(name -> Character.toLowerCase(name.charAt(0)) + name.substring(1));
            Stream<String> given = type.getConstructors().stream()
                    .filter(constructor -> constructor.isAnnotatedWith(CONSTRUCTOR))
                    .flatMap(constructor -> parameters(constructor.reflect().getParameters()));
            Stream.concat(set, given)
                    .map(name -> type.getSimpleName() + "." + name)
                    .forEach(arguments::add);
        }

        assertThat(arguments(section(ARGUMENTS))).isEqualTo(arguments);
    }

    /** Those that name something are tried from one folder on another. */
    @Test
    void hasAPipelineForEachArgumentThatNamesSomething() throws IOException {
        Set<String> tried = new TreeSet<>(NamingArguments.OF_CONFIGURATION);
        NamingArguments.ALL.stream().map(NamingArguments.Row::name).forEach(tried::add);

        assertThat(arguments(section(ARGUMENTS).split("These name nothing")[0])).isEqualTo(tried);
    }

    @Test
    void hasTheFiguresOfTheCode() throws Exception {
        List<String[]> rows = section("What a server can cost")
                .lines()
                .filter(line -> line.endsWith("` |"))
                .map(line -> line.split(" *\\| *"))
                .toList();

        assertThat(rows).hasSizeGreaterThan(20);
        for (String[] row : rows) {
            assertThat(figure(row[2])).as(row[1]).isEqualTo(bound(row[3].replace("`", "")));
        }
    }

    /** In bytes or seconds, where it is some of them. */
    private static long figure(String text) {
        String[] parts = text.split(" ");
        long unit =
                switch (parts.length == 1 ? "" : parts[1]) {
                    case "KiB" -> 1L << 10;
                    case "MiB" -> 1L << 20;
                    case "GiB" -> 1L << 30;
                    case "minutes" -> 60;
                    default -> 1;
                };
        return unit * Long.parseLong(parts[0].replace(",", ""));
    }

    /** Of a constant, or of a field of one. */
    private static long bound(String name) throws ReflectiveOperationException {
        List<String> path = new ArrayList<>(List.of(name.split("\\.")));
        String first = path.remove(0);
        String nested = Character.isUpperCase(path.get(0).charAt(1)) ? "" : "$" + path.remove(0);
        Class<?> type = Class.forName(CLASSES.stream()
                .map(JavaClass::getName)
                .filter(each -> each.endsWith("." + first + nested))
                .findFirst()
                .orElseThrow());
        Object value = null;
        for (String part : path) {
            Field field = (value == null ? type : value.getClass()).getDeclaredField(part);
            field.setAccessible(true);
            value = field.get(value);
        }
        return value instanceof Duration time ? time.toSeconds() : ((Number) value).longValue();
    }

    private static Stream<String> parameters(Parameter... parameters) {
        return Arrays.stream(parameters).map(Parameter::getName);
    }
}
