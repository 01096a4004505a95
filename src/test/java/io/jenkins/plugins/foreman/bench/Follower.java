package io.jenkins.plugins.foreman.bench;

import io.jenkins.plugins.foreman.client.Foreman;
import io.jenkins.plugins.foreman.client.ForemanConnection;
import io.jenkins.plugins.foreman.client.Meter;
import io.jenkins.plugins.foreman.simulator.ForemanSimulator;
import io.jenkins.plugins.foreman.simulator.SimJobInvocation;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;

/** Somebody who runs a job on all hosts and follows it to its end. */
interface Follower {

    /** A request to that template and query is what all of them run. */
    String TEMPLATE = "Run Command - Script Default";

    String QUERY = "name ~ host";

    /**
     * Follows a job to its end, in the time of the simulator's clock.
     *
     * @param directory for what is kept of it
     * @param watched takes the lag of the hosts that count
     */
    void follow(ForemanSimulator simulator, Path directory, Lag watched) throws IOException;

    /** Lets it follow a job of its own, on a server whose answers take the time that they take a real one. */
    default Figures measure(Workload workload, int hosts, Path directory) throws IOException {
        try (ForemanSimulator simulator = ForemanSimulator.builder()
                .manualClock()
                .costModel(true)
                .hosts(hosts, "host%05d.example.com")
                .start()) {
            simulator.fleet().scripts(host -> workload.script(host.id()));
            Lag watched = new Lag();
            follow(simulator, directory, watched);
            Instant end = simulator.clock().instant();
            SimJobInvocation job = simulator.jobInvocation(1);
            Instant lastHost = job.journal().stream()
                    .map(entry -> entry.stoppedAt())
                    .max(Comparator.naturalOrder())
                    .orElseThrow();
            return Figures.of(hosts, simulator.counters(), watched, Duration.between(lastHost, end));
        }
    }

    static Foreman connect(ForemanSimulator simulator, Meter meter) {
        return new Foreman(ForemanConnection.of(simulator.uri(), "admin", () -> "changeme"), meter);
    }
}
