package io.jenkins.plugins.foreman.record;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.BitSet;
import org.junit.jupiter.api.Test;

/** The build log, exports and the page hold the same characters to be unsafe; the page's scripts are tested by the same table. */
class UnsafeCharactersTest {

    private static BitSet table() throws IOException {
        BitSet table = new BitSet();
        try (InputStream in = UnsafeCharactersTest.class.getResourceAsStream("unsafe-characters.txt")) {
            new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(line -> line.split("-"))
                    .forEach(range -> table.set(Integer.parseInt(range[0], 16), Integer.parseInt(range[1], 16) + 1));
        }
        return table;
    }

    @Test
    void areThoseOfTheTable() throws IOException {
        BitSet unsafe = new BitSet();
        BitSet taken = new BitSet();
        for (int c = Character.MIN_VALUE; c <= Character.MAX_VALUE; c++) {
            String text = String.valueOf((char) c);
            unsafe.set(c, VisibleText.isUnsafe((char) c));
            taken.set(c, !PlainText.of(text).equals(text));
        }

        assertThat(unsafe).isEqualTo(table());
        assertThat(taken).isEqualTo(table());
    }
}
