package io.jenkins.plugins.foreman.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.foreman.TestProcess;
import io.jenkins.plugins.foreman.record.Attempt;
import io.jenkins.plugins.foreman.record.AttemptRecord;
import io.jenkins.plugins.foreman.record.HostRow;
import io.jenkins.plugins.foreman.record.RecordLimits;
import io.jenkins.plugins.foreman.record.RunRecord;
import io.jenkins.plugins.foreman.simulator.ForemanSimulator;
import io.jenkins.plugins.foreman.simulator.HostJournal;
import io.jenkins.plugins.foreman.simulator.SimJobInvocation;
import io.jenkins.plugins.foreman.simulator.SimulatorClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A real process with many runs is killed with SIGKILL at random moments, and another goes on, over and over, in real time.
 * The system property {@code chaos.kills} says how often, {@code chaos.runs} how many runs there are at a time.
 */
class KillTest {

    private static final int KILLS = Integer.getInteger("chaos.kills", 5);
    private static final int RUNS = Integer.getInteger("chaos.runs", 8);
    private static final int HOSTS = 3;
    private static final long MOST_SECONDS = 120;

    @TempDir
    Path directory;

    private final Random random = new Random();
    private final AtomicInteger scripts = new AtomicInteger();

    @Test
    void everyRunIsAsIfNothingHadBeenKilled() throws Exception {
        int killed = 0;
        for (int round = 0; killed < KILLS; round++) {
            Path place = Files.createDirectory(directory.resolve("round" + round));
            try (ForemanSimulator simulator = ForemanSimulator.builder()
                    .clock(SimulatorClock.running(Controller.SPEED))
                    .hosts(HOSTS, "host%02d.example.com")
                    .start()) {
                simulator.fleet().scripts(host -> Scripts.plain(scripts.incrementAndGet(), host.id() == 1 ? 3 : 0));
                killed += play(simulator, place, KILLS - killed);
                check(simulator, place);
            }
        }
        System.out.printf("Killed: %d times with SIGKILL, %d runs at a time%n", killed, RUNS);
    }

    /** Returns how many processes were killed until one came to its end. */
    private int play(ForemanSimulator simulator, Path place, int most) throws IOException, InterruptedException {
        for (int killed = 0; ; killed++) {
            Process process = TestProcess.of(
                            List.of(),
                            List.of("-Xmx200m"),
                            Controller.class,
                            List.of(simulator.uri().toString(), place.toString(), Integer.toString(RUNS)))
                    .redirectOutput(place.resolve("said").toFile())
                    .start();
            boolean last = killed >= most;
            long millis = last ? MOST_SECONDS * 1000 : 300 + random.nextInt(2000);
            if (process.waitFor(millis, TimeUnit.MILLISECONDS)) {
                assertThat(process.exitValue())
                        .as(() -> read(place.resolve("said")))
                        .isZero();
                assertThat(read(place.resolve("said"))).doesNotContain("WARNING", "SEVERE");
                return killed;
            }
            process.destroyForcibly().waitFor();
            assertThat(last).as("no end within %d s", MOST_SECONDS).isFalse();
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            return e.toString();
        }
    }

    private void check(ForemanSimulator simulator, Path place) throws IOException {
        Map<String, SimJobInvocation> jobs = new HashMap<>();
        for (SimJobInvocation job : simulator.jobInvocations()) {
            String marker = job.description().split(" ")[0];
            assertThat(jobs.put(marker, job)).as("two jobs of %s", marker).isNull();
        }
        List<String> known = new ArrayList<>();
        for (int i = 0; i < RUNS; i++) {
            Path run = place.resolve("run" + i);
            try (RunRecord record = RunRecord.open(run, RecordLimits.DEFAULT)) {
                assertThat(record.head().outcome().message().toString())
                        .isEqualTo("1 of 3 hosts failed: host01.example.com (exit status 3)");
                Map<String, Integer> printed = Truth.tokens(Files.readString(run.resolve("log"))
                        // a kill between a line and the note of it repeats the line
                        .replaceAll("(?m)^(.+)\\n\\1$", "$1")
                        .replaceAll("(?s)\nForeman: one host did not succeed:.*", ""));
                assertThat(record.attempts()).isEqualTo(2);
                for (int attempt = 0; attempt < 2; attempt++) {
                    Attempt made = record.head().attempts().get(attempt);
                    known.add(made.marker());
                    SimJobInvocation job = jobs.get(made.marker());
                    assertThat(made.invocationId()).isEqualTo(job.id());
                    assertThat(job.journal()).hasSize(attempt == 0 ? HOSTS : 1);
                    check(record.attempt(attempt), job.journal(), printed);
                }
                assertThat(printed).as("lines of others").isEmpty();
            }
        }
        assertThat(jobs.keySet()).containsExactlyInAnyOrderElementsOf(known);
    }

    private static void check(AttemptRecord record, List<HostJournal> hosts, Map<String, Integer> printed)
            throws IOException {
        for (HostJournal host : hosts) {
            HostRow row = record.host(host.hostId());
            assertThat(row.outputComplete()).isTrue();
            assertThat(row.exitStatus()).isEqualTo(host.exitStatus());
            assertThat(Truth.text(record, host.hostId())).isEqualTo(host.output());
            for (String token : Truth.tokens(host.output()).keySet()) {
                assertThat(printed.remove(token))
                        .as("times that %s is printed", token)
                        .isEqualTo(1);
            }
        }
    }
}
