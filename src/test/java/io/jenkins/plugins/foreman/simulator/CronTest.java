package io.jenkins.plugins.foreman.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CronTest {

    @ParameterizedTest
    @CsvSource({
        "* * * * *,2026-11-24T00:00:10Z,2026-11-24T00:01:00Z",
        "5 * * * *,2026-11-24T00:05:00Z,2026-11-24T01:05:00Z",
        "0 3 * * *,2026-11-24T04:00:00Z,2026-11-25T03:00:00Z",
        "*/15 8-10 * * *,2026-11-24T08:50:00Z,2026-11-24T09:00:00Z",
        "0 0 1 1 *,2026-11-24T00:00:00Z,2027-01-01T00:00:00Z",
        "30 6 * * 7,2026-11-24T00:00:00Z,2026-11-29T06:30:00Z"
    })
    void findsTheNextMinute(String line, Instant after, Instant next) {
        assertThat(Micros.instant(new Cron(line).next(Micros.of(after)))).isEqualTo(next);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "not a cron", "99 * * * *", "* * * *", "1-x * * * *"})
    void refusesWhatIsNoLineOfCron(String line) {
        assertThatThrownBy(() -> new Cron(line)).isInstanceOf(IllegalArgumentException.class);
    }
}
