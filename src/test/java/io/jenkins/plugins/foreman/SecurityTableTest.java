package io.jenkins.plugins.foreman;

import static com.tngtech.archunit.core.importer.ImportOption.Predefined.DO_NOT_INCLUDE_TESTS;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.IOException;
import java.lang.reflect.Parameter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What docs/security.md says of web methods and arguments is all that there are. */
class SecurityTableTest {

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

    @Test
    void namesEachArgument() throws Exception {
        JavaClasses classes = new ClassFileImporter()
                .withImportOption(DO_NOT_INCLUDE_TESTS)
                .importPackages(getClass().getPackageName());
        Set<String> arguments = new TreeSet<>();
        for (JavaClass type : classes) {
            type.getMethods().stream()
                    .filter(method -> method.isAnnotatedWith(SETTER))
                    .map(method -> method.getName().substring("set".length()))
                    .map(name -> Character.toLowerCase(name.charAt(0)) + name.substring(1))
                    .forEach(arguments::add);
            type.getConstructors().stream()
                    .filter(constructor -> constructor.isAnnotatedWith(CONSTRUCTOR))
                    .flatMap(constructor -> parameters(constructor.reflect().getParameters()))
                    .forEach(arguments::add);
        }

        assertThat(quoted(section("Arguments that name something"))).isEqualTo(arguments);
    }

    private static Stream<String> parameters(Parameter... parameters) {
        return Arrays.stream(parameters).map(Parameter::getName);
    }
}
