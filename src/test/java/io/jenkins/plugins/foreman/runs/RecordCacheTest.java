package io.jenkins.plugins.foreman.runs;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.foreman.client.Sentence;
import io.jenkins.plugins.foreman.record.RecordLimits;
import io.jenkins.plugins.foreman.record.RunHead;
import io.jenkins.plugins.foreman.record.RunRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecordCacheTest {

    private static final Instant NOW = Instant.parse("2026-03-01T10:00:00Z");

    @TempDir
    Path jobs;

    private final RecordCache cache = new RecordCache();

    private Path ended(String job, String message) throws IOException {
        Path directory = jobs.resolve(job);
        RunHead head = RunHead.started("https://foreman.example.com", NOW)
                .withOutcome(new RunHead.Outcome(RunHead.Verdict.SUCCESS, Sentence.plain(message), NOW));
        RunRecord.create(directory, RecordLimits.DEFAULT, head).close();
        return directory;
    }

    private String message(String identity, Path directory) throws IOException {
        return cache.get(identity, directory).head().outcome().message().toString();
    }

    @Test
    void readsARecordOnce() throws IOException {
        Path directory = ended("job", "Done.");

        assertThat(cache.get("a", directory)).isSameAs(cache.get("a", directory));
    }

    @Test
    void sameNameOtherJob() throws IOException {
        Path directory = ended("job", "The old job's.");
        assertThat(message("old", directory)).isEqualTo("The old job's.");

        ended("job", "The new job's.");
        assertThat(message("new", directory)).isEqualTo("The new job's.");
    }

    @Test
    void readsTheRecordOfAJobThatHasMovedWhereItIsNow() throws IOException {
        Path directory = ended("job", "Moved.");
        RunRecord before = cache.get("a", directory);
        Path moved = Files.move(directory, jobs.resolve("other"));
        ended("job", "Another's.");

        assertThat(cache.get("a", moved)).isNotSameAs(before);
        assertThat(message("a", moved)).isEqualTo("Moved.");
    }
}
