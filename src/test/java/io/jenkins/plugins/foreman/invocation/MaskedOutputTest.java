package io.jenkins.plugins.foreman.invocation;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.foreman.client.Mask;
import io.jenkins.plugins.foreman.client.OutputChunk.OutputType;
import io.jenkins.plugins.foreman.record.AttemptRecord;
import io.jenkins.plugins.foreman.record.RecordLimits;
import io.jenkins.plugins.foreman.record.RecordedChunk;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MaskedOutputTest {

    private static final String SECRET = "s3cret-of-prod";
    private static final String TEXT = "a\nuse " + SECRET + " and s3cret\n" + SECRET + SECRET + "\nend s3c";
    private static final String CLEAN = "a\nuse **** and s3cret\n********\nend s3c";

    @TempDir
    Path directory;

    private final Mask mask = new Mask();

    @BeforeEach
    void secrets() {
        mask.add(List.of(SECRET));
    }

    private static RecordedChunk chunk(int key, OutputType type, String text) {
        return new RecordedChunk(type, key, key, text, false);
    }

    private static List<RecordedChunk> chunks(String... texts) {
        List<RecordedChunk> chunks = new ArrayList<>();
        for (String text : texts) {
            chunks.add(chunk(chunks.size(), OutputType.STDOUT, text));
        }
        return chunks;
    }

    private List<RecordedChunk> masked(List<RecordedChunk> chunks, boolean toTheEnd) {
        List<RecordedChunk> masked = new ArrayList<>();
        MaskedOutput output = new MaskedOutput(mask, masked::add);
        chunks.forEach(output);
        if (toTheEnd) {
            output.end();
        }
        return masked;
    }

    private static String text(List<RecordedChunk> chunks) {
        return chunks.stream().map(RecordedChunk::text).collect(Collectors.joining());
    }

    @Test
    void aSecretIsMaskedWhereverTwoCutsAre() {
        for (int first = 0; first <= TEXT.length(); first++) {
            for (int second = first; second <= TEXT.length(); second++) {
                List<RecordedChunk> chunks =
                        chunks(TEXT.substring(0, first), TEXT.substring(first, second), TEXT.substring(second));
                List<RecordedChunk> masked = masked(chunks, true);
                assertThat(text(masked)).isEqualTo(CLEAN);
                assertThat(masked).extracting(RecordedChunk::key).containsExactly(0L, 1L, 2L);
            }
        }
    }

    @Test
    void aSecretIsMaskedThatComesCharacterByCharacter() {
        assertThat(text(masked(chunks(TEXT.split("")), true))).isEqualTo(CLEAN);
    }

    @Test
    void secretsThatOverlapAreMaskedWhereverTheyAreCut() {
        mask.add(List.of("aaaa", "prod-aa"));
        String text = "x" + SECRET + "-aaaaaaaaay";
        for (int cut = 0; cut <= text.length(); cut++) {
            assertThat(text(masked(chunks(text.substring(0, cut), text.substring(cut)), true)))
                    .isEqualTo("x****y");
        }
        assertThat(text(masked(chunks(text.split("")), true))).isEqualTo("x****y");
    }

    @Test
    void outputBetweenOnAnotherChannelHidesNothing() {
        List<RecordedChunk> masked = masked(
                List.of(
                        chunk(1, OutputType.STDOUT, "x s3cret"),
                        chunk(2, OutputType.STDERR, "warning\n"),
                        chunk(3, OutputType.STDOUT, "-of-prod y")),
                true);
        assertThat(masked).extracting(RecordedChunk::text).containsExactly("x ****", "warning\n", " y");
    }

    @Test
    void onlyWhatMayBeginASecretIsHeldBack() {
        assertThat(text(masked(chunks("one\n", "two s3"), false))).isEqualTo("one\n");
        assertThat(text(masked(chunks("one\n", "two s3", "\n"), false))).isEqualTo("one\ntwo s3\n");
    }

    @Test
    void aHostCannotMakeItHoldBackWithoutEnd() {
        mask.add(List.of("aaaa"));
        List<RecordedChunk> masked = new ArrayList<>();
        MaskedOutput output = new MaskedOutput(mask, masked::add);
        for (int i = 0; i < 100_000; i++) {
            output.accept(chunk(i, OutputType.STDOUT, "a"));
        }
        assertThat(output.heldKeys()).hasSizeLessThan(8);
        output.end();
        assertThat(text(masked)).isEqualTo("****");
    }

    @Test
    void whateverIsReadWhileAHostRunsTheFullReadAgreesWithIt() throws IOException {
        Random random = new Random(7);
        for (int round = 0; round < 200; round++) {
            List<RecordedChunk> chunks = new ArrayList<>();
            for (int at = 0; at < TEXT.length(); ) {
                int end = Math.min(TEXT.length(), at + random.nextInt(9));
                chunks.add(chunk(chunks.size(), OutputType.STDOUT, TEXT.substring(at, end)));
                at = end;
            }
            try (AttemptRecord record =
                    AttemptRecord.open(directory.resolve(Integer.toString(round)), RecordLimits.DEFAULT)) {
                record.append(1, masked(chunks.subList(0, random.nextInt(chunks.size())), false));
                long live = record.follow(0, (host, entry, end) -> {});
                complete(record, chunks);
                List<RecordedChunk> recorded = recorded(record);
                assertThat(text(recorded)).isEqualTo(CLEAN);
                List<RecordedChunk> added = new ArrayList<>();
                record.follow(live, (host, entry, end) -> added.addAll(entry));
                assertThat(added).noneMatch(RecordedChunk::reordered);
            }
        }
    }

    @Test
    void aLateRowThatCompletesASecretTakesWhatWasRecordedOfItAlong() throws IOException {
        List<RecordedChunk> all = chunks("x s3cret", "-of-prod", " y\n");
        try (AttemptRecord record = AttemptRecord.open(directory, RecordLimits.DEFAULT)) {
            record.append(1, masked(List.of(all.get(0), all.get(2)), false));
            complete(record, all);
            assertThat(text(recorded(record))).isEqualTo("x **** y\n");
        }
    }

    private void complete(AttemptRecord record, List<RecordedChunk> chunks) throws IOException {
        FinalOutput reconciled = new FinalOutput(record, 1);
        MaskedOutput output = new MaskedOutput(mask, reconciled);
        chunks.forEach(output);
        output.end();
        reconciled.end();
    }

    private static List<RecordedChunk> recorded(AttemptRecord record) throws IOException {
        List<RecordedChunk> recorded = new ArrayList<>();
        record.forEachChunk(1, 0, chunk -> recorded.add(chunk));
        return recorded;
    }

    @Test
    void whatAnotherChannelWritesWaitsForHalfASecretNoLongerThanMemoryIsMeantForIt() {
        List<RecordedChunk> masked = new ArrayList<>();
        MaskedOutput output = new MaskedOutput(mask, masked::add);
        output.accept(chunk(0, OutputType.STDOUT, "use s3cret"));
        int most = 0;
        for (int i = 1; i <= 5_000; i++) {
            output.accept(chunk(i, OutputType.STDERR, "x".repeat(1_000)));
            most = Math.max(most, output.heldKeys().size());
        }
        output.accept(chunk(5_001, OutputType.STDOUT, "-of-prod"));
        output.end();

        assertThat(most).isBetween(500, MaskedOutput.MOST_HELD / 1_000);
        assertThat(masked).hasSize(5_002);
        assertThat(text(masked)).contains("use ****").doesNotContain("s3cret", "of-prod");
    }
}
