package io.jenkins.plugins.foreman.mutation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The list of deliberate breaks keeps up with the code: a break whose lines have changed tells nothing any more. */
class MutationTest {

    @TempDir
    Path classes;

    private static List<Mutation> all() throws IOException {
        return Mutation.all();
    }

    @ParameterizedTest
    @MethodSource("all")
    void canBeMadeAndNamesTestsThatThereAre(Mutation mutation) {
        assertThatCode(() -> mutation.compile(classes)).doesNotThrowAnyException();
        assertThat(mutation.tests()).isNotEmpty().allMatch(MutationTest::isOne);
    }

    private static boolean isOne(String test) {
        Path end = Path.of(test.replace('.', '/') + ".java");
        try (Stream<Path> files = Files.walk(Mutation.root().resolve("src/test/java"))) {
            return files.filter(file -> file.endsWith(end)).count() == 1;
        } catch (IOException e) {
            return false;
        }
    }
}
