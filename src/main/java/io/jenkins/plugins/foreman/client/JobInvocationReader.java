package io.jenkins.plugins.foreman.client;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.foreman.client.JobInvocation.InputValue;
import io.jenkins.plugins.foreman.client.JobInvocation.TargetingView;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads a job invocation as it streams by: of ten thousand hosts and their template invocations only what is asked for
 * is kept.
 */
final class JobInvocationReader {

    private static final List<JobStatus> BY_NUMBER =
            List.of(JobStatus.SUCCEEDED, JobStatus.FAILED, JobStatus.QUEUED, JobStatus.RUNNING, JobStatus.CANCELLED);

    private final boolean withHosts;
    private final ObjectNode job = Json.object();
    private List<JobHost> hosts = List.of();

    private JobInvocationReader(boolean withHosts) {
        this.withHosts = withHosts;
    }

    /** Reads all but the hosts. */
    static JobInvocation withoutHosts(JsonParser parser) throws IOException {
        return new JobInvocationReader(false).read(parser);
    }

    /** Reads everything. */
    static JobInvocation withHosts(JsonParser parser) throws IOException {
        return new JobInvocationReader(true).read(parser);
    }

    /** Reads one host, as the targeting or the hosts endpoint has it; null when it has no id. */
    @CheckForNull
    static JobHost host(JsonParser parser) throws IOException {
        JsonNode host = Json.tree(parser);
        Long id = Json.number(host, "id");
        if (id == null) {
            return null;
        }
        String name = Json.text(host, "name");
        return new JobHost(
                id,
                name == null ? id.toString() : name,
                HostState.of(Json.text(host, "job_status")),
                new HostFacts(
                        Json.text(host, "smart_proxy_name"),
                        Json.text(host, "operatingsystem_name"),
                        Json.text(host, "hostgroup_name")));
    }

    private JobInvocation read(JsonParser parser) throws IOException {
        Json.fields(parser, name -> {
            switch (name) {
                case "targeting" -> readTargeting(parser);
                case "template_invocations" -> readTemplateInvocations(parser);
                default -> job.set(name, Json.tree(parser));
            }
        });
        return result();
    }

    private void readTargeting(JsonParser parser) throws IOException {
        if (parser.currentToken() != JsonToken.START_OBJECT) {
            return;
        }
        ObjectNode targeting = job.putObject("targeting");
        Json.fields(parser, name -> {
            if (!name.equals("hosts")) {
                targeting.set(name, Json.tree(parser));
            } else if (withHosts) {
                hosts = Json.elements(parser, JobInvocationReader::host);
            }
        });
    }

    /** One a host, all with the same inputs: the first will do. */
    private void readTemplateInvocations(JsonParser parser) throws IOException {
        ArrayNode first = job.putArray("template_invocations");
        Json.elements(parser, element -> {
            if (first.isEmpty()) {
                first.add(Json.tree(element));
            }
            return null;
        });
    }

    private JobInvocation result() throws IOException {
        Long id = Json.number(job, "id");
        if (id == null) {
            throw new Reply.MissingFieldException(Messages::Reply_id);
        }
        JsonNode task = job.path("task");
        JsonNode dynflow = job.path("dynflow_task");
        JsonNode scheduling = job.path("scheduling");
        JsonNode recurrence = job.path("recurrence");
        return new JobInvocation(
                id,
                Json.text(job, "description"),
                Json.text(job, "job_category"),
                status(),
                Json.instant(job, "start_at"),
                firstText(Json.text(task, "id"), Json.text(dynflow, "id"), Json.text(job, "task_id")),
                firstText(Json.text(task, "state"), Json.text(dynflow, "state"), null),
                Json.instant(task, "started_at"),
                Json.bool(task, "cancellable"),
                templateId(),
                firstText(Json.text(job, "template_name"), Json.text(firstTemplateInvocation(), "template_name"), null),
                Json.text(job, "effective_user"),
                counts(),
                targeting(),
                Json.text(job, "mode"),
                Json.instant(scheduling, "start_before"),
                Json.number(recurrence, "id"),
                Json.text(recurrence, "cron_line"),
                Json.text(job, "ssh_user"),
                Json.integer(job, "concurrency_level"),
                Json.integer(job, "execution_timeout_interval"),
                Json.integer(job, "time_to_pickup"),
                inputs(),
                JobSetting.untold(job),
                taxonomy("job_organization"),
                taxonomy("job_location"));
    }

    private JsonNode firstTemplateInvocation() {
        return job.path("template_invocations").path(0);
    }

    /** Before 12.0 told with each host only. */
    @CheckForNull
    private Long templateId() {
        Long id = Json.number(job, "template_id");
        return id != null ? id : Json.number(firstTemplateInvocation(), "template_id");
    }

    /** By its word, or by its number where the word is absent. */
    private JobStatus status() {
        JobStatus status = JobStatus.of(Json.text(job, "status_label"));
        Integer number = Json.integer(job, "status");
        if (status != JobStatus.UNKNOWN || number == null || number < 0 || number >= BY_NUMBER.size()) {
            return status;
        }
        return BY_NUMBER.get(number);
    }

    private HostCounts counts() {
        Integer missing = Json.integer(job, "missing");
        return new HostCounts(
                Json.integer(job, "succeeded"),
                Json.integer(job, "failed"),
                Json.integer(job, "pending"),
                Json.integer(job, "cancelled"),
                Json.integer(job, "total"),
                Json.integer(job, "total_hosts"),
                missing == null ? 0 : missing);
    }

    @CheckForNull
    private TargetingView targeting() {
        JsonNode targeting = job.path("targeting");
        if (!targeting.isObject()) {
            return null;
        }
        return new TargetingView(
                Json.text(targeting, "search_query"),
                Json.number(targeting, "bookmark_id"),
                Json.text(targeting, "bookmark_name"),
                "dynamic_query".equals(Json.text(targeting, "targeting_type")),
                Json.bool(targeting, "randomized_ordering"),
                hosts);
    }

    private List<InputValue> inputs() {
        List<InputValue> inputs = new ArrayList<>();
        job.path("pattern_template_invocations").forEach(pattern -> addInputs(pattern, inputs));
        if (inputs.isEmpty()) {
            addInputs(firstTemplateInvocation(), inputs);
        }
        return inputs;
    }

    private static void addInputs(JsonNode templateInvocation, List<InputValue> inputs) {
        templateInvocation.path("template_invocation_input_values").forEach(value -> {
            String name = Json.text(value, "template_input_name");
            if (name != null) {
                inputs.add(new InputValue(name, Json.text(value, "value")));
            }
        });
    }

    @CheckForNull
    private String taxonomy(String field) {
        JsonNode taxonomy = job.path(field);
        return taxonomy.isObject()
                ? firstText(Json.text(taxonomy, "title"), Json.text(taxonomy, "name"), null)
                : Json.text(job, field);
    }

    @CheckForNull
    private static String firstText(
            @CheckForNull String first, @CheckForNull String second, @CheckForNull String third) {
        if (first != null) {
            return first;
        }
        return second != null ? second : third;
    }
}
