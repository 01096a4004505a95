package io.jenkins.plugins.foreman.client;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonParser;
import io.jenkins.plugins.foreman.client.JobInvocation.InputValue;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Answers that lie about their types. */
class JsonTest {

    @ParameterizedTest
    @CsvSource({
        "2024-05-23 19:42:00 UTC, 2024-05-23T19:42:00Z",
        "2024-05-23 19:42:00 +0200, 2024-05-23T17:42:00Z",
        "2024-05-23 19:42:00 -04:00, 2024-05-23T23:42:00Z",
        "2024-08-26T14:11:15.492-04:00, 2024-08-26T18:11:15.492Z",
        "2031-05-05T10:30:00.000Z, 2031-05-05T10:30:00Z",
        "tomorrow, ",
        "'', ",
    })
    void bothWaysToWriteATimeAreRead(String text, String instant) {
        assertThat(Json.instant(text)).isEqualTo(instant == null ? null : Instant.parse(instant));
    }

    @Test
    void countersThatAreNoNumbersAreNull() throws Exception {
        JobInvocation job = job("{\"id\":\"12\",\"succeeded\":\"N/A\",\"failed\":\"3\",\"pending\":null,"
                + "\"cancelled\":{},\"total\":1.0,\"total_hosts\":99999999999}");

        assertThat(job.id()).isEqualTo(12);
        assertThat(job.counts()).isEqualTo(new HostCounts(null, 3, null, null, 1, null, 0));
    }

    @Test
    void aJobWithNothingButAnIdIsRead() throws Exception {
        JobInvocation job = job("{\"id\":1}");

        assertThat(job.status()).isEqualTo(JobStatus.UNKNOWN);
        assertThat(job.taskId()).isNull();
        assertThat(job.targeting()).isNull();
        assertThat(job.inputs()).isEmpty();
        assertThat(job.isStopped()).isFalse();
    }

    @Test
    void partsOfTheWrongTypeAreAbsent() throws Exception {
        JobInvocation job = job("{\"id\":1,\"task\":[1],\"dynflow_task\":\"x\",\"targeting\":\"none\","
                + "\"template_invocations\":{\"a\":[]},\"pattern_template_invocations\":7,\"recurrence\":[],"
                + "\"job_organization\":3,\"description\":[\"x\"],\"status_label\":{}}");

        assertThat(job.taskId()).isNull();
        assertThat(job.targeting()).isNull();
        assertThat(job.description()).isNull();
        assertThat(job.organization()).isEqualTo("3");
    }

    @ParameterizedTest
    @CsvSource({"0, SUCCEEDED", "1, FAILED", "2, QUEUED", "3, RUNNING", "4, CANCELLED", "5, UNKNOWN", "-1, UNKNOWN"})
    void theNumberOfTheStatusServesWhereItsWordIsAbsent(int number, JobStatus status) throws Exception {
        assertThat(job("{\"id\":1,\"status\":" + number + "}").status()).isEqualTo(status);
        assertThat(job("{\"id\":1,\"status\":" + number + ",\"status_label\":\"running\"}")
                        .status())
                .isEqualTo(JobStatus.RUNNING);
    }

    @Test
    void organizationAndLocationAreReadByTheirTitle() throws Exception {
        JobInvocation job = job("{\"id\":1,\"job_organization\":{\"id\":3,\"name\":\"B\",\"title\":\"A/B\"},"
                + "\"job_location\":{\"id\":4,\"name\":\"C\"}}");

        assertThat(job.organization()).isEqualTo("A/B");
        assertThat(job.location()).isEqualTo("C");
    }

    @Test
    void beforeRex15InputsAreTakenFromTheFirstHostsTemplateInvocation() throws Exception {
        String invocation = "{\"host_id\":1,\"template_invocation_input_values\":["
                + "{\"template_input_name\":\"command\",\"value\":\"id\"},"
                + "{\"template_input_name\":\"secret\",\"value\":\"*****\"},{\"value\":\"nameless\"}]}";

        JobInvocation job = job("{\"template_invocations\":[" + invocation + "," + invocation + "],\"id\":1}");

        assertThat(job.inputs()).containsExactly(new InputValue("command", "id"), new InputValue("secret", "*****"));
    }

    @Test
    void hostsThatLackFieldsAreRead() throws Exception {
        try (JsonParser parser = parser("{\"id\":1,\"targeting\":{\"hosts\":[{\"id\":\"5\"},{\"name\":\"no id\"},7,"
                + "{\"id\":6,\"name\":\"b\",\"job_status\":\"Nicht verfügbar\"}]}}")) {
            List<JobHost> hosts =
                    JobInvocationReader.withHosts(parser).targeting().hosts();

            assertThat(hosts)
                    .containsExactly(
                            new JobHost(5, "5", HostState.NOT_PLANNED, HostFacts.NONE),
                            new JobHost(6, "b", HostState.NOT_PLANNED, HostFacts.NONE));
        }
    }

    @Test
    void aPageThatLacksItsNumbersCountsItsResults() throws Exception {
        try (JsonParser parser = parser("{\"total\":\"N/A\",\"results\":[{\"id\":1,\"name\":\"a\"}]}")) {
            Page<JobHost> page = PageReader.read(parser, JobInvocationReader::host);

            assertThat(page.total()).isEqualTo(1);
            assertThat(page.subtotal()).isEqualTo(1);
            assertThat(page.page()).isEqualTo(1);
        }
    }

    private static JobInvocation job(String json) throws Exception {
        try (JsonParser parser = parser(json)) {
            return JobInvocationReader.withoutHosts(parser);
        }
    }

    private static JsonParser parser(String json) throws Exception {
        JsonParser parser =
                Json.parser(new ByteArrayInputStream(json.getBytes(StandardCharsets.UTF_8)), ReplySize.OUTPUT.tokens());
        parser.nextToken();
        return parser;
    }
}
