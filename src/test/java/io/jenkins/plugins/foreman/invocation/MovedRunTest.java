package io.jenkins.plugins.foreman.invocation;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.foreman.console.ConsoleOptions;
import io.jenkins.plugins.foreman.console.ConsoleOutput;
import io.jenkins.plugins.foreman.console.Mode;
import io.jenkins.plugins.foreman.record.RecordLimits;
import io.jenkins.plugins.foreman.record.RunHead;
import io.jenkins.plugins.foreman.record.RunHead.Verdict;
import io.jenkins.plugins.foreman.record.RunRecord;
import io.jenkins.plugins.foreman.simulator.ForemanSimulator;
import io.jenkins.plugins.foreman.simulator.HostScript;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A job moves: for a moment its runs are not where they were, and nobody has told them. */
class MovedRunTest {

    @TempDir
    Path directory;

    private final List<String> log = new ArrayList<>();

    @ParameterizedTest
    @CsvSource({
        "0, false, false",
        "1, false, false",
        "3, false, false",
        "8, false, false",
        "25, false, false",
        "40, false, false",
        "1, true, false",
        "3, true, false",
        "8, true, false",
        "40, true, false",
        "1, true, true"
    })
    void aRunGoesOnWhereverItsJobHasMovedAndWhenever(int second, boolean restarted, boolean outage) throws Exception {
        Path from = directory.resolve("run");
        Path to = directory.resolve("moved");
        try (ForemanSimulator simulator = ForemanSimulator.builder()
                .manualClock()
                .hosts(2, "host%02d.example.com")
                .start()) {
            simulator
                    .fleet()
                    .scripts(host -> HostScript.builder()
                            .stdout(Duration.ofSeconds(2), "begun\n")
                            .stdout(Duration.ofSeconds(20), "done\n")
                            .duration(Duration.ofSeconds(30))
                            .exit(0)
                            .build());
            VirtualScheduler scheduler = new VirtualScheduler(simulator.clock());
            RunRecord record = RunRecord.create(
                    from, RecordLimits.DEFAULT, RunHead.started(simulator.uri().toString(), scheduler.now()));
            if (outage) {
                simulator.faults().unreachableFor(Duration.ofSeconds(3));
            }
            JobInvocationRun run = start(simulator, scheduler, record);
            scheduler.runFor(Duration.ofSeconds(second));
            if (restarted) {
                run.suspend();
                record.close();
                record = RunRecord.open(from, RecordLimits.DEFAULT);
                start(simulator, scheduler, record);
            }
            Files.move(from, to);
            scheduler.runFor(Duration.ofSeconds(10));
            record.moved(to);
            RunRecord present = record;
            scheduler.runUntil(() -> present.head().outcome() != null);
            record.close();

            assertThat(record.head().outcome().verdict())
                    .as(record.head().outcome().message().toString())
                    .isEqualTo(Verdict.SUCCESS);
            assertThat(simulator.jobInvocations()).hasSize(1);
            assertThat(log.stream().filter(line -> line.startsWith("[host")))
                    .containsExactlyInAnyOrder(
                            "[host01.example.com] begun",
                            "[host01.example.com] done",
                            "[host02.example.com] begun",
                            "[host02.example.com] done");
        }
    }

    private JobInvocationRun start(ForemanSimulator simulator, VirtualScheduler scheduler, RunRecord record) {
        JobInvocationRun run = new JobInvocationRun(
                RunFixture.connect(simulator.uri(), "admin", "changeme"),
                new ServerBudget(scheduler, 4, 6000),
                record,
                RunFixture.command("uptime", "name ~ host"),
                RunSettings.DEFAULTS,
                new ConsoleOutput(record, new ConsoleOptions(Mode.PREFIXED, true, 0), log::add),
                new Random(1));
        run.start();
        return run;
    }
}
