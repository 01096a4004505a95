package io.jenkins.plugins.foreman.record;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PlainTextTest {

    @Test
    void coloursTitlesAndLinksGoAndTheirTextStays() {
        assertThat(PlainText.of("\u001b[1;31mred\u001b[0m")).isEqualTo("red");
        assertThat(PlainText.of("\u001b]0;title\u0007text")).isEqualTo("text");
        assertThat(PlainText.of("\u001b]8;;http://evil.example\u001b\\click\u001b]8;;\u001b\\"))
                .isEqualTo("click");
        assertThat(PlainText.of("\u001b(Btext\u001b=")).isEqualTo("text");
    }

    @Test
    void anUnfinishedSequenceDoesNotSwallowTheNextLine() {
        assertThat(PlainText.of("\u001b]0;title\nnext")).isEqualTo("\nnext");
        assertThat(PlainText.of("a\u001b[12")).isEqualTo("a");
    }

    @Test
    void whatHidesOrReordersIsReplaced() {
        assertThat(PlainText.of("a\u202eb\u0000c\td\r\n")).isEqualTo("a\ufffdb\ufffdc\td\n");
    }
}
