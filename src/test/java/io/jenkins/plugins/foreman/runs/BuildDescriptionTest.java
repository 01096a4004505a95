package io.jenkins.plugins.foreman.runs;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.foreman.record.RecordLimits;
import io.jenkins.plugins.foreman.record.RunHead;
import io.jenkins.plugins.foreman.record.RunHead.Verdict;
import io.jenkins.plugins.foreman.record.RunRecord;
import io.jenkins.plugins.foreman.view.SampleRun;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BuildDescriptionTest {

    @TempDir
    private Path directory;

    private SampleRun run;

    @BeforeEach
    void begin() throws IOException {
        run = new SampleRun(directory.resolve("run"), Instant.parse("2026-08-01T10:00:00Z"));
    }

    @Test
    void tellsOnHowManyHostsItRanAndHowManyFailed() throws IOException {
        run.attempt(228, "Uptime", SampleRun.hosts(3));
        run.run(1, 0, 5, "ok\n", 0, null);
        run.run(2, 0, 5, "bad\n", 1, null);
        assertThat(line()).isEqualTo("Uptime on 3 hosts: 2 did not succeed (Foreman job 228)");
        run.run(3, 0, 5, "ok\n", 0, null);
        assertThat(line()).isEqualTo("Uptime on 3 hosts: 1 failed (Foreman job 228)");

        run.attempt(12345, SampleRun.hosts(3).subList(1, 2));
        run.run(2, 10, 15, "ok\n", 0, null);
        run.finish(Verdict.SUCCESS, "All hosts succeeded", 16);
        assertThat(line()).isEqualTo("Uptime on 3 hosts: succeeded (Foreman job 12345)");
    }

    @Test
    void hasNothingThatCouldBeMarkup() throws IOException {
        run.attempt(228, "<b onclick=x>Patch</b>\n & reboot", SampleRun.hosts(1));

        assertThat(line()).startsWith("\u2039b onclick=x\u203aPatch\u2039/b\u203a \uff06 reboot on 1 host: ");
    }

    @Test
    void isAddedOnceToWhatIsThere() {
        assertThat(BuildDescription.with(null, "a line")).isEqualTo("a line");
        assertThat(BuildDescription.with("by hand", "a line")).isEqualTo("by hand\na line");
        assertThat(BuildDescription.with("by hand\na line\nanother", "a line")).isEqualTo("by hand\na line\nanother");
    }

    @Test
    void ofARunWithoutAJobThereIsNothingToSay() throws IOException {
        Path empty = directory.resolve("empty");
        RunHead head = RunHead.started("https://foreman.example.org", Instant.EPOCH);
        try (RunRecord record = RunRecord.create(empty, RecordLimits.DEFAULT, head)) {
            assertThat(BuildDescription.line(record)).isNull();
        }
    }

    private String line() throws IOException {
        return BuildDescription.line(run.viewed().record());
    }
}
