package io.jenkins.plugins.foreman.invocation;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.foreman.client.Mask;
import io.jenkins.plugins.foreman.client.OutputChunk.OutputType;
import io.jenkins.plugins.foreman.record.AttemptRecord;
import io.jenkins.plugins.foreman.record.RecordLimits;
import io.jenkins.plugins.foreman.record.RecordedChunk;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is remembered of a host that writes very many rows within the overlap of two reads. */
class LiveOutputTest {

    private static final long HOST = 1;
    private static final int ROWS = 4 * LiveOutput.MOST_KEYS;
    private static final Moment NOW = new Moment(Instant.parse("2026-08-21T10:00:00Z"), 0);

    @TempDir
    private Path directory;

    private static List<RecordedChunk> rows(long from, long to) {
        return LongStream.range(from, to)
                .mapToObj(i -> new RecordedChunk(OutputType.STDOUT, 1_000_000_000L + i, i, "x", false))
                .toList();
    }

    private static LiveOutput resume(AttemptRecord record) throws IOException {
        return LiveOutput.resume(record, HOST, new Mask(), NOW, Duration.ofSeconds(2));
    }

    @Test
    void isBoundedAndNoRowIsTakenTwiceOrPassedOver() throws IOException {
        try (AttemptRecord record = AttemptRecord.open(directory.resolve("attempt"), RecordLimits.DEFAULT)) {
            LiveOutput live = resume(record);

            assertThat(live.unknown(rows(0, ROWS))).hasSize(ROWS);
            assertThat(live.keys()).isBetween(1, LiveOutput.MOST_KEYS);
            assertThat(live.unknown(rows(0, ROWS))).isEmpty();
            assertThat(live.unknown(rows(ROWS - 100, ROWS + 100)))
                    .extracting(RecordedChunk::key)
                    .containsExactlyElementsOf(
                            LongStream.range(ROWS, ROWS + 100).boxed().toList());
        }
    }

    @Test
    void isTheSameAfterARestart() throws IOException {
        try (AttemptRecord record = AttemptRecord.open(directory.resolve("attempt"), RecordLimits.DEFAULT)) {
            record.append(HOST, rows(0, ROWS));
            LiveOutput live = resume(record);

            assertThat(live.keys()).isBetween(1, 2 * LiveOutput.MOST_KEYS);
            assertThat(live.unknown(rows(ROWS - 100, ROWS + 100))).hasSize(100);
        }
    }

    @Test
    void isWhatTheOverlapNeedsWhereThatIsLittle() throws IOException {
        try (AttemptRecord record = AttemptRecord.open(directory.resolve("attempt"), RecordLimits.DEFAULT)) {
            LiveOutput live = resume(record);
            live.unknown(rows(0, 100));

            assertThat(live.keys()).isEqualTo(100);
            assertThat(live.since()).isEqualTo(1_000_000_099L - 5_000_000L);
        }
    }
}
