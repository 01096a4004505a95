package io.jenkins.plugins.foreman.steps;

import static com.tngtech.archunit.core.importer.ImportOption.Predefined.DO_NOT_INCLUDE_TESTS;
import static java.util.stream.Collectors.toCollection;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import io.jenkins.plugins.foreman.freestyle.JobInvocationBuilder;
import io.jenkins.plugins.foreman.job.FollowSpec;
import io.jenkins.plugins.foreman.job.JobSpec;
import io.jenkins.plugins.foreman.parameters.HostsParameter;
import java.io.IOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;

/** Whatever a step or a parameter can be told has help and is in the user guide; that scripts give it back is seen in a Jenkins. */
class StepParametersTest {

    /** The checkout, from the root build or the portable one. */
    private static String guide() throws IOException {
        Path here = Path.of("docs/user-guide.md");
        return Files.readString(Files.exists(here) ? here : Path.of("../..").resolve(here));
    }

    /** Steps of Pipelines and of freestyle jobs, what they consist of, and parameters of builds; models are given to both. */
    private static Stream<Class<?>> types() {
        return new ClassFileImporter()
                        .withImportOption(DO_NOT_INCLUDE_TESTS)
                        .importPackages(
                                StepParametersTest.class.getPackageName(),
                                JobInvocationBuilder.class.getPackageName(),
                                HostsParameter.class.getPackageName(),
                                JobSpec.class.getPackageName())
                        .stream()
                        .<Class<?>>map(JavaClass::reflect)
                        .filter(type -> !Modifier.isAbstract(type.getModifiers()) && constructor(type) != null)
                        .filter(type -> !FollowSpec.class.isAssignableFrom(type));
    }

    private static Constructor<?> constructor(Class<?> type) {
        return Arrays.stream(type.getConstructors())
                .filter(each -> each.isAnnotationPresent(DataBoundConstructor.class))
                .findFirst()
                .orElse(null);
    }

    private static Set<String> parameters(Class<?> type) {
        Stream<String> given = Arrays.stream(constructor(type).getParameters()).map(each -> each.getName());
        Stream<String> set = Arrays.stream(type.getMethods())
                .filter(method -> method.isAnnotationPresent(DataBoundSetter.class))
                .map(Method::getName)
                .map(name -> Character.toLowerCase(name.charAt(3)) + name.substring(4));
        return Stream.concat(given, set).collect(toCollection(TreeSet::new));
    }

    @ParameterizedTest
    @MethodSource("types")
    void eachHasHelpInBothLanguages(Class<?> type) {
        for (String language : new String[] {"", "_de"}) {
            Set<String> without = parameters(type).stream()
                    .filter(name -> !hasHelp(type, name + language))
                    .collect(Collectors.toSet());
            assertThat(without).as("without help" + language).isEmpty();
        }
    }

    /** A type or one that it extends has it, or that part of the form shows the fields of another type. */
    private static boolean hasHelp(Class<?> type, String name) {
        if (type == JobInvocationBuilder.class && name.startsWith("job")) {
            return true;
        }
        for (Class<?> owner = type; owner != null; owner = owner.getSuperclass()) {
            if (owner.getResource(owner.getSimpleName() + "/help-" + name + ".html") != null) {
                return true;
            }
        }
        return false;
    }

    @Test
    void aStepTakesWhatTheModelOfAJobTakes() {
        assertThat(parameters(RunJobInvocationStep.class)).isEqualTo(parameters(JobSpec.class));
    }

    @ParameterizedTest
    @MethodSource("types")
    void eachIsInTheUserGuide(Class<?> type) throws IOException {
        String guide = guide().split("\n## The page of a build")[0];
        String row = row(type, guide);
        Set<String> without = parameters(type).stream()
                .filter(name -> !isCode(name, row) && !(row != guide && isShared(type, name) && isCode(name, guide)))
                .collect(Collectors.toSet());
        assertThat(without).isEmpty();
    }

    /** What is said of a step: its row of the table where it has one, otherwise anything. */
    private static String row(Class<?> type, String guide) {
        String simple = type.getSimpleName();
        String function =
                Character.toLowerCase(simple.charAt(0)) + simple.substring(1).replaceFirst("Step$", "");
        return FollowingStep.class.isAssignableFrom(type)
                ? guide
                : guide.lines()
                        .filter(line -> line.startsWith("| `" + function + " "))
                        .findFirst()
                        .orElse(guide);
    }

    /** Whether a step has it from what it extends, as others do. */
    private static boolean isShared(Class<?> type, String name) {
        String setter = "set" + Character.toUpperCase(name.charAt(0)) + name.substring(1);
        return Arrays.stream(type.getMethods())
                .anyMatch(method -> method.getName().equals(setter) && method.getDeclaringClass() != type);
    }

    /** Between backticks, or as an argument in an example. */
    private static boolean isCode(String name, String text) {
        return Pattern.compile("`" + name + "[`:]|\\b" + name + "(: |\\()")
                .matcher(text)
                .find();
    }
}
