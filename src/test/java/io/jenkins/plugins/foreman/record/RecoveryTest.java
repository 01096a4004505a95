package io.jenkins.plugins.foreman.record;

import static io.jenkins.plugins.foreman.record.Chunks.all;
import static io.jenkins.plugins.foreman.record.Chunks.moved;
import static io.jenkins.plugins.foreman.record.Chunks.out;
import static io.jenkins.plugins.foreman.record.Chunks.text;
import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.foreman.client.HostFacts;
import io.jenkins.plugins.foreman.client.HostState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What a crash can leave: files cut anywhere, tails of zeros or garbage, an index that is gone or behind. */
@ExtendWith(NoSync.class)
class RecoveryTest {

    private static final Instant NOW = Instant.parse("2026-08-21T10:00:00Z");
    private static final String LOG = OutputFiles.LOG;
    private static final String INDEX = OutputFiles.INDEX;
    private static final String HOSTS = HostsFile.NAME;

    @TempDir
    private Path directory;

    private Path original;
    private Path copy;

    /** The text of hosts 1 and 2 after each entry, with how long the log was then. */
    private final List<State> states = new ArrayList<>();

    private record State(long logEnd, String first, String second) {}

    @BeforeEach
    void record() throws IOException {
        original = directory.resolve("original");
        copy = directory.resolve("copy");
        try (AttemptRecord record = AttemptRecord.open(original, RecordLimits.DEFAULT)) {
            note(record);
            record.putHosts(List.of(HostRow.unplanned(1, "one"), HostRow.unplanned(2, "two")));
            step(record, () -> record.append(1, List.of(out(1, "äé\n"), out(2, "two\u0000\n"))));
            step(record, () -> record.append(2, List.of(out(1, "other \ud83d"))));
            step(record, () -> record.append(1, List.of(out(4, "four"), out(5, "five"))));
            step(record, () -> record.replaceTail(1, 2, List.of(out(3, "three"), moved(4, "four"), moved(5, "five"))));
            step(record, () -> record.append(2, List.of(out(2, "\ude00 end\n"))));
            step(record, () -> record.replaceTail(1, 4, List.of()));
            HostRow ended =
                    record.host(1).in(HostState.SUCCESS, HostFacts.NONE, NOW).completed("0", null);
            step(record, () -> record.putHosts(List.of(ended)));
        }
    }

    private interface Change {
        void make() throws IOException;
    }

    private void step(AttemptRecord record, Change change) throws IOException {
        change.make();
        note(record);
    }

    private void note(AttemptRecord record) throws IOException {
        states.add(new State(record.follow(0, (host, chunks, end) -> {}), text(record, 1), text(record, 2)));
    }

    private void copyWith(String file, byte[] content) throws IOException {
        Files.createDirectories(copy);
        for (String name : List.of(LOG, INDEX, HOSTS)) {
            Files.write(copy.resolve(name), name.equals(file) ? content : read(name));
        }
    }

    private byte[] read(String name) throws IOException {
        return Files.readAllBytes(original.resolve(name));
    }

    /** Opens the copy, expects the state at the last whole entry, and that writing goes on from there. */
    private void expectStateAt(long logEnd) throws IOException {
        State expected = states.stream()
                .filter(state -> state.logEnd() <= logEnd)
                .reduce((before, after) -> after)
                .orElseThrow();
        try (AttemptRecord record = AttemptRecord.open(copy, RecordLimits.DEFAULT)) {
            assertThat(text(record, 1)).isEqualTo(expected.first());
            assertThat(text(record, 2)).isEqualTo(expected.second());
            assertThat(record.follow(0, (host, chunks, end) -> {})).isEqualTo(expected.logEnd());
            record.append(1, List.of(out(77, "and on\n")));
            record.putHosts(List.of(HostRow.unplanned(3, "three")));
        }
        try (AttemptRecord record = AttemptRecord.open(copy, RecordLimits.DEFAULT)) {
            assertThat(text(record, 1)).isEqualTo(expected.first() + "and on\n");
            assertThat(text(record, 2)).isEqualTo(expected.second());
            assertThat(record.output(1, -7, 100).chunks()).containsExactly(out(77, "and on\n"));
            assertThat(record.host(3)).isNotNull();
        }
    }

    @Test
    void keepsTheWholeEntriesOfALogCutAtAnyByte() throws IOException {
        byte[] log = read(LOG);
        for (int length = 0; length <= log.length; length++) {
            copyWith(LOG, Arrays.copyOf(log, length));
            expectStateAt(length);
        }
    }

    @Test
    void losesNothingWhenTheIndexIsCutAtAnyByteOrGone() throws IOException {
        byte[] index = read(INDEX);
        for (int length = 0; length <= index.length; length++) {
            copyWith(INDEX, Arrays.copyOf(index, length));
            expectStateAt(Long.MAX_VALUE);
        }
        copyWith("", new byte[0]);
        Files.delete(copy.resolve(INDEX));
        expectStateAt(Long.MAX_VALUE);
    }

