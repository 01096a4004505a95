package io.jenkins.plugins.foreman.record;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.foreman.client.OutputChunk.OutputType;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OutputLinesTest {

    private final List<String> seen = new ArrayList<>();
    private final OutputLines lines = new OutputLines(true, 100, (type, text, cut) -> seen.add(type + " " + text));

    private void chunk(OutputType type, String text) {
        lines.chunk(new RecordedChunk(type, 0, 0, text, false));
    }

    @Test
    void keepsMessagesOfForemanOnLinesOfTheirOwn() {
        chunk(OutputType.STDOUT, "\u001b[31mhal");
        chunk(OutputType.DEBUG, "RuntimeError: Job execution failed");
        chunk(OutputType.DEBUG, "StandardError: again\nand more");
        chunk(OutputType.STDOUT, "f\u001b[0m");
        chunk(OutputType.STDOUT, "Exit status: 143");
        chunk(OutputType.STDOUT, "late\n");
        assertThat(seen)
                .containsExactly(
                        "STDOUT \u001b[31mhal\u001b[0m",
                        "DEBUG RuntimeError: Job execution failed",
                        "DEBUG StandardError: again",
                        "DEBUG and more",
                        "STDOUT \u001b[31mf\u001b[0m",
                        "STDOUT Exit status: 143",
                        "STDOUT late");
    }

    @Test
    void endsALineWhenTheOtherStreamGoesOn() {
        chunk(OutputType.STDOUT, "out");
        chunk(OutputType.STDERR, "err");
        chunk(OutputType.STDERR, "or\n");
        lines.flush();
        assertThat(seen).containsExactly("STDOUT out", "STDERR error");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Exit status: 0", "Exit status: EXCEPTION", "Exit status: 255\n"})
    void knowsWhatForemanSaysOfTheEnd(String text) {
        assertThat(OutputLines.isExitStatus(text)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Exit status: 0 of the script", "exit status: 0", "The Exit status: 0", ""})
    void takesNothingElseForIt(String text) {
        assertThat(OutputLines.isExitStatus(text)).isFalse();
    }
}
