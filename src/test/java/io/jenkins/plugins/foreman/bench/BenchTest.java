package io.jenkins.plugins.foreman.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.foreman.console.Mode;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Counts of the bench that must not grow. Everything is in virtual time, so that they are the same everywhere. */
class BenchTest {

    @TempDir
    Path directory;

    private Figures measure(Workload workload, int hosts, Mode mode, int lookedAt) throws Exception {
        return new Engine(mode, lookedAt).measure(workload, hosts, directory.resolve("run"));
    }

    @Test
    void whereNobodyLooksEachHostIsReadOnce() throws Exception {
        Figures figures = measure(Workload.CHATTY, 30, Mode.GROUPED, 0);

        assertThat(figures.liveReads()).isZero();
        assertThat(figures.reads()).isEqualTo(30);
        assertThat(figures.requests()).isLessThan(100);
    }

    @Test
    void whatSomebodyLooksAtIsReadAsItComesAndNothingElse() throws Exception {
        Figures figures = measure(Workload.CHATTY, 30, Mode.GROUPED, 3);

        assertThat(figures.watched().quantile(0.95)).isLessThanOrEqualTo(3);
        assertThat(figures.liveReads()).isBetween(300L, 1000L);
        // the last read of a host that is looked at may come after its end
        assertThat(figures.reads() - figures.liveReads()).isBetween(30L, 33L);
    }

    @Test
    void whatSomebodyLooksAtComesWhileManyHostsAreListed() throws Exception {
        Figures figures = measure(Workload.CHATTY, 600, Mode.GROUPED, 3);

        assertThat(figures.watched().quantile(0.95)).isLessThanOrEqualTo(8);
        assertThat(figures.watched().quantile(0.99)).isLessThanOrEqualTo(10);
    }

    @Test
    void aLogThatPrintsAsItComesIsFed() throws Exception {
        Figures figures = measure(Workload.CHATTY, 3, Mode.PREFIXED, 0);

        assertThat(figures.watched().quantile(0.95)).isLessThanOrEqualTo(3);
    }

    @Test
    void theEndIsSeenSoon() throws Exception {
        assertThat(measure(Workload.FAST, 100, Mode.GROUPED, 0).end()).isLessThan(Duration.ofSeconds(12));
    }

    @Test
    void aSmallRunTakesFewRequests() throws Exception {
        assertThat(ManyRuns.measure(Workload.SHORT, 100, directory).requestsPerRun())
                .isLessThanOrEqualTo(5);
    }
}
