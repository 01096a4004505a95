package io.jenkins.plugins.foreman.steps;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.foreman.client.HostCounts;
import io.jenkins.plugins.foreman.client.JobHost;
import io.jenkins.plugins.foreman.client.JobInvocation;
import io.jenkins.plugins.foreman.client.JobInvocation.TargetingView;
import io.jenkins.plugins.foreman.runs.StepResults;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/** Makes maps of what Foreman answers, of values that every script may read and every Pipeline can store. */
final class PlainValues {

    private PlainValues() {}

    @NonNull
    static Map<String, Object> of(@NonNull JobInvocation job, @NonNull String serverUrl) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("id", StepResults.number(job.id()));
        map.put("url", StepResults.link(serverUrl, job.id()));
        map.put("description", job.description());
        map.put("status", job.status().label());
        map.put("stopped", job.isStopped());
        map.put("category", job.jobCategory());
        map.put("template", job.templateName());
        map.put("mode", job.mode());
        map.put("startAt", text(job.startAt()));
        map.put("startedAt", text(job.startedAt()));
        HostCounts counts = job.counts();
        map.put("total", counts.total() != null ? counts.total() : counts.totalHosts());
        map.put("succeeded", counts.succeeded());
        map.put("failed", counts.failed());
        map.put("pending", counts.pending());
        map.put("cancelled", counts.cancelled());
        map.put("missing", counts.missing());
        TargetingView targeting = job.targeting();
        map.put("searchQuery", targeting == null ? null : targeting.searchQuery());
        map.put("dynamic", targeting == null ? null : targeting.dynamic());
        map.put("effectiveUser", job.effectiveUser());
        map.put("sshUser", job.sshUser());
        map.put("concurrencyLevel", job.concurrencyLevel());
        map.put("recurringLogicId", StepResults.number(job.recurringLogicId()));
        map.put("cronLine", job.cronLine());
        map.put("organization", job.organization());
        map.put("location", job.location());
        Map<String, Object> inputs = new LinkedHashMap<>();
        job.inputs().forEach(input -> inputs.put(input.name(), input.value()));
        map.put("inputs", inputs);
        return map;
    }

    @NonNull
    static Map<String, Object> of(@NonNull JobHost host) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("id", StepResults.number(host.id()));
        map.put("name", host.name());
        map.put("state", host.state().label());
        map.put("smartProxy", host.facts().smartProxy());
        map.put("operatingSystem", host.facts().operatingSystem());
        map.put("hostGroup", host.facts().hostGroup());
        return map;
    }

    @CheckForNull
    private static String text(@CheckForNull Instant time) {
        return time == null ? null : time.toString();
    }
}
