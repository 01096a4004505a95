package io.jenkins.plugins.foreman.invocation;

import static io.jenkins.plugins.foreman.invocation.RunFixture.command;
import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.foreman.client.HostState;
import io.jenkins.plugins.foreman.client.Sentence;
import io.jenkins.plugins.foreman.simulator.ForemanSimulator;
import io.jenkins.plugins.foreman.simulator.HostScript;
import io.jenkins.plugins.foreman.simulator.OutputType;
import io.jenkins.plugins.foreman.simulator.VersionProfile;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** No chunk is lost and none is repeated, whatever the server does to them. */
class OutputTest {

    private static final String HOST = "host01.example.com";

    @TempDir
    Path directory;

    private ForemanSimulator simulator;
    private RunFixture fixture;

    @BeforeEach
    void start() {
        start(VersionProfile.REX_17_1);
    }

    private void start(VersionProfile profile) {
        simulator = ForemanSimulator.builder()
                .profile(profile)
                .manualClock()
                .hosts(2, "host%02d.example.com")
                .start();
        fixture = new RunFixture(simulator, directory.resolve("run"));
    }

    @AfterEach
    void stop() {
        fixture.close();
    }

    private void run(HostScript script) {
        simulator.fleet().host(HOST).script(script);
        fixture.start(command("uptime", "name ~ host"), RunSettings.DEFAULTS).toEnd();
        assertThat(fixture.fault).isNull();
    }

    private void expect(String text) {
        assertThat(fixture.output(0).get(HOST)).isEqualTo(text);
        assertThat(fixture.shown(0).get(HOST)).hasSameSizeAs(text);
    }

    private static Duration at(double seconds) {
        return Duration.ofNanos((long) (seconds * 1e9));
    }

    @ParameterizedTest
    @EnumSource(VersionProfile.class)
    void chunksWithEqualTimestampsKeepTheirOrderAndNumber(VersionProfile profile) {
        fixture.simulator.close();
        start(profile);
        HostScript.Builder script = HostScript.builder().duration(at(60));
        StringBuilder all = new StringBuilder();
        for (int i = 0; i < 60; i++) {
            String text = "line " + i + "\n";
            script.chunkAt(at(i * 0.9), at(i / 6 * 5), i % 2 == 0 ? OutputType.STDOUT : OutputType.STDERR, text);
            all.append(text);
        }
        run(script.build());

        assertThat(fixture.output(0).get(HOST)).isEqualTo(all.toString());
    }

    @Test
    void aRowThatComesLateWithAnOldTimeIsPutInItsPlaceAndShownOnce() {
        run(HostScript.builder()
                .stdout(at(1), "first\n")
                .stdout(at(3), "third\n")
                .chunkAt(at(30), at(2), OutputType.STDOUT, "second\n")
                .stdout(at(40), "fourth\n")
                .duration(at(45))
                .build());

        expect("first\nsecond\nthird\nfourth\n");
    }

    @Test
    void aClockThatIsHoursOffLosesNothing() {
        run(HostScript.builder()
                .stdout(at(1), "a\n")
                .stdout(at(10), "b\n")
                .stdout(at(20), "c\n")
                .duration(at(30))
                .clockSkew(Duration.ofHours(-5))
                .build());

        expect("a\nb\nc\n");
    }

    @Test
    void aClockThatJumpsBackLosesNothing() {
        run(HostScript.builder()
                .chunkAt(at(1), at(1000), OutputType.STDOUT, "later by its clock\n")
                .chunkAt(at(20), at(2), OutputType.STDOUT, "earlier by its clock\n")
                .chunkAt(at(40), at(3), OutputType.STDOUT, "end\n")
                .duration(at(50))
                .build());

        expect("earlier by its clock\nend\nlater by its clock\n");
    }

    @Test
    void outputThatOnlyShowsAtTheEndIsComplete() {
        run(HostScript.builder()
                .stdout(at(1), "pulled\n")
                .stdout(at(20), "and reported\n")
                .duration(at(30))
                .pull()
                .build());

        expect("pulled\nand reported\n");
    }

    @Test
    void equalLinesAreNotTakenForOne() {
        HostScript.Builder script = HostScript.builder().duration(at(40));
        for (int i = 0; i < 40; i++) {
            script.chunkAt(at(i), at(i / 10), OutputType.STDOUT, "same\n");
        }
        run(script.build());

        expect("same\n".repeat(40));
    }

    @Test
    void strangeCharactersAndHalvesOfThemSurvive() {
        run(HostScript.builder()
                .stdout(at(1), "nul\u0000 esc\u001b[3")
                .stdout(at(10), "1mred\r\n50%\r100%\n\ud83d")
                .stdout(at(20), "\ude00 \u2028 \u202e \ufffd")
                .duration(at(30))
                .build());

        expect("nul\u0000 esc\u001b[31mred\r\n50%\r100%\n\ud83d\ude00 \u2028 \u202e \ufffd");
    }

    @Test
    void fiftyMegabytesOfOneHostAreRecordedUpToTheLimitAndTheCutIsSaid() {
        String line = "x".repeat(1023) + "\n";
        HostScript script = HostScript.builder()
                .generated(50 * 1024, Duration.ofMillis(1), i -> line)
                .build();
        run(script);

        long id = fixture.host(HOST).id();
        assertThat(fixture.attempt(0).outputSize(id).droppedChars()).isGreaterThan(30L << 20);
        assertThat(fixture.attempt(0).outputSize(id).chars()).isBetween(16L << 20, (16L << 20) + 1000);
        assertThat(fixture.host(HOST).exitStatus()).isEqualTo("0");
    }

