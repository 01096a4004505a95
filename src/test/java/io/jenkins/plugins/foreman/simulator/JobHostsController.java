package io.jenkins.plugins.foreman.simulator;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.foreman.simulator.OutputLines.Row;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Hosts of a job and their output. Called under the simulator's lock. */
final class JobHostsController {

    private final VersionProfile profile;
    private final JobInvocations jobs;
    private final JobInvocationsController jobInvocations;
    private final RequestCounters counters;
    private long reads;

    JobHostsController(
            VersionProfile profile,
            JobInvocations jobs,
            JobInvocationsController jobInvocations,
            RequestCounters counters) {
        this.profile = profile;
        this.jobs = jobs;
        this.jobInvocations = jobInvocations;
        this.counters = counters;
    }

    private List<SimHost> hosts(Call call, SimJobInvocation job) {
        return new JobInvocationView(profile, call).visibleTargets(job, true);
    }

    Reply index(Call call) {
        SimJobInvocation job = jobInvocations.require(call);
        List<SimHost> all = hosts(call, job);
        String search = call.param("search");
        List<SimHost> found = new ArrayList<>();
        boolean joined = profile.hasHostIds() && search != null && !search.isBlank();
        var matches = Search.compile(search, jobs.hostFields().of(search, job));
        for (SimHost host : all) {
            HostRun run = JobInvocationView.run(job, host);
            boolean planned = run != null && run.isPlanned(call.now());
            if ((planned || !joined) && matches.test(host)) {
                found.add(host);
            }
        }
        if (Paging.descending(call)) {
            Collections.reverse(found);
        }
        int total = joined
                ? (int) all.stream()
                        .filter(host -> isPlanned(job, host, call.now()))
                        .count()
                : all.size();
        Paging paging = Paging.of(call, total, false).atMost(jobs.fleet().mostOnPage());
        ArrayNode results = Json.array();
        List<SimHost> page = paging.cut(found);
        counters.hostsListed(page.size());
        for (SimHost host : page) {
            ObjectNode node = host(call, job, host);
            if (!call.truthy("awaiting") || node.get("job_status").asText().equals("N/A")) {
                results.add(node);
            }
        }
        return Reply.index(paging.fields(call, total, found.size()), results);
    }

    private static boolean isPlanned(SimJobInvocation job, SimHost host, long now) {
        HostRun run = JobInvocationView.run(job, host);
        return run != null && run.isPlanned(now);
    }

    private ObjectNode host(Call call, SimJobInvocation job, SimHost host) {
        HostRun run = JobInvocationView.run(job, host);
        boolean planned = run != null && run.isPlanned(call.now());
        ObjectNode node = Json.object().put("name", host.name());
        node.put("operatingsystem_id", host.operatingsystem() == null ? null : (Integer) 1);
        node.put("operatingsystem_name", host.operatingsystem());
        node.put("hostgroup_id", host.hostgroup() == null ? null : (Integer) host.hostgroupId());
        node.put("hostgroup_name", host.hostgroup());
        if (profile.hasHostIds()) {
            node.put("id", host.id());
        }
        node.put("job_status", job.hostStatus(run, call.now()));
        boolean proxied = planned && run.proxy() != null && !run.script().failsAtPlanning();
        node.put("smart_proxy_id", proxied ? (Integer) run.proxy().id() : null);
        node.put("smart_proxy_name", proxied ? run.proxy().name() : null);
        if (profile.hasHostPermissions() && call.bool("include_permissions", false)) {
            if (planned) {
                node.putObject("task").put("id", run.taskId()).put("cancellable", !run.isStopped(call.now()));
            } else {
                node.putNull("task");
            }
            boolean canExecute = call.user.can("create_job_invocations")
                    && (!host.infrastructure() || call.user.can("execute_jobs_on_infrastructure_hosts"));
            node.putObject("permissions")
                    .put("view_foreman_tasks", call.user.can("view_foreman_tasks"))
                    .put("cancel_job_invocations", call.user.can("cancel_job_invocations"))
                    .put("execute_jobs", canExecute);
        }
        return node;
    }

