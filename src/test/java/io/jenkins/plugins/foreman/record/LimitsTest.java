package io.jenkins.plugins.foreman.record;

import static io.jenkins.plugins.foreman.record.Chunks.all;
import static io.jenkins.plugins.foreman.record.Chunks.followed;
import static io.jenkins.plugins.foreman.record.Chunks.out;
import static io.jenkins.plugins.foreman.record.Chunks.text;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LimitsTest {

    private static final String OF_HOST =
            "\n[The output of this host beyond 10 characters is not kept here; all of it is in Foreman.]\n";
    private static final String IN_ALL =
            "\n[The output of all hosts together beyond 15 characters is not kept here; all of it is in Foreman.]\n";

    @TempDir
    private Path directory;

    private AttemptRecord open(long perHost, long inAll) throws IOException {
        return AttemptRecord.open(directory, new RecordLimits(perHost, inAll));
    }

    @Test
    void keepsTheBeginningAndSaysOnceThatTheRestIsMissing() throws IOException {
        try (AttemptRecord record = open(10, 1000)) {
            record.append(1, List.of(out(1, "123456"), out(2, "789012"), out(3, "34")));
            assertThat(text(record, 1)).isEqualTo("1234567890" + OF_HOST);
            assertThat(all(record, 1).get(2).isNotice()).isTrue();
            assertThat(record.outputSize(1).droppedChars()).isEqualTo(4);
            record.append(1, List.of(out(4, "x")));
            record.append(2, List.of(out(1, "fits")));
        }
        try (AttemptRecord record = open(10, 1000)) {
            assertThat(record.outputSize(1).droppedChars()).isEqualTo(5);
            record.append(1, List.of(out(5, "y")));
            assertThat(record.outputSize(1).droppedChars()).isEqualTo(6);
            assertThat(text(record, 1)).isEqualTo("1234567890" + OF_HOST);
            assertThat(text(record, 2)).isEqualTo("fits");
        }
    }

    @Test
    void makesRoomWhenATailIsReplaced() throws IOException {
        try (AttemptRecord record = open(10, 1000)) {
            record.append(1, List.of(out(1, "1234"), out(2, "567890xx")));
            record.replaceTail(1, 1, List.of(out(3, "abc")));
            assertThat(record.outputSize(1)).isEqualTo(new OutputSize(7, 2, 0, 0, "1234abc", 1));
            record.append(1, List.of(out(4, "def")));
            assertThat(text(record, 1)).isEqualTo("1234abcdef");
        }
    }

    @Test
    void countsAnewWhatAFullReadDropsAgainAndShowsNoSecondNotice() throws IOException {
        try (AttemptRecord record = open(10, 1000)) {
            record.append(1, List.of(out(1, "1234567890"), out(2, "abc")));
            record.replaceTail(1, 1, List.of(out(2, "abc"), out(3, "d")));
            assertThat(text(record, 1)).isEqualTo("1234567890" + OF_HOST);
            assertThat(record.outputSize(1).droppedChars()).isEqualTo(4);
            assertThat(followed(record, 0)).containsExactly("1:1234567890", "1:" + OF_HOST);
            record.replaceTail(1, 2, List.of(out(2, "abc"), out(3, "de")));
            assertThat(text(record, 1)).isEqualTo("1234567890" + OF_HOST);
            assertThat(record.outputSize(1).droppedChars()).isEqualTo(5);
            record.replaceTail(1, 0, List.of(out(0, "new"), out(1, "1234567890")));
            assertThat(text(record, 1)).isEqualTo("new1234567" + OF_HOST);
            assertThat(record.outputSize(1).droppedChars()).isEqualTo(3);
            assertThat(followed(record, 0)).endsWith("1:new", "1:1234567", "1:" + OF_HOST + " again");
        }
    }

    @Test
    void limitsAllHostsTogether() throws IOException {
        try (AttemptRecord record = open(10, 15)) {
            record.append(1, List.of(out(1, "1234567890")));
            record.append(2, List.of(out(1, "abcdefgh")));
            record.append(3, List.of(out(1, "nothing")));
            assertThat(text(record, 1)).isEqualTo("1234567890");
            assertThat(text(record, 2)).isEqualTo("abcde" + IN_ALL);
            assertThat(text(record, 3)).isEqualTo(IN_ALL);
            assertThat(record.outputSize(3).droppedChars()).isEqualTo(7);
        }
    }

    @Test
    void partsNoSurrogatePair() throws IOException {
        try (AttemptRecord record = open(10, 1000)) {
            record.append(1, List.of(out(1, "123456789\ud83d\ude00")));
            assertThat(text(record, 1)).isEqualTo("123456789" + OF_HOST);
            assertThat(record.outputSize(1).droppedChars()).isEqualTo(2);
        }
    }
}
