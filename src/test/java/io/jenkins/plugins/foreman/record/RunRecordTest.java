package io.jenkins.plugins.foreman.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.foreman.client.HostCounts;
import io.jenkins.plugins.foreman.client.JobStatus;
import io.jenkins.plugins.foreman.client.Mask;
import io.jenkins.plugins.foreman.client.Sentence;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RunRecordTest {

    private static final Instant NOW = Instant.parse("2026-08-21T10:00:00.123456Z");

    @TempDir
    private Path directory;

    private static RunHead full() {
        Attempt first = new Attempt(
                "a1b2c3",
                true,
                2,
                17L,
                "[a1b2c3] half a character: \ud83d, a line:\u2028",
                "Run Command",
                List.of(1L, 2L, Long.MAX_VALUE),
                new RunHead.Schedule("recurring", NOW.plusSeconds(3), "0 4 * * *"),
                new JobFacts(
                        "os = Debian",
                        true,
                        "web farm",
                        List.of(new JobFacts.Input("command", "a\nb"), new JobFacts.Input("script", null)),
                        "deploy",
                        null,
                        5,
                        null,
                        60),
                JobStatus.RUNNING,
                new HostCounts(1, null, 3, 0, null, 5, 2),
                NOW,
                NOW.plusSeconds(5),
                true);
        Attempt second = new Attempt(
                "d4e5f6",
                false,
                0,
                null,
                null,
                null,
                List.of(),
                null,
                null,
                null,
                null,
                NOW.plusSeconds(9),
                null,
                false);
        RunHead.Basis basis = RunHead.Basis.limited(RunHead.Basis.Limit.OVER_FAILURE, "10%");
        return RunHead.started("https://foreman.example.com", NOW)
                .withNewAttempt(first)
                .withNewAttempt(second)
                .withCancel(new RunHead.Cancel(
                        Sentence.plain("aborted by admin"), RunHead.Verdict.ABORTED, NOW, NOW.plusSeconds(1), null))
                .withOutcome(new RunHead.Outcome(
                        RunHead.Verdict.ABORTED, Sentence.plain("Cancelled."), NOW.plusSeconds(2), basis))
                .withNews(RunHead.News.of(
                        RunHead.News.Kind.CREATED, "17", "half \ud83d", "https://foreman.example.com/17"));
    }

    @Test
    void whatAnotherProcessWroteBeforeItDiedIsNotLostAfterSomebodyHasGoneOnWithIt() throws IOException {
        RunRecord.create(directory, RecordLimits.DEFAULT, RunHead.started("https://foreman.example.com", NOW))
                .close();
        boolean[] replaced = {false};
        CrashingDisk disk = new CrashingDisk() {
            @Override
            protected Failure next(Path path, int length) {
                boolean dead = replaced[0];
                replaced[0] |= path.endsWith("head.json");
                return dead ? new Failure(0, new Error("dead")) : null;
            }
        };
        disk.use();
        try {
            RunHead.Outcome outcome = new RunHead.Outcome(RunHead.Verdict.SUCCESS, Sentence.plain("Well."), NOW);
            RunRecord first = RunRecord.open(directory, RecordLimits.DEFAULT);
            assertThatThrownBy(() -> first.update(head -> head.withOutcome(outcome)))
                    .hasMessage("dead");
            replaced[0] = false;
            try (RunRecord second = RunRecord.resume(directory, RecordLimits.DEFAULT)) {
                assertThat(second.head().outcome()).isEqualTo(outcome);
            }
            disk.losePower(() -> 0);
        } finally {
            CrashingDisk.useReal();
        }
        assertThat(RunRecord.open(directory, RecordLimits.DEFAULT).head().outcome())
                .isNotNull();
    }

    @Test
    void keepsWhatIsTheMatterForAsLongAsItLasts() throws IOException {
        RunHead hindered = RunHead.started("https://foreman.example.com", NOW)
                .withTrouble(new RunHead.Trouble(NOW.plusSeconds(4), Sentence.plain("Connection refused")))
                .withNotices(List.of(Sentence.plain("The job is paused."), Sentence.plain("Nothing happens.")));
        RunRecord.create(directory, RecordLimits.DEFAULT, hindered).close();
        try (RunRecord run = RunRecord.open(directory, RecordLimits.DEFAULT)) {
            assertThat(run.head()).isEqualTo(hindered);

            RunHead ended = run.update(head -> head.withOutcome(
                    new RunHead.Outcome(RunHead.Verdict.SUCCESS, Sentence.plain("Done."), NOW.plusSeconds(5))));
            assertThat(ended.trouble()).isNull();
            assertThat(ended.notices()).isEmpty();
        }
    }

    @Test
    void keepsTheWholeHead() throws IOException {
        RunHead empty = RunHead.started("https://foreman.example.com", NOW);
        try (RunRecord run = RunRecord.create(directory.resolve("new/run"), RecordLimits.DEFAULT, empty)) {
            assertThat(run.head()).isEqualTo(empty);
            run.save(full());
        }
        try (RunRecord run = RunRecord.open(directory.resolve("new/run"), RecordLimits.DEFAULT)) {
            assertThat(run.head()).isEqualTo(full());
            assertThat(run.attempts()).isEqualTo(2);
        }
    }

    @Test
    void keepsWhereItsServerIsConfiguredAndReadsHeadsThatDoNot() throws IOException {
        RunHead head = RunHead.started("https://foreman.example.com", NOW).withServerOwner("folder-7");
        RunRecord.create(directory, RecordLimits.DEFAULT, head).close();
        assertThat(RunRecord.open(directory, RecordLimits.DEFAULT).head().serverOwner())
                .isEqualTo("folder-7");

        Files.writeString(directory.resolve("head.json"), """
                {"version": 1, "serverUrl": "https://foreman.example.com", "createdAt": "2026-03-01T10:00:00Z",
                 "consolePosition": 7, "consoleLines": 3, "attempts": [], "notices": []}
                """);
        RunHead old = RunRecord.open(directory, RecordLimits.DEFAULT).head();
        assertThat(old.serverOwner()).isNull();
        assertThat(old.news()).isEmpty();
    }

    @Test
    void startsAnewOverWhatWasThere() throws IOException {
        RunRecord.create(directory, RecordLimits.DEFAULT, full()).close();
        RunHead empty = RunHead.started("https://foreman.example.com", NOW);
        RunRecord.create(directory, RecordLimits.DEFAULT, empty).close();
        assertThat(RunRecord.open(directory, RecordLimits.DEFAULT).head()).isEqualTo(empty);
    }

    @Test
    void losesNoUpdateMadeByAnother() throws IOException {
        RunRecord run = RunRecord.create(directory, RecordLimits.DEFAULT, full());
        run.update(head -> head.withServerOwner("folder-7"));
        run.update(head ->
                head.withCancel(new RunHead.Cancel(Sentence.plain("again"), RunHead.Verdict.ABORTED, NOW, null, null)));
        RunHead reopened = RunRecord.open(directory, RecordLimits.DEFAULT).head();
        assertThat(reopened.serverOwner()).isEqualTo("folder-7");
        assertThat(reopened.cancel()).isNotNull().extracting("reason").hasToString("again");
    }

    @Test
    void saysWhenThereIsNoneOrItCannotBeRead() throws IOException {
        assertThatThrownBy(() -> RunRecord.open(directory, RecordLimits.DEFAULT))
                .isInstanceOf(NoSuchFileException.class);
        Files.writeString(directory.resolve("head.json"), "{\"serverUrl\":\"https://foreman.example.com\"}");
        assertThatThrownBy(() -> RunRecord.open(directory, RecordLimits.DEFAULT))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("createdAt");
    }

    /** As the version wrote it that made the JSON by hand. */
    @Test
    void readsTheHeadThatAnEarlierVersionWrote() throws IOException {
        try (InputStream before = RunRecordTest.class.getResourceAsStream("head.json")) {
            Files.write(directory.resolve("head.json"), before.readAllBytes());
        }
        assertThat(RunRecord.open(directory, RecordLimits.DEFAULT).head())
                .isEqualTo(full().withServerOwner("folder-7")
                        .withTrouble(new RunHead.Trouble(
                                Instant.parse("2026-08-21T10:00:04Z"), Sentence.plain("Connection refused")))
                        .withNotices(List.of(Sentence.plain("The job is paused."))));
    }

    @Test
    void keepsWhatItIsToldInEachLanguage() throws IOException {
        Sentence why = new Sentence(Map.of("en", "It took too long: \ud83d", "de", "Es hat zu lange gedauert: \ud83d"));
        Sentence said = new Sentence(Map.of("en", "Connection refused", "de", "Connection refused"));
        RunHead head = RunHead.started("https://foreman.example.com", NOW)
                .wantedToStop(why, RunHead.Verdict.FAILURE, NOW)
                .withTrouble(new RunHead.Trouble(NOW, said))
                .withNotices(List.of(why, said));
        RunRecord.create(directory, RecordLimits.DEFAULT, head).close();

        assertThat(RunRecord.open(directory, RecordLimits.DEFAULT).head()).isEqualTo(head);
        assertThat(Files.readString(directory.resolve("head.json")))
                .contains("\"en\" : \"It took too long: \\uD83D\"", "\"message\" : \"Connection refused\"");
        assertThat(head.masked(mask("too long", "lange")).cancel())
                .extracting(cancel -> cancel.reason().words())
                .isEqualTo(Map.of("en", "It took ****: \ud83d", "de", "Es hat zu **** gedauert: \ud83d"));
    }

    private static Mask mask(String... secrets) {
        Mask mask = new Mask();
        mask.add(List.of(secrets));
        return mask;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "[]",
                "{\"serverUrl\": \"u\", \"createdAt\": \"yesterday\"}",
                "{\"serverUrl\": \"u\", \"createdAt\": \"2026-03-01T10:00:00Z\"",
                "{\"serverUrl\": \"u\", \"createdAt\": \"2026-03-01T10:00:00Z\", \"attempts\": [{}]}",
                "{\"serverUrl\": \"u\", \"createdAt\": \"2026-03-01T10:00:00Z\", \"attempts\": [null]}",
                "{\"serverUrl\": \"u\", \"createdAt\": \"2026-03-01T10:00:00Z\", \"news\": [{\"kind\": \"NONE\"}]}",
                "{\"serverUrl\": \"u\", \"createdAt\": \"2026-03-01T10:00:00Z\", \"notices\": [{\"en\": null}]}",
                "{\"serverUrl\": null, \"createdAt\": \"2026-03-01T10:00:00Z\"}"
            })
    void saysThatABrokenHeadIsOne(String head) throws IOException {
        Files.writeString(directory.resolve("head.json"), head);
        assertThatThrownBy(() -> RunRecord.open(directory, RecordLimits.DEFAULT))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("The head of a recorded run");
    }

    @Test
    void takesWhatAHeadLeavesOutAsNoneAndPassesOverWhatItDoesNotKnow() throws IOException {
        Files.writeString(directory.resolve("head.json"), """
                {"version": 2, "serverUrl": "https://foreman.example.com", "createdAt": "2026-03-01T10:00:00Z",
                 "colour": {"of": ["the", "sky"]}, "notices": null,
                 "attempts": [{"marker": "a1b2c3", "startedAt": "2026-03-01T10:00:00Z", "status": "pondering",
                               "counts": {}, "facts": {"size": 1}}]}
                """);
        RunHead head = RunRecord.open(directory, RecordLimits.DEFAULT).head();
        assertThat(head.notices()).isEmpty();
        Attempt attempt = head.currentAttempt();
        assertThat(attempt.hostIds()).isEmpty();
        assertThat(attempt.sent()).isFalse();
        assertThat(attempt.status()).isEqualTo(JobStatus.UNKNOWN);
        assertThat(attempt.counts()).isEqualTo(new HostCounts(null, null, null, null, null, null, 0));
        assertThat(attempt.facts()).isEqualTo(new JobFacts(null, false, null, List.of(), null, null, null, null, null));
    }

    @Test
    void givesEachAttemptAFolder() throws IOException {
        try (RunRecord run = RunRecord.create(directory, RecordLimits.DEFAULT, full())) {
            run.attempt(0).append(1, List.of(Chunks.out(1, "first")));
            run.attempt(1).append(1, List.of(Chunks.out(1, "second")));
            assertThat(run.attempt(0)).isSameAs(run.attempt(0));
        }
        try (AttemptRecord second = AttemptRecord.open(directory.resolve("2"), RecordLimits.DEFAULT)) {
            assertThat(Chunks.text(second, 1)).isEqualTo("second");
        }
    }

    @Test
    void makesNothingWhereItWasBeforeItMoved() throws IOException {
        Path before = directory.resolve("before");
        Path after = directory.resolve("after");
        RunHead head = RunHead.started("https://foreman.example.com", NOW);
        try (RunRecord run = RunRecord.create(before, RecordLimits.DEFAULT, head)) {
            Files.move(before, after);

            assertThatThrownBy(() -> run.attempt(0)).isInstanceOf(NoSuchFileException.class);
            assertThat(before).doesNotExist();

            run.moved(after);
            run.attempt(0).append(1, List.of(Chunks.out(1, "goes on")));
            assertThat(Chunks.text(run.attempt(0), 1)).isEqualTo("goes on");
        }
        assertThat(after.resolve("1")).isDirectory();
    }

    @Test
    void knowsHowFarItWasPrintedWhereverTheLastNoteOfThatIsTorn() throws IOException {
        RunHead head = RunHead.started("https://foreman.example.com", NOW);
        RunRecord run = RunRecord.create(directory, RecordLimits.DEFAULT, head);
        assertThat(run.printed()).isNull();
        run.print(() -> {}, new byte[] {1, 1, 1});
        run.print(() -> {}, new byte[] {2, 2, 2});
        byte[] before = Files.readAllBytes(directory.resolve("printed"));
        run.print(() -> {}, new byte[] {3, 3, 3});
        byte[] after = Files.readAllBytes(directory.resolve("printed"));
        int torn = 0;
        for (int written = 0; written < after.length; written++) {
            byte[] content = before.clone();
            System.arraycopy(after, 256, content, 256, Math.max(0, Math.min(written, content.length - 256)));
            Files.write(directory.resolve("printed"), content);
            byte[] found = RunRecord.open(directory, RecordLimits.DEFAULT).printed();
            assertThat(found).isIn(new byte[] {2, 2, 2}, new byte[] {3, 3, 3});
            torn += found[0] == 2 ? 1 : 0;
        }
        assertThat(torn).isPositive();
    }

    @Test
    void printsNothingWhenItIsClosed() throws IOException {
        RunRecord run =
                RunRecord.create(directory, RecordLimits.DEFAULT, RunHead.started("https://foreman.example.com", NOW));
        run.close();
        boolean[] printed = {false};

        assertThatThrownBy(() -> run.print(() -> printed[0] = true, new byte[] {1}))
                .hasMessage("The record is closed");
        assertThat(printed[0]).isFalse();
    }
}
