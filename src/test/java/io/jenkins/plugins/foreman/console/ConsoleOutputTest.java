package io.jenkins.plugins.foreman.console;

import static io.jenkins.plugins.foreman.console.Script.chunk;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.foreman.client.HostFacts;
import io.jenkins.plugins.foreman.client.HostState;
import io.jenkins.plugins.foreman.client.Sentence;
import io.jenkins.plugins.foreman.record.CrashingDisk;
import io.jenkins.plugins.foreman.record.HostRow;
import io.jenkins.plugins.foreman.record.RunHead;
import io.jenkins.plugins.foreman.record.RunHead.Basis;
import io.jenkins.plugins.foreman.record.RunRecord;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.jvnet.localizer.LocaleProvider;

class ConsoleOutputTest {

    @TempDir
    private Path directory;

    private RunRecord run;
    private final List<String> printed = new ArrayList<>();
    private final LocaleProvider before = LocaleProvider.getProvider();

    @BeforeEach
    void create() throws IOException {
        speak(Locale.ENGLISH);
        run = Script.create(directory);
    }

    @AfterEach
    void close() throws IOException {
        run.close();
        LocaleProvider.setProvider(before);
    }

    private static void speak(Locale locale) {
        LocaleProvider.setProvider(new LocaleProvider() {
            @Override
            public Locale get() {
                return locale;
            }
        });
    }

    private void play(Script script, Mode mode, int maxLines) throws IOException {
        ConsoleOutput console = new ConsoleOutput(run, new ConsoleOptions(mode, true, maxLines), printed::add);
        console.begun();
        for (Script.Step step : script.steps()) {
            step.write().to(run);
            step.tell().to(console, run);
        }
    }

    private static Script twoHosts() {
        return new Script()
                .hosts(0, 1, 12)
                .output(0, 1, chunk(1, "hello\r\nwor"))
                .output(0, 12, chunk(1, "twelve\n"))
                .output(0, 1, chunk(2, "ld\nno end"), chunk(3, "Exit status: 0"))
                .ends(0, 1, HostState.SUCCESS, "0", null)
                .ends(0, 12, HostState.ERROR, "2", "The script ended with exit status 2")
                .judged(RunHead.Verdict.FAILURE, Basis.of(Basis.Kind.HOSTS));
    }

    @Test
    void howItPrintsIsDecidedOnceAndByTheHostsThatThereAreWithTheFirstOutput() throws IOException {
        long[] ids = LongStream.rangeClosed(1, 25).toArray();
        Script script = new Script().hosts(0, ids).output(0, 1, chunk(1, "hello\n"));
        Script more = new Script().output(0, 2, chunk(1, "world\n")).ends(0, 2, HostState.SUCCESS, "0", null);
        new ConsoleOutput(run, ConsoleOptions.DEFAULT, printed::add).begun();
        play(script, Mode.AUTO, 0);
        play(more, Mode.AUTO, 0);
        assertThat(printed)
                .noneMatch(line -> line.startsWith("["))
                .anyMatch(line -> line.startsWith("===== host02.example.com: succeeded"));
    }

    @ParameterizedTest
    @EnumSource(
            value = Mode.class,
            names = {"PREFIXED", "GROUPED"})
    void whatIsLeftAtAnEndIsPrintedAlthoughItCannotBeNoted(Mode mode) throws IOException {
        Script script = new Script()
                .hosts(0, 1, 2)
                .output(0, 1, chunk(1, "first\nunfinished"))
                .output(0, 2, chunk(1, "other\n"))
                .ends(0, 2, HostState.SUCCESS, "0", null)
                .retries(1, 1)
                .hosts(1, 1)
                .output(1, 1, chunk(1, "second\nthird\n"))
                .finished(RunHead.Verdict.FAILURE, "Lost touch.");
        for (Script.Step step : script.steps()) {
            step.write().to(run);
        }
        CrashingDisk full = new CrashingDisk() {
            @Override
            protected Failure next(Path path, int length) {
                return length > 0 ? new Failure(0, new IOException("No space left on device")) : null;
            }
        };
        full.use();
        try {
            new ConsoleOutput(run, new ConsoleOptions(mode, true, 0), printed::add).finished(run.head(), null);
        } finally {
            CrashingDisk.useReal();
        }

        for (String text : List.of("first", "unfinished", "other", "second", "third")) {
            assertThat(printed)
                    .filteredOn(line -> line.endsWith("] " + text) || line.equals("  " + text))
                    .hasSize(1);
        }
        assertThat(printed).noneMatch(line -> line.contains("No space")).contains("Foreman: Lost touch.");
    }

