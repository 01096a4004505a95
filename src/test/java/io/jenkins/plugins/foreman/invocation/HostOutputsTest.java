package io.jenkins.plugins.foreman.invocation;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.foreman.client.Foreman;
import io.jenkins.plugins.foreman.client.ForemanConnection;
import io.jenkins.plugins.foreman.client.JobHost;
import io.jenkins.plugins.foreman.invocation.HostOutputs.Text;
import io.jenkins.plugins.foreman.simulator.ForemanSimulator;
import io.jenkins.plugins.foreman.simulator.HostScript;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Each host's text is whole up to what is wanted of it, however it was asked for. */
class HostOutputsTest {

    private static final int HOSTS = 45;
    private static final String LONG = "0123456789".repeat(50);

    @TempDir
    private Path directory;

    private ForemanSimulator simulator;
    private RunFixture fixture;
    private Foreman foreman;
    private List<JobHost> hosts;
    private long id;

    @BeforeEach
    void runAJob() throws Exception {
        simulator = ForemanSimulator.builder()
                .manualClock()
                .hosts(HOSTS, "host%02d.example.com")
                .start();
        simulator
                .fleet()
                .scripts(host -> HostScript.lines(
                        Duration.ofSeconds(1),
                        0,
                        host.name() + "\n",
                        host.name().equals("host30.example.com") ? LONG : "end"));
        fixture = new RunFixture(simulator, directory.resolve("run"));
        fixture.start(RunFixture.command("uptime", "name ~ host"), RunSettings.DEFAULTS);
        fixture.scheduler.runUntil(() -> fixture.ended);
        id = fixture.record.head().currentAttempt().invocationId();
        foreman = new Foreman(ForemanConnection.of(simulator.uri(), "admin", () -> "changeme"));
        hosts = new JobHosts(foreman, id).all();
    }

    @AfterEach
    void stop() {
        fixture.close();
        simulator.close();
    }

    private Map<String, Text> read(boolean raw, Long since, int each, long all) throws Exception {
        Map<String, Text> texts = new LinkedHashMap<>();
        new HostOutputs(foreman.jobInvocations(), id, raw, since)
                .read(hosts, each, all, (host, text) -> texts.put(host.name(), text));
        return texts;
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void eachHostsOutputIsItsOwn(boolean raw) throws Exception {
        Map<String, Text> texts = read(raw, null, 10_000, 1_000_000);

        assertThat(texts).hasSize(HOSTS);
        texts.forEach((host, text) -> {
            assertThat(text.output()).startsWith(host + "\n").contains("Exit status: 0");
            assertThat(text.complete()).isTrue();
            assertThat(text.cut()).isFalse();
        });
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void ofALongOneTheBeginningIsReadAsFarAsWanted(boolean raw) throws Exception {
        Map<String, Text> texts = read(raw, null, 100, 1_000_000);

        Text cut = texts.get("host30.example.com");
        assertThat(cut.output()).isEqualTo(("host30.example.com\n" + LONG).substring(0, 100));
        assertThat(cut.cut()).isTrue();
        assertThat(texts.get("host29.example.com").cut()).isFalse();
    }

    @Test
    void whoComesAfterTheLimitOfAllIsNamedAndNotAskedFor() throws Exception {
        int before = simulator.counters().requests();
        Map<String, Text> texts = read(false, null, 1000, 50);

        assertThat(texts.values().stream()
                        .mapToInt(text -> text.output().length())
                        .sum())
                .isEqualTo(50);
        assertThat(texts).hasSize(HOSTS);
        assertThat(texts.get("host45.example.com")).isEqualTo(new Text(false, true, "", null));
        assertThat(simulator.counters().requests() - before).isEqualTo(1);
    }

    @Test
    void whatWasReadIsLeftOutTheNextTime() throws Exception {
        Long until =
                read(false, null, 10_000, 1_000_000).get("host01.example.com").until();

        assertThat(read(false, until, 10_000, 1_000_000)
                        .get("host01.example.com")
                        .output())
                .doesNotContain("host01", "end");
        assertThat(read(false, until - 900_000, 10_000, 1_000_000)
                        .get("host01.example.com")
                        .output())
                .doesNotContain("host01")
                .startsWith("end");
    }
}
