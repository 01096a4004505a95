package io.jenkins.plugins.foreman.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MaskTest {

    private static final String SECRET = "p&a'$ \"\\/ü<7>~";

    private static Mask mask(String... secrets) {
        Mask mask = new Mask();
        mask.add(Arrays.asList(secrets));
        return mask;
    }

    @Test
    void theLongestSecretIsMaskedWhereOneIsPartOfAnother() {
        assertThat(mask("token", "token-of-prod").ofText("a token-of-prod b token c"))
                .isEqualTo("a **** b **** c");
    }

    @Test
    void ofSecretsThatOverlapNothingIsLeft() {
        assertThat(mask("abcd", "cdef").ofText("-abcdef-")).isEqualTo("-****-");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "p&a'$ \"\\/ü<7>~",
                "p&a'$ \\\"\\\\/ü<7>~",
                "p&a'$ \\\"\\\\\\/ü<7>~",
                "p\\u0026a'$ \\\"\\\\/ü\\u003c7\\u003e~",
                "p&amp;a&#39;$ &quot;\\/ü&lt;7&gt;~",
                "p%26a%27%24+%22%5C%2F%C3%BC%3C7%3E%7E",
                "p%26a%27%24%20%22%5C%2F%C3%BC%3C7%3E~",
                "p%26a%27%24%20%22%5c%2f%c3%bc%3c7%3e~",
                "p&a'\\''$ \"\\/ü<7>~",
                "p&a'\"'\"'$ \"\\/ü<7>~",
                "p&a'$$ \"\\/ü<7>~",
            })
    void aSecretIsFoundAsProgramsWriteIt(String form) {
        assertThat(mask(SECRET).ofText("x " + form + " y")).isEqualTo("x **** y");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "u:", "me:", "name:"})
    void aSecretIsFoundInWhatWasEncodedWithBase64(String before) {
        String encoded = Base64.getEncoder()
                .encodeToString((before + "hunter2-hunter2" + "@x").getBytes(StandardCharsets.UTF_8));
        assertThat(mask("hunter2-hunter2").ofText(encoded)).contains(Mask.STARS);
    }

    @Test
    void eachLineOfASecretOfSeveralCounts() {
        Mask mask = mask("-----BEGIN KEY-----\nMIIEvQIBADANBg\nab\n");
        assertThat(mask.ofText("  -----BEGIN KEY-----\r\n  MIIEvQIBADANBg\r\n  ab"))
                .isEqualTo("  ****\r\n  ****\r\n  ab");
    }

    @Test
    void whatIsTooShortIsNotMasked() {
        assertThat(mask("ab", "", null, " a ").isEmpty()).isTrue();
    }

    @Test
    void itDoesNotTellWhatItMasks() {
        assertThat(mask("secret").toString()).doesNotContain("secret");
        assertThat(mask("secret").of(null)).isNull();
        assertThat(mask("secret").find("sec", 0)).isEqualTo(new Mask.Found(List.of(), 0));
    }
}
