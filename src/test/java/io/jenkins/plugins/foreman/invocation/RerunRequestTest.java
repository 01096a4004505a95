package io.jenkins.plugins.foreman.invocation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.foreman.client.HostState;
import io.jenkins.plugins.foreman.client.JobOptions;
import io.jenkins.plugins.foreman.client.JobSecrets;
import io.jenkins.plugins.foreman.invocation.RerunRequest.Hosts;
import io.jenkins.plugins.foreman.simulator.ForemanSimulator;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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
            RerunRequest rerun = RerunRequest.of(fixture.foreman, 1, Hosts.FAILED, List.of());

            assertThat(rerun.hosts()).containsExactlyInAnyOrder("host0002.example.com", "host0004.example.com");
            assertThat(rerun.request().inputs()).containsEntry("command", "#sim lines=1 fail=host0002,host0004");
            assertThat(rerun.request().searchQuery()).contains("host0002.example.com", "host0004.example.com");
        }
    }

    @Test
    void takesTheHostsThatAreNamed() throws Exception {
        try (RunFixture fixture = ended("#sim lines=1")) {
            assertThat(RerunRequest.of(fixture.foreman, 1, Hosts.FAILED, List.of("host0001.example.com"))
                            .hosts())
                    .containsExactly("host0001.example.com");
        }
    }

    @Test
    void saysSoWhenNoHostIsLeft() throws Exception {
        try (RunFixture fixture = ended("#sim lines=1")) {
            assertThatThrownBy(() -> RerunRequest.of(fixture.foreman, 1, Hosts.FAILED, List.of()))
                    .isInstanceOf(InvalidRequestException.class)
                    .hasMessageContaining("No host");
            assertThat(RerunRequest.of(fixture.foreman, 1, Hosts.SUCCEEDED, List.of())
                            .hosts())
                    .hasSize(4);
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
                JobSecrets.NONE);
        try (RunFixture fixture = new RunFixture(simulator, directory)
                .start(request, RunSettings.DEFAULTS)
                .toEnd()) {
            assertThatThrownBy(() -> RerunRequest.of(fixture.foreman, 1, Hosts.ALL, List.of()))
                    .isInstanceOf(InvalidRequestException.class)
                    .hasMessageContaining("\"password\"");
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
