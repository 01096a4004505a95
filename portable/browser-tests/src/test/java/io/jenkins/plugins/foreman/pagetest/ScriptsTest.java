package io.jenkins.plugins.foreman.pagetest;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ScriptsTest {

    @Test
    @Timeout(value = 2, unit = TimeUnit.MINUTES)
    void theScriptsOwnTestsPass() throws Exception {
        List<String> command = new ArrayList<>(List.of("node", "--test"));
        try (Stream<Path> files = Files.list(Path.of("src/test/js"))) {
            files.map(Path::toString).sorted().forEach(command::add);
        }
        succeeds(command);
    }

    @Test
    @Timeout(value = 5, unit = TimeUnit.MINUTES)
    void theScriptsHaveTypesThatFitAndOneStyle() throws Exception {
        assertThat(Path.of("node_modules"))
                .as("what checks scripts, installed by portable/browser-tests/setup")
                .isDirectory();

        succeeds(List.of("npm", "run", "--silent", "check"));
    }

    private static void succeeds(List<String> command) throws Exception {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String report = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(process.waitFor()).as(report).isZero();
    }

    /** Else each level of imports would wait for the one before. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "../cli/src/main/resources/io/jenkins/plugins/foreman/cli/page/index.html",
                "../../src/main/resources/io/jenkins/plugins/foreman/page/RunGroup/content.jelly"
            })
    void allScriptsAreAskedForAtOnce(String frame) throws Exception {
        List<String> preloaded = Pattern.compile("modulepreload\" href=\"[^\"]*js/([a-z-]+\\.js)")
                .matcher(Files.readString(Path.of(frame)))
                .results()
                .map(link -> link.group(1))
                .toList();
        try (Stream<Path> files = Files.list(Path.of("../../src/main/webapp/js"))) {
            assertThat(files.map(file -> file.getFileName().toString()).filter(name -> !name.equals("page.js")))
                    .containsExactlyInAnyOrderElementsOf(preloaded);
        }
    }
}
