package io.jenkins.plugins.foreman.runs;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.foreman.client.HostState;
import io.jenkins.plugins.foreman.view.SampleRun;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HostTotalsTest {

    private static final Instant START = Instant.parse("2026-08-01T10:00:00Z");

    private static List<Integer> numbers(HostTotals totals) {
        return List.of(totals.getTotal(), totals.getSucceeded(), totals.getFailed(), totals.getCancelled());
    }

    @Test
    void aHostCountsOnceWithWhatItCameToLast(@TempDir Path directory) throws Exception {
        SampleRun first = new SampleRun(directory.resolve("1"), START);
        first.attempt(228, SampleRun.hosts(5));
        first.run(1, 0, 5, "ok\n", 0, null);
        first.run(2, 0, 5, "broken\n", 1, null);
        first.run(3, 0, 5, "broken\n", 1, null);
        first.state(4, HostState.CANCELLED, 5);
        SampleRun again = new SampleRun(directory.resolve("2"), START);
        again.attempt(229, List.of(SampleRun.hosts(2).get(1)));
        again.run(2, 0, 5, "mended\n", 0, null);

        HostTotals totals = HostTotals.of(List.of(first.record(), again.record()));

        assertThat(numbers(totals)).containsExactly(5, 2, 1, 1);
    }

    @Test
    void jobsOfABuildAddUp() {
        HostTotals sum = HostTotals.NONE.plus(new HostTotals(5, 3, 1, 1)).plus(new HostTotals(10, 9, 0, 0));

        assertThat(numbers(sum)).containsExactly(15, 12, 1, 1);
    }
}
