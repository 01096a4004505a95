package io.jenkins.plugins.foreman.invocation;

import static io.jenkins.plugins.foreman.invocation.RunFixture.command;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.foreman.client.JobOptions;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** A request made from another: for retries and reruns. */
class JobInvocationRequestTest {

    @Test
    void whatRunsAgainRunsNowAndOnce() throws Exception {
        JobInvocationRequest once = command("uptime", "name ~ host");
        Instant soon = Instant.parse("2026-12-24T15:05:00Z");
        JobInvocationRequest hourlyFromThen = new JobInvocationRequest(
                once.jobTemplate(),
                null,
                List.of(),
                once.searchQuery(),
                null,
                false,
                false,
                once.inputs(),
                null,
                new JobOptions(
                        "deploy",
                        "root",
                        5,
                        60,
                        120,
                        soon,
                        soon.plusSeconds(600),
                        new JobOptions.Recurrence("0 * * * *", null, null, null),
                        new JobOptions.Ansible("web", false)),
                once.secrets(),
                Set.of());

        assertThat(hourlyFromThen.on(List.of("host03.example.com")).options())
                .isEqualTo(new JobOptions(
                        "deploy", "root", 5, 60, 120, null, null, null, new JobOptions.Ansible("web", false)));
    }

    @Test
    void whatTakesThePlaceOfATextWithASecretInItIsSecret() {
        JobInvocationRequest request =
                command("login -p hush", "name ~ host").withInputs(Map.of("user", "root"), List.of());
        assertThat(request.secretInputs()).isEmpty();

        JobInvocationRequest changed =
                request.withInputs(Map.of("command", "login -p quiet", "user", "deploy"), List.of("hush"));

        assertThat(changed.inputs()).containsEntry("command", "login -p quiet").containsEntry("user", "deploy");
        assertThat(changed.secretInputs()).containsExactly("command");
        assertThat(changed.secretValues()).contains("login -p quiet");
        assertThat(changed.withInputs(Map.of("command", "uptime"), List.of()).secretInputs())
                .containsExactly("command");
    }

    @Test
    void doesNotRunOnANameThatASearchWouldReadAsMore() {
        assertThatThrownBy(() -> command("uptime", "name ~ host").on(List.of("host01.example.com)or(name~host")))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContaining("is not the name of a host");
    }
}
