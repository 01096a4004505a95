package io.jenkins.plugins.foreman.invocation;

import static io.jenkins.plugins.foreman.invocation.RunFixture.command;
import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.foreman.client.HostState;
import io.jenkins.plugins.foreman.record.RunHead.Verdict;
import io.jenkins.plugins.foreman.simulator.ForemanSimulator;
import io.jenkins.plugins.foreman.simulator.HostScript;
import io.jenkins.plugins.foreman.simulator.VersionProfile;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ProfilesTest {

    @TempDir
    Path directory;

    @ParameterizedTest
    @EnumSource(VersionProfile.class)
    void theSameJobHasTheSameOutcomeAndTheSameRecordedOutputWithEveryVersion(VersionProfile profile) {
        ForemanSimulator simulator = ForemanSimulator.builder()
                .profile(profile)
                .manualClock()
                .hosts(5, "host%02d.example.com")
                .start();
        simulator
                .fleet()
                .scripts(host -> HostScript.builder()
                        .stdout(Duration.ofSeconds(1), "half ")
                        .stdout(Duration.ofSeconds(8), "line\r\n")
                        .stderr(Duration.ofSeconds(8), "first of a tie\n")
                        .stdout(Duration.ofSeconds(8), "second of a tie\n")
                        .stdout(Duration.ofSeconds(20), "\u001b[31mred\u001b[0m end")
                        .duration(Duration.ofSeconds(25))
                        .build());
        simulator.fleet().host("host02.example.com").script(HostScript.lines(Duration.ofSeconds(2), 7, "no\n"));
        simulator.fleet().host("host03.example.com").script(HostScript.unreachable());
        simulator.fleet().host("host04.example.com").script(HostScript.noProxy());

        try (RunFixture fixture = new RunFixture(simulator, directory.resolve("run"))) {
            fixture.start(command("uptime", "name ~ host"), RunSettings.DEFAULTS)
                    .toEnd();

            assertThat(fixture.fault).isNull();
            assertThat(fixture.outcome().verdict()).isEqualTo(Verdict.FAILURE);
            assertThat(fixture.outcome().message().toString())
                    .startsWith("3 of 5 hosts failed: host02.example.com (exit status 7)");
            String whole = "half line\r\nfirst of a tie\nsecond of a tie\n\u001b[31mred\u001b[0m end";
            assertThat(fixture.output(0))
                    .containsEntry("host01.example.com", whole)
                    .containsEntry("host02.example.com", "no\nStandardError: Job execution failed\n")
                    .containsEntry("host05.example.com", whole);
            assertThat(fixture.output(0).get("host03.example.com")).contains("Error initializing command");
            assertThat(fixture.host("host03.example.com").reason()).asString().contains("Error initializing command");
            assertThat(fixture.host("host03.example.com").exitStatus()).isNull();
            assertThat(fixture.host("host03.example.com").whyNotRun()).startsWith("Could not establish connection");
            assertThat(fixture.host("host04.example.com").state()).isEqualTo(HostState.ERROR);
            assertThat(fixture.host("host04.example.com").reason()).asString().contains("proxy");
        }
    }
}
