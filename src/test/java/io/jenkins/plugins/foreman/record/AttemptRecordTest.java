package io.jenkins.plugins.foreman.record;

import static io.jenkins.plugins.foreman.record.Chunks.all;
import static io.jenkins.plugins.foreman.record.Chunks.followed;
import static io.jenkins.plugins.foreman.record.Chunks.moved;
import static io.jenkins.plugins.foreman.record.Chunks.out;
import static io.jenkins.plugins.foreman.record.Chunks.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.foreman.client.OutputChunk.OutputType;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AttemptRecordTest {

    @TempDir
    private Path directory;

    private AttemptRecord record;

    @BeforeEach
    void open() throws IOException {
        record = AttemptRecord.open(directory, RecordLimits.DEFAULT);
    }

    @AfterEach
    void close() throws IOException {
        record.close();
    }

    private void reopen() throws IOException {
        record.close();
        open();
    }

    @Test
    void knowsNothingOfAHostWithoutOutput() throws IOException {
        assertThat(record.outputSize(1)).isEqualTo(OutputSize.NONE);
        assertThat(record.output(1, 0, 100).chunks()).isEmpty();
        assertThat(all(record, 1)).isEmpty();
        assertThat(record.follow(0, (host, chunks, end) -> {})).isZero();
    }

    @Test
    void givesBackWhatWasAppendedHostByHostAlsoAfterReopening() throws IOException {
        List<RecordedChunk> first = List.of(out(1, "a\n"), new RecordedChunk(OutputType.STDERR, 5, -7, "b", false));
        record.append(1, first);
        record.append(2, List.of(new RecordedChunk(OutputType.DEBUG, 6, 8, "other", false)));
        record.append(1, List.of(out(3, "c\nd")));
        for (int i = 0; i < 2; i++) {
            assertThat(all(record, 1)).containsExactly(first.get(0), first.get(1), out(3, "c\nd"));
            assertThat(text(record, 2)).isEqualTo("other");
            assertThat(record.outputSize(1)).isEqualTo(new OutputSize(6, 3, 2, 0, "d", 0));
            reopen();
        }
    }

    @Test
    void keepsEveryCharacterWhateverItIs() throws IOException {
        StringBuilder every = new StringBuilder();
        for (int c = 0; c <= Character.MAX_VALUE; c++) {
            every.append((char) c);
        }
        String pair = "\ud83d\ude00";
        List<RecordedChunk> chunks = List.of(
                out(1, every.toString()), out(2, pair), out(3, "half \ud83d"), out(4, "\ude00 half"), out(5, ""));
        record.append(1, chunks);
        reopen();
        assertThat(all(record, 1)).isEqualTo(chunks);
    }

    @Test
    void replacesTheEndOfAnOutput() throws IOException {
        record.append(1, List.of(out(1, "one\n"), out(2, "two\n"), out(4, "four\n")));
        record.append(1, List.of(out(5, "five\n")));
        record.replaceTail(1, 2, List.of(out(3, "three\n"), moved(4, "four\n"), moved(5, "five\n")));
        record.append(1, List.of(out(6, "six\n")));
        for (int i = 0; i < 2; i++) {
            assertThat(text(record, 1)).isEqualTo("one\ntwo\nthree\nfour\nfive\nsix\n");
            assertThat(record.outputSize(1)).isEqualTo(new OutputSize(28, 6, 6, 0, "six", 1));
            assertThat(record.output(1, 9, 100).line()).isEqualTo(2);
            assertThat(followed(record, 0))
                    .containsExactly(
                            "1:one\n",
                            "1:two\n",
                            "1:four\n",
                            "1:five\n",
                            "1:three\n",
                            "1:four\n again",
                            "1:five\n again",
                            "1:six\n");
            reopen();
        }
    }

    @Test
    void shrinksWhenATailIsReplacedByLess() throws IOException {
        record.append(1, List.of(out(1, "keep\n"), out(2, "this is gone\n"), out(3, "this too\n")));
        record.replaceTail(1, 1, List.of());
        assertThat(record.outputSize(1)).isEqualTo(new OutputSize(5, 1, 1, 0, "keep", 1));
        record.replaceTail(1, 0, List.of());
        assertThat(record.outputSize(1)).isEqualTo(new OutputSize(0, 0, 0, 0, "", 2));
        record.append(1, List.of(out(4, "anew")));
        reopen();
        assertThat(text(record, 1)).isEqualTo("anew");
        assertThatThrownBy(() -> record.replaceTail(1, 2, List.of())).isInstanceOf(IllegalArgumentException.class);
        assertThat(text(record, 1)).isEqualTo("anew");
    }

    @Test
    void readsAnyChunkAndAnyCharacterOfALongChainOfReplacements() throws IOException {
        List<RecordedChunk> expected = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            record.append(2, List.of(out(i, "noise")));
            int keep = Math.max(0, expected.size() - i % 7);
            RecordedChunk chunk = out(i, "chunk " + i + (i % 3 == 0 ? "\n" : ""));
            RecordedChunk more = out(i + 1000L, "more");
            expected.subList(keep, expected.size()).clear();
            expected.addAll(List.of(chunk, more));
            record.replaceTail(1, keep, List.of(chunk, more));
        }
        reopen();
        String all = text(expected);
        assertThat(all(record, 1)).isEqualTo(expected);
        for (int from = 0; from <= expected.size(); from++) {
            List<RecordedChunk> seen = new ArrayList<>();
            record.forEachChunk(1, from, seen::add);
            assertThat(seen).isEqualTo(expected.subList(from, expected.size()));
        }
        for (int offset = 0; offset < all.length(); offset++) {
            OutputSlice slice = record.output(1, offset, 50);
            String read = text(slice.chunks());
            assertThat(slice.offset()).isEqualTo(offset);
            assertThat(read).isNotEmpty().hasSizeLessThanOrEqualTo(50);
            assertThat(all.substring(offset)).startsWith(read);
            assertThat(slice.nextOffset()).isEqualTo(offset + read.length());
            assertThat(slice.line()).isEqualTo(LogEntry.lineFeeds(all, offset));
        }
    }

    @Test
    void cutsAChunkThatIsLongerThanWhatIsAskedForButNoCharacter() throws IOException {
        record.append(1, List.of(out(1, "abc"), out(2, "0123456789\ud83d\ude00xyz"), out(3, "end")));
        assertThat(text(record.output(1, 0, 4).chunks())).isEqualTo("abc");
        assertThat(text(record.output(1, 3, 11).chunks())).isEqualTo("0123456789");
        assertThat(text(record.output(1, 13, 1).chunks())).isEqualTo("\ud83d\ude00");
        OutputSlice middle = record.output(1, 14, 100);
        assertThat(middle.offset()).isEqualTo(13);
        assertThat(text(middle.chunks())).isEqualTo("\ud83d\ude00xyzend");
        assertThat(middle.chunks().get(0).key()).isEqualTo(2);
        OutputSlice end = record.output(1, -4, 100);
        assertThat(text(end.chunks())).isEqualTo("zend");
        assertThat(end.nextOffset()).isEqualTo(end.size().chars());
        assertThat(text(record.output(1, -1000, 1000).chunks())).startsWith("abc0123");
        assertThat(record.output(1, 1000, 10).nextOffset()).isEqualTo(21);
    }

    @Test
    void readsAnEnormousOutputInPartsThatAddUp() throws IOException {
        StringBuilder expected = new StringBuilder();
        List<RecordedChunk> chunks = new ArrayList<>();
        for (int i = 0; i < 5000; i++) {
            RecordedChunk chunk = out(i, "line " + i + " of an enormous output, here comes some more of it\n");
            chunks.add(chunk);
            expected.append(chunk.text());
        }
        record.append(1, chunks);
        StringBuilder read = new StringBuilder();
        long offset = 0;
        int parts = 0;
        while (offset < record.outputSize(1).chars()) {
            OutputSlice slice = record.output(1, offset, 10_000);
            read.append(text(slice.chunks()));
            offset = slice.nextOffset();
            parts++;
        }
        assertThat(read.toString()).isEqualTo(expected.toString());
        assertThat(parts).isLessThan(40);
        assertThat(record.follow(0, (host, some, end) -> assertThat(text(some)).hasSizeLessThanOrEqualTo(1 << 16)))
                .isPositive();
    }

    @Test
    void followsFromWhereItStoppedInPortionsAndForSomeHosts() throws IOException {
        record.append(1, List.of(out(1, "a")));
        long position = record.follow(0, (host, chunks, end) -> {});
        assertThat(followed(record, position)).isEmpty();
        record.append(2, List.of(out(1, "b")));
        record.append(1, List.of(out(2, "c"), out(3, "d")));
        assertThat(followed(record, position)).containsExactly("2:b", "1:c", "1:d");
        List<String> seen = new ArrayList<>();
        long next = record.follow(position, 1, host -> true, (host, chunks, end) -> seen.add(host + text(chunks)));
        assertThat(seen).containsExactly("2b");
        seen.clear();
        record.follow(0, Long.MAX_VALUE, host -> host == 1, (host, chunks, end) -> seen.add(host + text(chunks)));
        assertThat(seen).containsExactly("1a", "1cd");
        assertThat(followed(record, next)).containsExactly("1:c", "1:d");
    }

    @Test
    void changesItsRevisionWithEveryChange() throws IOException {
        long before = record.revision();
        record.append(1, List.of(out(1, "a")));
        long appended = record.revision();
        record.putHosts(List.of(HostRow.unplanned(1, "host01.example.com")));
        assertThat(appended).isGreaterThan(before);
        assertThat(record.revision()).isGreaterThan(appended);
    }

    @Test
    void canBeReadButNotWrittenAfterClosing() throws IOException {
        record.append(1, List.of(out(1, "a")));
        record.close();
        assertThat(text(record, 1)).isEqualTo("a");
        assertThatThrownBy(() -> record.append(1, List.of(out(2, "b"))))
                .isInstanceOf(IOException.class)
                .hasMessage("The record is closed");
    }

    @Test
    void isReadByAnInterruptedThreadWithoutHarm() throws IOException {
        record.append(1, List.of(out(1, "a")));
        Thread.currentThread().interrupt();
        try {
            assertThat(text(record, 1)).isEqualTo("a");
            record.append(1, List.of(out(2, "b")));
            record.sync();
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }
        assertThat(text(record, 1)).isEqualTo("ab");
    }
}
