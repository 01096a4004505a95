package io.jenkins.plugins.foreman.simulator;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A job invocation as JSON, with the fields that each version has. */
final class JobInvocationView {

    private final VersionProfile profile;
    private final Call call;
    private final long now;

    JobInvocationView(VersionProfile profile, Call call) {
        this.profile = profile;
        this.call = call;
        this.now = call.now();
    }

    private String notAvailable() {
        return Messages.get(call.language(), "N/A");
    }

    /** What lists show. */
    ObjectNode base(SimJobInvocation job, String taskState) {
        JobSpec spec = job.spec();
        JobStatus status = job.status(now);
        ObjectNode node = Json.object();
        node.put("id", job.id());
        node.put("description", job.description());
        node.put("job_category", spec.template.jobCategory());
        node.put("targeting_id", job.id());
        node.put("status", status.ordinal());
        node.put("start_at", job.hasTask() ? Micros.rabl(job.startAt()) : null);
        node.put("status_label", status.label());
        if (profile.hasSshUser()) {
            node.put("ssh_user", spec.sshUser);
        }
        if (profile.hasTimeToPickup()) {
            node.put("time_to_pickup", spec.timeToPickup);
        }
        if (profile.hasPatternTemplateInvocations()) {
            node.put("concurrency_level", spec.concurrencyLevel);
            node.put("execution_timeout_interval", spec.executionTimeout);
        }
        ObjectNode task = job.hasTask() ? Json.object().put("id", job.taskId()).put("state", taskState) : null;
        if (task == null) {
            node.putNull("dynflow_task");
        } else {
            node.set("dynflow_task", task);
        }
        if (profile.hasTemplateInBase()) {
            node.put("template_id", spec.template.id());
            node.put("template_name", spec.template.name());
            node.put("effective_user", effectiveUser(spec));
        }
        counters(node, job, status);
        return node;
    }

    static String effectiveUser(JobSpec spec) {
        if (!spec.template.providerType().equals("script")) {
            return null;
        }
        return spec.effectiveUser != null ? spec.effectiveUser : "root";
    }

    private void counters(ObjectNode node, SimJobInvocation job, JobStatus status) {
        JobCounts counts = job.counts(now);
        boolean known = status != JobStatus.QUEUED && job.isResolved();
        int missing = job.isResolved() && !job.ghost()
                ? job.totalHosts() - visibleTargets(job, false).size()
                : 0;
        if (profile.hasIntegerCounters()) {
            node.put("succeeded", counts.succeeded());
            node.put("failed", counts.failed());
            node.put("pending", counts.pending());
            node.put("cancelled", counts.cancelled());
        } else {
            countOrNot(node, "succeeded", counts.succeeded(), known);
            countOrNot(node, "failed", counts.failed(), known);
            countOrNot(node, "pending", counts.pending(), known);
        }
        countOrNot(node, "total", job.totalHosts(), known);
        node.put("missing", missing);
        if (profile.hasIntegerCounters()) {
            countOrNot(node, "total_hosts", job.totalHosts(), job.isResolved() && !job.ghost());
        }
    }

    private void countOrNot(ObjectNode node, String name, int count, boolean known) {
        if (known) {
            node.put(name, count);
        } else {
            node.put(name, notAvailable());
        }
    }

    /**
     * Targets that are still there and in the user's taxonomies.
     *
     * @param filtered leaves out, too, what a filter of the user's role hides
     */
    List<SimHost> visibleTargets(SimJobInvocation job, boolean filtered) {
        List<SimHost> visible = new ArrayList<>();
        for (SimHost host : job.targets()) {
            if (isVisible(host, filtered)) {
                visible.add(host);
            }
        }
        return visible;
    }

    boolean isVisible(SimHost host, boolean filtered) {
        return !host.isDeleted()
                && (call.organization == null || call.organization.equals(host.organization()))
                && (call.location == null || call.location.equals(host.location()))
                && (!filtered || call.user.can("view_hosts") && host.visibleTo(call.user));
    }

