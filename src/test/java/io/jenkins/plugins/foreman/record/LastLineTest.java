package io.jenkins.plugins.foreman.record;

import static io.jenkins.plugins.foreman.record.Chunks.out;
import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.foreman.client.OutputChunk.OutputType;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LastLineTest {

    @TempDir
    private Path directory;

    private String after(RecordedChunk... chunks) throws IOException {
        try (AttemptRecord record = AttemptRecord.open(directory, RecordLimits.DEFAULT)) {
            record.replaceTail(1, 0, List.of());
            for (RecordedChunk chunk : chunks) {
                record.append(1, List.of(chunk));
                record.outputSize(1);
            }
            return record.outputSize(1).lastLine();
        }
    }

    @Test
    void isTheLastThatSaysSomething() throws IOException {
        assertThat(after(out(1, "one\ntwo\n"), out(2, "\n  \t\r\n"))).isEqualTo("two");
        assertThat(after(out(1, "half a "), out(2, "line"))).isEqualTo("half a line");
        assertThat(after(out(1, "\n \n"))).isEmpty();
    }

    @Test
    void isWhatTheScriptWroteRatherThanWhatForemanAdds() throws IOException {
        RecordedChunk message = new RecordedChunk(OutputType.DEBUG, 0, 9, "StandardError: Job execution failed", false);
        assertThat(after(out(1, "disk full\n"), out(2, "Exit status: 1"), message))
                .isEqualTo("disk full");
        assertThat(after(message)).isEqualTo("StandardError: Job execution failed");
    }

    @Test
    void hasNoControlSequencesAndOnlyTheLastStateOfAProgressBar() throws IOException {
        assertThat(after(out(1, "10%\r\u001b[32m99%"), out(2, "\u001b[0m\u0000\r\n")))
                .isEqualTo("99%\u2400");
    }

    @Test
    void isCut() throws IOException {
        assertThat(after(out(1, "x".repeat(100_000) + "y".repeat(300)))).hasSize(200);
    }
}
