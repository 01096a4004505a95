package io.jenkins.plugins.foreman.invocation;

import static io.jenkins.plugins.foreman.invocation.RunFixture.command;
import static io.jenkins.plugins.foreman.invocation.RunFixture.settings;
import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.foreman.record.RunHead.Verdict;
import io.jenkins.plugins.foreman.simulator.ForemanSimulator;
import io.jenkins.plugins.foreman.simulator.HostScript;
import io.jenkins.plugins.foreman.simulator.OutputType;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Ends the engine without warning before each of its requests in turn, and lets another go on from what is on disk. */
class CrashTest {

    private static final JobInvocationRequest REQUEST = command("uptime", "name ~ host");
    private static final RunSettings SETTINGS = settings(s -> s.retries(1));

    @TempDir
    Path directory;

    private static final class Crash extends Error {
        private static final long serialVersionUID = 1L;
    }

    private static ForemanSimulator simulator() {
        ForemanSimulator simulator = ForemanSimulator.builder()
                .manualClock()
                .hosts(3, "host%02d.example.com")
                .start();
        simulator.fleet().host("host01.example.com").script(difficult(0));
        simulator.fleet().host("host02.example.com").script(difficult(4));
        simulator.fleet().host("host03.example.com").script(HostScript.lines(Duration.ofSeconds(3), 0, "a\n", "b\n"));
        return simulator;
    }

    /** Chunks in the middle of lines, ties, halves of a surrogate pair, and a row that comes late with an old time. */
    private static HostScript difficult(int exitStatus) {
        return HostScript.builder()
                .stdout(Duration.ofSeconds(1), "beginning ")
                .stdout(Duration.ofSeconds(1), "and end\r\n")
                .stderr(Duration.ofSeconds(1), "tie\n")
                .stdout(Duration.ofSeconds(4), "\ud83d")
                .stdout(Duration.ofSeconds(5), "\ude00\n")
                .chunkAt(Duration.ofSeconds(9), Duration.ofSeconds(2), OutputType.STDOUT, "late\n")
                .stdout(Duration.ofSeconds(10), "no newline")
                .duration(Duration.ofSeconds(11))
                .exit(exitStatus)
                .build();
    }

    private RunFixture uninterrupted(String name, AtomicInteger requests) {
        RunFixture fixture = new RunFixture(simulator(), directory.resolve(name));
        return fixture.beforeEachRequest(requests::incrementAndGet)
                .start(REQUEST, SETTINGS)
                .toEnd();
    }

    @Test
    void aCrashBeforeAnyRequestChangesNothingOfWhatIsRecordedShownCreatedOrDecided() throws IOException {
        AtomicInteger requests = new AtomicInteger();
        Map<String, String> first;
        Map<String, String> second;
        try (RunFixture expected = uninterrupted("expected", requests)) {
            first = expected.output(0);
            second = expected.output(1);
        }
        assertThat(first.get("host01.example.com"))
                .isEqualTo("beginning and end\r\ntie\nlate\n\ud83d\ude00\nno newline");

        assertThat(requests.get()).isGreaterThan(30);
        for (int crashAt = 1; crashAt <= requests.get(); crashAt++) {
            try (RunFixture fixture = new RunFixture(simulator(), directory.resolve("crash-" + crashAt))) {
                crash(fixture, crashAt);
                fixture.toEnd();

                assertThat(fixture.output(0)).as("output, crash at %d", crashAt).isEqualTo(first);
                assertThat(fixture.output(1))
                        .as("retry's output, crash at %d", crashAt)
                        .isEqualTo(second);
                assertThat(fixture.shown(0).get("host03.example.com"))
                        .as("shown, crash at %d", crashAt)
                        .isEqualTo("a\nb\n");
                assertThat(sorted(fixture.shown(0).get("host01.example.com")))
                        .as("shown, crash at %d", crashAt)
                        .isEqualTo(sorted(first.get("host01.example.com")));
                assertThat(fixture.simulator.jobInvocations())
                        .as("created, crash at %d", crashAt)
                        .hasSize(2);
                assertThat(fixture.outcome().verdict()).isEqualTo(Verdict.FAILURE);
            }
        }
    }

    private static String sorted(String text) {
        return text.chars()
                .sorted()
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    /** From that request on nothing of this engine reaches the record any more. */
    private void crash(RunFixture fixture, int crashAt) {
        AtomicInteger requests = new AtomicInteger();
        boolean[] crashed = {false};
        fixture.beforeEachRequest(() -> {
            if (requests.incrementAndGet() == crashAt) {
                crashed[0] = true;
                fixture.run.suspend();
                throw new Crash();
            }
        });
        fixture.start(REQUEST, SETTINGS);
        fixture.scheduler.runUntil(() -> crashed[0] || fixture.ended);
        if (crashed[0]) {
            try {
                fixture.record.close();
            } catch (IOException closing) {
                throw new UncheckedIOException(closing);
            }
            fixture.foreman = RunFixture.connect(fixture.simulator.uri(), "admin", "changeme");
            fixture.resume(REQUEST, SETTINGS);
        }
    }
}
