package io.jenkins.plugins.foreman.invocation;

import static io.jenkins.plugins.foreman.invocation.RunFixture.command;
import static io.jenkins.plugins.foreman.invocation.RunFixture.settings;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.foreman.client.HostState;
import io.jenkins.plugins.foreman.client.JobOptions;
import io.jenkins.plugins.foreman.record.RecordLimits;
import io.jenkins.plugins.foreman.record.RunHead.Verdict;
import io.jenkins.plugins.foreman.record.RunRecord;
import io.jenkins.plugins.foreman.simulator.ForemanSimulator;
import io.jenkins.plugins.foreman.simulator.HostScript;
import io.jenkins.plugins.foreman.simulator.SimHost;
import io.jenkins.plugins.foreman.simulator.Timing;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What was asked for against what ran. */
class VerdictTest {

    private static final String FIRST = "host01.example.com";
    private static final String SECOND = "host02.example.com";

    @TempDir
    Path directory;

    private ForemanSimulator simulator;
    private RunFixture fixture;

    @BeforeEach
    void start() {
        simulator = ForemanSimulator.builder()
                .manualClock()
                // so that a job stops with its last host, and no list is read between
                .timing(Timing.measured().withTick(Duration.ofMillis(1)))
                .hosts(5, "host%02d.example.com")
                .start();
        simulator.fleet().scripts(host -> HostScript.lines(Duration.ofSeconds(1), 0, "one\n"));
        fixture = new RunFixture(simulator, directory.resolve("run"));
    }

    @AfterEach
    void stop() {
        fixture.close();
    }

    private void fail(String... hosts) {
        for (String host : hosts) {
            simulator.fleet().host(host).script(HostScript.lines(Duration.ofSeconds(1), 3, "oops\n"));
        }
    }

    private void expect(Verdict verdict, String message) {
        assertThat(fixture.fault).isNull();
        assertThat(fixture.outcome().message().toString()).isEqualTo(message);
        assertThat(fixture.outcome().verdict()).isEqualTo(verdict);
    }

    private static JobInvocationRequest on(String... hosts) {
        return changed(command("uptime", "name ~ host"), List.of(hosts), null, false, null);
    }

    private static JobInvocationRequest changed(
            JobInvocationRequest request, List<String> hosts, String search, boolean dynamic, Instant startAt) {
        return JobInvocationRequest.builder()
                .jobTemplate(request.jobTemplate())
                .hosts(hosts)
                .searchQuery(search)
                .dynamic(dynamic)
                .inputs(request.inputs())
                .options(JobOptions.builder().startAt(startAt).build())
                .secrets(request.secrets())
                .build();
    }

    private JobInvocationRequest tomorrow(JobInvocationRequest request, boolean dynamic) {
        return changed(
                request,
                request.hosts(),
                request.searchQuery(),
                dynamic,
                simulator.clock().instant().plus(Duration.ofHours(1)));
    }

    private RunFixture failedAndRetriedAfter(Runnable change) {
        fail(FIRST, SECOND);
        fixture.beforeRetry(attempts -> {
            change.run();
            simulator.fleet().host(SECOND).script(HostScript.lines(Duration.ofSeconds(1), 0, "mended\n"));
        });
        return fixture.start(command("uptime", "name ~ host"), settings(s -> s.retries(1)));
    }

    @Test
    void aHostDeletedBeforeItsRetryHasFailed() {
        failedAndRetriedAfter(() -> simulator.fleet().remove(FIRST)).toEnd();

        assertThat(simulator.jobInvocations().get(1).hosts()).containsExactly(SECOND);
        expect(Verdict.FAILURE, "1 of 5 hosts failed: host01.example.com (not run)");
        assertThat(fixture.host(FIRST).reason()).asString().startsWith("Foreman left this host out of the job");
        assertThat(fixture.host(FIRST).reason().in(Locale.GERMAN)).startsWith("Foreman hat den Host nicht");
    }

