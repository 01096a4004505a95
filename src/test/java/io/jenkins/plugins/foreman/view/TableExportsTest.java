package io.jenkins.plugins.foreman.view;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TableExportsTest {

    @ParameterizedTest
    @ValueSource(strings = {",", ";", "\t", "|", ":", "\n", "\r\n"})
    void noCellIsAFormulaWhateverSeparatesCells(String separator) {
        for (String formula :
                new String[] {"=1+1", "+1", "-1", "@SUM(1)", " =1", "\"=1\"", "'=1", "\uff1d1", "\uff0b1"}) {
            for (String before : new String[] {"", "a", "a" + separator, "a" + separator + " "}) {
                String line = "x" + separator + TableExports.cell(before + formula) + separator + "y";
                for (String cell :
                        line.split(Pattern.quote(separator.strip().isEmpty() ? separator : separator.strip()))) {
                    String bare = cell.replace("\"", "").strip().toLowerCase(Locale.ROOT);
                    assertThat(bare).doesNotMatch("(?s)[=+\\-@\uff1d\uff0b].*");
                }
            }
        }
    }

    @Test
    void otherTextStaysAsItIs() {
        assertThat(TableExports.cell("web-01 a=b x@y 50%")).isEqualTo("web-01 a=b x@y 50%");
        assertThat(TableExports.cell("a;b")).isEqualTo("\"a;b\"");
        assertThat(TableExports.cell(-5L)).isEqualTo("-5");
        assertThat(TableExports.cell(null)).isEmpty();
    }
}
