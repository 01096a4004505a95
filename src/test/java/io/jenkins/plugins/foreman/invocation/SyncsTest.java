package io.jenkins.plugins.foreman.invocation;

import static io.jenkins.plugins.foreman.invocation.RunFixture.command;
import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.foreman.console.ConsoleOptions;
import io.jenkins.plugins.foreman.console.ConsoleOutput;
import io.jenkins.plugins.foreman.console.Mode;
import io.jenkins.plugins.foreman.record.CrashingDisk;
import io.jenkins.plugins.foreman.record.HostRow;
import io.jenkins.plugins.foreman.record.RecordLimits;
import io.jenkins.plugins.foreman.record.RunHead;
import io.jenkins.plugins.foreman.record.RunHead.Verdict;
import io.jenkins.plugins.foreman.record.RunRecord;
import io.jenkins.plugins.foreman.simulator.ForemanSimulator;
import io.jenkins.plugins.foreman.simulator.HostScript;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** How often a run waits for the disk does not grow with its hosts. */
class SyncsTest {

    private static final int HOSTS = 1000;
    private static final int MOST = 150;

    @TempDir
    Path directory;

    @AfterEach
    void useReal() {
        CrashingDisk.useReal();
    }

    @ParameterizedTest
    @EnumSource(Mode.class)
    void aThousandHostsWaitForTheDiskAFewTimes(Mode mode) throws Exception {
        CrashingDisk disk = new CrashingDisk() {
            @Override
            protected Failure next(Path path, int length) {
                return null;
            }
        };
        disk.use();
        List<String> printed = new ArrayList<>();
        try (ForemanSimulator simulator =
                        ForemanSimulator.builder().manualClock().hosts(HOSTS).start();
                RunRecord record = RunRecord.create(
                        directory,
                        RecordLimits.DEFAULT,
                        RunHead.started(
                                simulator.uri().toString(), simulator.clock().instant()))) {
            simulator
                    .fleet()
                    .scripts(host -> HostScript.lines(Duration.ofSeconds(1 + host.id() % 60), 0, "one\n", "two\n"));
            VirtualScheduler scheduler = new VirtualScheduler(simulator.clock());
            new JobInvocationRun(
                            RunFixture.connect(simulator.uri(), "admin", "changeme"),
                            new ServerBudget(scheduler, 4, 6000),
                            record,
                            command("uptime", "name ~ host"),
                            RunSettings.DEFAULTS,
                            new ConsoleOutput(record, new ConsoleOptions(mode, true, 0), printed::add),
                            new Random(1))
                    .start();
            scheduler.runUntil(() -> record.head().outcome() != null);

            System.out.println(HOSTS + " hosts, " + mode + ": " + disk.syncs() + " syncs");
            assertThat(record.head().outcome().verdict()).isEqualTo(Verdict.SUCCESS);
            assertThat(record.attempt(0).hosts()).hasSize(HOSTS).allMatch(HostRow::outputComplete);
            assertThat(printed).isNotEmpty();
            assertThat(disk.syncs()).isBetween(1, MOST);
        }
    }
}
