package io.jenkins.plugins.foreman.invocation;

import static org.assertj.core.api.Assertions.assertThat;

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

/** A list of hosts that takes a busy server the better part of an hour, as that of fifty thousand hosts may. */
class LongListTest {

    private static final int HOSTS = 20;
    private static final Duration EACH_REQUEST = Duration.ofMinutes(2);

    @TempDir
    Path directory;

    private RunFixture fixture;

    @BeforeEach
    void aServerThatTakesItsTime() {
        ForemanSimulator simulator = ForemanSimulator.builder()
                .manualClock()
                .hosts(HOSTS, "host%02d.example.com")
                .start();
        simulator.fleet().mostOnPage(1);
        fixture = new RunFixture(simulator, directory.resolve("run"));
        fixture.beforeEachRequest(() -> {
            simulator.clock().advance(EACH_REQUEST);
            fixture.budget.request();
        });
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    private void each(Duration length) {
        fixture.simulator
                .fleet()
                .scripts(host -> HostScript.builder().duration(length).exit(0).build());
    }

    @Test
    void itIsReadToItsEnd() {
        each(Duration.ofHours(1));

        fixture.start(RunFixture.command("uptime", "name ~ host"), RunSettings.DEFAULTS)
                .toEnd();

        assertThat(fixture.outcome().verdict())
                .as(fixture.outcome().message().toString())
                .isEqualTo(Verdict.SUCCESS);
        assertThat(fixture.attempt(0).hosts()).hasSize(HOSTS);
    }

    @Test
    void aPageThatFailsNowAndThenDoesNotLetTheListFail() {
        each(Duration.ofHours(1));
        int[] failed = {0};
        ForemanSimulator simulator = fixture.simulator;
        fixture.beforeEachRequest(() -> {
            int asked = simulator.counters().requests("GET /api/job_invocations/:id/hosts");
            if (asked % 5 == 4 && asked != failed[0]) {
                failed[0] = asked;
                simulator.faults().on("GET", "/api/job_invocations/1/hosts").status(503);
            }
        });

        fixture.start(RunFixture.command("uptime", "name ~ host"), RunSettings.DEFAULTS)
                .toEnd();

        assertThat(failed[0]).isGreaterThan(HOSTS);
        assertThat(fixture.outcome().verdict())
                .as(fixture.outcome().message().toString())
                .isEqualTo(Verdict.SUCCESS);
        assertThat(fixture.attempt(0).hosts()).hasSize(HOSTS);
    }

    @Test
    void theTimeOfTheRunDoesNotWaitForIt() {
        each(Duration.ofHours(10));
        Instant begun = fixture.scheduler.now();
        Duration timeout = Duration.ofMinutes(30);

        fixture.start(
                        RunFixture.command("uptime", "name ~ host"),
                        RunFixture.settings(settings -> settings.timeout(timeout)))
                .toEnd();

        assertThat(fixture.outcome().verdict()).isEqualTo(Verdict.FAILURE);
        assertThat(Duration.between(begun, fixture.record.head().cancel().requestedAt()))
                .isBetween(timeout, timeout.plus(EACH_REQUEST));
    }
}
