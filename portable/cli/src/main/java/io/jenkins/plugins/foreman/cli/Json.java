package io.jenkins.plugins.foreman.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.foreman.client.Foreman;
import io.jenkins.plugins.foreman.client.HostCounts;
import io.jenkins.plugins.foreman.client.JobHost;
import io.jenkins.plugins.foreman.client.JobInvocation;
import io.jenkins.plugins.foreman.client.OutputChunk;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** What {@code --json} prints. Written field by field, so that scripts do not depend on the names of our classes. */
final class Json {

    private static final Pattern CONTROLS = Pattern.compile("[\\x7f-\\x9f]");

    private Json() {}

    static void print(@NonNull PrintWriter out, @NonNull Object tree) {
        // a terminal takes some characters for the beginning of a control sequence that JSON does not escape
        out.println(CONTROLS.matcher(tree.toString())
                .replaceAll(control ->
                        String.format("\\\\u%04x", (int) control.group().charAt(0))));
    }

    @NonNull
    static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    @NonNull
    static ArrayNode array() {
        return JsonNodeFactory.instance.arrayNode();
    }

    @NonNull
    static ObjectNode job(@NonNull Foreman foreman, @NonNull JobInvocation job) {
        ObjectNode node = object();
        node.put("id", job.id());
        node.put("description", job.description());
        node.put("status", Ghost.status(job));
        node.put("task_state", job.taskState());
        node.put("job_category", job.jobCategory());
        node.put("template", job.templateName());
        node.put("start_at", job.startAt() == null ? null : String.valueOf(job.startAt()));
        JobInvocation.TargetingView targeting = job.targeting();
        node.put("search_query", targeting == null ? null : targeting.searchQuery());
        HostCounts counts = job.counts();
        ObjectNode numbers = node.putObject("hosts_by_status");
        numbers.put("succeeded", counts.succeeded());
        numbers.put("failed", counts.failed());
        numbers.put("pending", counts.pending());
        numbers.put("cancelled", counts.cancelled());
        numbers.put("total", counts.total());
        node.put("url", foreman.jobLink(job.id()));
        return node;
    }

    @NonNull
    static ArrayNode hosts(@NonNull List<JobHost> hosts) {
        ArrayNode array = array();
        for (JobHost host : hosts) {
            array.addObject()
                    .put("id", host.id())
                    .put("name", host.name())
                    .put("status", host.state().label())
                    .put("smart_proxy", host.facts().smartProxy())
                    .put("operating_system", host.facts().operatingSystem())
                    .put("host_group", host.facts().hostGroup());
        }
        return array;
    }

    @NonNull
    static ObjectNode chunk(@NonNull JobHost host, @NonNull OutputChunk chunk) {
        return object().put("host", host.name())
                .put("timestamp_micros", chunk.timestampMicros())
                .put("type", chunk.type().name().toLowerCase(Locale.ROOT))
                .put("text", chunk.text());
    }
}
