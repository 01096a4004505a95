package io.jenkins.plugins.foreman.invocation;

import static io.jenkins.plugins.foreman.invocation.RunFixture.command;
import static io.jenkins.plugins.foreman.invocation.RunFixture.settings;
import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.foreman.client.HostState;
import io.jenkins.plugins.foreman.client.JobOptions;
import io.jenkins.plugins.foreman.client.JobSecrets;
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
import java.util.List;
import java.util.Map;
import java.util.Set;
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
        return new JobOptions(
                null, null, null, null, null, null, null, new JobOptions.Recurrence(cron, null, null, null), null);
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
    void an_abort_before_the_job_exists_creates_none() {
        fixture.start(LONG, RunSettings.DEFAULTS).run.cancel("Aborted by admin.");
        fixture.toEnd();

        assertThat(simulator.jobInvocations()).isEmpty();
        assertThat(fixture.outcome().verdict()).isEqualTo(Verdict.ABORTED);
        assertThat(fixture.outcome().message()).isEqualTo("Aborted by admin. The job had not been created yet.");
    }

    @Test
    void an_abort_while_names_are_looked_up_creates_none() {
        fixture.start(LONG, RunSettings.DEFAULTS);
        simulator.faults().on("GET", "/api/job_templates/*").after(() -> fixture.run.cancel("Aborted by admin."));
        fixture.toEnd();

        assertThat(simulator.jobInvocations()).isEmpty();
        assertThat(fixture.outcome().message()).isEqualTo("Aborted by admin. The job had not been created yet.");
    }

    @Test
    void an_abort_cancels_on_foreman_and_follows_the_job_until_it_has_stopped() {
        fixture.start(LONG, RunSettings.DEFAULTS);
        fixture.scheduler.runUntil(this::running);
        fixture.run.cancel("Aborted by admin.");
        fixture.toEnd();

        assertThat(fixture.outcome().verdict()).isEqualTo(Verdict.ABORTED);
        assertThat(fixture.outcome().message()).startsWith("Aborted by admin. 4 of 4 hosts did not succeed");
        assertThat(simulator.jobInvocations().get(0).statusLabel()).isEqualTo("failed");
        assertThat(fixture.attempt(0).counts()).containsOnlyKeys(HostState.CANCELLED);
        assertThat(fixture.output(0))
                .allSatisfy((host, text) -> assertThat(text).contains("working\n"));
        assertThat(fixture.events).anyMatch(event -> event.contains("accepted the cancellation"));
    }

    @Test
    void an_abort_does_not_wait_for_a_long_list_of_hosts() {
        simulator.close();
        simulator = ForemanSimulator.builder().manualClock().hosts(2000).start();
        simulator.fleet().scripts(host -> longRunning(false));
        fixture = new RunFixture(simulator, directory.resolve("many"));
        fixture.start(LONG, RunSettings.DEFAULTS);
        simulator
                .faults()
                .on("GET", "/api/job_invocations/1/hosts")
                .skip(1)
                .after(() -> fixture.run.cancel("Aborted by admin."));
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
    void hosts_that_do_not_stop_are_given_up_by_force() {
        simulator.fleet().scripts(host -> longRunning(true));
        fixture.start(LONG, RunSettings.DEFAULTS);
        fixture.scheduler.runUntil(this::running);
        fixture.run.cancel("Aborted by admin.");
        fixture.toEnd();

        assertThat(fixture.outcome().verdict()).isEqualTo(Verdict.ABORTED);
        assertThat(simulator.counters().requests("POST /api/job_invocations/:id/cancel"))
                .isEqualTo(2);
        assertThat(fixture.events).anyMatch(event -> event.contains("told to give up"));
    }

    /** What others read of a server holds up none of the later acts of an abort, as it does not hold up the first. */
    @Test
    void a_job_is_stopped_by_force_in_time_beside_many_who_read() {
        simulator.fleet().scripts(host -> longRunning(true));
        fixture.start(LONG, RunSettings.DEFAULTS);
        fixture.scheduler.runUntil(this::running);
        useUp();
        fixture.run.cancel("Aborted by admin.");
        Instant at = fixture.scheduler.now();
        fixture.scheduler.runUntil(() -> cancels() == 2);

        assertThat(Duration.between(at, fixture.scheduler.now()))
                .isBetween(Cancellation.SOFT_GRACE, Cancellation.SOFT_GRACE.plusSeconds(5));
    }

    @Test
    void a_job_that_does_not_stop_is_given_up_in_time_beside_many_who_read() {
        simulator.fleet().scripts(host -> longRunning(true));
        simulator.faults().on("POST", CANCEL).always().json(200, "{\"cancelled\":true,\"id\":1}");
        fixture.start(LONG, RunSettings.DEFAULTS);
        fixture.scheduler.runUntil(this::running);
        useUp();
        fixture.run.cancel("Aborted by admin.");
        Instant at = fixture.scheduler.now();
        fixture.toEnd();

        assertThat(Duration.between(at, fixture.scheduler.now()))
                .isLessThan(
                        Cancellation.SOFT_GRACE.plus(Cancellation.FORCE_GRACE).plusSeconds(5));
    }

    @Test
    void a_cancel_that_met_an_outage_is_tried_again_in_time_beside_many_who_read() {
        fixture.start(LONG, RunSettings.DEFAULTS);
        fixture.scheduler.runUntil(this::running);
        simulator.faults().on("POST", CANCEL).status(503);
        useUp();
        fixture.run.cancel("Aborted by admin.");
        Instant at = fixture.scheduler.now();
        fixture.scheduler.runUntil(() -> cancels() == 2);

        assertThat(Duration.between(at, fixture.scheduler.now())).isLessThan(Duration.ofSeconds(5));
    }

    @Test
    void a_wish_to_stop_is_carried_out_at_once_after_a_restart_beside_many_who_read() {
        fixture.start(LONG, RunSettings.DEFAULTS);
        fixture.scheduler.runUntil(this::running);
        fixture.run.suspend();
        fixture.run.cancel("Aborted by admin.");
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
    void a_user_who_may_not_cancel_is_told_which_permission_is_missing_and_that_the_job_goes_on() {
        fixture.as("rexuser").start(LONG, RunSettings.DEFAULTS);
        fixture.scheduler.runUntil(this::running);
        fixture.run.cancel("Aborted by admin.");
        fixture.toEnd();

        assertThat(fixture.outcome().verdict()).isEqualTo(Verdict.ABORTED);
        assertThat(fixture.outcome().message())
                .contains("is still running in Foreman", "cancel_job_invocations", "Remote Execution Manager");
        assertThat(simulator.jobInvocations().get(0).statusLabel()).isEqualTo("running");
        assertThat(fixture.events)
                .anyMatch(event -> event.startsWith("cancelling ") && event.contains("cancel_job_invocations"));
        assertThat(fixture.record.head().news())
                .anyMatch(news -> news.facts().get(0).contains("cancel_job_invocations"));
    }

    @Test
    void a_job_that_does_not_stop_is_left_and_named_soon() {
        simulator
                .faults()
                .on("POST", "/api/job_invocations/*/cancel")
                .always()
                .json(200, "{\"cancelled\":true,\"id\":1}");
        fixture.start(LONG, RunSettings.DEFAULTS);
        fixture.scheduler.runUntil(this::running);
        Instant wished = fixture.scheduler.now();
        fixture.run.cancel("Aborted by admin.");
        fixture.toEnd();

        assertThat(fixture.outcome().verdict()).isEqualTo(Verdict.ABORTED);
        assertThat(Duration.between(wished, fixture.scheduler.now()))
                .isBetween(Duration.ofSeconds(105), Duration.ofMinutes(3));
        assertThat(simulator.jobInvocations().get(0).statusLabel()).isEqualTo("running");
    }

    @Test
    void a_cancel_that_was_accepted_is_not_sent_again_after_a_restart() throws Exception {
        simulator.fleet().scripts(host -> longRunning(true));
        fixture.start(LONG, RunSettings.DEFAULTS);
        fixture.scheduler.runUntil(this::running);
        fixture.run.cancel("Aborted by admin.");
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
    void a_job_that_waits_for_its_start_is_not_said_to_stall() {
        JobOptions tomorrow = new JobOptions(
                null, null, null, null, null, simulator.clock().instant().plus(Duration.ofDays(1)), null, null, null);
        fixture.start(with(tomorrow), RunSettings.DEFAULTS);
        fixture.scheduler.runFor(Duration.ofHours(1));

        assertThat(fixture.events).contains("scheduled").noneMatch(event -> event.startsWith("notice "));
        fixture.run.suspend();
    }

    @Test
    void what_failed_before_an_abort_is_not_tried_again_after_it() {
        simulator.fleet().host("host01.example.com").script(HostScript.lines(Duration.ofSeconds(1), 3, "oops\n"));
        fixture.start(LONG, settings(s -> s.retries(1)));
        fixture.scheduler.runUntil(() ->
                fixture.record.attempts() > 0 && fixture.attempt(0).counts().containsKey(HostState.ERROR));
        fixture.run.cancel("Aborted.");
        fixture.toEnd();

        assertThat(fixture.outcome().verdict()).isEqualTo(Verdict.ABORTED);
        assertThat(fixture.events).noneMatch(event -> event.startsWith("retrying"));
        assertThat(fixture.record.attempts()).isEqualTo(1);
        assertThat(simulator.jobInvocations()).hasSize(1);
    }

    @Test
    void with_cancel_on_abort_off_the_job_goes_on() {
        fixture.start(LONG, settings(RunFixture.Settings::leaveOnAbort));
        fixture.scheduler.runUntil(this::running);
        fixture.run.cancel("Aborted by admin.");
        fixture.toEnd();

        assertThat(fixture.outcome().verdict()).isEqualTo(Verdict.ABORTED);
        assertThat(simulator.jobInvocations().get(0).cancelRequested()).isFalse();
    }

    @Test
    void a_timeout_cancels_the_job_and_fails_the_run() {
        fixture.start(LONG, settings(s -> s.timeout(Duration.ofMinutes(5)))).toEnd();

        assertThat(fixture.outcome().verdict()).isEqualTo(Verdict.FAILURE);
        assertThat(fixture.outcome().message()).contains("timeout of 300 seconds");
        assertThat(simulator.jobInvocations().get(0).cancelRequested()).isTrue();
    }

    @Test
    void the_time_before_a_restart_counts_for_the_timeout() throws Exception {
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
    void an_abort_during_an_outage_is_carried_out_when_foreman_is_back() {
        fixture.start(LONG, RunSettings.DEFAULTS);
        fixture.scheduler.runUntil(this::running);
        simulator.faults().downFor(Duration.ofMinutes(3));
        fixture.run.cancel("Aborted by admin.");
        fixture.toEnd();

        assertThat(simulator.jobInvocations().get(0).cancelRequested()).isTrue();
        assertThat(fixture.outcome().verdict()).isEqualTo(Verdict.ABORTED);
    }

    @Test
    void a_scheduled_job_is_cancelled_before_it_starts() {
        JobOptions tomorrow = new JobOptions(
                null, null, null, null, null, simulator.clock().instant().plus(Duration.ofDays(1)), null, null, null);
        fixture.start(with(tomorrow), RunSettings.DEFAULTS);
        fixture.scheduler.runUntil(() -> fixture.events.contains("scheduled"));
        assertThat(fixture.record.head().currentAttempt().schedule().mode()).isEqualTo("future");
        assertThat(fixture.record.head().currentAttempt().schedule().startAt()).isAfter(fixture.scheduler.now());
        fixture.run.cancel("Aborted by admin.");
        fixture.toEnd();

        assertThat(fixture.outcome().verdict()).isEqualTo(Verdict.ABORTED);
        assertThat(simulator.jobInvocations().get(0).statusLabel()).isEqualTo("cancelled");
    }

    @Test
    void an_aborted_recurring_job_does_not_come_back() {
        fixture.start(with(recurring("0 * * * *")), RunSettings.DEFAULTS);
        fixture.scheduler.runUntil(() -> fixture.events.contains("scheduled"));
        fixture.run.cancel("Aborted by admin.");
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
    void an_abort_ends_only_when_the_series_is_stopped_although_its_job_stopped_long_before() {
        fixture.start(with(recurring("0 * * * *")), RunSettings.DEFAULTS);
        fixture.scheduler.runUntil(() -> fixture.events.contains("scheduled"));
        simulator
                .faults()
                .on("POST", "/foreman_tasks/api/recurring_logics/*/cancel")
                .status(503)
                .times(4);
        fixture.run.cancel("Aborted by admin.");
        fixture.toEnd();
        simulator.clock().advance(Duration.ofHours(3));

        assertThat(fixture.outcome().verdict()).isEqualTo(Verdict.ABORTED);
        assertThat(simulator.jobInvocations())
                .noneMatch(job -> job.statusLabel().equals("succeeded")
                        || job.statusLabel().equals("running")
                        || job.statusLabel().equals("queued"));
    }

    @Test
    void a_series_that_goes_on_is_told_of_although_the_next_question_fails() {
        simulator.fleet().scripts(host -> longRunning(false));
        fixture.as("rexmanager").start(with(recurring("0 * * * *")), RunSettings.DEFAULTS);
        fixture.scheduler.runUntil(() -> fixture.events.contains("scheduled"));
        simulator.faults().on("GET", "/api/job_invocations").status(503).times(2);
        fixture.run.cancel("Aborted by admin.");
        fixture.toEnd();

        assertThat(fixture.events).anyMatch(event -> event.contains("Foreman will run the job again"));
    }

    @Test
    void the_later_runs_of_a_series_that_have_begun_beside_it_are_stopped_too_by_force_if_need_be() {
        simulator.fleet().scripts(host -> longRunning(true));
        fixture.start(with(recurring("* * * * *")), RunSettings.DEFAULTS);
        fixture.scheduler.runUntil(() -> simulator.jobInvocations().stream()
                        .filter(job -> job.statusLabel().equals("running"))
                        .count()
                >= 2);
        fixture.run.cancel("Aborted by admin.");
        fixture.toEnd();
        simulator.clock().advance(Duration.ofMinutes(10));

        assertThat(fixture.outcome().verdict()).isEqualTo(Verdict.ABORTED);
        assertThat(simulator.jobInvocations())
                .noneMatch(job ->
                        job.statusLabel().equals("running") || job.statusLabel().equals("queued"));
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void an_abort_in_or_before_a_retry_stops_the_series_that_the_first_job_has_begun(boolean before) {
        simulator
                .fleet()
                .scripts(host -> HostScript.builder()
                        .duration(Duration.ofSeconds(simulator.jobInvocations().size() < 2 ? 20 : 3600))
                        .exit(1)
                        .build());
        fixture.start(with(recurring("0 * * * *")), settings(s -> s.retries(1)));
        fixture.scheduler.runUntil(() -> fixture.record.attempts() == 2
                && (before || fixture.attempt(1).counts().containsKey(HostState.RUNNING)));
        fixture.run.cancel("Aborted by admin.");
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
    void an_abort_before_a_retry_says_what_the_hosts_had_come_to() {
        simulator.fleet().scripts(host -> HostScript.lines(Duration.ofSeconds(1), 1, "no\n"));
        fixture.start(LONG, settings(s -> s.retries(1)));
        fixture.scheduler.runUntil(() -> fixture.record.attempts() == 2);
        fixture.run.cancel("Aborted by admin.");
        fixture.toEnd();

        assertThat(fixture.outcome().verdict()).isEqualTo(Verdict.ABORTED);
        assertThat(fixture.outcome().message()).startsWith("Aborted by admin. 4 of 4 hosts failed: host01.example.com");
        assertThat(simulator.jobInvocations()).hasSize(1);
    }

    @Test
    void who_may_not_cancel_is_told_so_when_a_series_runs_on_before_a_retry() {
        simulator
                .fleet()
                .scripts(host -> HostScript.builder()
                        .duration(Duration.ofSeconds(simulator.jobInvocations().size() < 3 ? 90 : 3600))
                        .exit(1)
                        .build());
        fixture.as("rexuser").start(with(recurring("* * * * *")), settings(s -> s.retries(1)));
        fixture.scheduler.runUntil(() -> fixture.record.attempts() == 2);
        fixture.run.cancel("Aborted by admin.");
        fixture.toEnd();

        assertThat(fixture.outcome().verdict()).as(fixture.outcome().message()).isEqualTo(Verdict.ABORTED);
        assertThat(fixture.outcome().message()).contains("is still running in Foreman", "cancel_job_invocations");
    }

    @Test
    void a_series_that_may_not_be_cancelled_is_asked_for_once_and_told_of_once_however_long_its_job_takes_to_stop() {
        simulator.fleet().scripts(host -> longRunning(true));
        fixture.as("rexmanager").start(with(recurring("0 * * * *")), RunSettings.DEFAULTS);
        fixture.scheduler.runUntil(this::running);
        fixture.run.cancel("Aborted by admin.");
        fixture.toEnd();

        assertThat(fixture.events.stream().filter(event -> event.contains("Foreman will run the job again")))
                .hasSize(1);
        assertThat(simulator.counters().requests("POST /foreman_tasks/api/recurring_logics/:id/cancel"))
                .isEqualTo(1);
    }

    @Test
    void the_job_of_a_series_that_may_not_be_cancelled_is_cancelled_all_the_same() {
        fixture.as("rexmanager").start(with(recurring("0 * * * *")), RunSettings.DEFAULTS);
        fixture.scheduler.runUntil(() -> fixture.events.contains("scheduled"));
        fixture.run.cancel("Aborted by admin.");
        fixture.toEnd();

        assertThat(fixture.outcome().verdict()).isEqualTo(Verdict.ABORTED);
        assertThat(simulator.jobInvocations().get(0).statusLabel()).isEqualTo("cancelled");
        assertThat(fixture.events)
                .anyMatch(event ->
                        event.contains("Foreman will run the job again") && event.contains("edit_recurring_logics"));
    }

    @Test
    void a_crash_between_abort_and_end_does_not_lose_the_abort() throws Exception {
        fixture.start(LONG, RunSettings.DEFAULTS);
        fixture.scheduler.runUntil(this::running);
        fixture.run.cancel("Aborted by admin.");
        fixture.scheduler.runUntil(() -> simulator.jobInvocations().get(0).cancelRequested());
        fixture.run.suspend();
        fixture.record.close();
        fixture.resume(LONG, RunSettings.DEFAULTS).toEnd();

        assertThat(fixture.outcome().verdict()).isEqualTo(Verdict.ABORTED);
    }

    @Test
    void a_crash_right_after_an_abort_does_not_lose_it() throws Exception {
        fixture.start(LONG, RunSettings.DEFAULTS);
        fixture.scheduler.runUntil(this::running);
        fixture.run.cancel("Aborted by admin.");
        fixture.run.suspend();
        fixture.record.close();
        fixture.resume(LONG, RunSettings.DEFAULTS).toEnd();

        assertThat(fixture.outcome().verdict()).isEqualTo(Verdict.ABORTED);
        assertThat(simulator.jobInvocations().get(0).cancelRequested()).isTrue();
    }

    @Test
    void hosts_that_had_failed_before_an_abort_are_not_tried_again() {
        simulator.fleet().host("host01.example.com").script(HostScript.lines(Duration.ofSeconds(1), 1, "oops\n"));
        fixture.start(LONG, settings(s -> s.retries(1)));
        fixture.scheduler.runUntil(
                () -> running() && fixture.attempt(0).counts().containsKey(HostState.ERROR));
        fixture.run.cancel("Aborted by admin.");
        fixture.toEnd();

        assertThat(simulator.jobInvocations()).hasSize(1);
        assertThat(fixture.outcome().verdict()).isEqualTo(Verdict.ABORTED);
    }

    private static JobInvocationRequest with(JobOptions options) {
        return new JobInvocationRequest(
                RunFixture.TEMPLATE,
                null,
                List.of(),
                "name ~ host",
                null,
                false,
                false,
                Map.of("command", "uptime"),
                null,
                options,
                JobSecrets.NONE,
                Set.of());
    }

    @Test
    void aRunWhoseRecordIsDeletedStopsAndItsJobIsCancelledAsForAnAbort() throws Exception {
        fixture.start(LONG, RunSettings.DEFAULTS);
        fixture.scheduler.runUntil(this::running);
        Path head = directory.resolve("run/head.json");
        String before = Files.readString(head);
        int told = fixture.events.size();

        fixture.run.abandon("The build was deleted.");
        fixture.scheduler.runUntil(this::stopped);

        assertThat(fixture.ended).isFalse();
        assertThat(fixture.events).hasSize(told);
        assertThat(Files.readString(head)).isEqualTo(before);
    }

    @Test
    void nothingIsAskedAnyMoreOnceTheJobOfADeletedRunHasStopped() {
        fixture.start(LONG, RunSettings.DEFAULTS);
        fixture.scheduler.runUntil(this::running);
        fixture.run.abandon("The build was deleted.");
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
        fixture.run.abandon("The build was deleted.");
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

        fixture.run.abandon("The build was deleted.");
        fixture.scheduler.runUntil(() -> simulator.jobInvocations().stream().anyMatch(job -> job.cancelRequested()));

        assertThat(simulator.jobInvocations()).hasSize(1);
    }

    @Test
    void aSorryPageDoesNotKeepTheJobOfADeletedRunFromBeingCancelled() {
        fixture.start(LONG, RunSettings.DEFAULTS);
        fixture.scheduler.runUntil(this::running);
        Faults.Rule sorry =
                simulator.faults().on("GET", "/api/job_invocations/*").redirect("https://sorry.example.com/");

        fixture.run.abandon("The build was deleted.");
        fixture.scheduler.runUntil(() -> simulator.jobInvocations().get(0).cancelRequested());

        assertThat(sorry.hits()).isEqualTo(1);
    }

    @Test
    void aRunWhoseRecordIsDeletedLeavesItsJobAloneWhereAnAbortWould() {
        fixture.start(LONG, settings(RunFixture.Settings::leaveOnAbort));
        fixture.scheduler.runUntil(this::running);
        int asked = simulator.counters().requests();

        fixture.run.abandon("The build was deleted.");
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
        fixture.run.cancel("Aborted by admin.");
        fixture.toEnd();

        assertThat(directory.resolve("run")).doesNotExist();
        try (RunRecord reopened = RunRecord.open(moved, RecordLimits.DEFAULT)) {
            assertThat(reopened.head().outcome().verdict()).isEqualTo(Verdict.ABORTED);
            assertThat(reopened.attempt(0).hosts()).hasSize(4);
            assertThat(reopened.attempt(0).outputSize(1).chars()).isPositive();
        }
    }
}
