package io.jenkins.plugins.foreman.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.foreman.simulator.ForemanSimulator;
import io.jenkins.plugins.foreman.simulator.SimulatorClock;
import io.jenkins.plugins.foreman.simulator.TlsMode;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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
        Map<String, String> variables = Map.of(
                "FOREMAN_SERVER_URL", simulator.uri().toString(),
                "FOREMAN_USERNAME", "rexmanager",
                "FOREMAN_PASSWORD", "rexmanager-password");
        List<String> all = new ArrayList<>(List.of("run", "-t", "Run Command - Script Default"));
        all.addAll(Arrays.asList(args));
        return ForemanJob.commandLine(new Environment(variables::get, prompt -> null))
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(all.toArray(String[]::new));
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

        assertThat(written()).containsIgnoringCase("certificate").doesNotContain("\tat ");
    }

    @Test
    void aWebPageInPlaceOfForemanIsNamedWithTheRemedy() {
        simulator.faults().on("*", "/**").always().status(404);

        assertThat(run("--search", "name ~ host", "--input", "command=uptime", "--patience", "1"))
                .isEqualTo(ExitCode.FOREMAN);

        assertThat(written()).contains("address of Foreman itself").doesNotContain("\tat ", "<html");
    }
}
