package io.jenkins.plugins.foreman.invocation;

import static io.jenkins.plugins.foreman.invocation.RunFixture.command;
import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.foreman.client.Foreman;
import io.jenkins.plugins.foreman.client.HostFacts;
import io.jenkins.plugins.foreman.client.HostState;
import io.jenkins.plugins.foreman.client.JobHost;
import io.jenkins.plugins.foreman.client.JobInvocation;
import io.jenkins.plugins.foreman.client.JobInvocations;
import io.jenkins.plugins.foreman.client.JobOptions;
import io.jenkins.plugins.foreman.client.JobSecrets;
import io.jenkins.plugins.foreman.client.ListQuery;
import io.jenkins.plugins.foreman.client.NewJobInvocation;
import io.jenkins.plugins.foreman.client.Sentence;
import io.jenkins.plugins.foreman.record.HostRow;
import io.jenkins.plugins.foreman.record.RunHead.Verdict;
import io.jenkins.plugins.foreman.simulator.Faults;
import io.jenkins.plugins.foreman.simulator.ForemanSimulator;
import io.jenkins.plugins.foreman.simulator.HostScript;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Counts what a job of 2,000 hosts costs the server, beside the loop that people write today. */
class CostTest {

    private static final int HOSTS = 2000;
    private static final String OUTPUTS = "POST /api/job_invocations/:id/outputs";

    @TempDir
    Path directory;

    private static ForemanSimulator simulator() {
        ForemanSimulator simulator =
                ForemanSimulator.builder().manualClock().hosts(HOSTS).start();
        String[] lines = IntStream.rangeClosed(1, 20)
                .mapToObj(i -> "line " + i + " of the output\n")
                .toArray(String[]::new);
        HostScript script = HostScript.lines(Duration.ofMillis(240), 0, lines);
        simulator.fleet().scripts(host -> script);
        return simulator;
    }

    private static JobOptions twoHundredAtATime() {
        return JobOptions.builder().concurrencyLevel(200).build();
    }

    @Test
    void aJobOf2000HostsReadsTheOutputOfEachAtMostThreeTimes() {
        JobInvocationRequest plain = command("uptime", "name ~ host");
        JobInvocationRequest request = JobInvocationRequest.builder()
                .jobTemplate(plain.jobTemplate())
                .searchQuery(plain.searchQuery())
                .inputs(plain.inputs())
                .options(twoHundredAtATime())
                .build();
        ForemanSimulator simulator = simulator();
        try (RunFixture fixture = new RunFixture(simulator, directory.resolve("run"))) {
            fixture.start(request, RunSettings.DEFAULTS).toEnd();

            assertThat(fixture.outcome().verdict()).isEqualTo(Verdict.SUCCESS);
            assertThat(fixture.output(0)).hasSize(HOSTS);
            int shows = simulator.counters().requests("GET /api/job_invocations/:id");
            int pages = simulator.counters().requests("GET /api/job_invocations/:id/hosts");
            long reads = simulator.counters().hostOutputReads();
            long pollingReads = pollEveryHost();
            System.out.printf(
                    "2,000 hosts, 200 at a time: %d host-output reads in %d requests, %d shows, %d host pages;"
                            + " a loop over every host: %d host-output reads%n",
                    reads, simulator.counters().requests(OUTPUTS), shows, pages, pollingReads);
            assertThat(simulator.fleet().all())
                    .allSatisfy(host -> assertThat(simulator.counters().outputReads(host.name()))
                            .isBetween(1, 3));
            assertThat(pages).isLessThanOrEqualTo(shows * HOSTS / 200);
            assertThat(pollingReads).isGreaterThan(10 * reads);
        }
    }

