package io.jenkins.plugins.foreman.mutation;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.foreman.TestProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * Breaks the plugin in one place after the other, each time in a copy of one class, and expects the related tests to fail.
 * It is no test of the usual builds; {@code portable/mutate} runs it. The system property {@code mutations} is a pattern
 * for parts of their names.
 */
class Mutations {

    private static final long MOST_SECONDS = 300;

    @TempDir
    Path directory;

    @TestFactory
    Stream<DynamicTest> each_is_caught() throws IOException {
        Pattern wanted = Pattern.compile(System.getProperty("mutations", ""));
        return Mutation.all().stream()
                .filter(mutation -> wanted.matcher(mutation.name()).find())
                .map(mutation -> DynamicTest.dynamicTest(mutation.name(), () -> isCaught(mutation)));
    }

    private void isCaught(Mutation mutation) throws Exception {
        Path classes = Files.createTempDirectory(directory, "mutated");
        mutation.compile(classes);
        long begun = System.nanoTime();
        String failed = failedTests(mutation, classes);
        System.out.printf(
                "%-8s %3d s  %s%s%n",
                failed.isEmpty() ? "SURVIVED" : "caught",
                TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - begun),
                mutation.name(),
                failed.isEmpty() ? "" : ": " + failed);
        assertThat(failed).as("tests that fail of %s", mutation.tests()).isNotEmpty();
    }

    /** The first test that fails with the mutated classes, or why there is no result. */
    private String failedTests(Mutation mutation, Path classes) throws Exception {
        Path said = classes.resolve("said");
        Process process = TestProcess.of(
                        List.of(classes, RunTests.launcherPath()),
                        List.of(
                                "-Xmx600m",
                                "-Dchaos.stride=1",
                                "-Djava.io.tmpdir=" + Files.createDirectory(classes.resolve("tmp"))),
                        RunTests.class,
                        mutation.tests())
                .redirectOutput(said.toFile())
                .start();
        if (!process.waitFor(MOST_SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly().waitFor();
            return "no end within " + MOST_SECONDS + " s";
        }
        List<String> lines = Files.readAllLines(said);
        assertThat(lines).as("what the tests said").contains(RunTests.BEGUN);
        if (lines.stream().noneMatch(line -> line.startsWith(RunTests.DONE))) {
            return "the tests ended their process with " + process.exitValue();
        }
        return lines.stream()
                .filter(line -> line.startsWith(RunTests.FAILED))
                .map(line -> line.substring(RunTests.FAILED.length()))
                .findFirst()
                .orElse("");
    }
}
