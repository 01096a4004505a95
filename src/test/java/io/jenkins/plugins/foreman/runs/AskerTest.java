package io.jenkins.plugins.foreman.runs;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.foreman.config.ForemanServer;
import io.jenkins.plugins.foreman.config.ResolvedServer;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Whose credentials count; that they are looked up for the right build is seen in a Jenkins. */
class AskerTest {

    private static final ResolvedServer SERVER =
            new ResolvedServer(new ForemanServer("prod", "https://foreman.example.com", "own"), null);

    private static ResolvedServer at(String ofStep, String ofRun) {
        return new Asker(null, null, ofStep).at(SERVER, ofRun);
    }

    @Test
    void theNearestNameCounts() {
        assertThat(at("step", "run").login().id()).isEqualTo("step");
        assertThat(at("step", null).login().id()).isEqualTo("step");
        assertThat(at(null, "run").login().id()).isEqualTo("run");
        assertThat(at(null, null).login()).isNull();
    }

    @Test
    void whoeverActsStaysTheOneWithLimitsToo() {
        assertThat(at("step", null).limitedTo("Engineering", "Berlin").login().id())
                .isEqualTo("step");
        assertThat(at("step", null).within(Duration.ofSeconds(5)).login().id()).isEqualTo("step");
    }
}
