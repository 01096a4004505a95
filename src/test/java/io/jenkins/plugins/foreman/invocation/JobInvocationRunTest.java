package io.jenkins.plugins.foreman.invocation;

import static io.jenkins.plugins.foreman.invocation.RunFixture.command;
import static io.jenkins.plugins.foreman.invocation.RunFixture.settings;
import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.foreman.client.HostState;
import io.jenkins.plugins.foreman.record.CrashingDisk;
import io.jenkins.plugins.foreman.record.RunHead;
import io.jenkins.plugins.foreman.record.RunHead.Verdict;
import io.jenkins.plugins.foreman.simulator.ForemanSimulator;
import io.jenkins.plugins.foreman.simulator.HostScript;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class JobInvocationRunTest {

    @TempDir
    Path directory;

    private ForemanSimulator simulator;
    private RunFixture fixture;

    @BeforeEach
    void start() {
        simulator = ForemanSimulator.builder()
                .manualClock()
                .hosts(6, "host%02d.example.com")
                .start();
        simulator.fleet().scripts(host -> HostScript.lines(Duration.ofSeconds(1), 0, "one\n", "two\n", "three\n"));
        fixture = new RunFixture(simulator, directory.resolve("run"));
    }

    @AfterEach
    void stop() {
        CrashingDisk.useReal();
        fixture.close();
    }

    private void fail(String... hosts) {
        for (String host : hosts) {
            simulator.fleet().host(host).script(HostScript.lines(Duration.ofSeconds(1), 3, "oops\n"));
        }
    }

    @Test
    void aJobThatSucceedsEverywhereSucceedsWithAllOutputRecorded() {
        fixture.start(command("uptime", "name ~ host"), RunSettings.DEFAULTS).toEnd();

        assertThat(fixture.fault).isNull();
        assertThat(fixture.outcome().verdict()).isEqualTo(Verdict.SUCCESS);
        assertThat(fixture.outcome().message().toString()).isEqualTo("All 6 hosts succeeded.");
        assertThat(fixture.output(0))
                .hasSize(6)
                .allSatisfy((host, text) -> assertThat(text).isEqualTo("one\ntwo\nthree\n"));
        assertThat(fixture.host("host01.example.com").exitStatus()).isEqualTo("0");
        assertThat(simulator.jobInvocations()).hasSize(1);
    }

    @Test
    void failedHostsFailTheRunAndAreNamedWithTheirExitStatus() {
        fail("host03.example.com");

        fixture.start(command("uptime", "name ~ host"), RunSettings.DEFAULTS).toEnd();

        assertThat(fixture.outcome().verdict()).isEqualTo(Verdict.FAILURE);
        assertThat(fixture.outcome().message().toString())
                .isEqualTo("1 of 6 hosts failed: host03.example.com (exit status 3)");
        assertThat(fixture.host("host03.example.com").state()).isEqualTo(HostState.ERROR);
    }

    @Test
    void upToAThresholdFailedHostsMakeTheRunUnstable() {
        fail("host03.example.com");

        fixture.start(command("uptime", "name ~ host"), settings(s -> s.failure("50%")))
                .toEnd();

        assertThat(fixture.outcome().verdict()).isEqualTo(Verdict.UNSTABLE);
        assertThat(fixture.outcome().message().toString()).endsWith("; that is within the failure threshold of 50%");
    }

    @Test
    void theMessageNamesTheThresholdThatDecided() {
        fail("host03.example.com", "host05.example.com");

        fixture.start(
                        command("uptime", "name ~ host"),
                        settings(s -> s.failure("50%").unstable("1")))
                .toEnd();

        assertThat(fixture.outcome().verdict()).isEqualTo(Verdict.UNSTABLE);
        assertThat(fixture.outcome().message().toString()).endsWith("; that is more than the unstable threshold of 1");
    }

    @Test
    void moreFailedHostsThanMayFailTheRun() {
        fail("host03.example.com", "host05.example.com");

        fixture.start(command("uptime", "name ~ host"), settings(s -> s.failure("1")))
                .toEnd();

        assertThat(fixture.outcome().verdict()).isEqualTo(Verdict.FAILURE);
        assertThat(fixture.outcome().message().toString()).endsWith("; that is more than the failure threshold of 1");
    }

    @Test
    void withAnUnstableThresholdOfItsOwnFewFailuresCountAsSuccess() {
        fail("host03.example.com");

        fixture.start(
                        command("uptime", "name ~ host"),
                        settings(s -> s.failure("50%").unstable("1")))
                .toEnd();

        assertThat(fixture.outcome().verdict()).isEqualTo(Verdict.SUCCESS);
        assertThat(fixture.outcome().message().toString())
                .startsWith("1 of 6 hosts failed")
                .endsWith("; that is within the unstable threshold of 1");
    }

    @Test
    void retriesRunOnExactlyTheHostsThatFailed() {
        fail("host03.example.com", "host05.example.com");
        simulator.fleet().all().forEach(host -> host.operatingsystem("RedHat 9.4"));

        fixture.start(command("uptime", "name ~ host"), settings(s -> s.retries(1)))
                .toEnd();

        assertThat(simulator.jobInvocations()).hasSize(2);
        assertThat(simulator.jobInvocations().get(1).hosts())
                .containsExactlyInAnyOrder("host03.example.com", "host05.example.com");
        assertThat(fixture.outcome().verdict()).isEqualTo(Verdict.FAILURE);
        assertThat(fixture.outcome().message().toString()).startsWith("2 of 6 hosts failed");
        assertThat(fixture.events).contains("retrying 2");
        assertThat(fixture.attempt(1).hosts())
                .hasSize(2)
                .allMatch(row -> "RedHat 9.4".equals(row.facts().operatingSystem()));
    }

    @Test
    void aRetryThatCannotBeRecordedAtOnceIsToldOnce() {
        fail("host03.example.com");
        CrashingDisk disk = new CrashingDisk() {
            private int failing = 5;

            @Override
            protected Failure next(Path path, int length) {
                boolean head =
                        fixture.record != null && path.getFileName().toString().startsWith("head.json") && length > 0;
                boolean retry = head
                        && fixture.record.head().attempts().size() == 1
                        && fixture.record.head().currentAttempt().finished();
                return retry && failing-- > 0 ? new Failure(0, new IOException("No space left on device")) : null;
            }
        };
        disk.use();
        fixture.start(command("uptime", "name ~ host"), settings(s -> s.retries(1)));
        fixture.toEnd();

        assertThat(simulator.jobInvocations()).hasSize(2);
        assertThat(fixture.events).contains("degraded IOException");
        assertThat(Collections.frequency(fixture.events, "retrying 1")).isEqualTo(1);
        assertThat(fixture.record.head().news())
                .filteredOn(news -> news.kind() == RunHead.News.Kind.RETRYING)
                .hasSize(1);
    }

    @Test
    void aHostThatRanBetweenTwoLooksIsNotSaidToHaveTakenNoTime() {
        fixture.start(command("uptime", "name ~ host"), RunSettings.DEFAULTS).toEnd();

        assertThat(fixture.attempt(0).hosts())
                .allSatisfy(row -> assertThat(Duration.between(row.startedAt(), row.endedAt()))
                        .isGreaterThanOrEqualTo(Duration.ofSeconds(2)));
    }

    @Test
    void retriesOfADynamicJobRunOnExactlyTheHostsThatFailedToo() {
        fail("host03.example.com", "host05.example.com");
        JobInvocationRequest once = command("uptime", "name ~ host");
        JobInvocationRequest dynamic = JobInvocationRequest.builder()
                .jobTemplate(once.jobTemplate())
                .searchQuery(once.searchQuery())
                .dynamic(true)
                .inputs(once.inputs())
                .options(once.options())
                .secrets(once.secrets())
                .build();

        fixture.start(dynamic, settings(s -> s.retries(1))).toEnd();

        assertThat(simulator.jobInvocations().get(0).targetingType()).isEqualTo("dynamic_query");
        assertThat(simulator.jobInvocations().get(1).hosts())
                .containsExactlyInAnyOrder("host03.example.com", "host05.example.com");
    }

    @Test
    void aRunThatFollowsAJobStartedElsewhereRecordsItToItsEnd() throws Exception {
        fixture.start(command("uptime", "name ~ host"), settings(RunFixture.Settings::detached))
                .toEnd();
        long id = simulator.jobInvocations().get(0).id();
        fixture.record.close();
        fixture.events.clear();

        fixture.follow(id, directory.resolve("followed")).toEnd();

        assertThat(fixture.events).first().isEqualTo("created " + id);
        assertThat(fixture.events).containsOnlyOnce("created " + id);
        assertThat(fixture.record.head().currentAttempt().title()).isEqualTo("Run uptime");
        assertThat(fixture.outcome().verdict()).isEqualTo(Verdict.SUCCESS);
        assertThat(fixture.output(0)).hasSize(6);
        assertThat(simulator.jobInvocations()).hasSize(1);
    }

    @Test
    void aRetryThatSucceedsMakesTheRunASuccess() {
        fail("host03.example.com");

        fixture.start(command("uptime", "name ~ host"), settings(s -> s.retries(3)));
        fixture.scheduler.runUntil(() -> fixture.events.contains("retrying 1"));
        simulator.fleet().host("host03.example.com").script(HostScript.lines(Duration.ofSeconds(1), 0, "fine\n"));
        fixture.toEnd();

        assertThat(simulator.jobInvocations()).hasSize(2);
        assertThat(fixture.outcome().verdict()).isEqualTo(Verdict.SUCCESS);
        assertThat(fixture.output(1)).containsExactly(Map.entry("host03.example.com", "fine\n"));
    }

    @Test
    void noHostsAreAFailureWithARemedyUnlessTheyAreFine() {
        fixture.start(command("uptime", "name = nobody"), RunSettings.DEFAULTS).toEnd();

        assertThat(fixture.outcome().verdict()).isEqualTo(Verdict.FAILURE);
        assertThat(fixture.outcome().message().toString()).contains("No host matched", "search query");
    }

    @Test
    void noHostsCanBeFine() {
        fixture.start(command("uptime", "name = nobody"), settings(RunFixture.Settings::noHostsAreFine))
                .toEnd();

        assertThat(fixture.outcome().verdict()).isEqualTo(Verdict.SUCCESS);
    }

    @Test
    void aDetachedRunEndsOnceTheJobExists() {
        fixture.start(command("sleep 600", "name ~ host"), settings(RunFixture.Settings::detached))
                .toEnd();

        assertThat(fixture.outcome().verdict()).isEqualTo(Verdict.SUCCESS);
        assertThat(simulator.jobInvocations()).hasSize(1);
        assertThat(simulator.jobInvocations().get(0).statusLabel()).isEqualTo("running");
    }

    @Test
    void theDescriptionBeginsWithTheMarkerAndGoesOnAsTheTemplateSays() {
        fixture.start(command("uptime", "name ~ host"), RunSettings.DEFAULTS).toEnd();

        assertThat(simulator.jobInvocations().get(0).description()).matches("jenkins-[0-9a-f-]{13} Run uptime");
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void aRunThatWaitsHoldsNoFile() throws Exception {
        simulator
                .fleet()
                .scripts(host -> HostScript.lines(
                        Duration.ofSeconds(2), 0, "a\n", "b\n", "c\n", "d\n", "e\n", "f\n", "g\n", "h\n"));
        fixture.live = true;
        fixture.start(command("uptime", "name ~ host"), RunSettings.DEFAULTS);
        fixture.scheduler.runFor(Duration.ofSeconds(10));
        assertThat(fixture.attempt(0).end()).isPositive();

        try (Stream<Path> open = Files.list(Path.of("/proc/self/fd"))) {
            assertThat(open.map(Path::toFile).map(JobInvocationRunTest::target))
                    .noneMatch(file -> file.startsWith(directory.toString()));
        }
        fixture.toEnd();
        assertThat(fixture.output(0).values())
                .allSatisfy(text -> assertThat(text).contains("a\n", "h\n"));
    }

    private static String target(File descriptor) {
        try {
            return descriptor.getCanonicalPath();
        } catch (IOException e) {
            return "closed meanwhile";
        }
    }
}