    @Test
    void printsLinesAsTheyComeWithTheHostBefore() throws IOException {
        play(twoHosts(), Mode.AUTO, 0);
        assertThat(printed)
                .containsExactly(
                        "Foreman: 0 of 2 hosts done: 2 running",
                        "[host01.example.com] hello",
                        "[host12.example.com] twelve",
                        "[host01.example.com] world",
                        "[host01.example.com] no end",
                        "[host01.example.com] Exit status: 0",
                        "Foreman: 1 of 2 hosts done: 1 succeeded, 1 running",
                        "Foreman: 2 of 2 hosts done: 1 succeeded, 1 failed",
                        "Foreman: one host did not succeed:",
                        "  1 host, failed, exit status 2: host12.example.com",
                        "      twelve",
                        "Foreman: 2 hosts: 1 succeeded, 1 failed, in 3 min 12 s:"
                                + " https://foreman.example.com/job_invocations/17");
    }

    @Test
    void doesNotRepeatForEachHostThatItWasCancelled() throws IOException {
        play(
                new Script()
                        .hosts(0, 1)
                        .ends(0, 1, HostState.CANCELLED, "143", "TaskCancelledException: ERF22-3835: Task cancelled")
                        .finished(RunHead.Verdict.ABORTED, "The build was aborted."),
                Mode.NONE,
                0);
        assertThat(printed)
                .containsSubsequence(
                        "  1 host, cancelled, exit status 143: host01.example.com",
                        "Foreman: The build was aborted.",
                        "Foreman: one host: 1 cancelled, in 3 min 12 s:"
                                + " https://foreman.example.com/job_invocations/17");
    }

    @Test
    void leavesTheReasonOfAFailureToWhoSaysItAnyway() throws IOException {
        ConsoleLog log = new ConsoleLog() {
            @Override
            public void line(String text) {
                printed.add(text);
            }

            @Override
            public boolean saysWhyItFailed() {
                return true;
            }
        };
        ConsoleOutput console = new ConsoleOutput(run, ConsoleOptions.DEFAULT, log);
        for (Script.Step step : twoHosts().steps()) {
            step.write().to(run);
            step.tell().to(console, run);
        }
        assertThat(printed).noneMatch(line -> line.contains("Not to be printed."));
        assertThat(printed).contains("Foreman: one host did not succeed:");
    }

    @Test
    void printsAHostsWholeOutputWhenItHasEnded() throws IOException {
        play(twoHosts(), Mode.GROUPED, 0);
        assertThat(printed)
                .containsSubsequence(
                        "Foreman: 1 of 2 hosts done: 1 succeeded, 1 running",
                        "===== host01.example.com: succeeded, exit status 0, 1 min 1 s =====",
                        "  hello",
                        "  world",
                        "  no end",
                        "  Exit status: 0",
                        "===== host12.example.com: failed, exit status 2, 1 min 12 s =====",
                        "  twelve",
                        "Foreman: one host did not succeed:");
    }

    @Test
    void printsOnlyWhoFailed() throws IOException {
        play(twoHosts(), Mode.FAILED, 0);
        assertThat(printed).contains("===== host12.example.com: failed, exit status 2, 1 min 12 s =====", "  twelve");
        assertThat(printed).noneMatch(line -> line.contains("hello") || line.contains("===== host01"));
    }

    @Test
    void printsCountsOnlyWhenNothingElseIsWanted() throws IOException {
        play(twoHosts(), Mode.NONE, 0);
        assertThat(printed).noneMatch(line -> line.contains("hello"));
        assertThat(printed).contains("Foreman: 2 of 2 hosts done: 1 succeeded, 1 failed");
    }