    @Test
    void aHostHiddenBeforeItsRetryHasFailed() {
        fixture.as("rexmanager");
        failedAndRetriedAfter(() -> simulator.fleet().host(FIRST).hideFrom("rexmanager"))
                .toEnd();

        expect(Verdict.FAILURE, "1 of 5 hosts failed: host01.example.com (not run)");
    }

    @Test
    void aHostThatBecameAPartOfForemanBeforeItsRetryHasFailed() {
        fixture.as("rexmanager");
        failedAndRetriedAfter(() -> simulator.fleet().host(FIRST).infrastructure(true))
                .toEnd();

        expect(Verdict.FAILURE, "1 of 5 hosts failed: host01.example.com (not run)");
    }

    @Test
    void whereNoHostIsLeftToRetryTheFailureStands() {
        fail(FIRST);
        fixture.beforeRetry(attempts -> simulator.fleet().remove(FIRST));
        fixture.start(command("uptime", "name ~ host"), settings(s -> s.retries(1)))
                .toEnd();

        expect(Verdict.FAILURE, "1 of 5 hosts failed: host01.example.com (not run)");
    }

    @Test
    void ofTwoHostsNamedTheOneThatForemanPassesOverHasFailed() throws Exception {
        simulator.fleet().host(SECOND).infrastructure(true);
        fixture.as("rexmanager").start(on(FIRST, SECOND), RunSettings.DEFAULTS).toEnd();

        expect(Verdict.FAILURE, "1 of 2 hosts failed: host02.example.com (not run)");
    }

    @Test
    void aHostThatForemanPassedOverIsTriedAgain() throws Exception {
        simulator.fleet().host(SECOND).infrastructure(true);
        fixture.as("rexmanager");
        fixture.beforeRetry(attempts -> simulator.fleet().host(SECOND).infrastructure(false));
        fixture.start(on(FIRST, SECOND), settings(s -> s.retries(1))).toEnd();

        assertThat(simulator.jobInvocations().get(1).hosts()).containsExactly(SECOND);
        expect(Verdict.SUCCESS, "All 2 hosts succeeded.");
    }

    @Test
    void aHostThatForemanDoesNotKnowAnyMoreAtItsRerunHasFailed() throws Exception {
        simulator.fleet().remove(SECOND);
        JobInvocationRequest rerun = command("uptime", "name ~ host").on(List.of(FIRST, SECOND));
        fixture.start(rerun, RunSettings.DEFAULTS).toEnd();

        expect(Verdict.FAILURE, "1 of 2 hosts failed: host02.example.com (not run)");
        assertThat(fixture.host(SECOND).id()).isNegative();
    }

    @Test
    void whatWasAskedForSurvivesARestart() throws Exception {
        simulator.fleet().host(SECOND).infrastructure(true);
        JobInvocationRequest request = on(FIRST, SECOND);
        fixture.as("rexmanager").start(request, RunSettings.DEFAULTS);
        fixture.scheduler.runUntil(() -> fixture.events.contains("created 1"));
        fixture.run.suspend();
        fixture.resume(request, RunSettings.DEFAULTS).toEnd();

        expect(Verdict.FAILURE, "1 of 2 hosts failed: host02.example.com (not run)");
    }

    @Test
    void aHostDeletedBeforeAScheduledDynamicJobBeginsHasFailed() throws Exception {
        fixture.start(tomorrow(on(FIRST, SECOND), true), RunSettings.DEFAULTS);
        fixture.scheduler.runUntil(() -> fixture.events.contains("scheduled"));
        simulator.fleet().remove(SECOND);
        fixture.toEnd();

        expect(Verdict.FAILURE, "1 of 2 hosts failed: host02.example.com (not run)");
    }

    @Test
    void aJobThatForemanCouldNotPlanHasFailedAlsoWhereNoHostsAreFine() {
        fixture.start(tomorrow(command("uptime", "nonsense = host"), true), settings(s -> s.noHostsAreFine()))
                .toEnd();

        assertThat(simulator.jobInvocations().get(0).statusLabel()).isEqualTo("failed");
        expect(
                Verdict.FAILURE,
                "Foreman reports that the job failed, although none of its hosts did. Its task in Foreman says why.");
    }

