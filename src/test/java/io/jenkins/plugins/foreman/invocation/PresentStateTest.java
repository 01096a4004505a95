package io.jenkins.plugins.foreman.invocation;

import static io.jenkins.plugins.foreman.invocation.RunFixture.command;
import static io.jenkins.plugins.foreman.invocation.RunFixture.settings;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.foreman.client.HostState;
import io.jenkins.plugins.foreman.record.Attempt;
import io.jenkins.plugins.foreman.simulator.ForemanSimulator;
import io.jenkins.plugins.foreman.simulator.HostScript;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs that ended because Foreman was away, while their job went on. */
class PresentStateTest {

    private static final JobInvocationRequest REQUEST = command("uptime", "name ~ host");
    private static final RunSettings IMPATIENT = settings(some -> some.patience(Duration.ofMinutes(3)));
    private static final String CREATE = "/api/job_invocations";

    @TempDir
    Path directory;

    private ForemanSimulator simulator;
    private RunFixture fixture;

    @BeforeEach
    void start() {
        simulator = ForemanSimulator.builder()
                .manualClock()
                .hosts(2, "host%02d.example.com")
                .start();
        simulator.fleet().scripts(host -> HostScript.lines(Duration.ofMinutes(10), 0, "one\n", "two\n"));
        fixture = new RunFixture(simulator, directory.resolve("run"));
    }

    @AfterEach
    void stop() {
        fixture.close();
    }

    private Attempt last() {
        return fixture.record.head().currentAttempt();
    }

    private Map<String, HostState> now() throws Exception {
        return PresentState.of(fixture.foreman, last(), fixture.scheduler.now());
    }

    private void loseContact() {
        simulator.faults().downFor(Duration.ofMinutes(8));
        fixture.toEnd();
        simulator.clock().advance(Duration.ofMinutes(6));
    }

    @Test
    void whatRunsOnAfterContactWasLostIsNotRunAgain() throws Exception {
        fixture.start(REQUEST, IMPATIENT);
        fixture.scheduler.runUntil(() -> fixture.record.head().current() != null && last().invocationId() != null);
        loseContact();

        assertThat(PresentState.isAsked(last())).isTrue();
        assertThatThrownBy(this::now)
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContaining("not ended");

        simulator.clock().advance(Duration.ofMinutes(40));
        assertThat(now())
                .hasSize(2)
                .allSatisfy((host, state) -> assertThat(state).isEqualTo(HostState.SUCCESS));
    }

    @Test
    void aJobWhoseCreationWasNeverResolvedIsFoundByItsMarker() throws Exception {
        simulator.faults().on("POST", CREATE).closeAfterProcessing();
        fixture.start(REQUEST, IMPATIENT);
        fixture.scheduler.runUntil(() -> fixture.record.head().current() != null && last().sent());
        loseContact();

        assertThat(last().invocationId()).isNull();
        assertThat(simulator.jobInvocations()).hasSize(1);
        assertThat(PresentState.isAsked(last())).isTrue();
        assertThatThrownBy(this::now)
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContaining("not ended");
    }

    @Test
    void aCreationThatWasNeverCarriedOutKeepsNothingFromRunning() throws Exception {
        simulator.faults().on("POST", CREATE).closeBeforeProcessing();
        fixture.start(REQUEST, IMPATIENT);
        fixture.scheduler.runUntil(() -> fixture.record.head().current() != null && last().sent());

        assertThatThrownBy(this::now)
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContaining("not known yet");
        loseContact();
        assertThat(now()).isEmpty();
    }

    @Test
    void whatIsRecordedToItsEndIsNotAskedFor() {
        fixture.start(REQUEST, IMPATIENT).toEnd();

        assertThat(PresentState.isAsked(last())).isFalse();
    }
}
