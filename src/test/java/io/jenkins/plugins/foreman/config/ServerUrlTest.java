package io.jenkins.plugins.foreman.config;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.util.DefaultLocale;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DefaultLocale(language = "en")
class ServerUrlTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://foreman.example.com",
                "https://foreman.example.com/",
                " http://foreman.example.com:3000 ",
                "https://example.com/foreman",
                "HTTPS://[::1]:8443"
            })
    void takesAnAddressOfAServer(String url) {
        assertThat(ServerUrl.problem(url)).isNull();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "``                            | Give the address of Foreman",
                "foreman.example.com           | must start with https:// or http://",
                "ftp://foreman.example.com     | must start with https:// or http://",
                "https://                      | not an address",
                "https:///foreman              | must start with https:// or http://",
                "https://foreman_1.example.com | must start with https:// or http:// and name a host",
                "https://foreman example.com   | not an address",
                "https://joe:pw@example.com    | Remove user and password",
                "https://example.com/?a=b      | Remove what follows ? or #",
                "https://example.com/#hosts    | Remove what follows ? or #"
            })
    void saysHowToMendWhatIsNone(String url, String remedy) {
        assertThat(ServerUrl.problem(url)).contains(remedy);
    }

    @Test
    void doesNotRepeatAPassword() {
        assertThat(ServerUrl.problem("https://joe:hunter2@example.com")).doesNotContain("hunter2");
        assertThat(ServerUrl.problem("https://joe:hunter 2@example.com")).doesNotContain("hunter");
    }

    @Test
    void knowsWhereAPasswordWouldGoInClear() {
        assertThat(ServerUrl.isPlain("http://foreman.example.com")).isTrue();
        assertThat(ServerUrl.isPlain("https://foreman.example.com")).isFalse();
    }
}
