package io.jenkins.plugins.foreman.invocation;

import static io.jenkins.plugins.foreman.invocation.RunFixture.command;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.foreman.client.JobOptions;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A request made from another: for retries and reruns. */
class JobInvocationRequestTest {

    @Test
    void whatRunsAgainRunsNowAndOnce() throws Exception {
        JobInvocationRequest once = command("uptime", "name ~ host");
        Instant soon = Instant.parse("2026-12-24T15:05:00Z");
        JobInvocationRequest hourlyFromThen = JobInvocationRequest.builder()
                .jobTemplate(once.jobTemplate())
                .searchQuery(once.searchQuery())
                .inputs(once.inputs())
                .options(JobOptions.builder()
                        .sshUser("deploy")
                        .effectiveUser("root")
                        .concurrencyLevel(5)
                        .executionTimeout(60)
                        .timeToPickup(120)
                        .startAt(soon)
                        .startBefore(soon.plusSeconds(600))
                        .recurrence(new JobOptions.Recurrence("0 * * * *", null, null, null))
                        .ansible(new JobOptions.Ansible("web", false))
                        .build())
                .secrets(once.secrets())
                .build();

        assertThat(hourlyFromThen.on(List.of("host03.example.com")).options())
                .isEqualTo(JobOptions.builder()
                        .sshUser("deploy")
                        .effectiveUser("root")
                        .concurrencyLevel(5)
                        .executionTimeout(60)
                        .timeToPickup(120)
                        .ansible(new JobOptions.Ansible("web", false))
                        .build());
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
