package io.jenkins.plugins.foreman.invocation;

import static io.jenkins.plugins.foreman.invocation.RunFixture.command;
import static io.jenkins.plugins.foreman.invocation.RunFixture.settings;
import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.foreman.client.HostState;
import io.jenkins.plugins.foreman.client.JobOptions;
import io.jenkins.plugins.foreman.client.Meter;
import io.jenkins.plugins.foreman.client.Sentence;
import io.jenkins.plugins.foreman.record.HostRow;
import io.jenkins.plugins.foreman.record.RecordLimits;
import io.jenkins.plugins.foreman.record.RunHead.Verdict;
import io.jenkins.plugins.foreman.record.RunRecord;
import io.jenkins.plugins.foreman.simulator.Faults;
import io.jenkins.plugins.foreman.simulator.ForemanSimulator;
import io.jenkins.plugins.foreman.simulator.HostScript;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CancellationTest {

    private static final JobInvocationRequest LONG = command("sleep 3600", "name ~ host");

    private static final String CANCEL = "/api/job_invocations/1/cancel";

    @TempDir
    Path directory;

    private ForemanSimulator simulator;
    private RunFixture fixture;

    @BeforeEach
    void start() {
        simulator = ForemanSimulator.builder()
                .manualClock()
                .hosts(4, "host%02d.example.com")
                .start();
        simulator.fleet().scripts(host -> longRunning(false));
        fixture = new RunFixture(simulator, directory.resolve("run"));
    }

    @AfterEach
    void stop() {
        fixture.close();
    }

    private static HostScript longRunning(boolean stubborn) {
        HostScript.Builder script =
                HostScript.builder().stdout(Duration.ofSeconds(1), "working\n").duration(Duration.ofHours(1));
        return (stubborn ? script.ignoresCancel() : script).build();
    }

    private static JobOptions recurring(String cron) {
        return JobOptions.builder()
                .recurrence(new JobOptions.Recurrence(cron, null, null, null))
                .build();
    }

    private boolean stopped() {
        try {
            return fixture.foreman.jobInvocations().show(1).isStopped();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private boolean running() {
        return fixture.attempt(0).counts().containsKey(HostState.RUNNING);
    }

    @Test
    void anAbortBeforeTheJobExistsCreatesNone() {
        fixture.start(LONG, RunSettings.DEFAULTS).run.cancel(Sentence.plain("Aborted by admin."));
        fixture.toEnd();

        assertThat(simulator.jobInvocations()).isEmpty();
        assertThat(fixture.outcome().verdict()).isEqualTo(Verdict.ABORTED);
        assertThat(fixture.outcome().message().toString())
                .isEqualTo("Aborted by admin. The job had not been created yet.");
    }

    @Test
    void anAbortWhileNamesAreLookedUpCreatesNone() {
        fixture.start(LONG, RunSettings.DEFAULTS);
        simulator
                .faults()
                .on("GET", "/api/job_templates/*")
                .after(() -> fixture.run.cancel(Sentence.plain("Aborted by admin.")));
        fixture.toEnd();

        assertThat(simulator.jobInvocations()).isEmpty();
        assertThat(fixture.outcome().message().toString())
                .isEqualTo("Aborted by admin. The job had not been created yet.");
    }

    @Test
    void anAbortDoesNotWaitForTheEndOfALongOutput() {
        String line = "x".repeat(999) + "\n";
        int megabytes = 12;
        simulator
                .fleet()
                .scripts(host -> host.name().equals("host01.example.com")
                        ? HostScript.builder()
                                .generated(megabytes * 1000, Duration.ofMillis(1), number -> line)
                                .duration(Duration.ofSeconds(20))
                                .exit(0)
                                .build()
                        : longRunning(false));
        fixture.live = false;
        long[] readBeforeCancel = {0};
        boolean[] cancelled = {false};
        simulator.faults().on("POST", CANCEL).always().after(() -> cancelled[0] = true);
        fixture.metered(new Meter() {
            @Override
            public void request() {}

            @Override
            public void received(long bytes) {
                if (!cancelled[0]) {
                    long before = readBeforeCancel[0];
                    readBeforeCancel[0] += bytes;
                    if (before <= 3_000_000 && readBeforeCancel[0] > 3_000_000) {
                        fixture.run.cancel(Sentence.plain("Aborted by admin."));
                    }
                }
            }
        });
        fixture.start(LONG, RunSettings.DEFAULTS).toEnd();

        assertThat(fixture.outcome().verdict()).isEqualTo(Verdict.ABORTED);
        assertThat(readBeforeCancel[0]).isBetween(3_000_000L, 6_000_000L);
        assertThat(fixture.output(0).get("host01.example.com")).hasSize(megabytes * 1_000_000);
    }

    @Test
    void anAbortDoesNotWaitForTheOutputsOfAllThatHaveEnded() {
        simulator.fleet().addHosts(196, "more%03d.example.com");
        simulator.fleet().scripts(host -> HostScript.lines(Duration.ofSeconds(1), 0, "one\n"));
        simulator.fleet().host("host01.example.com").script(longRunning(false));
        fixture.live = false;
        int[] reads = {0, 0};
        simulator.faults().on("POST", "/api/job_invocations/1/outputs").always().after(() -> {
            if (reads[0]++ == 0) {
                fixture.run.cancel(Sentence.plain("Aborted by admin."));
            }
        });
        simulator.faults().on("POST", CANCEL).after(() -> reads[1] = reads[0]);
        fixture.start(command("sleep 3600", "name ~ example"), RunSettings.DEFAULTS)
                .toEnd();

        assertThat(fixture.outcome().verdict()).isEqualTo(Verdict.ABORTED);
        assertThat(reads[1]).isEqualTo(1);
    }

    @Test
    void anAbortCancelsOnForemanAndFollowsTheJobUntilItHasStopped() {
        fixture.start(LONG, RunSettings.DEFAULTS);
        fixture.scheduler.runUntil(this::running);
        fixture.run.cancel(Sentence.plain("Aborted by admin."));
        fixture.toEnd();

        assertThat(fixture.outcome().verdict()).isEqualTo(Verdict.ABORTED);
        assertThat(fixture.outcome().message().toString()).startsWith("Aborted by admin. 4 of 4 hosts did not succeed");
        assertThat(simulator.jobInvocations().get(0).statusLabel()).isEqualTo("failed");
        assertThat(fixture.attempt(0).counts()).containsOnlyKeys(HostState.CANCELLED);
        assertThat(fixture.output(0))
                .allSatisfy((host, text) -> assertThat(text).contains("working\n"));
        assertThat(fixture.events).anyMatch(event -> event.contains("accepted the cancellation"));
    }

    @Test
    void anAbortDoesNotWaitForALongListOfHosts() {
        simulator.close();
        simulator = ForemanSimulator.builder().manualClock().hosts(2000).start();
        simulator.fleet().scripts(host -> longRunning(false));
        fixture = new RunFixture(simulator, directory.resolve("many"));
        fixture.start(LONG, RunSettings.DEFAULTS);
        simulator
                .faults()
                .on("GET", "/api/job_invocations/1/hosts")
                .skip(1)
                .after(() -> fixture.run.cancel(Sentence.plain("Aborted by admin.")));
        int[] pagesBefore = {0};
        simulator
                .faults()
                .on("POST", CANCEL)
                .after(() -> pagesBefore[0] = simulator.counters().requests("GET /api/job_invocations/:id/hosts"));
        fixture.toEnd();

        assertThat(pagesBefore[0]).isEqualTo(2);
        assertThat(fixture.attempt(0).hosts()).hasSize(2000).allMatch(HostRow::outputComplete);
    }

    @Test
    void hostsThatDoNotStopAreGivenUpByForce() {
        simulator.fleet().scripts(host -> longRunning(true));
        fixture.start(LONG, RunSettings.DEFAULTS);
        fixture.scheduler.runUntil(this::running);
        fixture.run.cancel(Sentence.plain("Aborted by admin."));
        fixture.toEnd();

        assertThat(fixture.outcome().verdict()).isEqualTo(Verdict.ABORTED);
        assertThat(simulator.counters().requests("POST /api/job_invocations/:id/cancel"))
                .isEqualTo(2);
        assertThat(fixture.events).anyMatch(event -> event.contains("told to give up"));
    }

    /** What others read of a server holds up none of the later acts of an abort, as it does not hold up the first. */
    @Test
    void aJobIsStoppedByForceInTimeBesideManyWhoRead() {
        simulator.fleet().scripts(host -> longRunning(true));
        fixture.start(LONG, RunSettings.DEFAULTS);
        fixture.scheduler.runUntil(this::running);
        useUp();
        fixture.run.cancel(Sentence.plain("Aborted by admin."));
        Instant at = fixture.scheduler.now();
        fixture.scheduler.runUntil(() -> cancels() == 2);

        assertThat(Duration.between(at, fixture.scheduler.now()))
                .isBetween(Cancellation.SOFT_GRACE, Cancellation.SOFT_GRACE.plusSeconds(5));
    }

    @Test
    void aJobThatDoesNotStopIsGivenUpInTimeBesideManyWhoRead() {
        simulator.fleet().scripts(host -> longRunning(true));
        simulator.faults().on("POST", CANCEL).always().json(200, "{\"cancelled\":true,\"id\":1}");
        fixture.start(LONG, RunSettings.DEFAULTS);
        fixture.scheduler.runUntil(this::running);
        useUp();
        fixture.run.cancel(Sentence.plain("Aborted by admin."));
        Instant at = fixture.scheduler.now();
        fixture.toEnd();

        assertThat(Duration.between(at, fixture.scheduler.now()))
                .isLessThan(
                        Cancellation.SOFT_GRACE.plus(Cancellation.FORCE_GRACE).plusSeconds(5));
    }

    @Test
    void aCancelThatMetAnOutageIsTriedAgainInTimeBesideManyWhoRead() {
        fixture.start(LONG, RunSettings.DEFAULTS);
        fixture.scheduler.runUntil(this::running);
        simulator.faults().on("POST", CANCEL).status(503);
        useUp();
        fixture.run.cancel(Sentence.plain("Aborted by admin."));
        Instant at = fixture.scheduler.now();
        fixture.scheduler.runUntil(() -> cancels() == 2);

        assertThat(Duration.between(at, fixture.scheduler.now())).isLessThan(Duration.ofSeconds(5));
    }

    @Test
    void aWishToStopIsCarriedOutAtOnceAfterARestartBesideManyWhoRead() {
        fixture.start(LONG, RunSettings.DEFAULTS);
        fixture.scheduler.runUntil(this::running);
        fixture.run.suspend();
        fixture.run.cancel(Sentence.plain("Aborted by admin."));
        fixture.resume(LONG, RunSettings.DEFAULTS);
        useUp();
        Instant at = fixture.scheduler.now();
        fixture.scheduler.runUntil(() -> cancels() == 1);

        assertThat(Duration.between(at, fixture.scheduler.now())).isLessThan(Duration.ofSeconds(5));
    }

    /** For ten minutes there is nothing left of what may be asked of the server. */
    private void useUp() {
        for (int i = 0; i < 60_000; i++) {
            fixture.budget.request();
        }
    }

    private long cancels() {
        return simulator.counters().requests("POST /api/job_invocations/:id/cancel");
    }

    @Test
    void aUserWhoMayNotCancelIsToldWhichPermissionIsMissingAndThatTheJobGoesOn() {
        fixture.as("rexuser").start(LONG, RunSettings.DEFAULTS);
        fixture.scheduler.runUntil(this::running);
        fixture.run.cancel(Sentence.plain("Aborted by admin."));
        fixture.toEnd();

        assertThat(fixture.outcome().verdict()).isEqualTo(Verdict.ABORTED);
        assertThat(fixture.outcome().message().toString())
                .contains("is still running in Foreman", "cancel_job_invocations", "Remote Execution Manager");
        assertThat(simulator.jobInvocations().get(0).statusLabel()).isEqualTo("running");
        assertThat(fixture.events)
                .anyMatch(event -> event.startsWith("cancelling ") && event.contains("cancel_job_invocations"));
        assertThat(fixture.record.head().news())
                .anyMatch(news -> news.facts().get(0).contains("cancel_job_invocations"));
    }

    @Test
    void aJobThatDoesNotStopIsLeftAndNamedSoon() {
        simulator
                .faults()
                .on("POST", "/api/job_invocations/*/cancel")
                .always()
                .json(200, "{\"cancelled\":true,\"id\":1}");
        fixture.start(LONG, RunSettings.DEFAULTS);
        fixture.scheduler.runUntil(this::running);
        Instant wished = fixture.scheduler.now();
        fixture.run.cancel(Sentence.plain("Aborted by admin."));
        fixture.toEnd();

        assertThat(fixture.outcome().verdict()).isEqualTo(Verdict.ABORTED);
        assertThat(Duration.between(wished, fixture.scheduler.now()))
                .isBetween(Duration.ofSeconds(105), Duration.ofMinutes(3));
        assertThat(simulator.jobInvocations().get(0).statusLabel()).isEqualTo("running");
    }

    @Test
    void aCancelThatWasAcceptedIsNotSentAgainAfterARestart() throws Exception {
        simulator.fleet().scripts(host -> longRunning(true));
        fixture.start(LONG, RunSettings.DEFAULTS);
        fixture.scheduler.runUntil(this::running);
        fixture.run.cancel(Sentence.plain("Aborted by admin."));
        fixture.scheduler.runUntil(() -> fixture.record.head().cancel().softAt() != null);
        fixture.run.suspend();
        fixture.record.close();
        fixture.resume(LONG, RunSettings.DEFAULTS);
        fixture.scheduler.runFor(Duration.ofSeconds(50));

        assertThat(simulator.counters().requests("POST /api/job_invocations/:id/cancel"))
                .isEqualTo(1);
        fixture.toEnd();
    }

    @Test
    void aJobThatWaitsForItsStartIsNotSaidToStall() {
        JobOptions tomorrow = JobOptions.builder()
                .startAt(simulator.clock().instant().plus(Duration.ofDays(1)))
                .build();
        fixture.start(with(tomorrow), RunSettings.DEFAULTS);
        fixture.scheduler.runFor(Duration.ofHours(1));

        assertThat(fixture.events).contains("scheduled").noneMatch(event -> event.startsWith("notice "));
        fixture.run.suspend();
    }

    @Test
    void whatFailedBeforeAnAbortIsNotTriedAgainAfterIt() {
        simulator.fleet().host("host01.example.com").script(HostScript.lines(Duration.ofSeconds(1), 3, "oops\n"));
        fixture.start(LONG, settings(s -> s.retries(1)));
        fixture.scheduler.runUntil(() ->
                fixture.record.attempts() > 0 && fixture.attempt(0).counts().containsKey(HostState.ERROR));
        fixture.run.cancel(Sentence.plain("Aborted."));
        fixture.toEnd();

        assertThat(fixture.outcome().verdict()).isEqualTo(Verdict.ABORTED);
        assertThat(fixture.events).noneMatch(event -> event.startsWith("retrying"));
        assertThat(fixture.record.attempts()).isEqualTo(1);
        assertThat(simulator.jobInvocations()).hasSize(1);
    }

    @Test
    void withCancelOnAbortOffTheJobGoesOn() {
        fixture.start(LONG, settings(RunFixture.Settings::leaveOnAbort));
        fixture.scheduler.runUntil(this::running);
        fixture.run.cancel(Sentence.plain("Aborted by admin."));
        fixture.toEnd();

        assertThat(fixture.outcome().verdict()).isEqualTo(Verdict.ABORTED);
        assertThat(simulator.jobInvocations().get(0).cancelRequested()).isFalse();
    }

    @Test
    void whyAndHowItEndedIsKeptForEveryReaderInHisLanguage() {
        fixture.start(LONG, settings(s -> s.timeout(Duration.ofMinutes(5)))).toEnd();

        Sentence why = fixture.record.head().cancel().reason();
        assertThat(why.in(Locale.ENGLISH)).isEqualTo("The job took longer than its timeout of 300 seconds.");
        assertThat(why.in(Locale.GERMANY)).isEqualTo("Der Job hat sein Zeitlimit von 300 Sekunden überschritten.");
        assertThat(fixture.outcome().message().in(Locale.ENGLISH)).startsWith(why.in(Locale.ENGLISH) + " 4 of 4 hosts");
        assertThat(fixture.outcome().message().in(Locale.GERMAN)).startsWith(why.in(Locale.GERMAN) + " 4 von 4 Hosts");
        assertThat(fixture.outcome().message().in(Locale.FRENCH))
                .isEqualTo(fixture.outcome().message().in(Locale.ENGLISH));
    }

    @Test
    void aTimeoutCancelsTheJobAndFailsTheRun() {
        fixture.start(LONG, settings(s -> s.timeout(Duration.ofMinutes(5)))).toEnd();

        assertThat(fixture.outcome().verdict()).isEqualTo(Verdict.FAILURE);
        assertThat(fixture.outcome().message().toString()).contains("timeout of 300 seconds");
        assertThat(simulator.jobInvocations().get(0).cancelRequested()).isTrue();
    }

    @Test
    void theTimeBeforeARestartCountsForTheTimeout() throws Exception {
        RunSettings fiveMinutes = settings(s -> s.timeout(Duration.ofMinutes(5)));
        Instant began = fixture.scheduler.now();
        fixture.start(LONG, fiveMinutes);
        fixture.scheduler.runFor(Duration.ofMinutes(4));
        fixture.run.suspend();
        fixture.record.close();
        fixture.resume(LONG, fiveMinutes);
        fixture.scheduler.runUntil(() -> cancels() == 1);

        assertThat(Duration.between(began, fixture.scheduler.now()))
                .isBetween(Duration.ofMinutes(5), Duration.ofSeconds(330));
    }

    @Test
    void anAbortDuringAnOutageIsCarriedOutWhenForemanIsBack() {
        fixture.start(LONG, RunSettings.DEFAULTS);
        fixture.scheduler.runUntil(this::running);
        simulator.faults().downFor(Duration.ofMinutes(3));
        fixture.run.cancel(Sentence.plain("Aborted by admin."));
        fixture.toEnd();

        assertThat(simulator.jobInvocations().get(0).cancelRequested()).isTrue();
        assertThat(fixture.outcome().verdict()).isEqualTo(Verdict.ABORTED);
    }

    @Test
    void aScheduledJobIsCancelledBeforeItStarts() {
        JobOptions tomorrow = JobOptions.builder()
                .startAt(simulator.clock().instant().plus(Duration.ofDays(1)))
                .build();
        fixture.start(with(tomorrow), RunSettings.DEFAULTS);
        fixture.scheduler.runUntil(() -> fixture.events.contains("scheduled"));
        assertThat(fixture.record.head().currentAttempt().schedule().mode()).isEqualTo("future");
        assertThat(fixture.record.head().currentAttempt().schedule().startAt()).isAfter(fixture.scheduler.now());
        fixture.run.cancel(Sentence.plain("Aborted by admin."));
        fixture.toEnd();

        assertThat(fixture.outcome().verdict()).isEqualTo(Verdict.ABORTED);
        assertThat(simulator.jobInvocations().get(0).statusLabel()).isEqualTo("cancelled");
    }

    @Test
    void anAbortedRecurringJobDoesNotComeBack() {
        fixture.start(with(recurring("0 * * * *")), RunSettings.DEFAULTS);
        fixture.scheduler.runUntil(() -> fixture.events.contains("scheduled"));
        fixture.run.cancel(Sentence.plain("Aborted by admin."));
        fixture.toEnd();
        simulator.clock().advance(Duration.ofHours(3));
        Instant later = simulator.clock().instant();

        assertThat(later).isAfter(fixture.record.head().createdAt());
        assertThat(simulator.jobInvocations())
                .noneMatch(job -> job.statusLabel().equals("succeeded")
                        || job.statusLabel().equals("running")
                        || job.statusLabel().equals("queued"));
    }

    @Test
    void anAbortEndsOnlyWhenTheSeriesIsStoppedAlthoughItsJobStoppedLongBefore() {
        fixture.start(with(recurring("0 * * * *")), RunSettings.DEFAULTS);
        fixture.scheduler.runUntil(() -> fixture.events.contains("scheduled"));
        simulator
                .faults()
                .on("POST", "/foreman_tasks/api/recurring_logics/*/cancel")
                .status(503)
                .times(4);
        fixture.run.cancel(Sentence.plain("Aborted by admin."));
        fixture.toEnd();
        simulator.clock().advance(Duration.ofHours(3));

        assertThat(fixture.outcome().verdict()).isEqualTo(Verdict.ABORTED);
        assertThat(simulator.jobInvocations())
                .noneMatch(job -> job.statusLabel().equals("succeeded")
                        || job.statusLabel().equals("running")
                        || job.statusLabel().equals("queued"));
    }

    @Test
    void aSeriesThatGoesOnIsToldOfAlthoughTheNextQuestionFails() {
        simulator.fleet().scripts(host -> longRunning(false));
        fixture.as("rexmanager").start(with(recurring("0 * * * *")), RunSettings.DEFAULTS);
        fixture.scheduler.runUntil(() -> fixture.events.contains("scheduled"));
        simulator.faults().on("GET", "/api/job_invocations").status(503).times(2);
        fixture.run.cancel(Sentence.plain("Aborted by admin."));
        fixture.toEnd();

        assertThat(fixture.events).anyMatch(event -> event.contains("Foreman will run the job again"));
    }

    @Test
    void theLaterRunsOfASeriesThatHaveBegunBesideItAreStoppedTooByForceIfNeedBe() {
        simulator.fleet().scripts(host -> longRunning(true));
        fixture.start(with(recurring("* * * * *")), RunSettings.DEFAULTS);
        fixture.scheduler.runUntil(() -> simulator.jobInvocations().stream()
                        .filter(job -> job.statusLabel().equals("running"))
                        .count()
                >= 2);
        fixture.run.cancel(Sentence.plain("Aborted by admin."));
        fixture.toEnd();
        simulator.clock().advance(Duration.ofMinutes(10));

        assertThat(fixture.outcome().verdict()).isEqualTo(Verdict.ABORTED);
        assertThat(simulator.jobInvocations())
                .noneMatch(job ->
                        job.statusLabel().equals("running") || job.statusLabel().equals("queued"));
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void anAbortInOrBeforeARetryStopsTheSeriesThatTheFirstJobHasBegun(boolean before) {
        simulator
                .fleet()
                .scripts(host -> HostScript.builder()
                        .duration(Duration.ofSeconds(simulator.jobInvocations().size() < 2 ? 20 : 3600))
                        .exit(1)
                        .build());
        fixture.start(with(recurring("0 * * * *")), settings(s -> s.retries(1)));
        fixture.scheduler.runUntil(() -> fixture.record.attempts() == 2
                && (before || fixture.attempt(1).counts().containsKey(HostState.RUNNING)));
        fixture.run.cancel(Sentence.plain("Aborted by admin."));
        fixture.toEnd();
        int jobs = simulator.jobInvocations().size();
        simulator.clock().advance(Duration.ofHours(3));

        assertThat(fixture.outcome().verdict()).isEqualTo(Verdict.ABORTED);
        assertThat(simulator.jobInvocations()).hasSize(jobs);
        assertThat(simulator.jobInvocations())
                .noneMatch(job ->
                        job.statusLabel().equals("running") || job.statusLabel().equals("queued"));
    }

    @Test
    void anAbortBeforeARetrySaysWhatTheHostsHadComeTo() {
        simulator.fleet().scripts(host -> HostScript.lines(Duration.ofSeconds(1), 1, "no\n"));
        fixture.start(LONG, settings(s -> s.retries(1)));
        fixture.scheduler.runUntil(() -> fixture.record.attempts() == 2);
        fixture.run.cancel(Sentence.plain("Aborted by admin."));
        fixture.toEnd();

        assertThat(fixture.outcome().verdict()).isEqualTo(Verdict.ABORTED);
        assertThat(fixture.outcome().message().toString())
                .startsWith("Aborted by admin. 4 of 4 hosts failed: host01.example.com");
        assertThat(simulator.jobInvocations()).hasSize(1);
    }

    @Test
    void whoMayNotCancelIsToldSoWhenASeriesRunsOnBeforeARetry() {
        simulator
                .fleet()
                .scripts(host -> HostScript.builder()
                        .duration(Duration.ofSeconds(simulator.jobInvocations().size() < 3 ? 90 : 3600))
                        .exit(1)
                        .build());
        fixture.as("rexuser").start(with(recurring("* * * * *")), settings(s -> s.retries(1)));
        fixture.scheduler.runUntil(() -> fixture.record.attempts() == 2);
        fixture.run.cancel(Sentence.plain("Aborted by admin."));
        fixture.toEnd();

        assertThat(fixture.outcome().verdict())
                .as(fixture.outcome().message().toString())
                .isEqualTo(Verdict.ABORTED);
        assertThat(fixture.outcome().message().toString())
                .contains("is still running in Foreman", "cancel_job_invocations");
    }

    @Test
    void aSeriesThatMayNotBeCancelledIsAskedForOnceAndToldOfOnceHoweverLongItsJobTakesToStop() {
        simulator.fleet().scripts(host -> longRunning(true));
        fixture.as("rexmanager").start(with(recurring("0 * * * *")), RunSettings.DEFAULTS);
        fixture.scheduler.runUntil(this::running);
        fixture.run.cancel(Sentence.plain("Aborted by admin."));
        fixture.toEnd();

        assertThat(fixture.events.stream().filter(event -> event.contains("Foreman will run the job again")))
                .hasSize(1);
        assertThat(simulator.counters().requests("POST /foreman_tasks/api/recurring_logics/:id/cancel"))
                .isEqualTo(1);
    }

    @Test
    void theJobOfASeriesThatMayNotBeCancelledIsCancelledAllTheSame() {
        fixture.as("rexmanager").start(with(recurring("0 * * * *")), RunSettings.DEFAULTS);
        fixture.scheduler.runUntil(() -> fixture.events.contains("scheduled"));
        fixture.run.cancel(Sentence.plain("Aborted by admin."));
        fixture.toEnd();

        assertThat(fixture.outcome().verdict()).isEqualTo(Verdict.ABORTED);
        assertThat(simulator.jobInvocations().get(0).statusLabel()).isEqualTo("cancelled");
        assertThat(fixture.events)
                .anyMatch(event ->
                        event.contains("Foreman will run the job again") && event.contains("edit_recurring_logics"));
    }

    @Test
    void aCrashBetweenAbortAndEndDoesNotLoseTheAbort() throws Exception {
        fixture.start(LONG, RunSettings.DEFAULTS);
        fixture.scheduler.runUntil(this::running);
        fixture.run.cancel(Sentence.plain("Aborted by admin."));
        fixture.scheduler.runUntil(() -> simulator.jobInvocations().get(0).cancelRequested());
        fixture.run.suspend();
        fixture.record.close();
        fixture.resume(LONG, RunSettings.DEFAULTS).toEnd();

        assertThat(fixture.outcome().verdict()).isEqualTo(Verdict.ABORTED);
    }

    @Test
    void aCrashRightAfterAnAbortDoesNotLoseIt() throws Exception {
        fixture.start(LONG, RunSettings.DEFAULTS);
        fixture.scheduler.runUntil(this::running);
        fixture.run.cancel(Sentence.plain("Aborted by admin."));
        fixture.run.suspend();
        fixture.record.close();
        fixture.resume(LONG, RunSettings.DEFAULTS).toEnd();

        assertThat(fixture.outcome().verdict()).isEqualTo(Verdict.ABORTED);
        assertThat(simulator.jobInvocations().get(0).cancelRequested()).isTrue();
    }

    @Test
    void hostsThatHadFailedBeforeAnAbortAreNotTriedAgain() {
        simulator.fleet().host("host01.example.com").script(HostScript.lines(Duration.ofSeconds(1), 1, "oops\n"));
        fixture.start(LONG, settings(s -> s.retries(1)));
        fixture.scheduler.runUntil(
                () -> running() && fixture.attempt(0).counts().containsKey(HostState.ERROR));
        fixture.run.cancel(Sentence.plain("Aborted by admin."));
        fixture.toEnd();

        assertThat(simulator.jobInvocations()).hasSize(1);
        assertThat(fixture.outcome().verdict()).isEqualTo(Verdict.ABORTED);
    }

    private static JobInvocationRequest with(JobOptions options) {
        return JobInvocationRequest.builder()
                .jobTemplate(RunFixture.TEMPLATE)
                .searchQuery("name ~ host")
                .inputs(Map.of("command", "uptime"))
                .options(options)
                .build();
    }

    @Test
    void aRunWhoseRecordIsDeletedStopsAndItsJobIsCancelledAsForAnAbort() throws Exception {
        fixture.start(LONG, RunSettings.DEFAULTS);
        fixture.scheduler.runUntil(this::running);
        Path head = directory.resolve("run/head.json");
        String before = Files.readString(head);
        int told = fixture.events.size();

        fixture.run.abandon(Sentence.plain("The build was deleted."));
        fixture.scheduler.runUntil(this::stopped);

        assertThat(fixture.ended).isFalse();
        assertThat(fixture.events).hasSize(told);
        assertThat(Files.readString(head)).isEqualTo(before);
    }

    @Test
    void nothingIsAskedAnyMoreOnceTheJobOfADeletedRunHasStopped() {
        fixture.start(LONG, RunSettings.DEFAULTS);
        fixture.scheduler.runUntil(this::running);
        fixture.run.abandon(Sentence.plain("The build was deleted."));
        fixture.scheduler.runUntil(this::stopped);
        fixture.scheduler.runFor(Duration.ofMinutes(1));
        int asked = simulator.counters().requests();

        fixture.scheduler.runFor(Duration.ofHours(1));

        assertThat(simulator.counters().requests()).isEqualTo(asked);
    }

    @Test
    void aServerThatStaysAwayIsNotAskedForEverForTheJobOfADeletedRun() {
        fixture.start(LONG, settings(s -> s.patience(Duration.ofMinutes(10))));
        fixture.scheduler.runUntil(this::running);
        Faults.Rule away = simulator.faults().on("*", "/**").always();
        away.status(503);
        fixture.run.abandon(Sentence.plain("The build was deleted."));
        fixture.scheduler.runFor(Duration.ofMinutes(11));
        int asked = away.hits();

        fixture.scheduler.runFor(Duration.ofHours(1));

        assertThat(asked).isGreaterThan(10);
        assertThat(away.hits()).isEqualTo(asked);
    }

    @Test
    void aJobThatIsCreatedLateForADeletedRunIsCancelledToo() {
        simulator.faults().on("POST", "/api/job_invocations").processedLate(Duration.ofSeconds(40));
        fixture.start(LONG, RunSettings.DEFAULTS);
        fixture.scheduler.runUntil(() -> fixture.record.head().current() != null
                && fixture.record.head().current().sent());

        fixture.run.abandon(Sentence.plain("The build was deleted."));
        fixture.scheduler.runUntil(() -> simulator.jobInvocations().stream().anyMatch(job -> job.cancelRequested()));

        assertThat(simulator.jobInvocations()).hasSize(1);
    }

    @Test
    void aSorryPageDoesNotKeepTheJobOfADeletedRunFromBeingCancelled() {
        fixture.start(LONG, RunSettings.DEFAULTS);
        fixture.scheduler.runUntil(this::running);
        Faults.Rule sorry =
                simulator.faults().on("GET", "/api/job_invocations/*").redirect("https://sorry.example.com/");

        fixture.run.abandon(Sentence.plain("The build was deleted."));
        fixture.scheduler.runUntil(() -> simulator.jobInvocations().get(0).cancelRequested());

        assertThat(sorry.hits()).isEqualTo(1);
    }

    @Test
    void aRunWhoseRecordIsDeletedLeavesItsJobAloneWhereAnAbortWould() {
        fixture.start(LONG, settings(RunFixture.Settings::leaveOnAbort));
        fixture.scheduler.runUntil(this::running);
        int asked = simulator.counters().requests();

        fixture.run.abandon(Sentence.plain("The build was deleted."));
        fixture.scheduler.runFor(Duration.ofMinutes(10));

        assertThat(simulator.counters().requests()).isEqualTo(asked);
    }

    @Test
    void aRunGoesOnInTheDirectoryToWhichItsRecordWasMoved() throws Exception {
        fixture.start(command("#sim", "name ~ host"), RunSettings.DEFAULTS);
        fixture.scheduler.runUntil(this::running);
        Path moved = directory.resolve("moved");
        Files.move(directory.resolve("run"), moved);
        fixture.record.moved(moved);

        fixture.scheduler.runFor(Duration.ofMinutes(5));
        fixture.run.cancel(Sentence.plain("Aborted by admin."));
        fixture.toEnd();

        assertThat(directory.resolve("run")).doesNotExist();
        try (RunRecord reopened = RunRecord.open(moved, RecordLimits.DEFAULT)) {
            assertThat(reopened.head().outcome().verdict()).isEqualTo(Verdict.ABORTED);
            assertThat(reopened.attempt(0).hosts()).hasSize(4);
            assertThat(reopened.attempt(0).outputSize(1).chars()).isPositive();
        }
    }
}