    Reply templateInvocations(Call call) {
        SimJobInvocation job = jobInvocations.require(call);
        List<HostRun> planned = new ArrayList<>();
        for (SimHost host : hosts(call, job)) {
            HostRun run = JobInvocationView.run(job, host);
            if (run != null && run.isPlanned(call.now())) {
                planned.add(run);
            }
        }
        Paging paging = Paging.of(call, planned.size(), false);
        ArrayNode results = Json.array();
        for (HostRun run : paging.cut(planned)) {
            results.addObject()
                    .put("id", run.templateInvocationId())
                    .put("template_id", job.spec().template.id())
                    .put("job_invocation_id", job.id())
                    .put("effective_user", JobInvocationView.effectiveUser(job.spec()))
                    .put("host_id", run.host().id())
                    .put("run_host_job_task_id", run.taskId())
                    .put("host_name", run.host().name());
        }
        return Reply.index(paging.fields(call, planned.size(), planned.size()), results);
    }

    /** Output of one host. */
    Reply output(Call call) {
        return one(call, false);
    }

    /** Output of one host as one text. */
    Reply rawOutput(Call call) {
        return one(call, true);
    }

    private Reply one(Call call, boolean raw) {
        SimJobInvocation job = jobInvocations.find(call);
        if (job == null) {
            throw ApiError.unwrapped(404, "Job invocation not found by id '" + call.path("id") + "'");
        }
        String id = call.path("host_id");
        SimHost host = id.length() < 10 ? jobs.fleet().find(Integer.parseInt(id)) : null;
        if (host == null
                || !job.targets().contains(host)
                || !new JobInvocationView(profile, call).isVisible(host, true)) {
            throw ApiError.compact(
                    404, String.format(Messages.get(call.language(), "Host with id '%s' was not found"), id));
        }
        if (!job.hasTask()) {
            throw ApiError.internal();
        }
        if (job.taskState(call.now()).equals("scheduled")) {
            ObjectNode node = Json.object().put("complete", false).put("refresh", true);
            if (raw) {
                node.putNull("output");
            } else {
                node.putArray("output");
            }
            node.put("delayed", true).put("start_at", Micros.iso(job.startAt()));
            return Reply.json(200, node);
        }
        return Reply.json(200, output(call, job, host, raw ? null : call.param("since"), raw, raw));
    }

    /** Output of all hosts of a job, or of those that a query finds. */
    Reply outputs(Call call) {
        SimJobInvocation job = jobInvocations.require(call);
        String query = call.param("search_query");
        var matches = Search.compile(query, jobs.hostFields().of(query, job));
        boolean raw = call.bool("raw", false);
        ArrayNode outputs = Json.array();
        for (SimHost host : hosts(call, job)) {
            if (matches.test(host)) {
                outputs.add(
                        output(call, job, host, call.param("since"), raw, false).put("host_id", host.id()));
            }
        }
        return Reply.json(200, Json.object().set("outputs", outputs));
    }

    /**
     * @param nullable whether output of a host without a task is null rather than empty
     */
    private ObjectNode output(
            Call call, SimJobInvocation job, SimHost host, String since, boolean raw, boolean nullable) {
        if (host.outputBroken()) {
            throw ApiError.internal();
        }
        HostRun run = JobInvocationView.run(job, host);
        boolean planned = run != null && run.isPlanned(call.now()) && job.hasTask();
        // Whether all is there is asked before the rows are read, so a complete answer has them all.
        boolean refresh = planned ? !run.isStopped(call.now()) : !job.isFinished(call.now());
        ObjectNode node = Json.object().put("complete", !refresh).put("refresh", refresh);
        if (!planned) {
            counters.outputRead(host.name());
            if (nullable) {
                node.putNull("output");
            } else if (raw) {
                node.put("output", "");
            } else {
                node.putArray("output");
            }
            return node;
        }
        OutputLines lines = new OutputLines(profile, call.language(), ++reads);
        List<Row> rows = lines.rows(run, call.now());
        if (refresh) {
            counters.liveOutputRead(host.name(), liveBytes(rows));
        } else {
            counters.outputRead(host.name());
        }
        rows = OutputLines.since(rows, since);
        if (raw) {
            node.put("output", OutputLines.text(rows));
        } else {
            node.set("output", lines.json(rows, run));
        }
        return node;
    }

    /** While a host runs, its whole output comes from the proxy on each read, whatever is asked for. */
    private static long liveBytes(List<Row> rows) {
        return rows.stream().mapToLong(row -> row.text().length()).sum();
    }
}
