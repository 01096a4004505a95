package io.jenkins.plugins.foreman.invocation;

import static io.jenkins.plugins.foreman.invocation.RunFixture.command;
import static io.jenkins.plugins.foreman.invocation.RunFixture.settings;
import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.foreman.client.HostState;
import io.jenkins.plugins.foreman.client.Sentence;
import io.jenkins.plugins.foreman.record.RunHead.Verdict;
import io.jenkins.plugins.foreman.simulator.ForemanSimulator;
import io.jenkins.plugins.foreman.simulator.HostScript;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Somebody sets the clock of the controller, or of a smart proxy. Nothing that is waited for comes earlier or later. */
class ClockTest {

    private static final JobInvocationRequest REQUEST = command("uptime", "name ~ host");

    @TempDir
    Path directory;

    private ForemanSimulator simulator;
    private RunFixture fixture;
    private Instant began;

    @BeforeEach
    void start() {
        simulator = ForemanSimulator.builder()
                .manualClock()
                .hosts(3, "host%02d.example.com")
                .start();
        simulator.fleet().scripts(host -> HostScript.lines(Duration.ofSeconds(60), 0, "one\n", "two\n"));
        fixture = new RunFixture(simulator, directory.resolve("run"));
        began = simulator.clock().instant();
    }

    @AfterEach
    void stop() {
        fixture.close();
    }

    private Duration passed() {
        return Duration.between(began, simulator.clock().instant());
    }

    private void untilRunning(RunSettings settings) {
        fixture.start(REQUEST, settings);
        fixture.scheduler.runUntil(() -> fixture.attempt(0).counts().containsKey(HostState.RUNNING));
    }

    @ParameterizedTest
    @ValueSource(longs = {-7200, 7200})
    void aSetClockNeitherFreezesARunNorTimesItOut(long seconds) {
        untilRunning(settings(s -> s.timeout(Duration.ofMinutes(10))));
        fixture.scheduler.setClock(Duration.ofSeconds(seconds));
        fixture.toEnd();

        assertThat(fixture.outcome().verdict())
                .as(fixture.outcome().message().toString())
                .isEqualTo(Verdict.SUCCESS);
        assertThat(passed()).isLessThan(Duration.ofMinutes(3));
    }

    @ParameterizedTest
    @ValueSource(longs = {-7200, 7200})
    void aSetClockNeitherHurriesNorDelaysTheForceOfAnAbort(long seconds) {
        simulator
                .fleet()
                .scripts(host -> HostScript.builder().never().ignoresCancel().build());
        untilRunning(RunSettings.DEFAULTS);
        fixture.run.cancel(Sentence.plain("Aborted."));
        fixture.scheduler.runUntil(() -> fixture.record.head().cancel().softAt() != null);
        Instant soft = simulator.clock().instant();
        fixture.scheduler.setClock(Duration.ofSeconds(seconds));
        fixture.scheduler.runUntil(() -> fixture.record.head().cancel().forcedAt() != null);

        assertThat(Duration.between(soft, simulator.clock().instant()))
                .isBetween(Cancellation.SOFT_GRACE, Cancellation.SOFT_GRACE.plusSeconds(60));
        fixture.run.suspend();
    }

    @Test
    void aClockSetForwardDoesNotEndTheSearchForALostCreation() {
        simulator.faults().on("POST", "/api/job_invocations").processedLate(Duration.ofSeconds(60));
        fixture.start(REQUEST, RunSettings.DEFAULTS);
        fixture.scheduler.runUntil(() -> fixture.record.head().current() != null
                && fixture.record.head().currentAttempt().sent());
        fixture.scheduler.setClock(Duration.ofHours(2));
        fixture.toEnd();

        assertThat(simulator.jobInvocations()).hasSize(1);
    }

    @Test
    void aClockSetForwardDoesNotEndThePatience() {
        untilRunning(RunSettings.DEFAULTS);
        simulator.faults().downFor(Duration.ofMinutes(5));
        fixture.scheduler.runUntil(() -> fixture.record.head().trouble() != null);
        fixture.scheduler.setClock(Duration.ofHours(2));
        fixture.toEnd();

        assertThat(fixture.outcome().verdict())
                .as(fixture.outcome().message().toString())
                .isEqualTo(Verdict.SUCCESS);
    }

    @Test
    void outputComesLiveAgainAfterTheClockOfASmartProxyWasSetBack() {
        Duration hour = Duration.ofHours(1);
        HostScript.Builder script = HostScript.builder().stdout(Duration.ofSeconds(1), "before\n");
        for (int i = 1; i <= 60; i++) {
            Duration offset = Duration.ofSeconds(20L * i);
            script.chunkAt(
                    offset, offset.minus(hour), io.jenkins.plugins.foreman.simulator.OutputType.STDOUT, i + "\n");
        }
        HostScript built = script.duration(Duration.ofMinutes(30)).exit(0).build();
        simulator.fleet().scripts(host -> built);
        untilRunning(RunSettings.DEFAULTS);
        fixture.scheduler.runFor(Duration.ofMinutes(5));
        assertThat(fixture.output(0).get("host01.example.com")).contains("before\n", "5\n");
        fixture.scheduler.runFor(Duration.ofMinutes(2));
        assertThat(fixture.output(0).get("host01.example.com")).contains("15\n");
        fixture.toEnd();
        for (int i = 1; i <= 60; i++) {
            assertThat(fixture.output(0).get("host01.example.com").lines()).containsOnlyOnce(Integer.toString(i));
        }
    }
}
