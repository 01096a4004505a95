package io.jenkins.plugins.foreman.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class VersionProfileTest {

    private static final String LATER = "\"targeting_type\": \"static_query\","
            + " \"search_query\": \"name = host0001.example.com\", \"inputs\": {\"command\": \"x\"},"
            + " \"scheduling\": {\"start_at\": \"2031-01-01 10:00\"}";

    private static ForemanSimulator start(VersionProfile profile) {
        return ForemanSimulator.builder().manualClock().profile(profile).start();
    }

    @ParameterizedTest
    @EnumSource(VersionProfile.class)
    void everyVersionRunsAJob(VersionProfile profile) throws Exception {
        try (ForemanSimulator simulator = start(profile)) {
            ApiClient api = new ApiClient(simulator);
            int id = api.run("name ~ host", "#sim lines=2 fail=host0002");
            simulator.clock().advance(Duration.ofSeconds(30));

            JsonNode job =
                    api.get("/api/job_invocations/" + id + "?host_status=true").json();

            assertThat(job.path("status_label").asText()).isEqualTo("failed");
            assertThat(job.at("/targeting/hosts/1/job_status").asText()).isEqualTo("error");
            assertThat(job.path("succeeded").asInt()).isEqualTo(2);
            assertThat(api.output(id, 1).texts()).contains("Exit status: 0");
            assertThat(api.get("/api/status").at("/version").asText()).isEqualTo(profile.foremanVersion());
            assertThat(api.get("/api/plugins").at("/results/1/version").asText())
                    .isEqualTo(profile.rexVersion());
        }
    }

    @Test
    void countersOfOldVersionsAreWordsWhileTheJobIsQueued() throws Exception {
        try (ForemanSimulator simulator = start(VersionProfile.REX_5)) {
            JsonNode job = new ApiClient(simulator).create(LATER).json();

            assertThat(job.path("succeeded").asText()).isEqualTo("N/A");
            assertThat(job.path("pending").asText()).isEqualTo("N/A");
            assertThat(job.has("cancelled")).isFalse();
            assertThat(job.has("total_hosts")).isFalse();
            assertThat(job.has("template_id")).isFalse();
        }
    }

    @Test
    void theWordsAreInTheLanguageOfTheRequest() throws Exception {
        try (ForemanSimulator simulator = start(VersionProfile.REX_9)) {
            JsonNode job = new ApiClient(simulator)
                    .withHeader("Accept-Language", "de")
                    .create(LATER)
                    .json();

            assertThat(job.path("total").asText()).isEqualTo("k.A.");
        }
    }

    @Test
    void satellite616HasNumbersButNoListOfHosts() throws Exception {
        try (ForemanSimulator simulator = start(VersionProfile.REX_13_2)) {
            ApiClient api = new ApiClient(simulator);
            JsonNode job = api.create(LATER).json();

            assertThat(job.path("succeeded").isInt()).isTrue();
            assertThat(job.path("total").asText()).isEqualTo("N/A");
            assertThat(api.get("/api/job_invocations/1/hosts").text())
                    .isEqualTo("{\"status\":404,\"error\":\"Not Found\"}");
        }
    }

    @Test
    void theFirstListOfHostsShowsNoIds() throws Exception {
        try (ForemanSimulator simulator = start(VersionProfile.REX_14_1)) {
            ApiClient api = new ApiClient(simulator);
            api.run("name ~ host", "x");

            JsonNode host = api.get("/api/job_invocations/1/hosts").at("/results/0");

            assertThat(host.path("name").asText()).isEqualTo("host0001.example.com");
            assertThat(host.has("id")).isFalse();
        }
    }

    @Test
    void includeHostsIsKnownFrom167On() throws Exception {
        try (ForemanSimulator old = start(VersionProfile.REX_14_1);
                ForemanSimulator recent = start(VersionProfile.REX_16_7)) {
            new ApiClient(old).run("name ~ host", "x");
            new ApiClient(recent).run("name ~ host", "x");
            String path = "/api/job_invocations/1?include_hosts=false";

            assertThat(new ApiClient(old).get(path).at("/targeting").has("hosts"))
                    .isTrue();
            assertThat(new ApiClient(recent).get(path).at("/targeting").has("hosts"))
                    .isFalse();
            assertThat(new ApiClient(recent).get(path).at("/task").has("cancellable"))
                    .isFalse();
        }
    }

    @Test
    void aCancelBySearchOfAnOldVersionCancelsEverything() throws Exception {
        try (ForemanSimulator simulator = start(VersionProfile.REX_14_1)) {
            ApiClient api = new ApiClient(simulator);
            api.run("name ~ host", "#sim lines=60");
            simulator.clock().advance(Duration.ofSeconds(5));

            api.post("/api/job_invocations/1/cancel", "{\"search\": \"name = host0001.example.com\"}");

            simulator.clock().advance(Duration.ofSeconds(5));
            assertThat(api.hostStatuses(1)).containsOnly("cancelled");
        }
    }
}
