package io.jenkins.plugins.foreman.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class JobInvocationsTest {

    private final StubForeman server = new StubForeman();
    private final JobInvocations jobs = server.client().jobInvocations();

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void aRunningJobIsShownWithItsCounts() throws Exception {
        server.recorded("show-running");

        JobInvocation job = jobs.show(31);

        assertThat(job.status()).isEqualTo(JobStatus.RUNNING);
        assertThat(job.counts()).isEqualTo(new HostCounts(1, 0, 24, 0, 25, 25, 0));
        assertThat(server.last().query()).isEqualTo("include_hosts=false");
    }

    @Test
    void outputsOfSeveralHostsAreReadChunkByChunk() throws Exception {
        server.recorded("outputs-25");

        List<HostOutput> outputs = jobs.outputs(31, List.of(1L, 2L), 1795478413025882L, 100_000);

        assertThat(outputs)
                .hasSize(25)
                .allSatisfy(output -> assertThat(output.chunks()).hasSize(9));
        assertThat(server.last().body()).isEqualTo("{\"search_query\":\"id ^ (1,2)\",\"since\":\"1795478413.025882\"}");
    }

    @Test
    void theOutputOfOneHostIsStreamed() throws Exception {
        server.recorded("host-output-since");
        List<OutputChunk> chunks = new ArrayList<>();

        HostOutput output = jobs.output(31, 1, 1795478415061219L, chunks::add);

        assertThat(output).isEqualTo(new HostOutput(1, true, List.of(), null, false));
        assertThat(chunks).extracting(OutputChunk::text).last().isEqualTo("Exit status: 0");
        assertThat(server.last().query()).isEqualTo("since=1795478415.061219");
    }

    @Test
    void hostsAreListed() throws Exception {
        server.recorded("hosts-finished");

        Page<JobHost> hosts = jobs.hosts(31, ListQuery.first(100, null));

        assertThat(hosts.results())
                .hasSize(25)
                .contains(new JobHost(1, "host01.example.com", HostState.SUCCESS, "proxy.example.com", null, null));
    }
}
