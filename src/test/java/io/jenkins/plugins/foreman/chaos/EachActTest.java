package io.jenkins.plugins.foreman.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.foreman.console.Mode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The end comes in each act of a run in turn: each request, each write, each line of the log. The usual builds pass over
 * most of them; the system property {@code chaos.stride} says how many.
 */
class EachActTest {

    private static final int STRIDE = Integer.getInteger("chaos.stride", 11);

    @TempDir
    Path directory;

    @ParameterizedTest
    @CsvSource({"PREFIXED,false", "PREFIXED,true", "GROUPED,false", "GROUPED,true"})
    void whatIsPromisedHoldsWheneverTheEndComes(Mode mode, boolean withPower) throws IOException {
        List<String> failed = new ArrayList<>();
        for (int act = 1; ; act += STRIDE) {
            try (World world = World.calm(act, directory.resolve("act" + act), mode)) {
                int last = act;
                world.at(Duration.ZERO, "the end", () -> world.killAfter(last, withPower, Duration.ofSeconds(5)));
                world.run();
                Truth.violations(world).forEach(violation -> failed.add("act " + last + ": " + violation));
                if (world.restarts == 0) {
                    break;
                }
            }
        }
        assertThat(failed.stream().limit(10)).isEmpty();
    }
}
