package io.jenkins.plugins.foreman.view;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.foreman.client.HostState;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EstimateTest {

    private static final Instant START = Instant.parse("2026-08-01T10:00:00Z");

    @TempDir
    private Path directory;

    private SampleRun run;

    @BeforeEach
    void begin() throws IOException {
        run = new SampleRun(directory.resolve("run"), START);
        run.attempt(1, SampleRun.hosts(10));
    }

    @Test
    void whileHostsWaitTheSpeedSoFarCounts() throws Exception {
        for (int host = 1; host <= 5; host++) {
            run.run(host, 0, host * 10, "", 0, null);
        }

        assertThat(remaining(50)).isEqualTo(Duration.ofSeconds(50));
    }

    @Test
    void onceAllRunTheirUsualDurationCounts() throws Exception {
        for (int host = 1; host <= 9; host++) {
            run.run(host, 0, 30, "", 0, null);
        }
        run.state(10, HostState.RUNNING, 20);

        assertThat(remaining(40)).isEqualTo(Duration.ofSeconds(10));
        assertThat(remaining(90)).as("slower than any before it").isNull();
    }

    @Test
    void nothingIsSaidBeforeAnythingIsKnown() throws Exception {
        run.run(1, 0, 10, "", 0, null);

        assertThat(remaining(10)).isNull();
    }

    private Duration remaining(long second) throws Exception {
        RunsView view = new RunsView(() -> List.of(run.viewed()));
        return Estimate.remaining(view.hosts(HostFilter.everything("all")), START, START.plusSeconds(second));
    }
}
