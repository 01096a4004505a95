package io.jenkins.plugins.foreman.invocation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.foreman.client.Foreman;
import io.jenkins.plugins.foreman.client.ForemanConnection;
import io.jenkins.plugins.foreman.client.JobInvocation;
import io.jenkins.plugins.foreman.client.JobInvocations.RerunHosts;
import io.jenkins.plugins.foreman.simulator.ForemanSimulator;
import io.jenkins.plugins.foreman.simulator.HostScript;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A rerun by Foreman runs on the hosts that were meant, or on none. */
class ForemanRerunTest {

    @TempDir
    private Path directory;

    private ForemanSimulator simulator;
    private RunFixture fixture;
    private Foreman foreman;

    @BeforeEach
    void start() {
        simulator = ForemanSimulator.builder()
                .manualClock()
                .hosts(3, "host%02d.example.com")
                .start();
        simulator
                .fleet()
                .scripts(host ->
                        HostScript.lines(Duration.ofSeconds(1), host.name().equals("host02.example.com") ? 1 : 0, "x"));
        foreman = new Foreman(ForemanConnection.of(simulator.uri(), "admin", () -> "changeme"));
    }

    @AfterEach
    void stop() {
        fixture.close();
        simulator.close();
    }

    private long ended(boolean dynamic) {
        JobInvocationRequest request = JobInvocationRequest.builder()
                .jobTemplate(RunFixture.TEMPLATE)
                .searchQuery("name ~ host")
                .dynamic(dynamic)
                .inputs(Map.of("command", "uptime"))
                .build();
        fixture = new RunFixture(simulator, directory.resolve("run"));
        fixture.start(request, RunSettings.DEFAULTS);
        fixture.scheduler.runUntil(() -> fixture.ended);
        return fixture.record.head().currentAttempt().invocationId();
    }

    private List<String> hosts(JobInvocation job) throws Exception {
        simulator.clock().advance(Duration.ofMinutes(1));
        return new JobHosts(foreman, job.id())
                .all().stream().map(host -> host.name()).toList();
    }

    @ParameterizedTest
    @EnumSource(value = RerunHosts.class, names = "ALL", mode = EnumSource.Mode.EXCLUDE)
    void whereForemanOverlooksTheChoiceNothingIsStarted(RerunHosts which) {
        long id = ended(false);
        ForemanRerun rerun = new ForemanRerun(foreman, id);

        assertThatThrownBy(() -> rerun.start(which, List.of("host01.example.com"), false))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContaining("rerunJobInvocation");

        assertThat(simulator.jobInvocations()).hasSize(1);
    }

    @Test
    void allHostsAreTakenWhereAllAreMeantOrAccepted() throws Exception {
        ForemanRerun rerun = new ForemanRerun(foreman, ended(false));

        assertThat(hosts(rerun.start(RerunHosts.ALL, List.of(), false))).hasSize(3);
        assertThat(hosts(rerun.start(RerunHosts.FAILED_ONLY, List.of(), true))).hasSize(3);
    }

    @Test
    void ofADynamicQueryTheHostsThatAreMeantAreTaken() throws Exception {
        ForemanRerun rerun = new ForemanRerun(foreman, ended(true));

        assertThat(hosts(rerun.start(RerunHosts.FAILED_ONLY, List.of(), false))).containsExactly("host02.example.com");
        assertThat(hosts(rerun.start(RerunHosts.LISTED, List.of("host03.example.com"), false)))
                .containsExactly("host03.example.com");
    }

    @Test
    void aHostOfAnotherJobIsAMistake() {
        ForemanRerun rerun = new ForemanRerun(foreman, ended(true));

        assertThatThrownBy(() -> rerun.start(RerunHosts.LISTED, List.of("elsewhere.example.com"), false))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContaining("elsewhere.example.com");
        assertThat(simulator.jobInvocations()).hasSize(1);
    }
}
