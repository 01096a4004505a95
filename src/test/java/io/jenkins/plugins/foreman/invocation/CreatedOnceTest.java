package io.jenkins.plugins.foreman.invocation;

import static io.jenkins.plugins.foreman.invocation.RunFixture.command;
import static io.jenkins.plugins.foreman.invocation.RunFixture.settings;
import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.foreman.client.JobOptions;
import io.jenkins.plugins.foreman.client.Sentence;
import io.jenkins.plugins.foreman.record.Attempt;
import io.jenkins.plugins.foreman.record.RunHead.Verdict;
import io.jenkins.plugins.foreman.simulator.ForemanSimulator;
import io.jenkins.plugins.foreman.simulator.HostScript;
import io.jenkins.plugins.foreman.simulator.SimJobInvocation;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A creation whose answer is lost, and which is carried out whenever it may be. */
class CreatedOnceTest {

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
        simulator.fleet().scripts(host -> HostScript.lines(Duration.ofMinutes(20), 0, "one\n", "two\n"));
        fixture = new RunFixture(simulator, directory.resolve("run"));
    }

    @AfterEach
    void stop() {
        fixture.close();
    }

    private List<SimJobInvocation> uncancelled() {
        return simulator.jobInvocations().stream()
                .filter(job -> !job.ghost() && !job.cancelRequested())
                .toList();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 30, 74, 76, 90, 115})
    void aCreationThatIsCarriedOutLateIsFound(int seconds) {
        simulator.faults().on("POST", CREATE).processedLate(Duration.ofSeconds(seconds));
        fixture.start(REQUEST, RunSettings.DEFAULTS).toEnd();

        assertThat(simulator.jobInvocations()).hasSize(1);
        assertThat(fixture.outcome().verdict()).isEqualTo(Verdict.SUCCESS);
    }

    @ParameterizedTest
    @ValueSource(ints = {180, 400, 1000})
    void oneThatIsCarriedOutAfterASecondWasSentIsCancelledAndTold(int seconds) {
        simulator.faults().on("POST", CREATE).processedLate(Duration.ofSeconds(seconds));
        fixture.start(REQUEST, RunSettings.DEFAULTS).toEnd();

        assertThat(simulator.jobInvocations()).hasSize(2);
        assertThat(uncancelled()).hasSize(1);
        assertThat(fixture.events).anyMatch(event -> event.contains("second job"));
        assertThat(fixture.outcome().verdict()).isEqualTo(Verdict.SUCCESS);
        assertThat(fixture.record.head().currentAttempt().invocationId())
                .isEqualTo(uncancelled().get(0).id());
    }

    @Test
    void timeInWhichNobodyAnswersIsNoPartOfTheSearch() {
        simulator.faults().on("POST", CREATE).processedLate(Duration.ofSeconds(200));
        fixture.start(REQUEST, RunSettings.DEFAULTS);
        fixture.scheduler.runFor(Duration.ofSeconds(10));
        simulator.faults().on("GET", CREATE).always().status(502);
        fixture.scheduler.runFor(Duration.ofSeconds(120));
        simulator.faults().clear();
        fixture.toEnd();

        assertThat(simulator.jobInvocations()).hasSize(1);
        assertThat(fixture.outcome().verdict()).isEqualTo(Verdict.SUCCESS);
    }

    @Test
    void theTwinIsWatchedForAfterARestartToo() throws Exception {
        simulator.faults().on("POST", CREATE).processedLate(Duration.ofSeconds(400));
        fixture.start(REQUEST, RunSettings.DEFAULTS);
        fixture.scheduler.runUntil(() -> fixture.record.head().current() != null
                && fixture.record.head().currentAttempt().invocationId() != null);
        fixture.run.suspend();
        fixture.record.close();
        fixture.resume(REQUEST, RunSettings.DEFAULTS).toEnd();

        assertThat(simulator.jobInvocations()).hasSize(2);
        assertThat(uncancelled()).hasSize(1);
    }

    @Test
    void ofARecurringJobTheTwinIsCancelledWithItsSeriesAndTheOwnSeriesGoesOn() {
        simulator.fleet().scripts(host -> HostScript.lines(Duration.ofMinutes(2), 0, "one\n", "two\n"));
        simulator.faults().on("POST", CREATE).processedLate(Duration.ofSeconds(400));
        JobOptions.Recurrence recurrence = new JobOptions.Recurrence("*/10 * * * *", 5, null, null);
        JobInvocationRequest recurring = JobInvocationRequest.builder()
                .jobTemplate(REQUEST.jobTemplate())
                .searchQuery(REQUEST.searchQuery())
                .inputs(REQUEST.inputs())
                .options(JobOptions.builder().recurrence(recurrence).build())
                .build();
        fixture.start(recurring, RunSettings.DEFAULTS).toEnd();

        long own = fixture.record.head().currentAttempt().invocationId();
        assertThat(fixture.outcome().verdict())
                .as(fixture.outcome().message().toString())
                .isEqualTo(Verdict.SUCCESS);
        assertThat(simulator.jobInvocations())
                .filteredOn(job -> job.first().id() == own)
                .hasSize(2)
                .noneMatch(SimJobInvocation::cancelRequested);
        assertThat(simulator.jobInvocations())
                .filteredOn(job -> job.first().id() != own)
                .hasSize(1)
                .allMatch(SimJobInvocation::cancelRequested);
    }

    @Test
    void aTwinThatDoesNotStopAtOnceIsToldOfOnce() {
        simulator.faults().on("POST", CREATE).processedLate(Duration.ofSeconds(400));
        simulator.faults().on("POST", CREATE + "/*/cancel").times(3).json(200, "{\"cancelled\":true}");
        fixture.start(REQUEST, RunSettings.DEFAULTS).toEnd();

        assertThat(simulator.counters().requests("POST /api/job_invocations/:id/cancel"))
                .isGreaterThan(3);
        assertThat(fixture.events.stream().filter(event -> event.contains("second job")))
                .hasSize(1);
    }

    @Test
    void aTwinThatWasToldOfIsNotToldOfAgainAfterARestart() throws Exception {
        simulator.faults().on("POST", CREATE).processedLate(Duration.ofSeconds(400));
        simulator.faults().on("POST", CREATE + "/*/cancel").times(6).json(200, "{\"cancelled\":true}");
        fixture.start(REQUEST, RunSettings.DEFAULTS);
        fixture.scheduler.runUntil(() -> fixture.events.stream().anyMatch(event -> event.contains("second job")));
        fixture.run.suspend();
        fixture.record.close();
        fixture.resume(REQUEST, RunSettings.DEFAULTS).toEnd();

        assertThat(simulator.counters().requests("POST /api/job_invocations/:id/cancel"))
                .isGreaterThan(3);
        assertThat(fixture.events.stream().filter(event -> event.contains("second job")))
                .hasSize(1);
    }

    @Test
    void nobodyLooksForATwinWhereTheCreationWasSentOnce() {
        fixture.start(REQUEST, RunSettings.DEFAULTS).toEnd();

        assertThat(simulator.counters().requests("GET /api/job_invocations")).isZero();
    }

    @Test
    void aSecondJobThatHasEndedBeforeItIsSeenIsToldToo() {
        simulator.fleet().scripts(host -> HostScript.lines(Duration.ofSeconds(1), 0, "one\n"));
        simulator.faults().on("POST", CREATE).processedLate(Duration.ofSeconds(127));
        simulator.faults().on("POST", CREATE).closeAfterProcessing();
        fixture.start(REQUEST, RunSettings.DEFAULTS);
        fixture.scheduler.runUntil(() -> fixture.record.head().current() != null
                && fixture.record.head().currentAttempt().sends() == 2);
        // the second reply is lost as well, and by the time that anybody can look both jobs have run
        simulator.faults().downFor(Duration.ofMinutes(5));
        fixture.toEnd();

        assertThat(simulator.jobInvocations()).hasSize(2);
        assertThat(fixture.events).anyMatch(event -> event.contains("second job has already ended"));
    }

    @Test
    void theTwinOfAnAttemptIsWatchedForDuringItsRetriesToo() {
        simulator.fleet().scripts(host -> HostScript.lines(Duration.ofMinutes(3), 1, "one\n", "two\n"));
        simulator.faults().on("POST", CREATE).processedLate(Duration.ofSeconds(400));
        fixture.start(REQUEST, settings(s -> s.retries(1))).toEnd();

        assertThat(simulator.jobInvocations()).hasSize(3);
        assertThat(uncancelled())
                .extracting(job -> (long) job.id())
                .containsExactlyElementsOf(fixture.record.head().attempts().stream()
                        .map(attempt -> attempt.invocationId())
                        .toList());
    }

    @Test
    void whoCanNotLookForTheTwinAnyMoreSaysHowToFindIt() {
        simulator.faults().on("POST", CREATE).processedLate(Duration.ofSeconds(400));
        fixture.start(REQUEST, RunSettings.DEFAULTS);
        fixture.scheduler.runUntil(() -> simulator.jobInvocations().size() == 1);
        fixture.scheduler.runFor(Duration.ofSeconds(30));
        simulator.faults().downFor(Duration.ofHours(2));
        fixture.toEnd();

        Attempt attempt = fixture.record.head().currentAttempt();
        assertThat(fixture.outcome().message().toString())
                .contains("job_invocations/" + attempt.invocationId())
                .contains("second job")
                .contains(attempt.marker());
    }

    @Test
    void anOutageAfterTheCreationBeginsTheSearchAnew() {
        simulator.faults().on("POST", CREATE).processedLate(Duration.ofSeconds(250));
        fixture.start(REQUEST, RunSettings.DEFAULTS);
        fixture.scheduler.runUntil(() -> fixture.record.head().current() != null
                && fixture.record.head().currentAttempt().sent());
        simulator.faults().downFor(Duration.ofSeconds(200));
        fixture.toEnd();

        assertThat(simulator.jobInvocations()).hasSize(1);
    }

    @Test
    void anOutageInTheMiddleOfTheSearchBeginsItAnew() {
        simulator.faults().on("POST", CREATE).processedLate(Duration.ofSeconds(290));
        fixture.start(REQUEST, RunSettings.DEFAULTS);
        fixture.scheduler.runFor(Duration.ofSeconds(60));
        simulator.faults().downFor(Duration.ofSeconds(200));
        fixture.toEnd();

        assertThat(simulator.jobInvocations()).hasSize(1);
    }

    @Test
    void aRestartWhileTheCreationIsLookedForDoesNotSendItAgainAtOnce() throws Exception {
        simulator.faults().on("POST", CREATE).processedLate(Duration.ofSeconds(150));
        fixture.start(REQUEST, RunSettings.DEFAULTS);
        fixture.scheduler.runUntil(() -> fixture.record.head().current() != null
                && fixture.record.head().currentAttempt().sent());
        fixture.scheduler.runFor(Duration.ofSeconds(60));
        fixture.run.suspend();
        fixture.record.close();
        fixture.resume(REQUEST, RunSettings.DEFAULTS).toEnd();

        assertThat(simulator.jobInvocations()).hasSize(1);
    }

    @Test
    void aRecordWithoutATaskIsWaitedForAndNothingIsSentBesideIt() {
        simulator.faults().on("POST", CREATE).closeAfterProcessing();
        fixture.start(command("uptime", "name = (host"), settings(s -> s.patience(Duration.ofMinutes(10))))
                .toEnd();

        assertThat(simulator.jobInvocations()).hasSize(1);
        assertThat(fixture.outcome().verdict()).isEqualTo(Verdict.FAILURE);
        assertThat(fixture.outcome().message().toString())
                .contains(
                        "has no task yet",
                        "not known",
                        fixture.record.head().currentAttempt().marker());
    }

    @Test
    void whenPatienceEndsBeforeTheCreationIsResolvedItIsToldHowToFindTheJob() {
        simulator.faults().on("POST", CREATE).closeAfterProcessing();
        fixture.start(REQUEST, settings(s -> s.patience(Duration.ofMinutes(10))));
        fixture.scheduler.runUntil(() -> !simulator.jobInvocations().isEmpty());
        simulator.faults().downFor(Duration.ofHours(3));
        fixture.toEnd();

        assertThat(fixture.outcome().verdict()).isEqualTo(Verdict.FAILURE);
        assertThat(fixture.outcome().message().toString())
                .contains(
                        "description ~ ", fixture.record.head().currentAttempt().marker(), "/job_invocations");
    }

    @Test
    void anAbortWhileTheCreationIsLookedForSendsNothingAgainAndSaysWhatIsNotKnown() {
        simulator.faults().on("POST", CREATE).processedLate(Duration.ofHours(2));
        fixture.start(REQUEST, RunSettings.DEFAULTS);
        fixture.scheduler.runUntil(() -> fixture.record.head().current() != null
                && fixture.record.head().currentAttempt().sent());
        fixture.run.cancel(Sentence.plain("Aborted."));
        fixture.toEnd();

        assertThat(simulator.counters().requests("POST /api/job_invocations")).isEqualTo(1);
        assertThat(fixture.outcome().verdict()).isEqualTo(Verdict.ABORTED);
        assertThat(fixture.outcome().message().toString()).contains("not known");
    }
}
