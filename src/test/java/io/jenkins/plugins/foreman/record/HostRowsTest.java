package io.jenkins.plugins.foreman.record;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.foreman.client.HostFacts;
import io.jenkins.plugins.foreman.client.HostState;
import io.jenkins.plugins.foreman.client.Sentence;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HostRowsTest {

    private static final Instant NOW = Instant.parse("2026-08-21T10:00:00.000001Z");

    @TempDir
    private Path directory;

    private static HostRow row(long id, String name, HostState state, String proxy, Integer start, Integer end) {
        return new HostRow(
                id,
                name,
                state,
                new HostFacts(proxy, null, null),
                null,
                start == null ? null : NOW.plusSeconds(start),
                null,
                end == null ? null : NOW.plusSeconds(end),
                null,
                false);
    }

    private static HostRows five() {
        HostRows table = new HostRows();
        table.put(row(1, "delta", HostState.RUNNING, "p2", 0, null));
        table.put(row(2, "Alpha", HostState.SUCCESS, "P1", 0, 30));
        table.put(row(3, "echo", HostState.ERROR, null, 0, 10));
        table.put(row(4, "bravo", HostState.PENDING, null, null, null));
        table.put(row(5, "charlie", HostState.ERROR, "p2", 0, 10));
        return table;
    }

    @Test
    void aHostOfWhichOnlyTheNameWasKnownIsTheOneThatIsShownUnderIt() {
        HostRows table = five();
        table.put(row(-1, "foxtrot", HostState.NOT_PLANNED, null, null, null));
        table.put(row(-2, "golf", HostState.NOT_PLANNED, null, null, null));
        table.put(row(6, "foxtrot", HostState.RUNNING, "p1", 0, null));
        table.put(row(6, "foxtrot", HostState.SUCCESS, "p1", 0, 9));

        assertThat(table.rows()).hasSize(7).extracting(HostRow::id).containsExactly(1L, 2L, 3L, 4L, 5L, 6L, -2L);
        assertThat(table.get(-1)).isNull();
        assertThat(table.get(6).state()).isEqualTo(HostState.SUCCESS);
        assertThat(table.counts()).containsEntry(HostState.NOT_PLANNED, 1).containsEntry(HostState.SUCCESS, 2);
    }

    @Test
    void aHostThatWasShownStaysItselfWhenItIsAskedForByItsNameAgain() {
        HostRows table = five();
        table.put(row(-1, "echo", HostState.NOT_PLANNED, null, null, null));
        table.put(row(3, "echo", HostState.SUCCESS, null, 0, 10));

        assertThat(table.rows()).extracting(HostRow::id).containsExactly(1L, 2L, 3L, 4L, 5L);
        assertThat(table.get(3).state()).isEqualTo(HostState.SUCCESS);
        assertThat(table.counts()).doesNotContainKey(HostState.NOT_PLANNED);
    }

    @Test
    void aHostThatTakesTheNameOfOneThatWasNeverShownDoesNotBecomeIt() {
        HostRows table = five();
        table.put(row(-1, "foxtrot", HostState.NOT_PLANNED, null, null, null));
        table.put(row(3, "foxtrot", HostState.SUCCESS, null, 0, 10));

        assertThat(table.rows()).extracting(HostRow::id).containsExactly(1L, 2L, 3L, 4L, 5L, -1L);
        assertThat(table.get(3).name()).isEqualTo("foxtrot");
        table.put(row(-1, "foxtrot", HostState.ERROR, null, 0, 10));
        assertThat(table.get(-1).state()).isEqualTo(HostState.ERROR);
        assertThat(table.rows()).hasSize(6);
    }

    @Test
    void countsStatesAsTheyChange() {
        HostRows table = five();
        table.put(row(5, "aaa", HostState.SUCCESS, "p2", 0, 10));
        table.put(row(4, "bravo", HostState.RUNNING, null, 0, null));
        assertThat(table.counts()).isEqualTo(Map.of(HostState.RUNNING, 2, HostState.SUCCESS, 2, HostState.ERROR, 1));
        assertThat(table.rows()).extracting(HostRow::name).contains("aaa").doesNotContain("charlie");
    }

    @Test
    void whatASmartProxyGivesForAScriptThatItCouldNotStartIsNoExitStatus() {
        HostRow row = new HostRow(
                1,
                "web",
                HostState.ERROR,
                new HostFacts("proxy", "RedHat 9.4", "web/emea"),
                "EXCEPTION",
                NOW,
                null,
                NOW,
                Sentence.plain("Error initializing command: RuntimeError - Could not establish connection"),
                true);
        assertThat(row.exitStatus()).isNull();
        assertThat(row.whyNotRun()).isEqualTo("Could not establish connection");
        assertThat(row.completed("1", Sentence.plain("TaskCancelledException: cancelled"))
                        .whyNotRun())
                .isNull();
        assertThat(row.completed(null, Sentence.plain("Error initializing command: no route"))
                        .whyNotRun())
                .isEqualTo("no route");
    }

    @Test
    void keepsRowsAndTheirOrderOnDiskWhateverTheyHold() throws IOException {
        HostRow odd = new HostRow(
                Long.MAX_VALUE,
                "half \ud83d \u2028\n",
                HostState.ERROR,
                new HostFacts("proxy", "RedHat 9.4", "web/emea"),
                "143",
                NOW,
                NOW.minusNanos(1),
                NOW.plusNanos(1),
                new Sentence(Map.of("en", "why\u0000", "de", "warum")),
                true);
        List<HostRow> rows = List.of(odd, HostRow.unplanned(1, "one"), HostRow.unplanned(0, "zero"));
        try (AttemptRecord record = AttemptRecord.open(directory, RecordLimits.DEFAULT)) {
            record.putHosts(List.of(HostRow.unplanned(Long.MAX_VALUE, "before")));
            record.putHosts(rows);
        }
        try (AttemptRecord record = AttemptRecord.open(directory, RecordLimits.DEFAULT)) {
            assertThat(record.hosts()).isEqualTo(rows);
        }
    }

    @Test
    void whatForemanTellsOfAHostStaysAndIsKeptOnce() throws IOException {
        HostFacts told = new HostFacts(new String("proxy"), new String("RedHat 9.4"), new String("web"));
        HostFacts again = new HostFacts(new String("proxy"), new String("RedHat 9.4"), new String("web"));
        assertThat(again.hostGroup()).isSameAs(told.hostGroup());

        HostRow row = HostRow.unplanned(1, "one").in(HostState.RUNNING, told, NOW);
        assertThat(row.in(HostState.ERROR, again, NOW).facts()).isSameAs(row.facts());
        assertThat(row.in(HostState.ERROR, HostFacts.NONE, NOW).facts()).isEqualTo(told);
        assertThat(row.in(HostState.RUNNING, new HostFacts(null, "RedHat 9.5", null), NOW)
                        .facts())
                .isEqualTo(new HostFacts("proxy", "RedHat 9.5", "web"));
        assertThat(row.inAnotherJob())
                .isEqualTo(HostRow.unplanned(1, "one")
                        .in(HostState.NOT_PLANNED, new HostFacts(null, "RedHat 9.4", "web"), NOW));
    }

    @Test
    void readsTablesOfEarlierVersions() throws IOException {
        Files.writeString(
                directory.resolve(HostsFile.NAME),
                "{\"id\":1,\"name\":\"one\",\"state\":\"RUNNING\",\"proxy\":\"p\",\"reason\":\"gone\"}\n");
        try (AttemptRecord record = AttemptRecord.open(directory, RecordLimits.DEFAULT)) {
            assertThat(record.hosts())
                    .singleElement()
                    .extracting(HostRow::facts, HostRow::reason)
                    .containsExactly(new HostFacts("p", null, null), Sentence.plain("gone"));
        }
    }

    @Test
    void writesItsFileAnewWhenMostOfItIsOutdated() throws IOException {
        List<HostRow> rows = new ArrayList<>();
        try (AttemptRecord record = AttemptRecord.open(directory, RecordLimits.DEFAULT)) {
            for (int round = 0; round < 20; round++) {
                rows.clear();
                for (int id = 0; id < 100; id++) {
                    rows.add(row(id, "host" + id + " " + round, HostState.RUNNING, "proxy", round, null));
                }
                record.putHosts(rows);
            }
        }
        assertThat(Files.readAllLines(directory.resolve(HostsFile.NAME))).hasSize(100);
        try (AttemptRecord record = AttemptRecord.open(directory, RecordLimits.DEFAULT)) {
            assertThat(record.hosts()).isEqualTo(rows);
        }
    }
}