    @Test
    void losesNothingWhenAnyByteOfTheIndexIsWrong() throws IOException {
        byte[] index = read(INDEX);
        for (int at = 0; at < index.length; at++) {
            byte[] wrong = index.clone();
            wrong[at] ^= 0x55;
            copyWith(INDEX, wrong);
            expectStateAt(Long.MAX_VALUE);
        }
    }

    @Test
    void cutsATailOfZerosOrGarbage() throws IOException {
        byte[] log = read(LOG);
        Random random = new Random(1);
        for (State state : states) {
            int end = (int) state.logEnd();
            byte[] zeros = log.clone();
            Arrays.fill(zeros, end, zeros.length, (byte) 0);
            copyWith(LOG, zeros);
            expectStateAt(end);
            byte[] garbage = Arrays.copyOf(log, log.length + 300);
            random.nextBytes(garbage);
            System.arraycopy(log, 0, garbage, 0, end);
            copyWith(LOG, garbage);
            expectStateAt(end);
            copyWith(LOG, Arrays.copyOf(zeros, zeros.length + 200_000));
            Files.delete(copy.resolve(INDEX));
            expectStateAt(end);
        }
    }

    /** A crash of the machine may take an entry and leave those behind it. */
    @Test
    void whatStoodBehindADamagedEntryDoesNotComeBackWhenAnotherAsLongIsWritten() throws IOException {
        byte[] damaged = read(LOG);
        State before = states.get(1);
        damaged[(int) states.get(2).logEnd() - 3] ^= 0x55;
        copyWith(LOG, damaged);
        try (AttemptRecord record = AttemptRecord.open(copy, RecordLimits.DEFAULT)) {
            record.append(2, List.of(out(1, "OTHER \ud83d")));
            assertThat(record.end()).isEqualTo(states.get(2).logEnd());
        }
        try (AttemptRecord record = AttemptRecord.open(copy, RecordLimits.DEFAULT)) {
            assertThat(text(record, 1)).isEqualTo(before.first());
            assertThat(text(record, 2)).isEqualTo("OTHER \ud83d");
        }
    }

    @Test
    void keepsTheWholeRowsOfAHostTableCutAtAnyByte() throws IOException {
        byte[] hosts = read(HOSTS);
        for (int length = 0; length <= hosts.length; length++) {
            copyWith(HOSTS, Arrays.copyOf(hosts, length));
            int whole = 0;
            for (int i = 0; i < length; i++) {
                whole += hosts[i] == '\n' ? 1 : 0;
            }
            try (AttemptRecord record = AttemptRecord.open(copy, RecordLimits.DEFAULT)) {
                assertThat(record.hosts()).hasSize(Math.min(2, whole));
                record.putHosts(List.of(HostRow.unplanned(9, "nine")));
            }
            try (AttemptRecord record = AttemptRecord.open(copy, RecordLimits.DEFAULT)) {
                assertThat(record.hosts()).hasSize(Math.min(2, whole) + 1);
            }
        }
    }

    @Test
    void believesThatAnOutputIsCompleteOnlyWhenTheLogStillReachesThatFar() throws IOException {
        copyWith("", new byte[0]);
        try (AttemptRecord record = AttemptRecord.open(copy, RecordLimits.DEFAULT)) {
            assertThat(record.host(1)).isNotNull().returns(true, HostRow::outputComplete);
        }
        byte[] log = read(LOG);
        copyWith(LOG, Arrays.copyOf(log, log.length - 1));
        try (AttemptRecord record = AttemptRecord.open(copy, RecordLimits.DEFAULT)) {
            assertThat(record.host(1)).isNotNull().returns(false, HostRow::outputComplete);
        }
    }

    @Test
    void openingTouchesNothingThatSomebodyElseMayBeWriting() throws IOException {
        byte[] torn = Arrays.copyOf(read(LOG), (int) Files.size(original.resolve(LOG)) - 3);
        copyWith(LOG, torn);
        AttemptRecord.open(copy, RecordLimits.DEFAULT);
        assertThat(Files.readAllBytes(copy.resolve(LOG))).isEqualTo(torn);
    }

    @Test
    void aReaderOpenedBesideTheWriterSeesWhatWasThereAndDisturbsNobody() throws IOException {
        copyWith("", new byte[0]);
        try (AttemptRecord writer = AttemptRecord.open(copy, RecordLimits.DEFAULT)) {
            for (int i = 0; i < 20; i++) {
                writer.append(1, List.of(out(100 + i, "more " + i + "\n")));
                AttemptRecord reader = AttemptRecord.open(copy, RecordLimits.DEFAULT);
                assertThat(all(reader, 1)).isEqualTo(all(writer, 1));
                reader.close();
            }
        }
    }
}