    @Test
    void choosesByTheNumberOfHosts() {
        assertThat(Mode.AUTO.forHosts(20)).isEqualTo(Mode.PREFIXED);
        assertThat(Mode.AUTO.forHosts(21)).isEqualTo(Mode.GROUPED);
        assertThat(Mode.AUTO.forHosts(200)).isEqualTo(Mode.GROUPED);
        assertThat(Mode.AUTO.forHosts(201)).isEqualTo(Mode.FAILED);
        assertThat(Mode.NONE.forHosts(1)).isEqualTo(Mode.NONE);
    }

    @Test
    void leavesTheLaterLinesOutWhenThereAreTooManyAsTheyCome() throws IOException {
        play(
                new Script()
                        .hosts(0, 1)
                        .output(0, 1, chunk(1, "1\n2\n3\n"))
                        .output(0, 1, chunk(2, "4\n"))
                        .ends(0, 1, HostState.SUCCESS, "0", null),
                Mode.PREFIXED,
                2);
        assertThat(printed)
                .containsSubsequence(
                        "[host01.example.com] 1",
                        "[host01.example.com] 2",
                        "[host01.example.com] [more than 2 lines: the rest is left out here]",
                        "[host01.example.com] [2 lines were left out]");
        assertThat(printed).doesNotContain("[host01.example.com] 3", "[host01.example.com] 4");
    }

    @Test
    void leavesTheEarlierLinesOutOfAGroup() throws IOException {
        play(
                new Script()
                        .hosts(0, 1)
                        .output(0, 1, chunk(1, "1\n2\n3\n4\n"))
                        .ends(0, 1, HostState.SUCCESS, "0", null),
                Mode.GROUPED,
                3);
        assertThat(printed).containsSubsequence("  [one line is left out here]", "  2", "  3", "  4");
        assertThat(printed).doesNotContain("  1");
    }

    @Test
    void cutsAnEndlessLineAndAlignsPrefixes() throws IOException {
        Script script = new Script().hosts(0, 1);
        script.step(
                run -> {
                    run.attempt(0)
                            .putHosts(List.of(HostRow.unplanned(2, "db.example.com")
                                    .in(HostState.RUNNING, HostFacts.NONE, Script.NOW)));
                    return true;
                },
                (listener, run) -> {});
        script.output(0, 2, chunk(1, "x".repeat(10_007) + "\n"));
        play(script, Mode.PREFIXED, 0);
        assertThat(printed)
                .contains("[db.example.com]     " + "x".repeat(10_000) + " [line cut, 7 characters are missing]");
    }

    @Test
    void tellsWhichHostsAreTriedAgainAndPrintsTheNextAttemptFromItsStart() throws IOException {
        Script script = new Script()
                .hosts(0, 1, 2)
                .output(0, 1, chunk(1, "first\nunfinished"))
                .ends(0, 2, HostState.SUCCESS, "0", null)
                .retries(1, 1)
                .hosts(1, 1)
                .output(1, 1, chunk(1, "second\n"))
                .ends(1, 1, HostState.SUCCESS, "0", null)
                .finished(RunHead.Verdict.SUCCESS, "All hosts succeeded.");
        play(script, Mode.AUTO, 0);
        assertThat(printed)
                .containsSubsequence(
                        "[host01.example.com] first",
                        "[host01.example.com] unfinished",
                        "Foreman: trying one host again in 30 s: host01.example.com",
                        "Foreman: 0 of 1 host done: 1 running",
                        "[host01.example.com] second",
                        "Foreman: 2 hosts: 2 succeeded, in 3 min 12 s: https://foreman.example.com/job_invocations/17,"
                                + " https://foreman.example.com/job_invocations/18");
        assertThat(printed).last().asString().startsWith("Foreman: 2 hosts:");
        assertThat(printed.stream().filter(line -> line.endsWith("first"))).hasSize(1);
    }

