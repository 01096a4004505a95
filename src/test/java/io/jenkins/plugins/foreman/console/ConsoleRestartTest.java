package io.jenkins.plugins.foreman.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.foreman.Warnings;
import io.jenkins.plugins.foreman.record.AttemptRecord;
import io.jenkins.plugins.foreman.record.RunRecord;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Ends the process at every one of its acts in turn. */
@ExtendWith(Warnings.class)
class ConsoleRestartTest {

    private static final int SEEDS = 1;

    /** With the power, so many acts at a time are passed over. */
    private static final int STRIDE = 3;

    @TempDir
    private Path directory;

    private int plays;

    private KilledConsole console(Script script, Mode mode) {
        return new KilledConsole(directory.resolve(Integer.toString(plays++)), script, mode);
    }

    @ParameterizedTest
    @EnumSource(value = Mode.class, names = "AUTO", mode = EnumSource.Mode.EXCLUDE)
    void printsEveryLineOnceWhereverTheProcessEndsButPerhapsTheLastOneBeforeTwice(Mode mode) throws IOException {
        for (int seed = 0; seed < SEEDS; seed++) {
            Script script = Script.random(seed);
            KilledConsole unharmed = console(script, mode);
            List<String> expected = unharmed.play(0, null);
            assertThat(expected).hasSizeGreaterThan(10);
            for (int kill = 1; kill <= unharmed.acts(); kill++) {
                KilledConsole killed = console(script, mode);
                List<String> log = new ArrayList<>(killed.play(kill, null));
                int next = killed.linesBefore();
                if (next > 0 && log.size() > expected.size() && log.get(next).equals(log.get(next - 1))) {
                    log.remove(next);
                }
                assertThat(ofHosts(log))
                        .as("seed %d, killed at act %d", seed, kill)
                        .isEqualTo(ofHosts(expected));
                assertThat(ofRun(log))
                        .as("seed %d, killed at act %d", seed, kill)
                        .isEqualTo(ofRun(expected));
            }
        }
    }

    @ParameterizedTest
    @EnumSource(value = Mode.class, names = "AUTO", mode = EnumSource.Mode.EXCLUDE)
    void losesNoLineOfAHostWhenThePowerGoes(Mode mode) throws IOException {
        Script script = Script.random(7);
        KilledConsole unharmed = console(script, mode);
        List<String> expected = ofHosts(unharmed.play(0, null));
        for (int kill = 1; kill <= unharmed.acts(); kill += STRIDE) {
            List<String> log = ofHosts(console(script, mode).play(kill, (long) kill));
            assertThat(log).as("killed at act %d", kill).containsAll(expected);
        }
    }

    /** Whoever had to find out again how a host ended might find another end than the log has told. */
    @ParameterizedTest
    @EnumSource(value = Mode.class, names = "AUTO", mode = EnumSource.Mode.EXCLUDE)
    void knowsAsEndedWhatTheLogHasPassedWhenThePowerIsBack(Mode mode) throws IOException {
        Script script = Script.random(7);
        KilledConsole unharmed = console(script, mode);
        unharmed.play(0, null);
        for (int kill = 1; kill <= unharmed.acts(); kill += STRIDE) {
            int act = kill;
            try (RunRecord run = console(script, mode).left(kill, kill)) {
                LogPlace place = LogPlace.decode(run.printed());
                AttemptRecord attempt = run.attempt(Math.min(place.attempt(), run.attempts() - 1));
                attempt.followEnds(0, (id, position) -> {
                    if (position <= place.position()) {
                        assertThat(attempt.host(id))
                                .as("host %d, killed at act %d", id, act)
                                .matches(row -> row != null && row.outputComplete());
                    }
                    return true;
                });
            }
        }
    }

    private static List<String> ofHosts(List<String> lines) {
        return lines.stream().filter(line -> !line.startsWith("Foreman: ")).toList();
    }

    private static List<String> ofRun(List<String> lines) {
        return lines.stream().filter(line -> line.startsWith("Foreman: ")).toList();
    }
}
