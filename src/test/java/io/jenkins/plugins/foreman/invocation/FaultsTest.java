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
import java.util.Collections;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FaultsTest {

    private static final JobInvocationRequest REQUEST = command("uptime", "name ~ host");
    private static final String CREATE = "/api/job_invocations";

    @TempDir
    Path directory;

    private ForemanSimulator simulator;
    private RunFixture fixture;

    @BeforeEach
    void start() {
        simulator = ForemanSimulator.builder()
                .manualClock()
                .hosts(3, "host%02d.example.com")
                .start();
        simulator.fleet().scripts(host -> HostScript.lines(Duration.ofSeconds(20), 0, "one\n", "two\n", "three\n"));
        fixture = new RunFixture(simulator, directory.resolve("run"));
    }

    @AfterEach
    void stop() {
        fixture.close();
    }

    private void expectOneCompleteSuccess() {
        assertThat(fixture.fault).isNull();
        assertThat(fixture.outcome().verdict()).isEqualTo(Verdict.SUCCESS);
        assertThat(simulator.jobInvocations().stream().filter(job -> !job.ghost()))
                .hasSize(1);
        assertThat(fixture.output(0))
                .hasSize(3)
                .allSatisfy((host, text) -> assertThat(text).isEqualTo("one\ntwo\nthree\n"));
    }

    private void untilRunning() {
        fixture.start(REQUEST, RunSettings.DEFAULTS);
        fixture.scheduler.runUntil(() -> fixture.attempt(0).counts().containsKey(HostState.RUNNING));
    }

    @Test
    void anOutageOfSomeMinutesIsToldOnceAndBorne() {
        untilRunning();
        simulator.faults().downFor(Duration.ofMinutes(5));
        fixture.toEnd();

        expectOneCompleteSuccess();
        assertThat(Collections.frequency(fixture.events, "degraded UNAVAILABLE"))
                .isEqualTo(1);
        assertThat(Collections.frequency(fixture.events, "recovered")).isEqualTo(1);
    }

    @Test
    void theRecordTellsOfAnOutageWhileItLastsAndARestartInItRepeatsNothing() throws Exception {
        untilRunning();
        Instant began = fixture.scheduler.now();
        simulator.faults().downFor(Duration.ofMinutes(5));
        fixture.scheduler.runUntil(() -> fixture.record.head().trouble() != null);
        assertThat(fixture.record.head().trouble().since()).isBetween(began, began.plusSeconds(60));
        assertThat(fixture.record.head().trouble().message().toString())
                .contains("503")
                .endsWith(" The job keeps running in Foreman.");

        fixture.run.suspend();
        fixture.record.close();
        fixture.resume(REQUEST, RunSettings.DEFAULTS).toEnd();

        expectOneCompleteSuccess();
        assertThat(fixture.record.head().trouble()).isNull();
        assertThat(Collections.frequency(fixture.events, "degraded UNAVAILABLE"))
                .isEqualTo(1);
        assertThat(Collections.frequency(fixture.events, "recovered")).isEqualTo(1);
    }

    @Test
    void whatIsTheMatterIsKeptForEveryReaderInHisLanguage() {
        untilRunning();
        simulator.faults().downFor(Duration.ofMinutes(5));
        fixture.scheduler.runUntil(() -> fixture.record.head().trouble() != null);

        Sentence trouble = fixture.record.head().trouble().message();
        assertThat(trouble.in(Locale.ENGLISH))
                .matches(
                        "Foreman at http://\\S+ is not available to .* job invocation.* \\(503\\).* The job keeps running in Foreman\\.");
        assertThat(trouble.in(Locale.GERMAN))
                .contains("503", "ist nicht verfügbar")
                .endsWith(" Der Job läuft in Foreman weiter.");
    }

    @Test
    void nothingIsSaidToGoOnBeforeThereIsAJob() {
        simulator.faults().downFor(Duration.ofMinutes(1));
        fixture.start(REQUEST, RunSettings.DEFAULTS);
        fixture.toEnd();

        assertThat(fixture.troubles).singleElement().asString().contains("503").doesNotContain("goes on");
        assertThat(fixture.outcome().verdict()).isEqualTo(Verdict.SUCCESS);
    }

    @Test
    void brokenConnectionsAreBorneToo() {
        untilRunning();
        simulator.faults().unreachableFor(Duration.ofMinutes(5));
        fixture.toEnd();

        expectOneCompleteSuccess();
    }

    @Test
    void aReplyThatEndsInTheMiddleIsReadAgain() {
        untilRunning();
        simulator.faults().on("*", "/api/job_invocations/**").times(5).truncatedJson();
        fixture.toEnd();

        expectOneCompleteSuccess();
    }

    @Test
    void anOutageLongerThanThePatienceFailsTheRunAndSaysThatTheJobMayGoOn() {
        fixture.start(REQUEST, settings(s -> s.patience(Duration.ofMinutes(10))));
        fixture.scheduler.runUntil(() -> fixture.attempt(0).counts().containsKey(HostState.RUNNING));
        simulator.faults().downFor(Duration.ofHours(5));
        fixture.toEnd();

        assertThat(fixture.outcome().verdict()).isEqualTo(Verdict.FAILURE);
        assertThat(fixture.outcome().message().toString()).contains("503", "may still be running", "/job_invocations/");
        assertThat(simulator.jobInvocations().get(0).cancelRequested()).isFalse();
    }

    @Test
    void outputThatCannotBeReadDoesNotChangeTheOutcomeOfTheJob() {
        fixture.start(REQUEST, settings(s -> s.patience(Duration.ofMinutes(10))));
        simulator.faults().on("*", "/api/job_invocations/*/outputs").always().status(503);
        simulator.faults().on("GET", "/api/job_invocations/*/hosts/*").always().status(503);
        fixture.toEnd();

        assertThat(fixture.outcome().verdict()).isEqualTo(Verdict.SUCCESS);
        assertThat(fixture.events).anyMatch(event -> event.contains("output here is incomplete"));
    }

    @Test
    void aLostReplyToTheCreationDoesNotCreateASecondJob() {
        simulator.faults().on("POST", CREATE).closeAfterProcessing();
        fixture.start(REQUEST, RunSettings.DEFAULTS).toEnd();

        expectOneCompleteSuccess();
        assertThat(fixture.events).anyMatch(event -> event.contains("reply to the request that creates the job"));
    }

    @Test
    void aCreationThatDidNotArriveIsSentAgainAfterItWasLookedFor() {
        simulator.faults().on("POST", CREATE).closeBeforeProcessing();
        fixture.start(REQUEST, RunSettings.DEFAULTS).toEnd();

        expectOneCompleteSuccess();
        assertThat(simulator.counters().requests("POST /api/job_invocations")).isLessThanOrEqualTo(2);
        assertThat(simulator.counters().requests("GET /api/job_invocations")).isGreaterThan(5);
    }

    @Test
    void aGatewayTimeoutDuringTheCreationDoesNotCreateASecondJob() {
        simulator.faults().on("POST", CREATE).status(504);
        fixture.start(REQUEST, RunSettings.DEFAULTS).toEnd();

        expectOneCompleteSuccess();
    }

    @Test
    void aCreationWhoseReplyIsLostEveryTimeIsNotSentForEver() {
        simulator.faults().on("POST", CREATE).always().status(504);
        fixture.start(REQUEST, RunSettings.DEFAULTS).toEnd();

        assertThat(fixture.outcome().verdict()).isEqualTo(Verdict.FAILURE);
        assertThat(fixture.outcome().message().toString()).contains("504");
        assertThat(simulator.jobInvocations()).isEmpty();
    }

    @Test
    void aCreationOverWhichForemanFailsIsNotSentAgain() {
        simulator.faults().on("POST", CREATE).internalServerError();
        fixture.start(REQUEST, RunSettings.DEFAULTS).toEnd();

        assertThat(simulator.jobInvocations()).isEmpty();
        assertThat(simulator.counters().requests("POST /api/job_invocations")).isLessThanOrEqualTo(1);
        assertThat(fixture.outcome().verdict()).isEqualTo(Verdict.FAILURE);
        assertThat(fixture.outcome().message().toString()).contains("500");
    }

    @Test
    void whatARefusedCreationLeftBehindIsNotTakenForTheJob() {
        simulator.faults().on("POST", CREATE).closeAfterProcessing();
        fixture.start(command("uptime", "name = (host"), RunSettings.DEFAULTS).toEnd();

        assertThat(fixture.outcome().verdict()).isEqualTo(Verdict.FAILURE);
        assertThat(fixture.outcome().message().toString()).doesNotContain("All");
        assertThat(fixture.record.head().currentAttempt().invocationId()).isNull();
    }

    @Test
    void foremanBeingDownBeforeTheJobExistsIsBorneToo() {
        simulator.faults().downFor(Duration.ofMinutes(4));
        fixture.start(REQUEST, RunSettings.DEFAULTS).toEnd();

        expectOneCompleteSuccess();
    }

    @Test
    void aHostWhoseTaskIsBrokenDoesNotHoldUpTheOutputOfTheOthers() {
        untilRunning();
        simulator.faults().on("POST", "/api/job_invocations/*/outputs").times(1).internalServerError();
        fixture.toEnd();

        expectOneCompleteSuccess();
    }

    @Test
    void aPausedJobIsToldOnceAndFollowedUntilItGoesOn() {
        untilRunning();
        simulator.jobInvocations().get(0).pause();
        fixture.scheduler.runFor(Duration.ofMinutes(30));

        assertThat(fixture.ended).isFalse();
        assertThat(fixture.events.stream().filter(event -> event.contains("paused")))
                .hasSize(1);
        assertThat(fixture.record.head().notices()).first().asString().contains("paused");
        simulator.jobInvocations().get(0).resume();
        fixture.scheduler.runUntil(() -> fixture.record.head().notices().isEmpty());
        fixture.toEnd();
        expectOneCompleteSuccess();
    }

    @Test
    void aJobInWhichNothingHappensIsSaidToStallOnce() {
        simulator.fleet().scripts(host -> HostScript.builder().never().build());
        untilRunning();
        fixture.scheduler.runFor(Duration.ofHours(1));

        assertThat(fixture.events.stream().filter(event -> event.contains("Nothing has happened")))
                .hasSize(1);
        fixture.run.suspend();
    }

    @Test
    void aHostDeletedWhileTheJobRunsCountsAsFailed() {
        simulator
                .fleet()
                .host("host02.example.com")
                .script(HostScript.builder().never().build());
        untilRunning();
        simulator.fleet().remove("host02.example.com");
        fixture.run.cancel(Sentence.plain("Aborted."));
        fixture.toEnd();

        assertThat(fixture.host("host02.example.com").reason()).asString().contains("Deleted from Foreman");
        assertThat(fixture.host("host02.example.com").state()).isEqualTo(HostState.ERROR);
    }
}
