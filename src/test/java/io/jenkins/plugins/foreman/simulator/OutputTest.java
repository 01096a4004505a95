package io.jenkins.plugins.foreman.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class OutputTest {

    private static final Duration SECOND = Duration.ofSeconds(1);

    private ForemanSimulator simulator;
    private ApiClient api;

    @BeforeEach
    void start() {
        start(VersionProfile.REX_17_1);
    }

    private void start(VersionProfile profile) {
        stop();
        simulator = ForemanSimulator.builder()
                .manualClock()
                .profile(profile)
                .hosts(3)
                .start();
        api = new ApiClient(simulator);
    }

    @AfterEach
    void stop() {
        if (simulator != null) {
            simulator.close();
        }
    }

    private int run(HostScript script) throws Exception {
        simulator.fleet().scripts(host -> script);
        int id = api.run("name = host0001.example.com", "x");
        simulator.clock().advance(Duration.ofMillis(320));
        return id;
    }

    private void passSeconds(long seconds) {
        simulator.clock().advance(Duration.ofSeconds(seconds));
    }

    private ApiClient.Answer since(int id, String since) throws Exception {
        return api.get("/api/job_invocations/" + id + "/hosts/1?since=" + since);
    }

    @Test
    void rowsAppearWithTheClock() throws Exception {
        int id = run(HostScript.lines(SECOND, 0, "one\n", "two\n"));

        assertThat(api.output(id, 1).texts()).containsExactly("one\n");
        assertThat(api.output(id, 1).at("/complete").asBoolean()).isFalse();
        passSeconds(3);
        assertThat(api.output(id, 1).texts()).containsExactly("one\n", "two\n", "Exit status: 0");
        assertThat(api.output(id, 1).at("/complete").asBoolean()).isTrue();
    }

    @Test
    void piecesEndAnywhere() throws Exception {
        int id = run(
                HostScript.lines(Duration.ofMillis(1), 0, "half a l", "ine\r\nnext \u001b[3", "1mred\u001b[0m\rover"));
        passSeconds(1);

        assertThat(String.join("", api.output(id, 1).texts()))
                .startsWith("half a line\r\nnext \u001b[31mred\u001b[0m\rover");
    }

    @Test
    void halfOfACharacterIsSentAsItIs() throws Exception {
        int id = run(HostScript.lines(Duration.ofMillis(1), 0, "smile \ud83d", "\ude00 done\u0000"));
        passSeconds(2);

        ApiClient.Answer output = api.output(id, 1);

        assertThat(output.text()).contains("smile \\ud83d");
        assertThat(output.texts().get(0) + output.texts().get(1)).isEqualTo("smile 😀 done\u0000");
    }

    @Test
    void theExitRowHasNoIdButTheRowAfterItDoes() throws Exception {
        int id = run(HostScript.lines(SECOND, 3, "x\n"));
        passSeconds(5);

        JsonNode rows = api.output(id, 1).at("/output");

        assertThat(rows.get(1).has("id")).isFalse();
        assertThat(rows.get(1).path("output").asText()).isEqualTo("Exit status: 3");
        assertThat(rows.get(2).has("id")).isTrue();
        assertThat(rows.get(2).path("external_id").asText()).startsWith("exception-");
    }

    @Test
    void sinceDropsWhatIsNotYoungerToTheMicrosecond() throws Exception {
        int id = run(HostScript.lines(SECOND, 0, "one\n", "two\n"));
        passSeconds(5);
        String first =
                api.output(id, 1).at("/output/0/timestamp").decimalValue().toPlainString();

        assertThat(since(id, first).texts()).containsExactly("two\n", "Exit status: 0");
        assertThat(since(id, "abc").texts()).hasSize(3);
        assertThat(since(id, "").texts()).hasSize(3);
        assertThat(since(id, "0").texts()).hasSize(3);
        assertThat(since(id, "99999999999").texts()).isEmpty();
        assertThat(since(id, "99999999999").at("/complete").asBoolean()).isTrue();
    }

    @Test
    void aLateRowWithAnOldTimestampIsLostToSince() throws Exception {
        int id = run(HostScript.builder()
                .stdout(Duration.ZERO, "early\n")
                .stdout(SECOND, "middle\n")
                .chunkAt(Duration.ofSeconds(2), Duration.ofMillis(500), OutputType.STDOUT, "late\n")
                .build());
        passSeconds(1);
        JsonNode seen = api.output(id, 1).at("/output");
        String last = seen.get(seen.size() - 1).path("timestamp").decimalValue().toPlainString();

        passSeconds(3);

        assertThat(since(id, last).texts()).containsExactly("Exit status: 0");
        assertThat(api.output(id, 1).texts()).containsExactly("early\n", "late\n", "middle\n", "Exit status: 0");
    }

    @Test
    void rowsOfTheSameTimestampChangePlacesFromReadToRead() throws Exception {
        int id = run(HostScript.lines(Duration.ZERO, 0, "a", "b", "c", "d"));
        passSeconds(2);
        Set<List<String>> orders = new HashSet<>();

        for (int i = 0; i < 20; i++) {
            orders.add(api.output(id, 1).texts());
        }

        assertThat(orders).hasSizeGreaterThan(1);
    }

    @Test
    void aClockThatIsOffShiftsAllOfTheHostsTimestampsButNotForemansOwn() throws Exception {
        int id = run(HostScript.builder()
                .stdout(Duration.ZERO, "x\n")
                .exit(1)
                .clockSkew(Duration.ofHours(1))
                .build());
        passSeconds(5);

        assertThat(api.output(id, 1).texts())
                .containsExactly("StandardError: Job execution failed", "x\n", "Exit status: 1");
    }

    @Test
    void pullHostsShowNothingUntilTheyAreDone() throws Exception {
        int id = run(HostScript.builder()
                .stdout(Duration.ZERO, "x\n")
                .duration(Duration.ofSeconds(10))
                .pull()
                .build());

        passSeconds(5);
        assertThat(api.output(id, 1).texts()).isEmpty();
        passSeconds(10);
        assertThat(api.output(id, 1).texts()).containsExactly("x\n", "Exit status: 0");
    }

    @Test
    void rawOutputIsOneTextAndKnowsNoSince() throws Exception {
        int id = run(HostScript.lines(SECOND, 0, "one\n", "two\n"));
        passSeconds(5);

        assertThat(api.get("/api/job_invocations/" + id + "/hosts/1/raw?since=99999999999")
                        .at("/output")
                        .asText())
                .isEqualTo("one\ntwo\nExit status: 0");
    }

    @Test
    void theLanguageOfTheRequestChangesTheTexts() throws Exception {
        int id = run(HostScript.lines(SECOND, 0));
        passSeconds(5);

        assertThat(api.withHeader("Accept-Language", "de").output(id, 1).texts())
                .containsExactly("Exit-Status: 0");
    }

    @Test
    void olderVersionsKnowSequenceIdsOrNoIdsAtAll() throws Exception {
        start(VersionProfile.REX_13_2);
        int id = run(HostScript.lines(SECOND, 0, "one\n"));
        assertThat(api.output(id, 1).at("/output/0/sequence_id").asInt()).isZero();
        assertThat(api.output(id, 1).at("/output/0").has("external_id")).isFalse();

        start(VersionProfile.REX_5);
        id = run(HostScript.lines(SECOND, 0, "one\n"));
        assertThat(api.output(id, 1).at("/output/0").has("id")).isFalse();
    }

    @Test
    void versionNineRepeatsARowAndMovesTheExitRow() throws Exception {
        start(VersionProfile.REX_9);
        int id = run(HostScript.lines(SECOND, 0, "one\n", "two\n"));
        passSeconds(10);

        assertThat(List.of(api.output(id, 1).texts(), api.output(id, 1).texts()))
                .contains(
                        List.of("Exit status: 0", "one\n", "two\n", "two\n"),
                        List.of("one\n", "two\n", "two\n", "Exit status: 0"));
    }

    @Test
    void outputsCanBeAskedForSomeHostsInTheBodyOfAPost() throws Exception {
        simulator.fleet().scripts(host -> HostScript.lines(SECOND, 0, host.name()));
        int id = api.run("name ~ host", "x");
        passSeconds(20);

        JsonNode outputs = api.post(
                        "/api/job_invocations/" + id + "/outputs", "{\"search_query\": \"id ^ (1,3)\", \"raw\": true}")
                .at("/outputs");

        assertThat(outputs).hasSize(2);
        assertThat(outputs.get(1).path("host_id").asInt()).isEqualTo(3);
        assertThat(outputs.get(1).path("output").asText()).isEqualTo("host0003.example.comExit status: 0");
    }

    @Test
    void hugeOutputIsMadeWhenItIsRead() throws Exception {
        String megabyte = "x".repeat(1 << 20);
        int id = run(HostScript.builder()
                .generated(50, Duration.ofMillis(10), number -> megabyte)
                .build());
        passSeconds(20);

        ApiClient.Answer output = api.get("/api/job_invocations/" + id + "/hosts/1/raw");

        assertThat(output.at("/output").asText()).hasSizeGreaterThan(50 << 20);
    }
}
