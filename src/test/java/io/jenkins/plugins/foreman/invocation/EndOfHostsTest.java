package io.jenkins.plugins.foreman.invocation;

import static io.jenkins.plugins.foreman.invocation.RunFixture.command;
import static io.jenkins.plugins.foreman.invocation.RunFixture.settings;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.foreman.client.HostState;
import io.jenkins.plugins.foreman.client.JobStatus;
import io.jenkins.plugins.foreman.record.RunHead.Verdict;
import io.jenkins.plugins.foreman.simulator.ForemanSimulator;
import io.jenkins.plugins.foreman.simulator.HostJournal;
import io.jenkins.plugins.foreman.simulator.HostScript;
import io.jenkins.plugins.foreman.simulator.Timing;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run is over when its hosts are, and not when the job's own task has noticed, wherever that cannot be doubted. */
class EndOfHostsTest {

    private static final Duration TICK = Duration.ofMinutes(10);

    /** Two looks, the second of which may come a tenth later. */
    private static final Duration SOON = Duration.ofSeconds(5);

    @TempDir
    Path directory;

    private ForemanSimulator simulator;
    private RunFixture fixture;

    @BeforeEach
    void start() {
        simulator = ForemanSimulator.builder()
                .manualClock()
                .timing(Timing.large().withTick(TICK))
                .hosts(6, "host%02d.example.com")
                .start();
        simulator.fleet().scripts(host -> HostScript.lines(Duration.ofSeconds(1), 0, "one\n", "two\n", "three\n"));
        fixture = new RunFixture(simulator, directory.resolve("run"));
    }

    @AfterEach
    void stop() {
        fixture.close();
    }

    private Duration afterLastHost(int job) {
        Instant last = simulator.jobInvocation(job).journal().stream()
                .map(HostJournal::stoppedAt)
                .max(Comparator.naturalOrder())
                .orElseThrow();
        return Duration.between(last, simulator.clock().instant());
    }

    @Test
    void aRunEndsWithItsHosts() {
        fixture.start(command("uptime", "name ~ host"), RunSettings.DEFAULTS).toEnd();

        assertThat(fixture.outcome().verdict()).isEqualTo(Verdict.SUCCESS);
        assertThat(fixture.output(0))
                .hasSize(6)
                .allSatisfy((host, text) -> assertThat(text).isEqualTo("one\ntwo\nthree\n"));
        assertThat(afterLastHost(1)).isLessThan(SOON);
        assertThat(simulator.jobInvocation(1).stopped()).isFalse();
        assertThat(fixture.record.head().currentAttempt().status()).isEqualTo(JobStatus.SUCCEEDED);
        assertThat(fixture.record.head().currentAttempt().stoppedAt()).isNotNull();
        assertThat(fixture.run.mayStillRun()).isNull();
    }

    @Test
    void failedHostsAreTriedAgainAtOnce() {
        simulator.fleet().host("host03.example.com").script(HostScript.lines(Duration.ofSeconds(1), 3, "oops\n"));

        fixture.start(command("uptime", "name ~ host"), settings(s -> s.retries(1)))
                .toEnd();

        assertThat(fixture.outcome().verdict()).isEqualTo(Verdict.FAILURE);
        assertThat(simulator.jobInvocations()).hasSize(2);
        assertThat(simulator.jobInvocation(2).hosts()).containsExactly("host03.example.com");
        assertThat(simulator.clock().instant())
                .isBefore(simulator.jobInvocation(1).created().plus(TICK));
        assertThat(fixture.record.head().attempts())
                .allSatisfy(attempt -> assertThat(attempt.status()).isEqualTo(JobStatus.FAILED));
    }

    @Test
    void aHostWhoseTaskIsPausedHasNotEnded() {
        simulator
                .fleet()
                .host("host03.example.com")
                .script(HostScript.builder().paused().build());
        fixture.start(command("uptime", "name ~ host"), RunSettings.DEFAULTS);

        fixture.scheduler.runFor(Duration.ofMinutes(30));

        assertThat(fixture.ended).isFalse();
        assertThat(fixture.host("host03.example.com").state()).isEqualTo(HostState.ERROR);
    }

    @Test
    void aJobThatIsPausedHasNotEnded() {
        fixture.start(command("uptime", "name ~ host"), RunSettings.DEFAULTS);
        fixture.scheduler.runUntil(() -> fixture.events.contains("created 1"));
        simulator.jobInvocation(1).pause();

        fixture.scheduler.runFor(Duration.ofMinutes(30));

        assertThat(fixture.ended).isFalse();
    }

    @Test
    void hostsThatAreHiddenAreWaitedForByTheJob() {
        // so that the number of hosts that have succeeded fits without it
        simulator.fleet().host("host03.example.com").script(HostScript.lines(Duration.ofSeconds(1), 3, "oops\n"));
        fixture.as("rexuser").start(command("uptime", "name ~ host"), RunSettings.DEFAULTS);
        fixture.scheduler.runUntil(() -> fixture.events.contains("created 1"));
        simulator.fleet().host("host03.example.com").hideFrom("rexuser");

        fixture.toEnd();

        assertThat(simulator.jobInvocation(1).stopped()).isTrue();
    }

    @Test
    void aHostThatSomebodyCancelsLeavesTheEndToTheJob() {
        simulator.fleet().scripts(host -> HostScript.lines(Duration.ofSeconds(20), 0, "one\n", "two\n"));
        fixture.start(command("uptime", "name ~ host"), RunSettings.DEFAULTS);
        fixture.scheduler.runFor(Duration.ofSeconds(10));
        simulator.jobInvocation(1).cancelAsOperator("host03.example.com", false);

        fixture.toEnd();

        assertThat(simulator.jobInvocation(1).stopped()).isTrue();
        assertThat(fixture.outcome().verdict()).isEqualTo(Verdict.FAILURE);
    }

    @Test
    void itsHostsCanBeRunAgainAtOnce() throws Exception {
        simulator.fleet().host("host03.example.com").script(HostScript.lines(Duration.ofSeconds(1), 3, "oops\n"));
        fixture.start(command("uptime", "name ~ host"), RunSettings.DEFAULTS).toEnd();

        assertThat(RerunRequest.states(
                        fixture.foreman, fixture.foreman.jobInvocations().show(1)))
                .hasSize(6)
                .containsEntry("host03.example.com", HostState.ERROR);
    }

    @Test
    void aPausedHostIsNotRunAgainBesideWhatItDoes() {
        simulator
                .fleet()
                .host("host03.example.com")
                .script(HostScript.builder().paused().build());
        fixture.start(command("uptime", "name ~ host"), RunSettings.DEFAULTS);
        fixture.scheduler.runFor(Duration.ofMinutes(1));

        assertThatThrownBy(() -> RerunRequest.states(
                        fixture.foreman, fixture.foreman.jobInvocations().show(1)))
                .isInstanceOf(InvalidRequestException.class);
    }
}
