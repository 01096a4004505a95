package io.jenkins.plugins.foreman.invocation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.foreman.client.HostState;
import io.jenkins.plugins.foreman.client.JobInvocation;
import io.jenkins.plugins.foreman.client.JobOptions;
import io.jenkins.plugins.foreman.client.JobSecrets;
import io.jenkins.plugins.foreman.invocation.RerunRequest.Hosts;
import io.jenkins.plugins.foreman.simulator.ForemanSimulator;
import io.jenkins.plugins.foreman.simulator.HostScript;
import io.jenkins.plugins.foreman.simulator.VersionProfile;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RerunRequestTest {

    @TempDir
    private Path directory;

    private RunFixture ended(String command) {
        ForemanSimulator simulator =
                ForemanSimulator.builder().manualClock().hosts(4).start();
        return new RunFixture(simulator, directory)
                .start(RunFixture.command(command, "name ~ host"), RunSettings.DEFAULTS)
                .toEnd();
    }

    @Test
    void takesExactlyTheHostsThatFailed() throws Exception {
        try (RunFixture fixture = ended("#sim lines=1 fail=host0002,host0004")) {
            JobInvocation job = fixture.foreman.jobInvocations().show(1);
            List<String> failed = Hosts.FAILED.of(RerunRequest.states(fixture.foreman, job));
            JobInvocationRequest request = RerunRequest.of(job, failed, Map.of(), JobSecrets.NONE);

            assertThat(failed).containsExactlyInAnyOrder("host0002.example.com", "host0004.example.com");
            assertThat(request.inputs()).containsEntry("command", "#sim lines=1 fail=host0002,host0004");
            assertThat(request.hosts()).containsExactlyInAnyOrder("host0002.example.com", "host0004.example.com");
            assertThat(Hosts.ALL.of(RerunRequest.states(fixture.foreman, job))).hasSize(4);
        }
    }

    @ParameterizedTest
    @EnumSource(VersionProfile.class)
    void findsTheHostsThatFailedOnEveryVersion(VersionProfile profile) throws Exception {
        ForemanSimulator simulator = ForemanSimulator.builder()
                .profile(profile)
                .manualClock()
                .hosts(4)
                .start();
        try (RunFixture fixture = new RunFixture(simulator, directory)
                .start(RunFixture.command("#sim lines=1 fail=host0002,host0004", "name ~ host"), RunSettings.DEFAULTS)
                .toEnd()) {
            JobInvocation job = fixture.foreman.jobInvocations().show(1);

            assertThat(Hosts.FAILED.of(RerunRequest.states(fixture.foreman, job)))
                    .containsExactlyInAnyOrder("host0002.example.com", "host0004.example.com");
        }
    }

    @Test
    void takesNoHostWhereNoneFailed() throws Exception {
        try (RunFixture fixture = ended("#sim lines=1")) {
            JobInvocation job = fixture.foreman.jobInvocations().show(1);

            assertThat(Hosts.FAILED.of(RerunRequest.states(fixture.foreman, job)))
                    .isEmpty();
            assertThat(Hosts.SUCCEEDED.of(RerunRequest.states(fixture.foreman, job)))
                    .hasSize(4);
        }
    }

    @Test
    void refusesAJobThatStillRuns() throws Exception {
        ForemanSimulator simulator =
                ForemanSimulator.builder().manualClock().hosts(2).start();
        simulator.fleet().scripts(host -> HostScript.builder().never().build());
        try (RunFixture fixture = new RunFixture(simulator, directory)
                .start(RunFixture.command("uptime", "name ~ host"), RunFixture.settings(RunFixture.Settings::detached))
                .toEnd()) {
            JobInvocation job = fixture.foreman.jobInvocations().show(1);

            assertThatThrownBy(() -> RerunRequest.states(fixture.foreman, job))
                    .isInstanceOf(InvalidRequestException.class)
                    .hasMessageContaining("has not ended yet");
        }
    }

    @Test
    void refusesWhatWouldRunWithAsterisks() throws Exception {
        ForemanSimulator simulator =
                ForemanSimulator.builder().manualClock().hosts(2).start();
        simulator.templates().add("Restore").hidden("password", true);
        JobInvocationRequest request = new JobInvocationRequest(
                "Restore",
                null,
                List.of(),
                "name ~ host",
                null,
                false,
                false,
                Map.of("password", "hush"),
                null,
                JobOptions.DEFAULTS,
                JobSecrets.NONE,
                Set.of());
        try (RunFixture fixture = new RunFixture(simulator, directory)
                .start(request, RunSettings.DEFAULTS)
                .toEnd()) {
            JobInvocation job = fixture.foreman.jobInvocations().show(1);
            List<String> hosts = List.of("host0001.example.com");

            assertThatThrownBy(() -> RerunRequest.of(job, hosts, Map.of(), JobSecrets.NONE))
                    .isInstanceOf(InvalidRequestException.class)
                    .hasMessageContaining("\"password\"");
            assertThat(RerunRequest.of(job, hosts, Map.of("password", "psst"), JobSecrets.NONE)
                            .inputs())
                    .containsEntry("password", "psst");
        }
    }

    @Test
    void takesOnlyNamesOfHostsOfTheJob() throws Exception {
        List<String> all = List.of("host01.example.com", "host02.example.com", "evil)or(name~h");

        assertThat(RerunRequest.named(List.of(" host02.example.com", "host02.example.com"), all))
                .containsExactly("host02.example.com");
        assertThatThrownBy(() -> RerunRequest.named(List.of("host01.example.com", "host03.example.com"), all))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContaining("host03.example.com")
                .hasMessageNotContainingAny("host01");
        for (String name : List.of("host01.example.com)or(name~host", "a b", "\"a\"", "", "evil)or(name~h", "a\nb c")) {
            assertThatThrownBy(() -> RerunRequest.named(List.of(name), all))
                    .as(name)
                    .isInstanceOf(InvalidRequestException.class);
        }
    }

    @Test
    void theKindsOfHostsAreTheirStates() {
        assertThat(Hosts.FAILED.include(HostState.NOT_PLANNED)).isTrue();
        assertThat(Hosts.FAILED.include(HostState.CANCELLED)).isTrue();
        assertThat(Hosts.FAILED.include(HostState.SUCCESS)).isFalse();
        assertThat(Hosts.SUCCEEDED.include(HostState.ERROR)).isFalse();
        assertThat(Hosts.ALL.include(HostState.ERROR)).isTrue();
    }
}
