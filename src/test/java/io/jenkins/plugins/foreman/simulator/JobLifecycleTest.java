package io.jenkins.plugins.foreman.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.Collections;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class JobLifecycleTest {

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

    private void pass(Duration time) {
        simulator.clock().advance(time);
    }

    private void passSeconds(long seconds) {
        pass(Duration.ofSeconds(seconds));
    }

    @Test
    void aWholeJobRunsInVirtualTimeAndStopsOneTickAfterItsLastHost() throws Exception {
        int id = api.run("name = host001.example.com", "#sim lines=3");

        assertThat(api.show(id).path("status_label").asText()).isEqualTo("running");
        passSeconds(5);
        assertThat(api.hostStatuses(id)).containsExactly("success");
        assertThat(api.show(id).path("status_label").asText()).isEqualTo("running");
        assertThat(api.show(id).path("succeeded").asInt()).isEqualTo(1);
        passSeconds(11);
        assertThat(api.show(id).path("status_label").asText()).isEqualTo("succeeded");
        assertThat(api.show(id).at("/task/state").asText()).isEqualTo("stopped");
    }

    @Test
    void nothingHappensWhileTheClockStands() throws Exception {
        int id = api.run("name = host001.example.com", "#sim lines=3");

        assertThat(api.show(id)).isEqualTo(api.show(id));
        assertThat(api.hostStatuses(id)).containsExactly("N/A");
    }

    @Test
    void hostsArePlannedOneAfterTheOtherAndStartInBatchesOfAHundred() throws Exception {
        int id = api.run("name ~ host", "#sim lines=2");

        pass(Duration.ofMillis(1200));
        assertThat(api.hostStatuses(id)).contains("running", "N/A");
        assertThat(api.output(id, 1).texts()).singleElement().asString().startsWith("Error loading data from proxy");
        pass(Duration.ofMillis(1100));
        assertThat(api.output(id, 1).texts()).contains("host001.example.com line 1 of 2\n");
        assertThat(api.show(id).path("pending").asInt()).isEqualTo(250);
        assertThat(api.output(id, 150).at("/output")).isEmpty();
        assertThat(api.output(id, 150).at("/refresh").asBoolean()).isTrue();
    }

    @Test
    void anyFailedHostMakesTheJobFail() throws Exception {
        int id = api.run("name ^ (host001.example.com, host002.example.com)", "#sim lines=1 fail=host002 exit=3");

        passSeconds(20);

        JsonNode job = api.show(id);
        assertThat(job.path("status_label").asText()).isEqualTo("failed");
        assertThat(job.path("status").asInt()).isEqualTo(1);
        assertThat(job.path("failed").asInt()).isEqualTo(1);
        assertThat(api.hostStatuses(id)).containsExactly("success", "error");
        assertThat(api.output(id, 2).texts()).endsWith("Exit status: 3", "StandardError: Job execution failed");
    }

    @Test
    void aJobWithoutHostsSucceedsAtOnce() throws Exception {
        int id = api.run("name = nosuch", "uptime");

        passSeconds(1);

        assertThat(api.show(id).path("status_label").asText()).isEqualTo("succeeded");
        assertThat(api.show(id).path("total").asInt()).isZero();
    }

    @Test
    void aConcurrencyLevelStartsMoreHostsOnTicksOnly() throws Exception {
        int id = api.create("\"targeting_type\": \"static_query\", \"search_query\": \"name ~ host00\","
                        + " \"inputs\": {\"command\": \"#sim lines=1\"},"
                        + " \"concurrency_control\": {\"concurrency_level\": 2}")
                .at("/id")
                .asInt();

        passSeconds(10);
        assertThat(Collections.frequency(api.hostStatuses(id), "success")).isEqualTo(2);
        assertThat(Collections.frequency(api.hostStatuses(id), "N/A")).isEqualTo(7);
        passSeconds(10);
        assertThat(Collections.frequency(api.hostStatuses(id), "success")).isEqualTo(4);
        passSeconds(60);
        assertThat(api.show(id).path("status_label").asText()).isEqualTo("succeeded");
    }

    @Test
    void aPausedHostShowsAsErrorButNeverEnds() throws Exception {
        int id = api.run("name = host001.example.com", "#sim lines=1 ending=pause");

        passSeconds(3600);

        assertThat(api.hostStatuses(id)).containsExactly("error");
        assertThat(api.output(id, 1).at("/complete").asBoolean()).isFalse();
        assertThat(api.show(id).path("status_label").asText()).isEqualTo("running");
    }

    @Test
    void aPausedJobStaysRunningUntilItIsResumed() throws Exception {
        int id = api.run("name = host001.example.com", "#sim lines=1");
        simulator.jobInvocation(id).pause();

        passSeconds(60);
        assertThat(api.show(id).at("/dynflow_task/state").asText()).isEqualTo("paused");
        assertThat(api.show(id).path("status_label").asText()).isEqualTo("running");

        simulator.jobInvocation(id).resume();
        assertThat(api.show(id).path("status_label").asText()).isEqualTo("succeeded");
    }

    @Test
    void aHostThatCannotBeServedFailsAtPlanningWithoutAnExitStatus() throws Exception {
        simulator.fleet().host("host001.example.com").script(HostScript.noProxy());
        int id = api.run("name = host001.example.com", "uptime");

        passSeconds(20);

        assertThat(api.hostStatuses(id)).containsExactly("error");
        assertThat(api.output(id, 1).texts())
                .singleElement()
                .asString()
                .startsWith("RuntimeError: Could not use any proxy");
    }

    @Test
    void anUnreachableHostEndsWithTheExitStatusException() throws Exception {
        simulator.fleet().scripts(host -> HostScript.unreachable());
        int id = api.run("name = host001.example.com", "uptime");

        passSeconds(20);

        assertThat(api.output(id, 1).texts()).contains("Exit status: EXCEPTION");
    }

    @Test
    void aScheduledJobWaitsForItsMinuteAndIsPickedUpLate() throws Exception {
        ApiClient.Answer created = api.create("\"targeting_type\": \"dynamic_query\","
                + " \"search_query\": \"name = host001.example.com\", \"inputs\": {\"command\": \"#sim lines=1\"},"
                + " \"scheduling\": {\"start_at\": \"2026-11-24 00:02:40\"}");
        int id = created.at("/id").asInt();
        assertThat(created.at("/total").asText()).isEqualTo("N/A");
        assertThat(created.at("/total_hosts").asText()).isEqualTo("N/A");
        assertThat(created.at("/scheduling/start_at").asText()).isEqualTo("2026-11-24 00:02:00 UTC");

        passSeconds(125);
        assertThat(api.show(id).path("status_label").asText()).isEqualTo("queued");
        passSeconds(10);
        assertThat(api.show(id).path("status_label").asText()).isEqualTo("running");
        passSeconds(20);
        assertThat(api.show(id).path("status_label").asText()).isEqualTo("succeeded");
    }

    @Test
    void eachRunOfARecurringJobIsAJobOfItsOwn() throws Exception {
        api.create("\"targeting_type\": \"static_query\", \"search_query\": \"name = host001.example.com\","
                + " \"inputs\": {\"command\": \"#sim lines=1\"}, \"password\": \"secret\","
                + " \"recurrence\": {\"cron_line\": \"* * * * *\", \"max_iteration\": 3}");

        passSeconds(600);

        assertThat(simulator.jobInvocations()).hasSize(3).allSatisfy(job -> {
            assertThat(job.statusLabel()).isEqualTo("succeeded");
            assertThat(job.password()).isEqualTo("secret");
        });
        assertThat(api.get("/foreman_tasks/api/recurring_logics/1").at("/state").asText())
                .isEqualTo("finished");
    }

    @Test
    void aHostDeletedMeanwhileIsMissing() throws Exception {
        int id = api.run("name ^ (host001.example.com, host002.example.com)", "#sim lines=1");
        simulator.fleet().remove("host002.example.com");

        passSeconds(20);

        assertThat(api.show(id).path("missing").asInt()).isEqualTo(1);
        assertThat(api.show(id).path("succeeded").asInt()).isEqualTo(2);
        assertThat(api.hostStatuses(id)).hasSize(1);
    }

    @Test
    void aHostHiddenByAFilterIsCountedButNotShown() throws Exception {
        simulator.fleet().host("host002.example.com").hideFrom("rexuser");
        int id = api.run("name ^ (host001.example.com, host002.example.com)", "#sim lines=1");

        passSeconds(20);

        ApiClient rexuser = api.as("rexuser");
        assertThat(rexuser.show(id).path("missing").asInt()).isZero();
        assertThat(rexuser.show(id).path("total").asInt()).isEqualTo(2);
        assertThat(rexuser.hostStatuses(id)).hasSize(1);
        assertThat(rexuser.get("/api/job_invocations/" + id + "/outputs").at("/outputs"))
                .hasSize(1);
    }

    @Test
    void afterItsTaskWasPurgedAJobCannotBeShown() throws Exception {
        int id = api.run("name = host001.example.com", "#sim lines=1");
        passSeconds(20);
        simulator.jobInvocation(id).purgeTask();

        assertThat(api.get("/api/job_invocations/" + id).status()).isEqualTo(500);
        assertThat(api.output(id, 1).status()).isEqualTo(500);
        assertThat(api.get("/api/job_invocations").at("/results/0/status_label").asText())
                .isEqualTo("queued");
    }

    @Test
    void aProxyThatRestartsLeavesItsHostsRunningForEver() throws Exception {
        int id = api.run("name = host001.example.com", "#sim lines=30");
        passSeconds(5);
        int seen = api.output(id, 1).texts().size();
        passSeconds(5);
        simulator.fleet().smartProxy().goDown(simulator.clock());
        simulator.fleet().smartProxy().comeBack();

        passSeconds(150);

        assertThat(api.hostStatuses(id)).containsExactly("running");
        assertThat(api.output(id, 1).texts())
                .hasSize(seen + 1)
                .last()
                .asString()
                .isEqualTo("Error loading data from proxy: RestClient::NotFound - 404 Not Found");
    }
}
