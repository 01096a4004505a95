package io.jenkins.plugins.foreman.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.foreman.record.RunRecord;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.IntFunction;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ConsoleRestartTest {

    private static final String NO_SYNC = "io.jenkins.plugins.foreman.record.noSync";
    private static final int SEEDS = 8;

    @TempDir
    private Path directory;

    private int plays;

    @BeforeAll
    static void doNotWaitForTheDisk() {
        System.setProperty(NO_SYNC, "true");
    }

    @AfterAll
    static void waitForItAgain() {
        System.clearProperty(NO_SYNC);
    }

    /** When the console and the record die. */
    private enum Kill {
        NEVER,
        BEFORE,
        /** Between the change of the record and the event, which is then never told. */
        BETWEEN
    }

    private List<String> play(Script script, Mode mode, IntFunction<Kill> kills) throws IOException {
        Path where = directory.resolve(Integer.toString(plays++));
        List<String> printed = new ArrayList<>();
        RunRecord run = Script.create(where);
        ConsoleOutput console = console(run, mode, printed);
        int last = script.steps().size() - 1;
        for (int i = 0; i <= last; i++) {
            Script.Step step = script.steps().get(i);
            Kill kill = i == 0 ? Kill.NEVER : kills.apply(i);
            if (kill == Kill.BEFORE) {
                run = Script.open(where);
                console = console(run, mode, printed);
            }
            step.write().to(run);
            if (kill == Kill.BETWEEN && i < last) {
                run = Script.open(where);
                console = console(run, mode, printed);
            } else {
                step.tell().to(console, run);
            }
        }
        run.close();
        return printed;
    }

    private static ConsoleOutput console(RunRecord run, Mode mode, List<String> printed) {
        return new ConsoleOutput(run, new ConsoleOptions(mode, true, 0), printed::add);
    }

    @ParameterizedTest
    @EnumSource(Mode.class)
    void goesOnAfterARestartBetweenAnyTwoEventsAsIfNothingHadHappened(Mode mode) throws IOException {
        for (int seed = 0; seed < SEEDS; seed++) {
            Script script = Script.random(seed);
            List<String> expected = play(script, mode, step -> Kill.NEVER);
            assertThat(expected).isNotEmpty();
            assertThat(play(script, mode, step -> Kill.BEFORE))
                    .as("seed %d", seed)
                    .isEqualTo(expected);
        }
    }

    @ParameterizedTest
    @EnumSource(Mode.class)
    void losesAndRepeatsNoLineOfAHostWhenEventsAreNeverTold(Mode mode) throws IOException {
        for (int seed = 0; seed < SEEDS; seed++) {
            Script script = Script.random(seed);
            List<String> expected = ofHosts(play(script, mode, step -> Kill.NEVER));
            Random random = new Random(seed);
            assertThat(ofHosts(play(script, mode, step -> Kill.values()[random.nextInt(3)])))
                    .as("seed %d", seed)
                    .containsExactlyInAnyOrderElementsOf(expected);
        }
    }

    private static List<String> ofHosts(List<String> lines) {
        return lines.stream().filter(line -> !line.startsWith("Foreman: ")).toList();
    }
}
