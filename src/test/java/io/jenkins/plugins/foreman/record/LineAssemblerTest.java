package io.jenkins.plugins.foreman.record;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LineAssemblerTest {

    private static final String ESC = "\u001b";

    private static List<String> lines(boolean colours, int maxChars, String... pieces) {
        List<String> lines = new ArrayList<>();
        LineAssembler assembler =
                new LineAssembler(colours, maxChars, (text, cut) -> lines.add(cut == 0 ? text : text + "|" + cut));
        for (String piece : pieces) {
            assembler.feed(piece);
        }
        assembler.flush();
        return lines;
    }

    private static List<String> plain(String... pieces) {
        return lines(false, 1000, pieces);
    }

    private static List<String> coloured(String... pieces) {
        return lines(true, 1000, pieces);
    }

    @Test
    void joinsPiecesAndEndsLinesAtEveryKindOfEnd() {
        assertThat(plain("a", "b\nc\r", "\n\n", "d\r\r\n", "e")).containsExactly("ab", "c", "", "d", "e");
    }

    @Test
    void flushesNothingWhenNothingIsPending() {
        assertThat(plain("a\n")).containsExactly("a");
        assertThat(plain("")).isEmpty();
        assertThat(plain(ESC + "[0m")).isEmpty();
    }

    @Test
    void leavesTheLastStateOfAProgressBar() {
        assertThat(plain("10%\r", "55%\r", "100%\r\ndone\r")).containsExactly("100%", "done");
        assertThat(plain("10%" + ESC + "[1G" + "20%\n")).containsExactly("20%");
        assertThat(plain("busy |\b/\b-\bdone\n")).containsExactly("busy done");
        assertThat(plain("loading\r" + ESC + "[K", "\nready" + ESC + "[2K\rgo\n"))
                .containsExactly("", "go");
    }

    @Test
    void aControlCharacterAfterACarriageReturnErasesNothing() {
        assertThat(plain("t\0o\0\r\0\n\0")).containsExactly("t␀o␀␀", "␀");
        assertThat(plain("total 5\r\f")).containsExactly("total 5␌");
        assertThat(plain("total 5\r", "\b\n")).containsExactly("total 5");
        assertThat(plain("10%\r\0", "20%\n")).containsExactly("20%");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                ESC + "[2J",
                ESC + "[12;40H",
                ESC + "[?25l",
                ESC + "[>4;2m",
                ESC + "[3A",
                ESC + "]0;a title\u0007",
                ESC + "]8;;https://example.com" + ESC + "\\",
                ESC + "P1$r0m" + ESC + "\\",
                ESC + "_hidden" + ESC + "\\",
                ESC + "(B",
                ESC + "=",
                ESC + "c",
                ESC + "[8m",
                "\u0007",
                "\u000e",
                ESC + ESC + "[1;2;3;4~"
            })
    void removesSequencesThatDoNotBelongIntoALog(String sequence) {
        assertThat(coloured("be" + sequence + "fore\n")).containsExactly("before");
    }

    @Test
    void endsABrokenSequenceWithItsLine() {
        assertThat(plain(ESC + "]0;never ended\nnext\n")).containsExactly("", "next");
        assertThat(plain(ESC + "[12\nnext\n")).containsExactly("", "next");
        assertThat(plain(ESC + "[12é\n" + ESC + "é\n")).containsExactly("é", "é");
    }

    @Test
    void keepsColoursAndClosesAndReopensThemLineByLine() {
        assertThat(coloured(ESC + "[31mred\nstill" + ESC + "[0m not\nplain\n"))
                .containsExactly(ESC + "[31mred" + ESC + "[0m", ESC + "[31mstill" + ESC + "[0m not", "plain");
    }

    @ParameterizedTest
    @CsvSource({
        "1;31, 1;31",
        "1;0;4, 4",
        "38;5;208, 38;5;208",
        "48;2;1;2;3, 48;2;1;2;3",
        "38:2::1:2:3, 38:2::1:2:3",
        "4:3, 4",
        "21, 4",
        "1;97;104, 1;97;104",
        "1;2;22;3, 3",
        "31;39;7, 7",
        "41;49;9, 9",
        "38;5, ''",
        "5;25, ''",
        "999999999999, ''",
        "8, ''"
    })
    void keepsStyles(String given, String kept) {
        String expected = kept.isEmpty() ? "x" : ESC + "[" + kept + "mx" + ESC + "[0m";
        assertThat(coloured(ESC + "[" + given + "mx\n")).containsExactly(expected);
    }

    @Test
    void dropsTheStyleOfWhatABackspaceOrAReturnRemoved() {
        assertThat(coloured("ab" + ESC + "[31mc\b\bx\n")).containsExactly("a" + ESC + "[31mx" + ESC + "[0m");
        assertThat(coloured(ESC + "[31m10%\r" + ESC + "[0mdone\n")).containsExactly("done");
    }

    @Test
    void stripsColoursWhenTheyAreNotWanted() {
        assertThat(plain(ESC + "[1;31mred" + ESC + "[0m\n")).containsExactly("red");
    }

    @Test
    void makesVisibleWhatCouldDeceive() {
        assertThat(plain("a\u0000b\u007fc\u0085d\u202ee\u2066f\u2028g\n"))
                .containsExactly("a\u2400b\u2421c<U+0085>d<U+202E>e<U+2066>f<U+2028>g");
        assertThat(plain("tab\tstays\n")).containsExactly("tab\tstays");
    }

    @Test
    void joinsHalvesOfACharacterAndReplacesLoneOnes() {
        assertThat(plain("\ud83d", "\ude00 \ud83d!", "\ude00", "\ud83d"))
                .containsExactly("\ud83d\ude00 \ufffd!\ufffd\ufffd");
    }

    @Test
    void cutsLongLinesAndCountsWhatIsMissing() {
        assertThat(lines(true, 5, "1234567\n12345\n1234\ud83d\ude00\n" + ESC + "[31m12345678\rok\n"))
                .containsExactly("12345|2", "12345", "1234|2", ESC + "[31mok" + ESC + "[0m");
    }

    @Test
    void makesTheSameLinesWhereverTheTextIsCut() {
        String text = "one\r\ntwo\rthree" + ESC + "[1;31mred" + ESC + "]0;t\u0007x\b\ud83d\ude00" + ESC + "[0m\r\n"
                + ESC + "P..." + ESC + "\\end\u202e" + ESC + "(B!\n\rlast";
        List<String> expected = coloured(text);
        for (int i = 0; i <= text.length(); i++) {
            assertThat(coloured(text.substring(0, i), text.substring(i))).isEqualTo(expected);
        }
        assertThat(coloured(text.split(""))).isEqualTo(expected);
    }

    @Test
    void neverLetsAControlCharacterThrough() {
        Random random = new Random(1);
        String alphabet = ESC + ESC + ESC + "[[]];m01P\\K\u0007\r\n\b\u0000\u009b\u202eabcé\ud83d\ude00\u2028";
        for (int round = 0; round < 2000; round++) {
            StringBuilder text = new StringBuilder();
            for (int i = 0; i < 60; i++) {
                text.append(alphabet.charAt(random.nextInt(alphabet.length())));
            }
            for (String line : coloured(text.toString())) {
                assertThat(line.replaceAll(ESC + "\\[[0-9;:]+m", ""))
                        .doesNotContainPattern("[\\x00-\\x1f\\x7f-\\x9f\\u202e\\u2028]");
            }
        }
    }
}
