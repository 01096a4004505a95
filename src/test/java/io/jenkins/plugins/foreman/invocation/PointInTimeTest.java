package io.jenkins.plugins.foreman.invocation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
                "2026-03-01T22:30:00+01:00",
                "2026-03-01 21:30:00 UTC"
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
}
