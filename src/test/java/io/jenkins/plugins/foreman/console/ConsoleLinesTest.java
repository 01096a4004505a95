package io.jenkins.plugins.foreman.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ConsoleLinesTest {

    private final List<String> printed = new ArrayList<>();

    /** A log that has some lines already. */
    private ConsoleLines after(long noted, String... there) throws IOException {
        return new ConsoleLines(
                new ConsoleLog() {
                    @Override
                    public void line(String text) {
                        printed.add(text);
                    }

                    @Override
                    public List<String> linesAfter(long count) {
                        return List.of(there).subList((int) count, there.length);
                    }
                },
                noted);
    }

    @Test
    void whatTheLogHasBeyondWhatWasNotedIsNotPrintedAgain() throws IOException {
        ConsoleLines lines = after(1, "a", "b", "c");

        lines.output("b");
        lines.output("c");
        lines.output("d");

        assertThat(printed).containsExactly("d");
        assertThat(lines.count()).isEqualTo(4);
    }

    @Test
    void wordsInBetweenAreNoHindrance() throws IOException {
        ConsoleLines lines = after(0, "a", "3 of 5 hosts done", "b");

        lines.output("a");
        lines.output("b");

        assertThat(printed).isEmpty();
        assertThat(lines.count()).isEqualTo(3);
    }

    @Test
    void aNewLineThatLooksLikeAnOldOneIsPrinted() throws IOException {
        ConsoleLines lines = after(0, "ping");

        lines.output("ping");
        lines.output("ping");

        assertThat(printed).containsExactly("ping");
    }

    @Test
    void afterTheFirstNewLineNothingIsPassedOver() throws IOException {
        ConsoleLines lines = after(0, "heading of another host", "ok");

        lines.output("heading");
        lines.output("ok");

        assertThat(printed).containsExactly("heading", "ok");
    }

    @Test
    void secretsThatTheLogHidesAreNoDifference() throws IOException {
        ConsoleLines lines = after(0, "[web] login **** as ****", "[web] done");

        lines.output("[web] login hush as root");
        lines.output("[web] done");
        lines.output("[web] login hush");

        assertThat(printed).containsExactly("[web] login hush");
    }

    @Test
    void noticesAreAlwaysPrinted() throws IOException {
        ConsoleLines lines = after(0, "notice");

        lines.notice("notice");

        assertThat(printed).containsExactly("notice");
        assertThat(lines.count()).isEqualTo(2);
    }
}
