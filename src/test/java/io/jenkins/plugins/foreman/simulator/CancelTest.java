package io.jenkins.plugins.foreman.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CancelTest {

    private ForemanSimulator simulator;
    private ApiClient api;

    @BeforeEach
    void start() {
        simulator = ForemanSimulator.builder()
                .manualClock()
                .hosts(250, "host%03d.example.com")
                .start();
        api = new ApiClient(simulator);
    }

    @AfterEach
    void stop() {
        simulator.close();
    }

    private void passSeconds(long seconds) {
        simulator.clock().advance(Duration.ofSeconds(seconds));
    }

    private ApiClient.Answer cancel(int id, String body) throws Exception {
        return api.post("/api/job_invocations/" + id + "/cancel", body);
    }

    @Test
    void aSoftCancelTakesSecondsAndLeavesTheJobFailed() throws Exception {
        int id = api.run("name ~ host00", "#sim lines=60");
        passSeconds(10);

        ApiClient.Answer answer = cancel(id, "{}");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.at("/cancelled").asBoolean()).isTrue();
        assertThat(api.hostStatuses(id)).containsOnly("running");
        passSeconds(5);
        assertThat(api.hostStatuses(id)).containsOnly("cancelled");
        assertThat(api.show(id).path("status_label").asText()).isEqualTo("running");
        passSeconds(15);
        JsonNode job = api.show(id);
        assertThat(job.path("status_label").asText()).isEqualTo("failed");
        assertThat(job.path("cancelled").asInt()).isEqualTo(9);
        assertThat(job.path("failed").asInt()).isZero();
        assertThat(api.output(id, 1).texts())
                .contains("Exit status: 143")
                .last()
                .asString()
                .contains("Task cancelled");
    }

    @Test
    void aCancelRightAfterTheCreateActsOnTheNextTickOnly() throws Exception {
        int id = api.run("name ~ host00", "#sim lines=60");
        cancel(id, "{}");

        passSeconds(12);
        assertThat(api.hostStatuses(id)).containsOnly("running");
        passSeconds(8);
        assertThat(api.hostStatuses(id)).containsOnly("cancelled");
        assertThat(api.show(id).path("status_label").asText()).isEqualTo("running");
        passSeconds(12);
        assertThat(api.show(id).path("status_label").asText()).isEqualTo("failed");
    }

    @Test
    void whatWasNotPlannedYetStaysWithoutAStatusAndCountsAsCancelled() throws Exception {
        int id = api.run("name ~ host", "#sim lines=60");
        simulator.clock().advance(Duration.ofMillis(2500));
        cancel(id, "{}");

        passSeconds(60);

        JsonNode hosts =
                api.get("/api/job_invocations/" + id + "/hosts?per_page=1000").at("/results");
        List<String> statuses = hosts.findValuesAsText("job_status");
        assertThat(Collections.frequency(statuses, "cancelled")).isEqualTo(200);
        assertThat(Collections.frequency(statuses, "N/A")).isEqualTo(50);
        assertThat(api.show(id).path("cancelled").asInt()).isEqualTo(250);
        assertThat(api.get("/api/job_invocations/" + id + "/hosts/250")
                        .at("/complete")
                        .asBoolean())
                .isTrue();
    }

    @Test
    void aSecondCancelEndsWhatIgnoredTheFirst() throws Exception {
        int id = api.run("name = host001.example.com", "#sim lines=60 kill=ignore");
        passSeconds(5);
        cancel(id, "{}");
        passSeconds(5);
        assertThat(api.hostStatuses(id)).containsExactly("running");

        cancel(id, "{}");

        passSeconds(1);
        assertThat(api.hostStatuses(id)).containsExactly("cancelled");
        assertThat(api.output(id, 1).texts()).singleElement().asString().contains("Cancel enforced");
    }

    @Test
    void outputReadBeforeAForcedCancelStays() throws Exception {
        int id = api.run("name = host001.example.com", "#sim lines=60");
        passSeconds(5);
        int seen = api.output(id, 1).texts().size();
        passSeconds(5);

        cancel(id, "{\"force\": true}");

        passSeconds(1);
        assertThat(api.hostStatuses(id)).containsExactly("cancelled");
        assertThat(api.output(id, 1).texts())
                .hasSize(seen + 1)
                .last()
                .asString()
                .contains("Task aborted");
    }

    @Test
    void forceFalseInTheQueryIsStillForce() throws Exception {
        int id = api.run("name = host001.example.com", "#sim lines=60 kill=ignore");
        passSeconds(5);

        api.post("/api/job_invocations/" + id + "/cancel?force=false", "{}");

        passSeconds(1);
        assertThat(api.hostStatuses(id)).containsExactly("cancelled");
    }

    @Test
    void aSearchCancelsMatchingHostsOnly() throws Exception {
        int id = api.run("name ^ (host001.example.com, host002.example.com)", "#sim lines=60");
        passSeconds(5);

        ApiClient.Answer answer = cancel(id, "{\"search\": \"name = host001.example.com\"}");

        assertThat(answer.at("/total").asInt()).isEqualTo(1);
        assertThat(answer.at("/cancelled")).hasSize(1);
        passSeconds(5);
        assertThat(api.hostStatuses(id)).containsExactly("cancelled", "running");
    }

    @Test
    void aFinishedJobCannotBeCancelled() throws Exception {
        int id = api.run("name = host001.example.com", "#sim lines=1");
        passSeconds(30);

        ApiClient.Answer answer = cancel(id, "{}");

        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.at("/message").asText()).isEqualTo("The job could not be cancelled.");
    }

    @Test
    void aScheduledJobIsCancelledAtOnceAndCalledSo() throws Exception {
        int id = api.create("\"targeting_type\": \"static_query\", \"search_query\": \"name = host001.example.com\","
                        + " \"inputs\": {\"command\": \"x\"}, \"scheduling\": {\"start_at\": \"2031-01-01 10:00\"}")
                .at("/id")
                .asInt();

        cancel(id, "{}");

        JsonNode job = api.show(id);
        assertThat(job.path("status").asInt()).isEqualTo(4);
        assertThat(job.path("cancelled").asInt()).isZero();
        assertThat(api.hostStatuses(id)).containsExactly("cancelled");
    }

    @Test
    void withoutThePermissionItIsForbidden() throws Exception {
        int id = api.run("name = host001.example.com", "#sim lines=60");

        ApiClient.Answer answer = api.as("rexuser").post("/api/job_invocations/" + id + "/cancel", "{}");

        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.at("/error/missing_permissions/0").asText()).isEqualTo("cancel_job_invocations");
    }

    @Test
    void cancellingARunOfARecurringJobMakesTheNextOneAtOnce() throws Exception {
        int id = api.create("\"targeting_type\": \"static_query\", \"search_query\": \"name = host001.example.com\","
                        + " \"inputs\": {\"command\": \"x\"}, \"recurrence\": {\"cron_line\": \"0 3 * * *\"}")
                .at("/id")
                .asInt();

        cancel(id, "{}");
        assertThat(simulator.jobInvocations()).hasSize(2);

        api.post("/foreman_tasks/api/recurring_logics/1/cancel", "{}");
        assertThat(simulator.jobInvocations())
                .hasSize(2)
                .allSatisfy(job -> assertThat(job.statusLabel()).isEqualTo("cancelled"));
    }
}
