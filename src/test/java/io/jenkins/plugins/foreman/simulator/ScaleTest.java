package io.jenkins.plugins.foreman.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Large fleets must not make the simulator the slow part. Nothing is timed: too slow shows as a test that drags. */
class ScaleTest {

    @Test
    void fiveThousandHostsWithTwentyLinesEach() throws Exception {
        try (ForemanSimulator simulator =
                ForemanSimulator.builder().manualClock().hosts(5000).start()) {
            ApiClient api = new ApiClient(simulator);
            int id = api.run("name ~ host", "#sim lines=20 delay=0.1 fail=host0007");
            for (int poll = 0; poll < 30; poll++) {
                simulator.clock().advance(Duration.ofSeconds(5));
                JsonNode job = api.get("/api/job_invocations/" + id + "?include_hosts=false")
                        .json();
                int sum = job.path("succeeded").asInt()
                        + job.path("failed").asInt()
                        + job.path("pending").asInt();
                assertThat(sum).isEqualTo(5000);
            }

            JsonNode outputs =
                    api.get("/api/job_invocations/" + id + "/outputs").at("/outputs");

            assertThat(outputs).hasSize(5000);
            assertThat(outputs.get(4999).path("output")).hasSize(21);
            assertThat(api.show(id).path("failed").asInt()).isEqualTo(1);
            assertThat(simulator.counters().hostOutputReads()).isEqualTo(5000);
            JsonNode page = api.get("/api/job_invocations/" + id
                            + "/hosts?per_page=200&page=25&search=job_invocation.result = success")
                    .json();
            assertThat(page.path("subtotal").asInt()).isEqualTo(4999);
            assertThat(page.path("results")).hasSize(199);
        }
    }

    @Test
    void fiftyThousandHostsInTheFleet() throws Exception {
        try (ForemanSimulator simulator =
                ForemanSimulator.builder().manualClock().hosts(50_000).start()) {
            ApiClient api = new ApiClient(simulator);

            assertThat(api.get("/api/hosts?search=name ~ host0&thin=true&per_page=1")
                            .at("/subtotal")
                            .asInt())
                    .isEqualTo(9999);
            int id = api.run("name ~ host", "uptime");
            simulator.clock().advance(Duration.ofHours(1));

            assertThat(api.get("/api/job_invocations/" + id + "?include_hosts=false")
                            .at("/succeeded")
                            .asInt())
                    .isEqualTo(50_000);
            assertThat(api.get("/api/job_invocations/" + id + "/hosts/49999")
                            .at("/complete")
                            .asBoolean())
                    .isTrue();
        }
    }
}