    @Test
    void boundsTheTableOfFailedHostsAndTheirOutput() throws IOException {
        Script script = new Script().hosts(0, LongStream.rangeClosed(1, 300).toArray());
        for (long id = 1; id <= 299; id++) {
            script.output(0, id, chunk(1, "output of " + id + "\n"))
                    .ends(0, id, HostState.ERROR, "1", "\u001b[31mbad\u202e\nnews");
        }
        play(script.finished(RunHead.Verdict.ABORTED, "Aborted."), Mode.AUTO, 0);
        assertThat(printed.stream().filter(line -> line.startsWith("====="))).hasSize(GroupPrinter.MAX_FAILED_GROUPS);
        assertThat(printed.stream().filter(line -> line.contains("output of more than")))
                .hasSize(1);
        assertThat(printed)
                .containsSubsequence(
                        "Foreman: 300 hosts did not succeed:",
                        "  299 hosts, failed, exit status 1: host01.example.com, host02.example.com, host03.example.com,"
                                + " host04.example.com, host05.example.com, host06.example.com, host07.example.com,"
                                + " host08.example.com, host09.example.com, host10.example.com and 289 more",
                        "      output of 1",
                        "  1 host, still running: host300.example.com");
        assertThat(printed.stream().filter(line -> line.matches("Foreman: \\d+ of 300 hosts done.*")))
                .hasSizeLessThan(105);
    }

    @Test
    void boundsTheReasons() throws IOException {
        int many = Summary.MAX_GROUPS + 4;
        Script script = new Script().hosts(0, LongStream.rangeClosed(1, many).toArray());
        for (int id = 1; id <= many; id++) {
            script.output(0, id, chunk(1, "reason " + (char) ('a' + id) + "\n"))
                    .ends(0, id, HostState.ERROR, "1", null);
        }
        play(script.judged(RunHead.Verdict.FAILURE, Basis.of(Basis.Kind.HOSTS)), Mode.NONE, 0);
        assertThat(printed.stream().filter(line -> line.matches(" {6}reason .")))
                .hasSize(Summary.MAX_GROUPS);
        assertThat(printed).contains("  4 hosts for other reasons");
    }

    @Test
    void saysOfAHostThatCannotBeReachedThatItDidNotRunAndWhy() throws IOException {
        Script script = new Script()
                .hosts(0, 1)
                .ends(0, 1, HostState.ERROR, "EXCEPTION", "Error initializing command: RuntimeError - no route to host")
                .judged(RunHead.Verdict.FAILURE, Basis.of(Basis.Kind.HOSTS));
        play(script, Mode.GROUPED, 0);
        assertThat(printed)
                .containsSubsequence(
                        "===== host01.example.com: did not run, 1 min 1 s =====",
                        "  1 host, did not run: host01.example.com",
                        "      no route to host");
        assertThat(printed).noneMatch(line -> line.contains("EXCEPTION"));
    }

    @Test
    void endsWithOneSentenceThatNamesTheThresholdThatDecided() throws IOException {
        Script script = new Script()
                .hosts(0, 1)
                .ends(0, 1, HostState.ERROR, "1", null)
                .judged(RunHead.Verdict.UNSTABLE, Basis.limited(Basis.Limit.OVER_UNSTABLE, "0"));
        play(script, Mode.NONE, 0);
        assertThat(printed)
                .endsWith(
                        "  1 host, failed, exit status 1: host01.example.com",
                        "Foreman: one host: 1 failed (more than the unstable threshold of 0), in 3 min 12 s:"
                                + " https://foreman.example.com/job_invocations/17");
    }

    @Test
    void saysHowLongTheJobTookHoweverLateItsEndIsSeen() throws IOException {
        Script script = new Script()
                .hosts(0, 1)
                .ends(0, 1, HostState.ERROR, "1", null)
                .ended(62)
                .judged(RunHead.Verdict.FAILURE, Basis.of(Basis.Kind.HOSTS));
        play(script, Mode.NONE, 0);
        assertThat(printed)
                .endsWith("Foreman: one host: 1 failed, in 1 min 2 s: https://foreman.example.com/job_invocations/17");
    }

    @Test
    void printsAfterARestartWhatWasNotYetPrintedOfAnAttemptThatIsTriedAgain() throws IOException {
        Script script = new Script()
                .hosts(0, 1)
                .output(0, 1, chunk(1, "last\nwords"))
                .ends(0, 1, HostState.ERROR, "1", null)
                .retries(1, 1);
        for (Mode mode : List.of(Mode.PREFIXED, Mode.GROUPED, Mode.FAILED)) {
            printed.clear();
            RunRecord record = Script.create(directory.resolve(mode.name()));
            for (Script.Step step : script.steps()) {
                step.write().to(record);
            }
            new ConsoleOutput(record, new ConsoleOptions(mode, true, 0), printed::add).begun();
            assertThat(printed).as(mode.name()).hasSizeGreaterThanOrEqualTo(3);
            assertThat(printed.get(printed.size() - 3)).endsWith("last");
            assertThat(printed.get(printed.size() - 2)).endsWith("words");
            assertThat(printed.get(printed.size() - 1)).contains("again in 30 s: host01.example.com");
            record.close();
        }
    }

