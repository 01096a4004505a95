package io.jenkins.plugins.foreman.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.foreman.runs.HostTotals;
import java.util.List;
import org.junit.jupiter.api.Test;

class TrendBarTest {

    private static List<String> parts(HostTotals hosts, int most) {
        return TrendBar.of(hosts, most).stream()
                .map(part -> part.getKind() + " " + part.getStart() + "+" + part.getLength())
                .toList();
    }

    @Test
    void theBarIsDividedByWhatHostsCameTo() {
        assertThat(parts(new HostTotals(10, 6, 2, 1), 10))
                .containsExactly("succeeded 0+600", "failed 600+200", "cancelled 800+100", "open 900+100");
    }

    @Test
    void itIsAsLongAsThereAreManyHosts() {
        assertThat(parts(new HostTotals(25, 25, 0, 0), 100)).containsExactly("succeeded 0+250");
        assertThat(parts(HostTotals.NONE, 100)).isEmpty();
        assertThat(parts(HostTotals.NONE, 0)).isEmpty();
    }

    @Test
    void oneFailedHostOfManyIsSeen() {
        assertThat(parts(new HostTotals(50_000, 49_999, 1, 0), 50_000))
                .containsExactly("succeeded 0+999", "failed 999+1");
        assertThat(parts(new HostTotals(50_000, 0, 1, 49_999), 50_000))
                .containsExactly("failed 0+1", "cancelled 0+1000");
    }
}
