package io.jenkins.plugins.foreman.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class HostNamesTest {

    @Test
    void areSeparatedByWhateverPeopleUse() {
        assertThat(HostNames.of(" a.example.com,b.example.com\n\tc.example.com,, "))
                .containsExactly("a.example.com", "b.example.com", "c.example.com");
        assertThat(HostNames.of(null)).isEmpty();
    }

    @Test
    void aListOfAScriptBecomesOneNameALine() {
        String text = HostNames.text(Arrays.asList(" a.example.com", null, new StringBuilder("b.example.com")));

        assertThat(text).isEqualTo("a.example.com\nb.example.com");
        assertThat(HostNames.of(text)).isEqualTo(List.of("a.example.com", "b.example.com"));
    }
}