    @Test
    void aLineThatAKillRepeatsStandsRightBehindItself() throws IOException {
        for (Script.Step step :
                new Script().hosts(0, 1, 2).output(0, 1, chunk(1, "one\ntwo\n")).steps()) {
            step.write().to(run);
        }
        ConsoleOptions options = new ConsoleOptions(Mode.PREFIXED, true, 0);
        ConsoleOutput killed = new ConsoleOutput(run, options, line -> {
            printed.add(line);
            if (line.endsWith("one")) {
                throw new IllegalStateException("killed");
            }
        });
        assertThatThrownBy(() -> killed.recorded(0, List.of())).hasMessage("killed");
        new ConsoleOutput(run, options, printed::add).begun();

        assertThat(printed.stream().map(line -> line.replaceAll(".* ", "")))
                .containsExactly("running", "one", "one", "two");
    }

    @Test
    void printsGroupsInTheOrderInWhichTheyEndedWheneverThatIsPrinted() throws IOException {
        Script script = new Script().hosts(0, 1, 2, 3);
        for (long id : List.of(2, 3, 1)) {
            script.output(0, id, chunk(1, "output of " + id + "\n")).ends(0, id, HostState.SUCCESS, "0", null);
        }
        for (Script.Step step : script.steps()) {
            step.write().to(run);
        }
        new ConsoleOutput(run, new ConsoleOptions(Mode.GROUPED, true, 0), printed::add).begun();
        assertThat(printed.stream().filter(line -> line.startsWith("  ")))
                .containsExactly("  output of 2", "  output of 3", "  output of 1");
    }

    /** A host of which the end stands in the output log, but not in its row, which a crash took. */
    private HostRow withoutItsEnd() throws IOException {
        for (Script.Step step :
                new Script().hosts(0, 1).output(0, 1, chunk(1, "words\n")).steps()) {
            step.write().to(run);
        }
        HostRow row = run.attempt(0).host(1);
        run.attempt(0).putHosts(List.of(row.completed("0", null)));
        run.attempt(0).putHosts(List.of(row));
        return row;
    }

    @Test
    void waitsForTheRowOfAHostWhoseEndACrashCameAfter() throws IOException {
        HostRow row = withoutItsEnd();
        ConsoleOutput console = new ConsoleOutput(run, new ConsoleOptions(Mode.GROUPED, true, 0), printed::add);
        console.recorded(0, List.of());
        assertThat(printed).noneMatch(line -> line.contains("words"));

        run.attempt(0)
                .putHosts(List.of(
                        row.in(HostState.SUCCESS, HostFacts.NONE, Script.NOW).completed("0", null)));
        console.recorded(0, List.of());
        assertThat(printed).containsOnlyOnce("  words").anyMatch(line -> line.contains("exit status 0"));
    }

    @Test
    void printsTheGroupOfAHostWhoseRowIsStillMissingWhenTheRunEnds() throws IOException {
        withoutItsEnd();
        ConsoleOutput console = new ConsoleOutput(run, new ConsoleOptions(Mode.GROUPED, true, 0), printed::add);
        console.recorded(0, List.of());
        run.update(head ->
                head.withOutcome(new RunHead.Outcome(RunHead.Verdict.FAILURE, Sentence.plain("Lost."), Script.NOW)));
        console.finished(run.head(), null);
        assertThat(printed).containsOnlyOnce("  words");
    }

    @Test
    void speaksGermanToo() throws IOException {
        speak(Locale.GERMAN);
        play(twoHosts(), Mode.GROUPED, 1);
        assertThat(printed)
                .containsSubsequence(
                        "Foreman: 0 von 2 Hosts fertig: 2 laufen",
                        "===== host01.example.com: erfolgreich, Exit-Status 0, 1 min 1 s =====",
                        "  [3 Zeilen sind hier ausgelassen]",
                        "Foreman: ein Host war nicht erfolgreich:");
    }
}