    @Test
    void hostsThatRunAreReadAtABoundedRateWhateverTheirNumber() {
        ForemanSimulator simulator =
                ForemanSimulator.builder().manualClock().hosts(400).start();
        simulator
                .fleet()
                .scripts(host -> HostScript.lines(
                        Duration.ofSeconds(3),
                        0,
                        IntStream.range(0, 200).mapToObj(i -> i + "\n").toArray(String[]::new)));
        try (RunFixture fixture = new RunFixture(simulator, directory.resolve("run"))) {
            fixture.start(command("uptime", "name ~ host"), RunSettings.DEFAULTS);
            fixture.scheduler.runUntil(() -> fixture.attempt(0).counts().getOrDefault(HostState.RUNNING, 0) == 400);
            fixture.scheduler.runFor(Duration.ofMinutes(2));
            long before = simulator.counters().hostOutputReads();
            fixture.scheduler.runFor(Duration.ofMinutes(2));

            // eight a second
            assertThat(simulator.counters().hostOutputReads() - before).isBetween(400L, 1100L);
        }
    }

    @Test
    void hostsWithMuchOutputAreReadOnceAllButAFew() throws IOException {
        int hosts = 100;
        ForemanSimulator simulator =
                ForemanSimulator.builder().manualClock().hosts(hosts).start();
        String line = "x".repeat(999) + "\n";
        simulator
                .fleet()
                .scripts(host -> HostScript.builder()
                        .generated(700, Duration.ofMillis(10), number -> line)
                        .duration(Duration.ofSeconds(20))
                        .exit(0)
                        .build());
        try (RunFixture fixture = new RunFixture(simulator, directory.resolve("run"))) {
            fixture.live = false;
            fixture.start(command("uptime", "name ~ host"), RunSettings.DEFAULTS)
                    .toEnd();

            assertThat(fixture.outcome().verdict()).isEqualTo(Verdict.SUCCESS);
            assertThat(fixture.attempt(0).hosts())
                    .hasSize(hosts)
                    .allMatch(row -> fixture.attempt(0).outputSize(row.id()).chars() == 700_000);
            assertThat(simulator.counters().hostOutputReads()).isBetween(100L, 140L);
        }
    }

    @Test
    void hostsThatHaveWrittenMoreThanFitsIntoARequestForManyAreReadOnce() {
        int hosts = 12;
        simulate(hosts, 3_000, line -> true, fixture -> {
            assertThat(fixture.attempt(0).hosts())
                    .hasSize(hosts)
                    .allMatch(row -> fixture.attempt(0).outputSize(row.id()).chars() == 3_000_000);
            assertThat(fixture.simulator.counters().hostOutputReads()).isEqualTo(hosts);
        });
    }

    @Test
    void aHostThatHasWrittenMuchAmongManyThatHaveNotIsTheOnlyOneThatIsReadTwice() {
        int hosts = 100;
        simulate(hosts, 9_000, host -> host.equals("host050.example.com"), fixture -> {
            assertThat(fixture.output(0).get("host050.example.com")).hasSize(9_000_000);
            assertThat(fixture.simulator.counters().hostOutputReads()).isEqualTo(hosts + 1L);
            assertThat(fixture.simulator.counters().requests(OUTPUTS)).isLessThanOrEqualTo(hosts / 50 + 2);
        });
    }

