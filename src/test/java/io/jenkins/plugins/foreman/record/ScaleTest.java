package io.jenkins.plugins.foreman.record;

import static io.jenkins.plugins.foreman.record.Chunks.all;
import static io.jenkins.plugins.foreman.record.Chunks.out;
import static io.jenkins.plugins.foreman.record.Chunks.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.foreman.client.HostFacts;
import io.jenkins.plugins.foreman.client.HostState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What must hold for many hosts and much output, counted instead of timed. */
class ScaleTest {

    @TempDir
    private Path directory;

    private AttemptRecord open() throws IOException {
        return AttemptRecord.open(directory, RecordLimits.DEFAULT);
    }

    @Test
    void keepsFiftyThousandHostsInThreeFiles() throws IOException {
        int hosts = 50_000;
        List<HostRow> rows = new ArrayList<>();
        for (int id = 0; id < hosts; id++) {
            HostState state = id % 10 == 0 ? HostState.ERROR : HostState.SUCCESS;
            rows.add(HostRow.unplanned(id, "host" + id + ".example.com")
                    .in(state, new HostFacts("proxy" + id % 7, null, null), Instant.EPOCH));
        }
        try (AttemptRecord record = open()) {
            record.putHosts(rows);
            for (int id = 0; id < hosts; id++) {
                record.append(id, List.of(out(1, "output of " + id + "\n")));
            }
        }
        try (AttemptRecord record = open()) {
            assertThat(record.hosts()).isEqualTo(rows);
            assertThat(record.counts()).containsEntry(HostState.ERROR, 5000).containsEntry(HostState.SUCCESS, 45_000);
            assertThat(text(record, 49_999)).isEqualTo("output of 49999\n");
        }
        try (var files = Files.list(directory)) {
            assertThat(files).hasSize(3);
        }
    }

    @Test
    void readsNoMoreThanTheEndOfALogThatWasClosedWell() throws IOException {
        String line = "x".repeat(1000);
        try (AttemptRecord record = open()) {
            for (int i = 0; i < 3000; i++) {
                record.append(i % 3, List.of(out(i, line)));
            }
        }
        Path log = directory.resolve(OutputFiles.LOG);
        try (RandomFile file = RandomFile.forWriting(log)) {
            file.write(100_000, new byte[2000]);
        }
        try (AttemptRecord record = open()) {
            assertThat(record.outputSize(1).chunks()).isEqualTo(1000);
            assertThat(text(record.output(1, -1000, 1000).chunks())).isEqualTo(line);
            assertThatThrownBy(() -> all(record, 1)).isInstanceOf(IOException.class);
        }
    }

    @Test
    void findsAnyPlaceOfALongOutputInFewReads() throws IOException {
        int entries = 5000;
        try (AttemptRecord record = open()) {
            for (int i = 0; i < entries; i++) {
                record.append(1, List.of(out(i, "some output\n")));
            }
        }
        try (OutputFiles files = OutputFiles.forReading(directory)) {
            IndexRecord newest = files.record(entries - 1);
            for (int chunk = 0; chunk < entries; chunk += 13) {
                int reads = 0;
                IndexRecord at = newest;
                while (at.firstChunk() > chunk) {
                    IndexRecord far = at.jump() == IndexRecord.NONE ? at : files.record(at.jump());
                    at = far.firstChunk() > chunk && far != at ? far : files.record(at.prev());
                    reads += 2;
                }
                assertThat(at.number()).isEqualTo(chunk);
                assertThat(reads).isLessThan(80);
            }
        }
    }

    @Test
    void isReadWhileItIsWritten() throws Exception {
        int rounds = 1500;
        AtomicBoolean done = new AtomicBoolean();
        ExecutorService readers = Executors.newFixedThreadPool(2);
        try (AttemptRecord record = open()) {
            List<Future<Integer>> reading = new ArrayList<>();
            for (int i = 0; i < 2; i++) {
                reading.add(readers.submit(() -> readUntil(done, record)));
            }
            for (int i = 0; i < rounds; i++) {
                if (i % 5 == 4) {
                    record.replaceTail(1, i - 1, List.of(out(i - 1, i - 1 + "\n"), out(i, i + "\n")));
                } else {
                    record.append(1, List.of(out(i, i + "\n")));
                }
                record.append(2, List.of(out(i, "noise")));
            }
            done.set(true);
            for (Future<Integer> reader : reading) {
                assertThat(reader.get()).isPositive();
            }
            assertThat(all(record, 1)).hasSize(rounds);
        } finally {
            readers.shutdownNow();
            assertThat(readers.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
        }
    }

    /** Every look must show numbers that follow each other without a gap, from 0 or from the middle on. */
    private static int readUntil(AtomicBoolean done, AttemptRecord record) throws IOException {
        int looks = 0;
        while (!done.get() || looks == 0) {
            List<RecordedChunk> chunks = all(record, 1);
            for (int i = 0; i < chunks.size(); i++) {
                assertThat(chunks.get(i).text()).isEqualTo(i + "\n");
            }
            OutputSlice slice = record.output(1, -100, 1000);
            String text = text(slice.chunks());
            assertThat(slice.offset() + text.length()).isEqualTo(slice.size().chars());
            String[] lines = text.split("\n");
            for (int i = 2; i < lines.length; i++) {
                assertThat(Integer.parseInt(lines[i])).isEqualTo(Integer.parseInt(lines[i - 1]) + 1);
            }
            looks++;
        }
        return looks;
    }
}
