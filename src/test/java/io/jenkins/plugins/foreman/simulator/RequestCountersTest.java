package io.jenkins.plugins.foreman.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class RequestCountersTest {

    @Test
    void everyHostOfABulkReadCounts() throws Exception {
        try (ForemanSimulator simulator =
                ForemanSimulator.builder().manualClock().hosts(10).start()) {
            ApiClient api = new ApiClient(simulator);
            int id = api.run("name ~ host", "#sim lines=1");
            simulator.clock().advance(Duration.ofSeconds(1));
            simulator.counters().reset();

            api.get("/api/job_invocations/" + id + "/outputs");
            api.output(id, 3);
            api.get("/api/job_invocations/" + id + "/hosts/3/raw");

            RequestCounters counters = simulator.counters();
            assertThat(counters.requests()).isEqualTo(3);
            assertThat(counters.requests("GET /api/job_invocations/:id/outputs"))
                    .isEqualTo(1);
            assertThat(counters.hostOutputReads()).isEqualTo(12);
            assertThat(counters.outputReads("host0003.example.com")).isEqualTo(3);
            assertThat(counters.liveOutputReads()).isEqualTo(12);
            assertThat(counters.bytesSent()).isPositive();
            assertThat(counters.maxInFlight()).isEqualTo(1);
            assertThat(counters.maxPerMinute()).isEqualTo(3);
        }
    }

    @Test
    void withTheCostModelReadsOfRunningHostsTakeTime() throws Exception {
        try (ForemanSimulator simulator = ForemanSimulator.builder()
                .manualClock()
                .costModel(true)
                .hosts(100)
                .start()) {
            ApiClient api = new ApiClient(simulator);
            int id = api.run("name ~ host", "#sim lines=60");
            simulator.clock().advance(Duration.ofSeconds(5));
            Instant before = simulator.clock().instant();

            api.get("/api/job_invocations/" + id + "/outputs");

            assertThat(Duration.between(before, simulator.clock().instant()))
                    .isBetween(Duration.ofSeconds(6), Duration.ofSeconds(7));
            before = simulator.clock().instant();
            api.get("/api/job_invocations/" + id + "?include_hosts=false");
            assertThat(Duration.between(before, simulator.clock().instant())).isLessThan(Duration.ofMillis(200));
            assertThat(simulator.counters().serverTime()).isGreaterThan(Duration.ofSeconds(6));
        }
    }

    @Test
    void aHostThatRunsInSilenceCostsAsMuchAsAnyThatRuns() throws Exception {
        try (ForemanSimulator simulator =
                ForemanSimulator.builder().manualClock().hosts(100).start()) {
            ApiClient api = new ApiClient(simulator);
            int id = api.run("name ~ host", "sleep 60");
            simulator.clock().advance(Duration.ofSeconds(5));
            simulator.counters().reset();

            api.get("/api/job_invocations/" + id + "/outputs");

            assertThat(simulator.counters().liveOutputReads()).isEqualTo(100);
            assertThat(simulator.counters().serverTime()).isBetween(Duration.ofSeconds(6), Duration.ofSeconds(7));
        }
    }

    @Test
    void aPageOfHostsCostsByItsSize() throws Exception {
        try (ForemanSimulator simulator =
                ForemanSimulator.builder().manualClock().hosts(100).start()) {
            ApiClient api = new ApiClient(simulator);
            int id = api.run("name ~ host", "uptime");
            simulator.clock().advance(Duration.ofSeconds(5));
            simulator.counters().reset();

            api.get("/api/job_invocations/" + id + "/hosts?per_page=50");
            assertThat(simulator.counters().hostsListed()).isEqualTo(50);
            Duration half = simulator.counters().serverTime();
            api.get("/api/job_invocations/" + id + "?host_status=true");

            assertThat(simulator.counters().hostsListed()).isEqualTo(150);
            assertThat(half).isBetween(Duration.ofSeconds(1), Duration.ofSeconds(2));
            assertThat(simulator.counters().serverTime().minus(half))
                    .isBetween(Duration.ofSeconds(2), Duration.ofSeconds(3));
        }
    }
}