    @Test
    void whereTheFirstHostHasWrittenLittleFewOfTheOthersAreReadTwice() {
        int hosts = 21;
        simulate(hosts, 9_000, host -> !host.equals("host001.example.com"), fixture -> {
            assertThat(fixture.attempt(0).counts()).containsEntry(HostState.SUCCESS, hosts);
            assertThat(fixture.simulator.counters().hostOutputReads()).isEqualTo(hosts + 8L);
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"<html>Not found</html>", "{\"message\":\"Host with id '1' was not found\"}"})
    void aHostThatHasWrittenMuchIsReadThoughItIsNotFoundOnce(String answer) {
        simulate(
                1,
                9_000,
                host -> true,
                simulator -> simulator
                        .faults()
                        .on("GET", "/api/job_invocations/*/hosts/*")
                        .text(404, answer.startsWith("<") ? "text/html" : "application/json", answer),
                fixture ->
                        assertThat(fixture.output(0).get("host001.example.com")).hasSize(9_000_000));
    }

    @Test
    void aHostThatIsNeverFoundAloneEndsWithoutItsOutput() {
        simulate(
                1,
                9_000,
                host -> true,
                simulator -> simulator
                        .faults()
                        .on("GET", "/api/job_invocations/*/hosts/*")
                        .always()
                        .text(404, "application/json", "{\"message\":\"Host with id '1' was not found\"}"),
                fixture -> assertThat(fixture.host("host001.example.com").reason())
                        .asString()
                        .contains("could not be read", "404"));
    }

    /** A job of many hosts, all of which run, and a few of which are going to fail. */
    private RunFixture thatRunsOnAThousand(Set<String> failing) {
        return thatRunsOn(1000, failing::contains);
    }

    private RunFixture thatRunsOn(int hosts, Predicate<String> fails) {
        ForemanSimulator simulator = ForemanSimulator.builder()
                .manualClock()
                .hosts(hosts, "host%04d.example.com")
                .start();
        simulator
                .fleet()
                .scripts(host -> HostScript.builder()
                        .duration(Duration.ofMinutes(20))
                        .exit(fails.test(host.name()) ? 3 : 0)
                        .build());
        simulator
                .fleet()
                .all()
                .forEach(host -> host.operatingsystem("RedHat 9.4").hostgroup(1, "web"));
        RunFixture fixture = new RunFixture(simulator, directory.resolve("run"));
        fixture.live = false;
        fixture.start(command("uptime", "name ~ host"), RunSettings.DEFAULTS);
        fixture.scheduler.runUntil(() -> fixture.attempt(0).counts().getOrDefault(HostState.RUNNING, 0) == hosts);
        return fixture;
    }

    @Test
    void theEndsOfManyHostsAreSeenByThoseThatHaveNotSucceeded() {
        Set<String> failing = Set.of("host0007.example.com", "host0500.example.com");
        try (RunFixture fixture = thatRunsOnAThousand(failing)) {
            long before = fixture.simulator.counters().hostsListed();
            fixture.toEnd();

            assertThat(fixture.simulator.counters().hostsListed() - before).isEqualTo(failing.size());
            assertThat(fixture.attempt(0).hosts())
                    .hasSize(1000)
                    .allSatisfy(row -> assertThat(row.state())
                            .isEqualTo(failing.contains(row.name()) ? HostState.ERROR : HostState.SUCCESS));
            assertThat(fixture.attempt(0).hosts())
                    .extracting(HostRow::facts)
                    .containsOnly(new HostFacts("proxy.example.com", "RedHat 9.4", "web"));
        }
    }

    @Test
    void aHostThatIsDeletedBeforeItsEndIsListedHasNotSucceeded() {
        String deleted = "host0007.example.com";
        try (RunFixture fixture = thatRunsOnAThousand(Set.of(deleted))) {
            ForemanSimulator simulator = fixture.simulator;
            Foreman other = RunFixture.connect(simulator.uri(), "admin", "changeme");
            boolean[] asking = {false};
            simulator.faults().on("GET", "/api/job_invocations/1").always().after(() -> {
                if (!asking[0]) {
                    asking[0] = true;
                    if (haveAllEnded(other)) {
                        simulator.fleet().remove(deleted);
                    }
                    asking[0] = false;
                }
            });
            fixture.toEnd();

            assertThat(simulator.fleet().all()).hasSize(999);
            assertThat(fixture.host(deleted).state()).isEqualTo(HostState.ERROR);
            assertThat(fixture.outcome().verdict()).isEqualTo(Verdict.FAILURE);
        }
    }

    @Test
    void anAbortEndsTheListOfThoseThatHaveNotSucceeded() {
        try (RunFixture fixture = thatRunsOn(2000, host -> host.compareTo("host0480") < 0)) {
            Foreman other = RunFixture.connect(fixture.simulator.uri(), "admin", "changeme");
            int[] lists = {0};
            fixture.simulator
                    .faults()
                    .on("GET", "/api/job_invocations/*/hosts")
                    .always()
                    .after(() -> {
                        if (lists[0] > 0) {
                            lists[0]++;
                        } else if (haveAllEnded(other)) {
                            lists[0] = 1;
                            fixture.run.cancel(Sentence.plain("Aborted."));
                        }
                    });
            fixture.scheduler.runUntil(() -> lists[0] > 0);

            // of three pages the first, and one of the list of all, which ends as well
            assertThat(lists[0]).isEqualTo(2);
        }
    }

    private static boolean haveAllEnded(Foreman foreman) {
        try {
            return Objects.equals(foreman.jobInvocations().show(1).counts().pending(), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void allHostsAreListedWhereForemanRefusesTheSearchForThoseThatHaveNotSucceeded() {
        try (RunFixture fixture = thatRunsOnAThousand(Set.of())) {
            Faults.Rule refused = fixture.simulator
                    .faults()
                    .on("GET", "/api/job_invocations/*/hosts")
                    .times(1);
            refused.json(
                    400, "{\"error\":{\"message\":\"Field 'job_invocation.result' not recognized for searching!\"}}");
            fixture.toEnd();

            assertThat(refused.hits()).isEqualTo(1);
            assertThat(fixture.troubles).isEmpty();
            assertThat(fixture.attempt(0).counts()).containsEntry(HostState.SUCCESS, 1000);
        }
    }

    private void simulate(int hosts, int lines, Predicate<String> writesMuch, Consumer<RunFixture> then) {
        simulate(hosts, lines, writesMuch, simulator -> {}, then);
    }

    /** Runs a job in which nobody looks at what runs. */
    private void simulate(
            int hosts,
            int lines,
            Predicate<String> writesMuch,
            Consumer<ForemanSimulator> before,
            Consumer<RunFixture> then) {
        ForemanSimulator simulator = ForemanSimulator.builder()
                .manualClock()
                .hosts(hosts, "host%03d.example.com")
                .start();
        String line = "x".repeat(999) + "\n";
        simulator
                .fleet()
                .scripts(host -> HostScript.builder()
                        .generated(writesMuch.test(host.name()) ? lines : 1, Duration.ofMillis(1), number -> line)
                        .duration(Duration.ofSeconds(20))
                        .exit(0)
                        .build());
        try (RunFixture fixture = new RunFixture(simulator, directory.resolve("run"))) {
            fixture.live = false;
            before.accept(simulator);
            fixture.start(command("uptime", "name ~ host"), RunSettings.DEFAULTS)
                    .toEnd();

            assertThat(fixture.outcome().verdict()).isEqualTo(Verdict.SUCCESS);
            then.accept(fixture);
        }
    }

    /** Every two seconds the output of every host that has not ended, as a script around the API does it. */
    private static long pollEveryHost() {
        try (ForemanSimulator simulator = simulator()) {
            Foreman foreman = RunFixture.connect(simulator.uri(), "admin", "changeme");
            long template =
                    foreman.lookups().templateByName(RunFixture.TEMPLATE).id();
            JobInvocation job = foreman.jobInvocations()
                    .create(new NewJobInvocation(
                            template,
                            null,
                            new NewJobInvocation.Targeting("name ~ host", null, List.of(), false, null),
                            Map.of("command", "uptime"),
                            null,
                            twoHundredAtATime(),
                            JobSecrets.NONE));
            while (!foreman.jobInvocations().show(job.id()).isStopped()) {
                ListQuery page = ListQuery.first(JobInvocations.BATCH, null);
                List<JobHost> hosts;
                do {
                    hosts = foreman.jobInvocations().hosts(job.id(), page).results();
                    List<Long> unfinished = hosts.stream()
                            .filter(host -> !host.state().isFinished())
                            .map(JobHost::id)
                            .toList();
                    if (!unfinished.isEmpty()) {
                        foreman.jobInvocations().outputs(job.id(), unfinished, null, 1 << 20);
                    }
                    page = page.next();
                } while (!hosts.isEmpty());
                simulator.clock().advance(Duration.ofSeconds(2));
            }
            return simulator.counters().hostOutputReads();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
