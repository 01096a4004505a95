package io.jenkins.plugins.foreman.invocation;

import static io.jenkins.plugins.foreman.invocation.RunFixture.command;
import static io.jenkins.plugins.foreman.invocation.RunFixture.settings;
import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.foreman.client.JobOptions;
import io.jenkins.plugins.foreman.record.HostRow;
import io.jenkins.plugins.foreman.record.JobTimes;
import io.jenkins.plugins.foreman.simulator.ForemanSimulator;
import io.jenkins.plugins.foreman.simulator.HostScript;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How long a job and its hosts took is what Foreman and the hosts say of it, whatever became of Jenkins meanwhile. */
class JobTimesTest {

    private static final JobInvocationRequest REQUEST = command("uptime", "name ~ host");

    /** Between two looks. */
    private static final Duration INACCURATE = Duration.ofSeconds(6);

    private static final String HOST = "host01.example.com";

    private final ForemanSimulator simulator = ForemanSimulator.builder()
            .manualClock()
            .hosts(2, "host%02d.example.com")
            .start();

    @TempDir
    private Path directory;

    private RunFixture fixture;

    @AfterEach
    void stop() {
        fixture.close();
    }

    private RunFixture hosts(HostScript script) {
        simulator.fleet().scripts(host -> script);
        fixture = new RunFixture(simulator, directory.resolve("run"));
        return fixture;
    }

    private static HostScript.Builder minute() {
        return HostScript.builder()
                .stdout(Duration.ofSeconds(1), "begin\n")
                .duration(Duration.ofSeconds(60))
                .exit(0);
    }

    private void restart(Duration down, RunSettings settings) throws Exception {
        fixture.run.suspend();
        fixture.record.close();
        fixture.scheduler.runFor(down);
        fixture.resume(REQUEST, settings);
    }

    private Duration lasted() {
        return JobTimes.of(List.of(fixture.record.head())).lasted(fixture.scheduler.now());
    }

    private static Duration lasted(HostRow row) {
        return Duration.between(row.startedAt(), row.endedAt());
    }

    @Test
    void aJobThatEndedWhileJenkinsWasDownTookAsLongAsItRan() throws Exception {
        hosts(minute().build()).start(REQUEST, RunSettings.DEFAULTS);
        fixture.scheduler.runFor(Duration.ofSeconds(30));
        restart(Duration.ofHours(1), RunSettings.DEFAULTS);
        fixture.toEnd();

        assertThat(lasted(fixture.host(HOST))).isCloseTo(Duration.ofSeconds(60), INACCURATE);
        assertThat(lasted()).isCloseTo(Duration.ofSeconds(61), INACCURATE);
    }

    @Test
    void aHostThatBeganAndEndedWhileJenkinsWasDownTookAsLongAsItWrote() throws Exception {
        hosts(minute().build()).start(REQUEST, RunSettings.DEFAULTS);
        fixture.scheduler.runUntil(() -> fixture.record.head().current() != null
                && fixture.record.head().currentAttempt().invocationId() != null);
        restart(Duration.ofHours(1), RunSettings.DEFAULTS);
        fixture.toEnd();

        assertThat(lasted(fixture.host(HOST))).isCloseTo(Duration.ofSeconds(59), INACCURATE);
        assertThat(lasted()).isCloseTo(Duration.ofSeconds(61), INACCURATE);
    }

    @Test
    void theTimeStandsStillWhileARetryWaits() {
        hosts(minute().exit(1).build()).start(REQUEST, settings(s -> s.retries(1)));
        fixture.scheduler.runUntil(() -> fixture.events.contains("retrying 2"));
        Duration before = lasted();
        fixture.scheduler.runFor(RunSettings.DEFAULTS.retryPause().minusSeconds(2));

        assertThat(simulator.jobInvocations()).hasSize(1);
        assertThat(lasted()).isEqualTo(before);
        fixture.scheduler.runUntil(() -> fixture.record.head().currentAttempt().status() != null);
        assertThat(lasted()).isCloseTo(before, INACCURATE);
    }

    @Test
    void theTimeBetweenTwoAttemptsDoesNotCount() throws Exception {
        RunSettings once = settings(s -> s.retries(1));
        hosts(minute().exit(1).build()).start(REQUEST, once);
        fixture.scheduler.runUntil(() -> fixture.events.contains("retrying 2"));
        restart(Duration.ofHours(1), once);
        fixture.toEnd();

        assertThat(simulator.jobInvocations()).hasSize(2);
        assertThat(lasted()).isCloseTo(Duration.ofSeconds(122), INACCURATE.multipliedBy(2));
    }

    @Test
    void waitingForTheTimeOfAJobDoesNotCount() {
        Instant at = simulator.clock().instant().plus(Duration.ofHours(2));
        JobInvocationRequest later = JobInvocationRequest.builder()
                .jobTemplate(REQUEST.jobTemplate())
                .searchQuery(REQUEST.searchQuery())
                .inputs(REQUEST.inputs())
                .options(JobOptions.builder().startAt(at).build())
                .secrets(REQUEST.secrets())
                .secretInputs(REQUEST.secretInputs())
                .build();
        hosts(minute().build()).start(later, RunSettings.DEFAULTS).toEnd();

        assertThat(lasted()).isCloseTo(Duration.ofSeconds(61), Duration.ofSeconds(20));
    }

    @Test
    void aJobThatWasMadeElsewhereTookAsLongAsItRan() throws Exception {
        hosts(minute().build())
                .start(REQUEST, settings(RunFixture.Settings::detached))
                .toEnd();
        long id = simulator.jobInvocations().get(0).id();
        fixture.record.close();
        fixture.scheduler.runFor(Duration.ofMinutes(30));
        fixture.follow(id, directory.resolve("followed")).toEnd();

        assertThat(lasted(fixture.host(HOST))).isCloseTo(Duration.ofSeconds(59), INACCURATE);
        assertThat(lasted()).isCloseTo(Duration.ofSeconds(61), INACCURATE);
    }

    @Test
    void aClockThatIsWrongChangesNothing() throws Exception {
        for (Duration skew : List.of(Duration.ofSeconds(-30), Duration.ofHours(-2), Duration.ofSeconds(30))) {
            simulator.fleet().scripts(host -> minute().clockSkew(skew).build());
            if (fixture != null) {
                fixture.record.close();
            }
            fixture = new RunFixture(simulator, directory.resolve("skew" + skew));
            fixture.start(REQUEST, RunSettings.DEFAULTS).toEnd();

            assertThat(lasted(fixture.host(HOST))).as("%s", skew).isCloseTo(Duration.ofSeconds(60), INACCURATE);
            assertThat(lasted()).as("%s", skew).isCloseTo(Duration.ofSeconds(61), INACCURATE);
        }
    }
}
