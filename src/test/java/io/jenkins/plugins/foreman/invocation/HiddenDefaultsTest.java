package io.jenkins.plugins.foreman.invocation;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.foreman.simulator.ForemanSimulator;
import io.jenkins.plugins.foreman.simulator.HostScript;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A job template may have a secret of its own, the default of an input that it hides, which nobody who runs it gives. */
class HiddenDefaultsTest {

    private static final String SECRET = "default-canary";

    @TempDir
    Path directory;

    private ForemanSimulator simulator;
    private RunFixture fixture;

    @BeforeEach
    void start() {
        simulator = ForemanSimulator.builder()
                .manualClock()
                .hosts(1, "host%02d.example.com")
                .start();
        simulator.templates().add("Own Secret").input("token", "user", null, false, SECRET, true, List.of());
        simulator
                .fleet()
                .scripts(
                        host -> HostScript.lines(Duration.ofSeconds(30), 0, "one " + SECRET, "two " + SECRET, "three"));
        fixture = new RunFixture(simulator, directory.resolve("run"));
    }

    @AfterEach
    void stop() throws Exception {
        fixture.record.close();
        simulator.close();
    }

    private static JobInvocationRequest request() {
        return JobInvocationRequest.builder()
                .jobTemplate("Own Secret")
                .searchQuery("name ~ host")
                .build();
    }

    private void requireMasked() {
        assertThat(fixture.output(0).values())
                .singleElement()
                .satisfies(text -> assertThat(text)
                        .contains("one ****", "two ****", "three")
                        .doesNotContain(SECRET));
    }

    @Test
    void itIsMasked() {
        fixture.start(request(), RunSettings.DEFAULTS).toEnd();

        requireMasked();
    }

    @Test
    void itIsMaskedAfterARestart() throws Exception {
        fixture.start(request(), RunSettings.DEFAULTS);
        Instant restart = simulator.clock().instant().plusSeconds(20);
        fixture.scheduler.runUntil(() -> simulator.clock().instant().isAfter(restart));
        fixture.run.suspend();
        fixture.record.close();

        fixture.resume(request(), RunSettings.DEFAULTS).toEnd();

        requireMasked();
    }

    @Test
    void itIsMaskedInAJobThatWasMadeElsewhere() throws Exception {
        fixture.start(request(), RunSettings.DEFAULTS);
        fixture.scheduler.runUntil(() -> !simulator.jobInvocations().isEmpty());
        fixture.run.suspend();
        fixture.record.close();

        fixture.follow(simulator.jobInvocations().get(0).id(), directory.resolve("other"))
                .toEnd();

        requireMasked();
    }

    @Test
    void whoeverMayNotSeeTheTemplateFollowsAllTheSame() throws Exception {
        fixture.start(request(), RunSettings.DEFAULTS);
        fixture.scheduler.runUntil(() -> !simulator.jobInvocations().isEmpty());
        fixture.run.suspend();
        fixture.record.close();
        simulator.templates().remove("Own Secret");

        fixture.resume(request(), RunSettings.DEFAULTS).toEnd();

        assertThat(fixture.outcome().message().toString()).contains("succeeded");
    }
}