    @Test
    void aHostWithoutAWordHasEmptyOutputAndItsExitStatus() {
        run(HostScript.builder().exit(5).build());

        assertThat(fixture.host(HOST).exitStatus()).isEqualTo("5");
        assertThat(fixture.host(HOST).outputComplete()).isTrue();
    }

    @Test
    void aLineOfTheScriptThatLooksLikeTheExitStatusStaysOutput() {
        run(HostScript.lines(at(1), 3, "Exit status: 0\n", "really\n"));

        assertThat(fixture.output(0).get(HOST)).startsWith("Exit status: 0\nreally\n");
        assertThat(fixture.host(HOST).exitStatus()).isEqualTo("3");
    }

    @Test
    void notesAboutAProxyThatCannotBeAskedAreNotTakenForOutput() {
        simulator.fleet().host(HOST).script(HostScript.lines(at(10), 0, "one\n", "two\n", "three\n"));
        fixture.start(command("uptime", "name ~ host"), RunSettings.DEFAULTS);
        fixture.scheduler.runUntil(() -> "one\n".equals(fixture.output(0).get(HOST)));
        simulator.fleet().smartProxy().goDown(simulator.clock());
        fixture.scheduler.runFor(Duration.ofMinutes(2));

        assertThat(fixture.output(0).get(HOST)).isEqualTo("one\n");
        fixture.run.suspend();
    }

    @Test
    void aHostThatNeverStartedSaysSo() {
        HostScript slow = HostScript.builder().never().build();
        simulator.fleet().scripts(host -> slow);
        fixture.start(JobInvocationRequests.oneAtATime("uptime", "name ~ host"), RunSettings.DEFAULTS);
        fixture.scheduler.runUntil(() -> fixture.attempt(0).counts().containsKey(HostState.RUNNING));
        fixture.run.cancel(Sentence.plain("Aborted."));
        fixture.toEnd();

        assertThat(fixture.attempt(0).hosts().stream()
                        .map(row -> String.valueOf(row.reason()))
                        .collect(Collectors.toList()))
                .contains("Never started");
    }

    @Test
    void twoHundredHostsWithInterleavedOutputKeepTheirsApart() {
        fixture.simulator.close();
        simulator = ForemanSimulator.builder().manualClock().hosts(200).start();
        fixture = new RunFixture(simulator, directory.resolve("many"));
        simulator
                .fleet()
                .scripts(host -> HostScript.lines(
                        at(0.3 + host.id() % 7 * 0.1),
                        host.id() % 10 == 0 ? 1 : 0,
                        IntStream.range(0, 30)
                                .mapToObj(i -> host.name() + " " + i + "\n")
                                .toArray(String[]::new)));
        fixture.start(command("uptime", "name ~ host"), RunSettings.DEFAULTS).toEnd();

        assertThat(fixture.output(0))
                .hasSize(200)
                .allSatisfy((host, text) -> assertThat(text)
                        .startsWith(IntStream.range(0, 30)
                                .mapToObj(i -> host + " " + i + "\n")
                                .collect(Collectors.joining())));
        assertThat(fixture.outcome().message().toString()).startsWith("20 of 200 hosts failed");
    }

    private void liveFor(Duration span) {
        fixture.start(command("uptime", "name ~ host"), RunSettings.DEFAULTS);
        fixture.scheduler.runFor(span);
    }

    @Test
    void aHostWhoseClockIsAheadDoesNotHideWhatOthersWrite() {
        HostScript.Builder script = HostScript.builder();
        for (int i = 1; i <= 20; i++) {
            script.stdout(Duration.ofSeconds(10L * i), i + "\n");
        }
        simulator.fleet().host(HOST).script(script.build());
        simulator
                .fleet()
                .host("host02.example.com")
                .script(script.clockSkew(Duration.ofHours(1)).build());
        liveFor(Duration.ofSeconds(80));

        assertThat(fixture.output(0))
                .allSatisfy((host, text) -> assertThat(text).contains("1\n", "2\n", "3\n"));
        fixture.run.suspend();
    }

    @Test
    void aHostWhoseClockIsAheadDoesNotDelayWhatOthersWrite() {
        HostScript.Builder script = HostScript.builder();
        for (int i = 1; i <= 120; i++) {
            script.stdout(Duration.ofSeconds(i), i + "\n");
        }
        simulator.fleet().host(HOST).script(script.build());
        simulator
                .fleet()
                .host("host02.example.com")
                .script(script.clockSkew(Duration.ofHours(1)).build());
        liveFor(Duration.ofSeconds(10));
        for (int i = 0; i < 60; i++) {
            fixture.scheduler.runFor(Duration.ofSeconds(1));
            assertThat(Set.copyOf(fixture.output(0).values()))
                    .as("after %d s", i)
                    .hasSize(1);
        }

        assertThat(fixture.output(0).get(HOST)).contains("50\n");
        fixture.run.suspend();
    }

    @Test
    void aRowThatComesALittleLateIsSeenWhileItsHostStillRuns() {
        simulator
                .fleet()
                .host(HOST)
                .script(HostScript.builder()
                        .stdout(Duration.ofSeconds(10), "newer\n")
                        .chunkAt(Duration.ofSeconds(40), Duration.ofSeconds(8), OutputType.STDOUT, "late\n")
                        .duration(Duration.ofMinutes(10))
                        .build());
        liveFor(Duration.ofSeconds(110));

        assertThat(fixture.output(0).get(HOST)).contains("newer\n", "late\n");
        fixture.run.suspend();
    }
}