    /**
     * The whole of it.
     *
     * @param created the answer to a create, which knows no pattern template invocations and a task not yet running
     */
    ObjectNode show(SimJobInvocation job, boolean created) {
        boolean hosts = !profile.hasIncludeHosts() || call.bool("include_hosts", true);
        boolean justPlanned = created && job.isStarted();
        String state = !job.hasTask() ? null : justPlanned ? "planned" : job.taskState(now);
        ObjectNode node = base(job, state);
        node.set("targeting", targeting(job, hosts, created));
        node.set("task", task(job, state, justPlanned));
        if (hosts) {
            node.set("template_invocations", templateInvocations(job));
        }
        mode(node, job);
        if (profile.hasPatternTemplateInvocations()) {
            if (created) {
                node.putNull("pattern_template_invocations");
            } else {
                node.putArray("pattern_template_invocations").add(templateInvocation(job, null));
            }
        }
        if (profile.hasPatternTemplateInvocations()) {
            taxonomy(node, "job_organization", created ? null : job.spec().organization);
            taxonomy(node, "job_location", created ? null : job.spec().location);
        }
        return node;
    }

    private static void taxonomy(ObjectNode node, String name, Taxonomy taxonomy) {
        if (taxonomy == null) {
            node.putNull(name);
        } else {
            node.putObject(name)
                    .put("id", taxonomy.id())
                    .put("name", taxonomy.name())
                    .put("title", taxonomy.name());
        }
    }

    private ObjectNode targeting(SimJobInvocation job, boolean hosts, boolean created) {
        JobSpec spec = job.spec();
        ObjectNode node = Json.object();
        node.put("bookmark_id", spec.bookmark == null ? null : spec.bookmark.id());
        if (profile.hasPatternTemplateInvocations()) {
            node.put("bookmark_name", spec.bookmark == null ? null : spec.bookmark.name());
        }
        node.put("search_query", spec.isStatic() || job.isStarted() ? spec.query() : spec.searchQuery);
        node.put("targeting_type", spec.targetingType);
        node.put("user_id", spec.user.id());
        node.put("randomized_ordering", spec.randomizedOrdering);
        if (hosts) {
            ArrayNode list = node.putArray("hosts");
            boolean withStatus = !created && hostStatusWanted();
            for (SimHost host : visibleTargets(job, true)) {
                ObjectNode one = list.addObject()
                        .put("name", host.name())
                        .put("id", host.id())
                        .put("display_name", host.name());
                if (withStatus) {
                    one.put("job_status", job.hostStatus(run(job, host), now));
                }
            }
        }
        return node;
    }

    /** Until 16.7 only the word "true" counted. */
    boolean hostStatusWanted() {
        return profile.hasIncludeHosts() ? call.bool("host_status", false) : "true".equals(call.param("host_status"));
    }

    static HostRun run(SimJobInvocation job, SimHost host) {
        return job.isStarted() ? job.plan().run(host) : null;
    }

    private ObjectNode task(SimJobInvocation job, String state, boolean justPlanned) {
        if (!job.hasTask()) {
            return null;
        }
        ObjectNode node = Json.object().put("id", job.taskId()).put("state", state);
        if (profile.hasTaskStartedAt()) {
            node.put("started_at", Micros.rabl(job.taskStartedAt()));
        }
        if (profile.hasTaskCancellable()) {
            node.put("cancellable", !justPlanned && job.isCancellable(now));
        }
        return node;
    }

    private void mode(ObjectNode node, SimJobInvocation job) {
        JobSpec spec = job.spec();
        if (spec.recurring != null) {
            node.put("mode", "recurring");
            node.set("recurrence", RecurringLogicView.base(spec.recurring, now));
        } else if (spec.startAt != null) {
            node.put("mode", "future");
            node.putObject("scheduling")
                    .put("start_at", Micros.rabl(spec.startAt))
                    .put("start_before", spec.startBefore == null ? null : Micros.rabl(spec.startBefore));
        }
    }

    private ArrayNode templateInvocations(SimJobInvocation job) {
        ArrayNode list = Json.array();
        for (SimHost host : visibleTargets(job, true)) {
            HostRun run = run(job, host);
            if (run != null && run.isPlanned(now)) {
                list.add(templateInvocation(job, host));
            }
        }
        return list;
    }

    private static ObjectNode templateInvocation(SimJobInvocation job, SimHost host) {
        JobSpec spec = job.spec();
        ObjectNode node = Json.object().put("template_id", spec.template.id());
        node.put("template_name", spec.template.name());
        node.put("host_id", host == null ? null : host.id());
        ArrayNode values = node.putArray("template_invocation_input_values");
        for (Map.Entry<SimTemplate.Input, String> entry : spec.inputs.entrySet()) {
            SimTemplate.Input input = entry.getKey();
            values.addObject()
                    .put("template_input_name", input.name())
                    .put("template_input_id", input.id())
                    .put("value", input.hidden() ? "*****" : entry.getValue());
        }
        return node;
    }
}
