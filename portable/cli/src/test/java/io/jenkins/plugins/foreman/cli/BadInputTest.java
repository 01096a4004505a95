package io.jenkins.plugins.foreman.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.foreman.simulator.ForemanSimulator;
import io.jenkins.plugins.foreman.simulator.SimulatorClock;
import io.jenkins.plugins.foreman.simulator.TlsMode;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each mistake ends with one line that names cause and remedy, and with an exit code that a script can tell. */
class BadInputTest {

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private ForemanSimulator simulator =
            ForemanSimulator.builder().clock(SimulatorClock.running(60)).start();

    @AfterEach
    void stop() {
        simulator.close();
    }

    private int run(String... args) {
        List<String> all = new ArrayList<>(List.of("run"));
        if (!List.of(args).contains("-t")) {
            all.addAll(List.of("-t", "Run Command - Script Default"));
        }
        all.addAll(Arrays.asList(args));
        return execute(all.toArray(String[]::new));
    }

    private int execute(String... args) {
        Map<String, String> variables = Map.of(
                "FOREMAN_SERVER_URL", simulator.uri().toString(),
                "FOREMAN_USERNAME", "rexmanager",
                "FOREMAN_PASSWORD", "rexmanager-password");
        return ForemanJob.commandLine(new Environment(variables::get, prompt -> null))
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(args);
    }

    private String written() {
        return out + err.toString();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "name ~ host | comand=uptime  | 2 | no input",
                "name ~ host | command=       | 2 | is required but has no value",
                "name = none | command=uptime | 1 | No host matched",
                "name = (x   | command=uptime | 4 | (400)",
            })
    void aMistakeInTheRequestIsNamed(String search, String input, int exitCode, String cause) {
        assertThat(run("--search", search, "--input", input)).as(written()).isEqualTo(exitCode);

        assertThat(written()).contains(cause).doesNotContain("\tat ", "Exception");
    }

    @Test
    void aCertificateThatIsNotTrustedIsNamedWithTheRemedy() {
        simulator.close();
        simulator = ForemanSimulator.builder()
                .manualClock()
                .tls(TlsMode.SELF_SIGNED)
                .start();

        assertThat(run("--search", "name ~ host", "--input", "command=uptime", "--patience", "1"))
                .isEqualTo(ExitCode.FOREMAN);

        assertThat(written())
                .containsIgnoringCase("certificate")
                .contains("--ca FILE")
                .doesNotContain("\tat ");
    }

    @Test
    void aWebPageInPlaceOfForemanIsNamedWithTheRemedy() {
        simulator.faults().on("*", "/**").always().status(404);

        assertThat(run("--search", "name ~ host", "--input", "command=uptime", "--patience", "1"))
                .isEqualTo(ExitCode.FOREMAN);

        assertThat(written()).contains("address of Foreman itself").doesNotContain("\tat ", "<html");
    }

    /** Run with words that a person may well type. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--retries=-1          | 0 or more",
                "--retries=two         | whole number",
                "--concurrency=0       | 1 or more",
                "--execution-timeout=0 | 1 or more",
                "--job-timeout=-5      | 1 or more",
                "--patience=99999999999| 1 or more",
                "--request-timeout=0   | 1 or more",
                "--page=70000          | from 0 to 65535",
                "--start-at=tomorrow   | point in time",
                "--start-before=1.3.26 | point in time",
                "--unstable-threshold=x| share"
            })
    void aValueThatMakesNoSenseIsNamedWithItsOptionAndWhatWould(String option, String remedy) {
        assertThat(run("--search", "name ~ host", "-i", "command=uptime", option))
                .as(written())
                .isEqualTo(ExitCode.USAGE);

        assertThat(written())
                .contains(option.substring(0, option.indexOf('=')), remedy)
                .doesNotContain("\tat ", "Exception", "java.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"--hosts=0", "--hosts=many", "--port=-1", "--speed=0", "--speed=fast"})
    void aSimulatorThatMakesNoSenseIsNotStarted(String option) {
        assertThat(execute("simulate", option)).isEqualTo(ExitCode.USAGE);

        assertThat(written())
                .contains(option.substring(0, option.indexOf('=')), "number")
                .doesNotContain("\tat ", "Exception", "java.");
    }

    @Test
    void aPortThatIsInUseIsNamedWithTheRemedy() throws IOException {
        try (ServerSocket used = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String port = Integer.toString(used.getLocalPort());
            assertThat(execute("simulate", "--port", port)).isEqualTo(ExitCode.USAGE);
            assertThat(run("--search", "name ~ host", "-i", "command=uptime", "--page=" + port))
                    .isEqualTo(ExitCode.USAGE);
        }

        assertThat(err.toString().lines().toList()).hasSize(2).allMatch(line -> line.contains("port is in use"));
    }

    @Test
    void aFileThatCannotBeReadIsNamedWithTheRemedy(@TempDir Path folder) throws IOException {
        Path latin = Files.write(folder.resolve("latin1.txt"), "echo M\u00fcll".getBytes(StandardCharsets.ISO_8859_1));
        assertThat(run("--search", "name ~ host", "--input-file", "command=" + latin))
                .isEqualTo(ExitCode.USAGE);
        assertThat(written()).contains("latin1.txt is not in UTF-8", "iconv");

        assertThat(run("--search", "name ~ host", "--input-file", "command=" + folder.resolve("none.txt")))
                .isEqualTo(ExitCode.USAGE);
        assertThat(written()).contains("There is no file " + folder.resolve("none.txt"));

        assertThat(run("--search", "name ~ host", "-i", "command=uptime", "--ca", folder.toString()))
                .isEqualTo(ExitCode.USAGE);
        assertThat(written()).contains("--ca", "is a directory").doesNotContain("\tat ", "Exception");
    }

    @Test
    void theLikestTemplatesAreSuggestedFirst() {
        assertThat(run("-t", "Run Comand - Script Default", "--search", "name ~ host"))
                .isEqualTo(ExitCode.USAGE);

        assertThat(written()).contains("Similar ones: \"Run Command - Script Default\"");
    }
}
