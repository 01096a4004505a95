package io.jenkins.plugins.foreman.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.SyncFailedException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class DiskTest {

    @TempDir
    Path directory;

    @AfterEach
    void useReal() {
        CrashingDisk.useReal();
    }

    /** A device that cannot be forced to anything says so to whoever tries. */
    @Test
    @EnabledOnOs(OS.LINUX)
    void whatIsToBeForcedToTheDiskIs() throws Exception {
        try (RandomFile file = RandomFile.forWriting(Path.of("/dev/null"))) {
            assertThatThrownBy(file::sync).isInstanceOf(SyncFailedException.class);
        }
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void directoriesThatAreToBeForcedToTheDiskAre() {
        assertThatThrownBy(() -> Disk.force(Path.of("/proc"))).isInstanceOf(IOException.class);
    }

    @Test
    void aFileIsReplacedByOneThatIsOnTheDiskAndThenItsDirectoryIs() throws Exception {
        Path file = directory.resolve("head.json");
        Files.writeString(file, "old");
        List<String> acts = acts();
        AtomicFile.write(file, "new".getBytes(StandardCharsets.UTF_8));

        String name = directory.getFileName().toString();
        assertThat(acts).containsExactly("head.json.tmp 3", "head.json.tmp 0", "head.json 0", name + " 0");
        assertThat(file).hasContent("new");
    }

    @Test
    void outputIsOnTheDiskBeforeARowSaysThatItIsComplete() throws Exception {
        try (AttemptRecord record = AttemptRecord.open(directory.resolve("1"), RecordLimits.DEFAULT)) {
            HostRow row = HostRow.unplanned(1, "one");
            record.putHosts(List.of(row));
            record.append(1, List.of(Chunks.out(1, "line\n")));
            List<String> acts = acts();
            record.putHosts(List.of(row.completed("0", null)));

            assertThat(acts).contains(OutputFiles.LOG + " 0");
            assertThat(acts.get(acts.size() - 1)).startsWith(HostsFile.NAME + " ");
        }
    }

    @Test
    void rowsAreOnTheDiskBeforeTheirAttemptIsCalledFinished() throws Exception {
        Instant now = Instant.parse("2026-08-21T10:00:00Z");
        RunHead head = RunHead.started("https://foreman.example.com/", now)
                .withNewAttempt(Attempt.planned("marker", List.of(), now));
        try (RunRecord run = RunRecord.create(directory.resolve("run"), RecordLimits.DEFAULT, head)) {
            run.attempt(0).putHosts(List.of(HostRow.unplanned(1, "one")));
            List<String> acts = acts();
            run.update(old -> old.withCurrent(old.currentAttempt().finishedNow()));

            assertThat(acts.get(0)).isEqualTo(HostsFile.NAME + " 0");
        }
    }

    /** From now on, what is done to which file, and with how many bytes: 0 for all but writes. */
    private static List<String> acts() {
        List<String> acts = new ArrayList<>();
        new CrashingDisk() {
            @Override
            protected Failure next(Path path, int length) {
                acts.add(path.getFileName() + " " + length);
                return null;
            }
        }.use();
        return acts;
    }
}
