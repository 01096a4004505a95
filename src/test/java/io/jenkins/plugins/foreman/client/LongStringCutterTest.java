package io.jenkins.plugins.foreman.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LongStringCutterTest {

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            delimiter = '|',
            value = {
                "{\"a\":\"1234\"}            | {\"a\":\"1234\"}",
                "{\"a\":\"12345\",\"b\":1}   | {\"a\":\"1234\",\"b\":1}",
                "[\"12345678\",\"12345\"]    | [\"1234\",\"1234\"]",
                "[\"123\\\"56\"]             | [\"123\\\"\"]",
                "[\"1234\\\"56\"]            | [\"1234\"]",
                "[\"123\\u00e96\"]           | [\"123\\u00e9\"]",
                "[\"1234\\u00e96\"]          | [\"1234\"]",
                "[\"12345\\\\\"]             | [\"1234\"]",
                "[\"12345\\\\\\\"6\"]        | [\"1234\"]",
                "[\"123ü5\"]                 | [\"123ü\"]",
                "[\"1😀5\"]                  | [\"1😀\"]",
                "[\"123😀5\"]                | [\"123😀\"]",
                "[\"1234😀\"]                | [\"1234\"]",
                "[1234567, true]             | [1234567, true]",
                "[\"\", \"\\u0022\"]         | [\"\", \"\\u0022\"]",
            })
    void aStringLosesItsEndAtACharacterBeyondTheLimit(String json, String cut) throws Exception {
        assertThat(new String(cutter(json).readAllBytes(), StandardCharsets.UTF_8))
                .isEqualTo(cut);
    }

    @Test
    void itMakesNoDifferenceHowTheBytesAreAskedFor() throws Exception {
        String json = "{\"some\":\"123456\\u00e9\",\"next\":[\"a\\\\b\\\"cdefg\",12345678]}";
        String whole = new String(cutter(json).readAllBytes(), StandardCharsets.UTF_8);
        StringBuilder single = new StringBuilder();
        InputStream in = cutter(json);
        for (int next = in.read(); next >= 0; next = in.read()) {
            single.append((char) next);
        }

        assertThat(single).hasToString(whole);
    }

    private static LongStringCutter cutter(String json) {
        return new LongStringCutter(new ByteArrayInputStream(json.getBytes(StandardCharsets.UTF_8)), 4);
    }
}