    @Test
    void aScheduledJobCancelledInForemanHasFailedAlsoWhereNoHostsAreFine() {
        fixture.start(tomorrow(command("uptime", "name ~ host"), true), settings(s -> s.noHostsAreFine()));
        cancelInForeman();

        expect(Verdict.FAILURE, "The job was cancelled in Foreman before it ran on any host.");
    }

    @Test
    void aScheduledJobCancelledInForemanSendsNobodyToTheSearchQuery() {
        fixture.start(tomorrow(command("uptime", "name ~ host"), false), RunSettings.DEFAULTS);
        cancelInForeman();

        assertThat(fixture.outcome().verdict()).isEqualTo(Verdict.FAILURE);
        assertThat(fixture.outcome().message().toString())
                .startsWith("5 of 5 hosts did not succeed, some because the job was cancelled");
    }

    private void cancelInForeman() {
        fixture.scheduler.runUntil(() -> fixture.events.contains("scheduled"));
        cancel(false, null);
        fixture.toEnd();
    }

    private void cancel(boolean force, String search) {
        try {
            RunFixture.connect(simulator.uri(), "admin", "changeme")
                    .jobInvocations()
                    .cancel(1, force, search);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void hostsThatTheUserMayNotSeeAreCountedByWhatForemanCounts() {
        fail(FIRST);
        simulator.fleet().all().forEach(host -> host.hideFrom("viewer"));
        fixture.start(command("uptime", "name ~ host"), settings(RunFixture.Settings::detached))
                .toEnd();
        RunFixture other = new RunFixture(simulator, directory.resolve("other")).as("viewer");
        other.follow(1, directory.resolve("other")).toEnd();

        assertThat(other.outcome().verdict()).isEqualTo(Verdict.FAILURE);
        assertThat(other.outcome().message().toString())
                .isEqualTo("1 of 5 hosts failed: 1 that this Foreman user may not see");
    }

    @Test
    void whereAllSucceedTheHostsThatTheUserMayNotSeeAreMentioned() {
        simulator.fleet().host(FIRST).hideFrom("viewer");
        fixture.start(command("uptime", "name ~ host"), settings(RunFixture.Settings::detached))
                .toEnd();
        RunFixture other = new RunFixture(simulator, directory.resolve("other")).as("viewer");
        other.follow(1, directory.resolve("other")).toEnd();

        assertThat(other.outcome().verdict()).isEqualTo(Verdict.SUCCESS);
        assertThat(other.outcome().message().toString())
                .isEqualTo("All 5 hosts succeeded; not visible to this Foreman user: 1.");
    }

    @Test
    void aHostThatAnOperatorCancelledInForemanIsNotStartedAgain() throws Exception {
        fail(FIRST);
        simulator.fleet().host(SECOND).script(HostScript.builder().never().build());
        fixture.start(command("uptime", "name ~ host"), settings(s -> s.retries(1)));
        fixture.scheduler.runUntil(() -> fixture.attempt(0).counts().getOrDefault(HostState.SUCCESS, 0) == 3);
        cancel(false, "name = " + SECOND);
        fixture.toEnd();

        assertThat(simulator.jobInvocations()).hasSize(2);
        assertThat(simulator.jobInvocations().get(1).hosts()).containsExactly(FIRST);
        assertThat(fixture.outcome().message().toString()).startsWith("2 of 5 hosts did not succeed");
    }

    @Test
    void aJobThatAnOperatorCancelledInForemanIsNotStartedAgain() {
        fixture.start(tomorrow(command("uptime", "name ~ host"), false), settings(s -> s.retries(3)));
        cancelInForeman();

        assertThat(simulator.jobInvocations()).hasSize(1);
    }

    /**
     * Between the two pages of the last list one host is hidden while another appears: the number of hosts stays, but a
     * third moves to the page already read.
     */
    @Test
    void aHostMissingInTheLastListIsAskedForByName() {
        simulator
                .users()
                .add(
                        "operator",
                        Set.of(
                                "view_job_templates",
                                "view_job_invocations",
                                "create_job_invocations",
                                "create_template_invocations",
                                "view_hosts",
                                "cancel_job_invocations"));
        simulator.fleet().addHosts(295, "more%03d.example.com");
        SimHost appearing = simulator.fleet().add("zebra.example.com");
        AtomicInteger pages = new AtomicInteger();
        AtomicBoolean shifted = new AtomicBoolean();
        fixture.beforeEachRequest("operator", "operator-password", () -> {
            int now = simulator.counters().requests("GET /api/job_invocations/:id/hosts");
            if (now > pages.getAndSet(now)
                    && simulator.jobInvocations().get(0).statusLabel().equals("succeeded")
                    && !shifted.getAndSet(true)) {
                appearing.showTo("operator");
                simulator.fleet().host(FIRST).hideFrom("operator");
            }
        });
        String across = "more196.example.com";
        simulator
                .fleet()
                .host(across)
                .script(HostScript.builder().duration(Duration.ofMinutes(5)).build());
        fixture.start(command("uptime", "name ~ example"), RunSettings.DEFAULTS);
        fixture.scheduler.runUntil(() -> fixture.events.contains("created 1"));
        appearing.hideFrom("operator");
        fixture.toEnd();

        assertThat(shifted).isTrue();
        assertThat(fixture.host(across).state()).isEqualTo(HostState.SUCCESS);
    }

    @Test
    void aRecordThatIsClosedTakesNoMoreChanges() throws Exception {
        fixture.start(command("uptime", "name ~ host"), RunSettings.DEFAULTS).toEnd();
        fixture.record.close();

        assertThatThrownBy(() -> fixture.record.update(head -> head.withServerOwner("other")))
                .hasMessage("The record is closed");
        assertThat(RunRecord.open(fixture.directory, RecordLimits.DEFAULT).head())
                .isEqualTo(fixture.record.head());
    }

    @Test
    void aHostOfWhichOutputIsRecordedHasRunWhateverBecomesOfItsRow() throws Exception {
        simulator.fleet().scripts(host -> HostScript.lines(Duration.ofMinutes(1), 0, "one\n", "two\n", "three\n"));
        fixture.live = true;
        fixture.start(on(FIRST, SECOND), RunSettings.DEFAULTS);
        fixture.scheduler.runUntil(() -> fixture.record.attempts() > 0
                && fixture.record.head().currentAttempt().invocationId() != null);
        Path rows = fixture.record.directory().resolve("1/hosts.jsonl");
        byte[] asAsked = Files.readAllBytes(rows);
        fixture.scheduler.runFor(Duration.ofSeconds(90));
        fixture.run.suspend();
        fixture.record.close();
        // what was not forced to the disk went with the power
        Files.write(rows, asAsked);
        simulator.fleet().remove(FIRST);
        simulator.clock().advance(Duration.ofHours(1));
        fixture.resume(on(FIRST, SECOND), RunSettings.DEFAULTS).toEnd();

        assertThat(fixture.output(0).get(FIRST)).contains("one");
        assertThat(fixture.host(FIRST).state()).isEqualTo(HostState.ERROR);
        assertThat(fixture.outcome().message().toString()).doesNotContain("not run");
        assertThat(fixture.outcome().verdict()).isEqualTo(Verdict.FAILURE);
    }

    @Test
    void aHostThatIsDeletedBeforeItsOutputIsReadIsGone() throws Exception {
        fixture.live = false;
        fixture.beforeEachRequest(() -> {
            boolean ended = fixture.record.attempts() > 0
                    && fixture.attempt(0).hosts().stream().allMatch(row -> row.state() == HostState.SUCCESS)
                    && !fixture.attempt(0).hosts().isEmpty();
            if (ended) {
                simulator.fleet().remove(FIRST);
            }
        });
        fixture.start(on(FIRST, SECOND), RunSettings.DEFAULTS).toEnd();

        assertThat(fixture.host(FIRST).reason()).asString().startsWith("Deleted from Foreman or no longer visible");
        assertThat(fixture.host(SECOND).reason()).isNull();
    }
}
