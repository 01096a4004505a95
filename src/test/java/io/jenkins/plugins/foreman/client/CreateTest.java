package io.jenkins.plugins.foreman.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.jenkins.plugins.foreman.client.JobOptions.Ansible;
import io.jenkins.plugins.foreman.client.JobOptions.Recurrence;
import io.jenkins.plugins.foreman.client.NewJobInvocation.Targeting;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CreateTest {

    private static final Targeting BY_SEARCH = new Targeting("name ~ web", null, List.of(), false, null);

    private final StubForeman server = new StubForeman();
    private final JobInvocations jobs = server.client().jobInvocations();

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void theLeastRequestHasATemplateAndASearch() throws Exception {
        server.recorded("create");

        JobInvocation job = jobs.create(new NewJobInvocation(
                325L, null, BY_SEARCH, Map.of("command", "id"), null, JobOptions.DEFAULTS, JobSecrets.NONE));

        assertThat(job.id()).isEqualTo(13);
        assertThat(server.last().method()).isEqualTo("POST");
        assertThat(server.last().path()).isEqualTo("/api/job_invocations");
        assertThat(server.last().query()).isEqualTo("include_hosts=false");
        assertSent("""
                {"job_invocation": {"job_template_id": 325, "targeting_type": "static_query",
                 "search_query": "name ~ web", "inputs": {"command": "id"}}}""");
    }

    @Test
    void everyFieldOfTheReferenceIsSent() throws Exception {
        server.recorded("create");
        JobOptions options = JobOptions.builder()
                .sshUser("deploy")
                .effectiveUser("oracle")
                .concurrencyLevel(5)
                .executionTimeout(60)
                .timeToPickup(120)
                .startAt(Instant.parse("2031-05-05T10:30:00Z"))
                .startBefore(Instant.parse("2031-05-05T11:30:00Z"))
                .recurrence(new Recurrence("5 * * * *", 3, Instant.parse("2032-01-01T00:00:00Z"), "nightly"))
                .ansible(new Ansible("a,b", true))
                .build();
        JobSecrets secrets = new JobSecrets("ssh-secret", "key-secret", "sudo-secret");

        jobs.create(new NewJobInvocation(
                null,
                "katello_errata_install",
                new Targeting(null, 12L, List.of(), true, true),
                Map.of("errata", "RHSA-1"),
                "[m] %{job_category}",
                options,
                secrets));

        assertSent("""
                {"job_invocation": {"feature": "katello_errata_install", "description_format": "[m] %{job_category}",
                 "targeting_type": "dynamic_query", "bookmark_id": 12, "randomized_ordering": true,
                 "inputs": {"errata": "RHSA-1"},
                 "ssh": {"effective_user": "oracle", "effective_user_password": "sudo-secret"},
                 "ssh_user": "deploy", "password": "ssh-secret", "key_passphrase": "key-secret",
                 "execution_timeout_interval": 60, "time_to_pickup": 120,
                 "concurrency_control": {"concurrency_level": 5},
                 "scheduling": {"start_at": "2031-05-05T10:30:00Z", "start_before": "2031-05-05T11:30:00Z"},
                 "recurrence": {"cron_line": "5 * * * *", "max_iteration": 3, "end_time": "2032-01-01T00:00:00Z",
                                "purpose": "nightly"},
                 "ansible": {"tags": "a,b", "tags_flag": "exclude"}}}""");
    }

    @Test
    void hostsCanBeGivenById() throws Exception {
        server.recorded("create");

        jobs.create(new NewJobInvocation(
                325L,
                null,
                new Targeting(null, null, List.of(3L, 5L), false, false),
                Map.of(),
                null,
                JobOptions.DEFAULTS,
                JobSecrets.NONE));

        assertSent("""
                {"job_invocation": {"job_template_id": 325, "targeting_type": "static_query", "host_ids": [3, 5],
                 "randomized_ordering": false, "inputs": {}}}""");
    }

    @Test
    void whatTheServerRepeatsOfAnInputOrPasswordIsMasked() {
        server.reply(500, "{\"error\":{\"message\":\"Bad value s3cret-input for x, and s3cret-pass\"}}");
        NewJobInvocation request = new NewJobInvocation(
                325L,
                null,
                BY_SEARCH,
                Map.of("x", "s3cret-input"),
                null,
                JobOptions.DEFAULTS,
                new JobSecrets("s3cret-pass", null, null));

        ForemanException e = catchThrowableOfType(ForemanException.class, () -> jobs.create(request));

        assertThat(e.serverMessage()).isEqualTo("Bad value **** for x, and ****");
        assertThat(e).message().doesNotContain("s3cret");
        assertThat(request).hasToString("NewJobInvocation[template=325, inputs=[x]]");
    }

    @Test
    void aFeatureIsNamedInTheMessageBecauseForemanDoesNot() {
        server.recorded("create-unknown-feature");
        NewJobInvocation request =
                new NewJobInvocation(null, "nosuch", BY_SEARCH, Map.of(), null, JobOptions.DEFAULTS, JobSecrets.NONE);

        ForemanException e = catchThrowableOfType(ForemanException.class, () -> jobs.create(request));

        assertThat(e.kind()).isEqualTo(ForemanException.Kind.NOT_FOUND);
        assertThat(e).hasMessageContaining("create a job invocation of feature nosuch");
    }

    private void assertSent(String json) throws Exception {
        ObjectMapper mapper = new ObjectMapper();
        assertThat(mapper.readTree(server.last().body())).isEqualTo(mapper.readTree(json));
    }
}
