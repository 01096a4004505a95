package io.jenkins.plugins.foreman.invocation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.jenkins.plugins.foreman.client.Foreman;
import io.jenkins.plugins.foreman.client.ForemanConnection;
import io.jenkins.plugins.foreman.client.Sentence;
import io.jenkins.plugins.foreman.record.RecordLimits;
import io.jenkins.plugins.foreman.record.RunHead;
import io.jenkins.plugins.foreman.record.RunHead.Verdict;
import io.jenkins.plugins.foreman.record.RunRecord;
import io.jenkins.plugins.foreman.simulator.ForemanSimulator;
import io.jenkins.plugins.foreman.simulator.HostileForeman;
import io.jenkins.plugins.foreman.simulator.HostileForeman.Kind;
import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A Foreman that means harm beside one that does not: more jobs and forms than it can take wait for the first. */
class HostileServerTest {

    private static final int IN_FLIGHT = 4;
    private static final int RUNS = 12;
    private static final int QUESTIONS = 12;
    private static final int HEALTHY_RUNS = 3;
    private static final Duration MOST = Duration.ofMinutes(3);

    @TempDir
    Path directory;

    private final List<RunRecord> records = new ArrayList<>();
    private final List<JobInvocationRun> runs = new ArrayList<>();
    private final Queue<String> ends = new ConcurrentLinkedQueue<>();
    /** Those of an earlier test may still be at what they were doing. */
    private final String threadName = "of the hostile one " + UUID.randomUUID();

    private final ThreadedScheduler hostileThreads = new ThreadedScheduler(threadName, ServerBudget.threads(IN_FLIGHT));
    private final ThreadedScheduler formThreads = new ThreadedScheduler("forms", ServerBudget.threads(IN_FLIGHT));
    private final TimelyAnswers answers = new TimelyAnswers(Duration.ofMillis(100), Duration.ofMinutes(1), 1 << 20);

    @AfterEach
    void stop() throws IOException {
        runs.forEach(JobInvocationRun::suspend);
        hostileThreads.close();
        formThreads.close();
        for (RunRecord record : records) {
            record.close();
        }
    }

    private RunRecord record(String url, Instant now) throws IOException {
        RunRecord record = RunRecord.create(
                directory.resolve("run" + records.size()), RecordLimits.DEFAULT, RunHead.started(url, now));
        records.add(record);
        return record;
    }

    private JobInvocationRun run(Foreman foreman, ServerBudget budget, RunRecord record) {
        JobInvocationRun run = new JobInvocationRun(
                foreman,
                budget,
                record,
                RunFixture.command("uptime", "name ~ host"),
                RunSettings.DEFAULTS,
                new RunListener() {
                    @Override
                    public void finished(RunHead head, Throwable cause) {
                        ends.add(head.outcome() + " " + cause);
                    }
                },
                new Random(1));
        run.start();
        return run;
    }

    /** What its builds take, in requests and in time that passes there. */
    private record Taken(Map<String, Integer> requests, Duration time) {}

    private Taken healthyBuilds() throws IOException {
        try (ForemanSimulator simulator =
                ForemanSimulator.builder().manualClock().hosts(3).start()) {
            VirtualScheduler scheduler = new VirtualScheduler(simulator.clock());
            Instant begin = scheduler.now();
            for (int i = 0; i < HEALTHY_RUNS; i++) {
                RunRecord record = record(simulator.uri().toString(), scheduler.now());
                run(
                        RunFixture.connect(simulator.uri(), "admin", "changeme"),
                        new ServerBudget(scheduler, IN_FLIGHT, 6000),
                        record);
                scheduler.runUntil(() -> record.head().outcome() != null);
                assertThat(record.head().outcome().verdict()).isEqualTo(Verdict.SUCCESS);
            }
            return new Taken(simulator.counters().byEndpoint(), Duration.between(begin, scheduler.now()));
        }
    }

    private void occupy(HostileForeman hostile) throws IOException {
        ServerBudget budget = new ServerBudget(hostileThreads, IN_FLIGHT, 60_000);
        Foreman foreman = new Foreman(ForemanConnection.of(hostile.uri(), "admin", () -> "changeme"), budget);
        for (int i = 0; i < RUNS; i++) {
            runs.add(run(foreman, budget, record(hostile.uri().toString(), Instant.now())));
        }
        for (int i = 0; i < QUESTIONS; i++) {
            try {
                answers.ask(
                        List.of("hostile", "question " + i),
                        budget,
                        () -> foreman.lookups().bookmarks());
            } catch (Exception e) {
                // too late or refused
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void theBuildsAndFormsOfTheOtherAreAsQuickAsWithoutIt(Kind kind) {
        assertTimeoutPreemptively(MOST, () -> {
            Taken alone = healthyBuilds();
            try (HostileForeman hostile = new HostileForeman(kind);
                    ForemanSimulator simulator = ForemanSimulator.builder().start()) {
                occupy(hostile);
                while (hostile.attacks() == 0) {
                    Thread.onSpinWait();
                }

                assertThat(healthyBuilds()).isEqualTo(alone);
                Foreman healthy = RunFixture.connect(simulator.uri(), "admin", "changeme");
                assertThat(new TimelyAnswers(MOST, Duration.ZERO, 1)
                                .ask(
                                        List.of("healthy"),
                                        new ServerBudget(formThreads, IN_FLIGHT, 6000),
                                        () -> healthy.lookups().bookmarks()))
                        .isNotNull();
                assertThat(threads()).isLessThanOrEqualTo(ServerBudget.threads(IN_FLIGHT));
                assertThat(ends).noneMatch(end -> end.contains("OutOfMemory") || end.contains("StackOverflow"));
            }
        });
    }

    private long threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith(threadName))
                .count();
    }

    @Test
    void aShutdownDoesNotWaitForAServer() {
        assertTimeoutPreemptively(MOST, () -> {
            try (HostileForeman hostile = new HostileForeman(Kind.TARPIT)) {
                ServerBudget budget = new ServerBudget(hostileThreads, 1, 6000);
                Foreman foreman = new Foreman(
                        new ForemanConnection(
                                hostile.uri(),
                                "admin",
                                () -> "changeme",
                                null,
                                null,
                                null,
                                Duration.ofHours(1),
                                Duration.ofHours(1),
                                HttpClient::newBuilder),
                        budget);
                RunRecord record = record(hostile.uri().toString(), Instant.now());
                JobInvocationRun run = run(foreman, budget, record);
                while (hostile.attacks() == 0) {
                    Thread.onSpinWait();
                }

                // on this thread, as a shutdown does it
                run.cancel(Sentence.plain("Aborted by admin."));
                run.suspend();
                record.close();
                hostileThreads.close();
                assertThat(record.head().outcome()).isNull();
            }
        });
    }
}
