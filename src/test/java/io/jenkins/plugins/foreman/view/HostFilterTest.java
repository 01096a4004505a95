package io.jenkins.plugins.foreman.view;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.foreman.client.HostFacts;
import io.jenkins.plugins.foreman.client.HostState;
import io.jenkins.plugins.foreman.record.Attempt;
import io.jenkins.plugins.foreman.record.AttemptRecord;
import io.jenkins.plugins.foreman.record.HostRow;
import io.jenkins.plugins.foreman.record.Marker;
import io.jenkins.plugins.foreman.record.RecordLimits;
import io.jenkins.plugins.foreman.record.RunHead;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The order and the choice of hosts that a page asks for. */
class HostFilterTest {

    private static final Instant NOW = Instant.parse("2026-08-21T10:00:00.000001Z");

    @TempDir
    private Path directory;

    private final HostTable table = new HostTable(new FailureGroups());
    private AttemptRecord record;

    @BeforeEach
    void fiveHosts() throws IOException {
        record = AttemptRecord.open(directory, RecordLimits.DEFAULT);
        record.putHosts(List.of(
                row(1, "delta", HostState.RUNNING, "p2", 0, null),
                row(2, "Alpha", HostState.SUCCESS, "P1", 0, 30),
                row(3, "echo", HostState.ERROR, null, 0, 10),
                row(4, "bravo10", HostState.PENDING, null, null, null),
                row(5, "bravo9", HostState.ERROR, "p2", 0, 10)));
    }

    @AfterEach
    void close() throws IOException {
        record.close();
    }

    private static HostRow row(long id, String name, HostState state, String proxy, Integer start, Integer end) {
        return new HostRow(
                id,
                name,
                state,
                new HostFacts(proxy, proxy == null ? null : "RedHat " + (id + 7), "web/" + name.charAt(0)),
                null,
                start == null ? null : NOW.plusSeconds(start),
                null,
                end == null ? null : NOW.plusSeconds(end),
                null,
                false);
    }

    private List<String> names(Map<String, String> asked) throws Exception {
        RunHead head = RunHead.started("https://foreman.example.org", NOW);
        Attempt attempt = Attempt.planned(Marker.next(), List.of(), NOW);
        HostFilter filter = HostFilter.of(new PageRequest(asked, Locale.ENGLISH, null));
        return table
                .hosts(List.of(new ViewedAttempt(0, 0, head, attempt, record)), filter, NOW.plusSeconds(100))
                .stream()
                .map(host -> host.row().name())
                .toList();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''        | echo, bravo9, delta, bravo10, Alpha",
                "name      | Alpha, bravo9, bravo10, delta, echo",
                "-name     | echo, delta, bravo10, bravo9, Alpha",
                "state     | bravo9, echo, delta, bravo10, Alpha",
                "-state    | Alpha, bravo10, delta, bravo9, echo",
                "duration  | bravo10, bravo9, echo, Alpha, delta",
                "-duration | delta, Alpha, bravo9, echo, bravo10",
                "proxy     | bravo10, echo, Alpha, bravo9, delta",
                "os        | bravo10, echo, delta, Alpha, bravo9",
                "-hostgroup | echo, delta, bravo9, bravo10, Alpha"
            })
    void hostsComeInTheOrderThatIsAskedForAndTiesByName(String sort, String order) throws Exception {
        assertThat(names(Map.of("sort", sort))).containsExactly(order.split(", "));
    }

    @Test
    void hostsThatAreListedLaterFindTheirPlace() throws Exception {
        names(Map.of("sort", "name"));
        record.putHosts(List.of(row(6, "charlie", HostState.PENDING, "p0", null, null)));

        assertThat(names(Map.of("sort", "name")))
                .containsExactly("Alpha", "bravo9", "bravo10", "charlie", "delta", "echo");
        assertThat(names(Map.of("sort", "-proxy")))
                .containsExactly("bravo9", "delta", "Alpha", "charlie", "bravo10", "echo");
    }

    @Test
    void hostsAreChosenByStateAndByAPartOfTheName() throws Exception {
        assertThat(names(Map.of("state", "failed,running", "sort", "name"))).containsExactly("bravo9", "delta", "echo");
        assertThat(names(Map.of("q", " L ", "sort", "name"))).containsExactly("Alpha", "delta");
        assertThat(names(Map.of("q", "zulu"))).isEmpty();
    }

    @Test
    void hostsAreChosenByWhatForemanTellsOfThem() throws Exception {
        assertThat(names(Map.of("hostgroup", "web/b"))).containsExactly("bravo9", "bravo10");
        assertThat(names(Map.of("os", "RedHat 12", "hostgroup", "web/b", "proxy", "p2")))
                .containsExactly("bravo9");
        assertThat(names(Map.of("os", "RedHat 12", "hostgroup", "web/d"))).isEmpty();
        assertThat(names(Map.of("hostgroup", "web"))).isEmpty();
    }

    @Test
    void anOrderThatThereIsNotIsRefused() {
        assertThatThrownBy(() -> names(Map.of("sort", "colour"))).isInstanceOf(PageRequest.BadRequest.class);
    }
}
