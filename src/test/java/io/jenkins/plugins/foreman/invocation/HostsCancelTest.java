package io.jenkins.plugins.foreman.invocation;

import static io.jenkins.plugins.foreman.invocation.RunFixture.command;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.foreman.client.HostState;
import io.jenkins.plugins.foreman.simulator.ForemanSimulator;
import io.jenkins.plugins.foreman.simulator.HostScript;
import io.jenkins.plugins.foreman.simulator.VersionProfile;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A job that is cancelled on some hosts goes on on the others, or nothing of it is cancelled. */
class HostsCancelTest {

    private static final String SEARCH = "name = host01.example.com";

    @TempDir
    private Path directory;

    private ForemanSimulator simulator;
    private RunFixture fixture;

    @AfterEach
    void stop() {
        fixture.close();
        simulator.close();
    }

    private long running(VersionProfile profile) {
        simulator = ForemanSimulator.builder()
                .manualClock()
                .profile(profile)
                .hosts(2, "host%02d.example.com")
                .start();
        HostScript minute =
                HostScript.builder().duration(Duration.ofSeconds(60)).exit(0).build();
        simulator.fleet().scripts(host -> minute);
        fixture = new RunFixture(simulator, directory.resolve("run"));
        fixture.start(command("uptime", "name ~ host"), RunSettings.DEFAULTS);
        fixture.scheduler.runUntil(() -> fixture.record.attempts() > 0
                && fixture.attempt(0).hosts().stream().anyMatch(row -> row.state() == HostState.RUNNING));
        return fixture.record.head().currentAttempt().invocationId();
    }

    @ParameterizedTest
    @EnumSource(names = {"REX_16_7", "REX_17_1"})
    void theOtherHostsGoOn(VersionProfile profile) throws Exception {
        long id = running(profile);

        assertThat(HostsCancel.send(fixture.foreman, id, false, SEARCH).cancelledTasks())
                .hasSize(1);
        fixture.toEnd();

        assertThat(fixture.host("host01.example.com").state()).isEqualTo(HostState.CANCELLED);
        assertThat(fixture.host("host02.example.com").state()).isEqualTo(HostState.SUCCESS);
    }

    @Test
    void hostsAreNamedAndWhatIsNoNameIsRefused() throws Exception {
        long id = running(VersionProfile.REX_17_1);

        assertThatThrownBy(() -> HostsCancel.send(fixture.foreman, id, List.of("x) or name ~ (host")))
                .isInstanceOf(InvalidRequestException.class);
        assertThat(HostsCancel.send(fixture.foreman, id, List.of("host02.example.com", "host03.example.com")))
                .isEqualTo(1);
        fixture.toEnd();

        assertThat(fixture.host("host01.example.com").state()).isEqualTo(HostState.SUCCESS);
        assertThat(fixture.host("host02.example.com").state()).isEqualTo(HostState.CANCELLED);
    }

    @ParameterizedTest
    @EnumSource(names = {"REX_5", "REX_9", "REX_13_2", "REX_14_1"})
    void whereTheServerWouldOverlookTheChoiceNothingIsSent(VersionProfile profile) throws Exception {
        long id = running(profile);

        assertThatThrownBy(() -> HostsCancel.send(fixture.foreman, id, false, SEARCH))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContaining("Nothing was cancelled. Remote execution " + profile.rexVersion());
        fixture.toEnd();

        assertThat(simulator.jobInvocations().get(0).cancelRequested()).isFalse();
        assertThat(fixture.host("host01.example.com").state()).isEqualTo(HostState.SUCCESS);
    }

    @Test
    void whoMayNotSeeTheVersionIsToldWhatIsMissing() throws Exception {
        long id = running(VersionProfile.REX_16_7);
        simulator.users().add("blind", Set.of("view_job_invocations", "cancel_job_invocations", "view_hosts"));

        assertThatThrownBy(() -> HostsCancel.send(
                        RunFixture.connect(simulator.uri(), "blind", "blind-password"), id, false, SEARCH))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContaining("view_plugins");
        fixture.toEnd();

        assertThat(simulator.jobInvocations().get(0).cancelRequested()).isFalse();
    }
}
