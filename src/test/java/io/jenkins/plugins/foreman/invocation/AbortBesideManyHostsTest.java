package io.jenkins.plugins.foreman.invocation;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.foreman.client.Foreman;
import io.jenkins.plugins.foreman.client.ForemanConnection;
import io.jenkins.plugins.foreman.client.JobInvocation;
import io.jenkins.plugins.foreman.client.Meter;
import io.jenkins.plugins.foreman.client.Sentence;
import io.jenkins.plugins.foreman.record.RecordLimits;
import io.jenkins.plugins.foreman.record.RunHead;
import io.jenkins.plugins.foreman.record.RunRecord;
import io.jenkins.plugins.foreman.simulator.ForemanSimulator;
import io.jenkins.plugins.foreman.simulator.HostScript;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** In real time and with real threads: what a big job takes of a server does not hold up who stops a small one. */
class AbortBesideManyHostsTest {

    private static final int HOSTS = 20_000;
    private static final int IN_FLIGHT = 1;
    private static final int PER_MINUTE = 60;

    /** Who waits for the budget waits for minutes here, also on a slow machine. */
    private static final int MOST_SECONDS = 20;

    /** By then the big job has used up what may be asked of the server at a time. */
    private static final int MANY_REQUESTS = 40;

    @TempDir
    Path directory;

    private final List<RunRecord> records = new ArrayList<>();

    @Test
    void aCancelIsSentWithinSeconds() throws Exception {
        CountDownLatch created = new CountDownLatch(1);
        CountDownLatch busy = new CountDownLatch(MANY_REQUESTS);
        CountDownLatch cancelled = new CountDownLatch(1);
        try (ForemanSimulator simulator = ForemanSimulator.builder()
                        .hosts(HOSTS, "host%05d.example.com")
                        .start();
                ThreadedScheduler threads = new ThreadedScheduler("Foreman", ServerBudget.threads(IN_FLIGHT))) {
            simulator
                    .fleet()
                    .scripts(host -> HostScript.builder()
                            .duration(Duration.ofHours(1))
                            .exit(0)
                            .build());
            simulator
                    .faults()
                    .on("POST", "/api/job_invocations/1/cancel")
                    .always()
                    .after(cancelled::countDown);
            ServerBudget budget = new ServerBudget(threads, IN_FLIGHT, PER_MINUTE);
            JobInvocationRun small = start(simulator, budget, "name = host00001.example.com", budget, created);
            assertThat(created.await(1, TimeUnit.MINUTES)).isTrue();
            JobInvocationRun big = start(
                    simulator,
                    budget,
                    "name ~ host",
                    () -> {
                        budget.request();
                        busy.countDown();
                    },
                    new CountDownLatch(1));
            assertThat(busy.await(2, TimeUnit.MINUTES)).isTrue();

            small.cancel(Sentence.plain("Aborted by admin."));

            assertThat(cancelled.await(MOST_SECONDS, TimeUnit.SECONDS)).isTrue();
            small.suspend();
            big.suspend();
        } finally {
            for (RunRecord record : records) {
                record.close();
            }
        }
    }

    private JobInvocationRun start(
            ForemanSimulator simulator, ServerBudget budget, String search, Meter meter, CountDownLatch created)
            throws IOException {
        RunRecord record = RunRecord.create(
                directory.resolve("run" + records.size()),
                RecordLimits.DEFAULT,
                RunHead.started(simulator.uri().toString(), budget.scheduler().now()));
        records.add(record);
        RunListener listener = new RunListener() {
            @Override
            public void created(int attempt, JobInvocation invocation, String link) {
                created.countDown();
            }
        };
        JobInvocationRun run = new JobInvocationRun(
                new Foreman(ForemanConnection.of(simulator.uri(), "admin", () -> "changeme"), meter),
                budget,
                record,
                RunFixture.command("uptime", search),
                RunSettings.DEFAULTS,
                listener,
                new Random(1));
        run.start();
        return run;
    }
}
