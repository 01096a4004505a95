package io.jenkins.plugins.foreman.invocation;

import static io.jenkins.plugins.foreman.invocation.RunFixture.command;
import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.foreman.client.HostState;
import io.jenkins.plugins.foreman.record.CrashingDisk;
import io.jenkins.plugins.foreman.record.RunHead.Verdict;
import io.jenkins.plugins.foreman.simulator.ForemanSimulator;
import io.jenkins.plugins.foreman.simulator.HostScript;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Nothing can be written for a while. */
class FullDiskTest {

    private static final JobInvocationRequest REQUEST = command("uptime", "name ~ host");

    @TempDir
    Path directory;

    private ForemanSimulator simulator;
    private RunFixture fixture;
    private boolean full;
    private boolean fullOnceCreated;

    @BeforeEach
    void start() {
        simulator = ForemanSimulator.builder()
                .manualClock()
                .hosts(3, "host%02d.example.com")
                .start();
        simulator.fleet().scripts(host -> HostScript.lines(Duration.ofSeconds(60), 0, "one\n", "two\n"));
        fixture = new RunFixture(simulator, directory.resolve("run"));
        CrashingDisk disk = new CrashingDisk() {
            @Override
            protected Failure next(Path path, int length) {
                full |= fullOnceCreated && !simulator.jobInvocations().isEmpty();
                return full && length > 0 ? new Failure(0, new IOException("No space left on device")) : null;
            }
        };
        disk.use();
    }

    @AfterEach
    void stop() {
        CrashingDisk.useReal();
        fixture.close();
    }

    @Test
    void aRecoveryThatCannotBeRecordedAtOnceDoesNotEndTheRun() {
        fixture.start(REQUEST, RunSettings.DEFAULTS);
        fixture.scheduler.runUntil(() -> fixture.attempt(0).counts().containsKey(HostState.RUNNING));
        simulator.faults().on("GET", "/api/job_invocations/*").status(503);
        fixture.scheduler.runUntil(() -> fixture.record.head().trouble() != null);
        full = true;
        fixture.scheduler.runFor(Duration.ofMinutes(2));
        full = false;
        fixture.toEnd();

        assertThat(fixture.outcome().verdict())
                .as(fixture.outcome().message().toString())
                .isEqualTo(Verdict.SUCCESS);
        assertThat(fixture.output(0))
                .allSatisfy((host, text) -> assertThat(text).isEqualTo("one\ntwo\n"));
    }

    @Test
    void aRunWhoseJobMovesMeanwhileGoesOnInTheNewPlace() throws Exception {
        simulator
                .fleet()
                .scripts(host -> HostScript.builder()
                        .generated(40, Duration.ofSeconds(1), number -> number + "\n")
                        .exit(0)
                        .build());
        fixture.live = true;
        fixture.start(REQUEST, RunSettings.DEFAULTS);
        fixture.scheduler.runUntil(() -> fixture.output(0).values().stream().anyMatch(text -> text.length() > 12));
        full = true;
        fixture.scheduler.runFor(Duration.ofSeconds(9));
        Path to = directory.resolve("moved");
        Files.move(fixture.record.directory(), to);
        fixture.record.moved(to);
        fixture.scheduler.runFor(Duration.ofSeconds(9));
        full = false;
        fixture.toEnd();

        assertThat(fixture.outcome().verdict())
                .as(fixture.outcome().message().toString())
                .isEqualTo(Verdict.SUCCESS);
        assertThat(fixture.output(0))
                .allSatisfy((host, text) -> assertThat(text.lines()).hasSize(40));
    }

    @Test
    void outputThatWasReadInVainIsReadAgain() {
        simulator
                .fleet()
                .scripts(host -> HostScript.lines(
                        Duration.ofSeconds(2),
                        0,
                        IntStream.range(0, 60).mapToObj(i -> i + "\n").toArray(String[]::new)));
        fixture.start(REQUEST, RunSettings.DEFAULTS);
        fixture.scheduler.runUntil(() -> fixture.output(0).values().stream().anyMatch(text -> text.length() > 12));
        full = true;
        fixture.scheduler.runFor(Duration.ofSeconds(9));
        assertThat(fixture.troubles)
                .containsExactly("What happens in this run cannot be recorded: No space left on device."
                        + " The job keeps running in Foreman.");
        full = false;
        fixture.scheduler.runFor(Duration.ofSeconds(50));

        assertThat(fixture.attempt(0).counts()).containsOnlyKeys(HostState.RUNNING);
        assertThat(fixture.output(0)).allSatisfy((host, text) -> {
            List<Integer> lines = text.lines().map(Integer::valueOf).toList();
            assertThat(lines)
                    .hasSizeGreaterThan(20)
                    .isEqualTo(IntStream.range(0, lines.size()).boxed().toList());
        });
    }

    @Test
    void aJobThatCannotBeRecordedIsNamedOnceAndRecordedWhenThatIsPossible() {
        fullOnceCreated = true;
        fixture.start(REQUEST, RunSettings.DEFAULTS);
        fixture.scheduler.runFor(Duration.ofMinutes(2));
        assertThat(fixture.events.stream().filter(event -> event.startsWith("notice ")))
                .singleElement(InstanceOfAssertFactories.STRING)
                .contains(simulator.uri() + "/job_invocations/1");
        assertThat(fixture.record.head().currentAttempt().invocationId()).isNull();

        fullOnceCreated = false;
        full = false;
        fixture.toEnd();
        assertThat(fixture.outcome().verdict())
                .as(fixture.outcome().message().toString())
                .isEqualTo(Verdict.SUCCESS);
        assertThat(simulator.jobInvocations()).hasSize(1);
    }

    @Test
    void aJobThatCanNeverBeRecordedIsCancelled() {
        fullOnceCreated = true;
        fixture.start(REQUEST, RunFixture.settings(settings -> settings.patience(Duration.ofMinutes(1))))
                .toEnd();

        assertThat(fixture.fault).isInstanceOf(IOException.class);
        assertThat(fixture.events).anyMatch(event -> event.startsWith("cancelling "));
        assertThat(simulator.counters().requests("POST /api/job_invocations/:id/cancel"))
                .isEqualTo(1);
    }

    @Test
    void aJobThatCanNeverBeRecordedIsLeftWhereThatIsWanted() {
        fullOnceCreated = true;
        fixture.start(
                        REQUEST,
                        RunFixture.settings(settings -> settings.leaveOnAbort().patience(Duration.ofMinutes(1))))
                .toEnd();

        assertThat(simulator.counters().requests("POST /api/job_invocations/:id/cancel"))
                .isZero();
    }
}
