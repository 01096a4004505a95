package io.jenkins.plugins.foreman.steps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.foreman.invocation.InvalidRequestException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PointInTimeTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2026-03-01T21:30:00Z",
                "2026-03-01 21:30 Z",
                "2026-03-01 22:30 +01:00",
                "2026-03-01 22:30+01:00",
                "2026-03-01T22:30:00+01:00"
            })
    void anOffsetMayStandBehindIt(String text) throws InvalidRequestException {
        assertThat(PointInTime.parse(text)).isEqualTo(Instant.parse("2026-03-01T21:30:00Z"));
    }

    @Test
    void withoutOneItIsInTheZoneOfTheController() throws InvalidRequestException {
        assertThat(PointInTime.parse(" 2026-03-01 22:30 "))
                .isEqualTo(LocalDateTime.of(2026, 3, 1, 22, 30)
                        .atZone(ZoneId.systemDefault())
                        .toInstant());
    }

    @Test
    void blankIsNone() throws InvalidRequestException {
        assertThat(PointInTime.parse(" ")).isNull();
        assertThat(PointInTime.parse(null)).isNull();
    }

    @Test
    void anythingElseIsAMistakeThatIsNamed() {
        assertThatThrownBy(() -> PointInTime.parse("tomorrow"))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContaining("tomorrow");
    }

    @Test
    void hostNamesAreReadFromTextAndLists() {
        assertThat(HostNames.of("a.example.com, b.example.com\nc.example.com"))
                .containsExactly("a.example.com", "b.example.com", "c.example.com");
        assertThat(HostNames.of(null)).isEmpty();
        assertThat(HostNames.of(HostNames.text(java.util.List.of("a", " b ")))).containsExactly("a", "b");
    }
}
