package io.jenkins.plugins.foreman.invocation;

import static io.jenkins.plugins.foreman.invocation.JobInvocationRequests.request;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.foreman.client.Foreman;
import io.jenkins.plugins.foreman.client.ForemanConnection;
import io.jenkins.plugins.foreman.client.JobOptions;
import io.jenkins.plugins.foreman.client.JobSecrets;
import io.jenkins.plugins.foreman.client.Mask;
import io.jenkins.plugins.foreman.simulator.ForemanSimulator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.util.DefaultLocale;

/** Tells what a job would be, and creates none. */
@DefaultLocale(language = "en")
class DryRunTest {

    private static final String TEMPLATE = "Run Command - Script Default";

    private ForemanSimulator simulator;

    @BeforeEach
    void start() {
        simulator = ForemanSimulator.builder()
                .manualClock()
                .hosts(12, "host%02d.example.com")
                .start();
    }

    @AfterEach
    void stop() {
        assertThat(simulator.jobInvocations()).isEmpty();
        simulator.close();
    }

    private String dryRun(String user, JobInvocationRequest request) throws Exception {
        Foreman foreman = new Foreman(ForemanConnection.of(simulator.uri(), user, () -> user + "-token"));
        return DryRun.of(foreman, request, new Mask()).sentence(new Mask());
    }

    private static JobInvocationRequest command(List<String> hosts, String search) {
        return request(TEMPLATE, null, hosts, search, Map.of("command", "id"), JobOptions.DEFAULTS, JobSecrets.NONE);
    }

    @Test
    void saysWhatWouldRunOnHowManyHosts() throws Exception {
        assertThat(dryRun("admin", command(List.of(), "name ~ host")))
                .startsWith("Foreman: dry run, nothing is created. The job template \"" + TEMPLATE
                        + "\" would run on 12 hosts: host01.example.com, ")
                .endsWith(", host10.example.com, …");
        assertThat(dryRun("rexuser", command(List.of("host03.example.com"), null)))
                .endsWith("would run on one host: host03.example.com");
        assertThat(dryRun("admin", command(List.of(), "name = nothing"))).endsWith("would run on no host.");
    }

    @Test
    void findsWhatWouldKeepAJobFromBeingCreated() {
        assertThatThrownBy(() -> dryRun("admin", command(List.of("host03.example.com", "nope"), null)))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContaining("nope");
        assertThatThrownBy(() -> dryRun("admin", JobInvocationRequests.template(TEMPLATE, Map.of())))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContaining("\"command\"");
        assertThatThrownBy(() -> dryRun("viewer", command(List.of(), "name ~ host")))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContaining("create_job_invocations");
    }

    @Test
    void aSecretIsNotInTheSentence() throws Exception {
        Mask mask = new Mask();
        mask.add(Set.of("host01"));
        Foreman foreman = new Foreman(ForemanConnection.of(simulator.uri(), "admin", () -> "changeme"));

        assertThat(DryRun.of(foreman, command(List.of("host01.example.com"), null), mask)
                        .sentence(mask))
                .endsWith("one host: ****.example.com");
    }
}
