package io.jenkins.plugins.foreman.simulator;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** {@code /api/job_invocations}: list, show, create, hosts, cancel, rerun. Called under the simulator's lock. */
final class JobInvocationsController {

    private final VersionProfile profile;
    private final JobInvocations jobs;
    private final Templates templates;
    private final RequestCounters counters;

    JobInvocationsController(
            VersionProfile profile, JobInvocations jobs, Templates templates, RequestCounters counters) {
        this.profile = profile;
        this.jobs = jobs;
        this.templates = templates;
        this.counters = counters;
    }

    /** Everybody sees their own jobs; others' only with the permission. */
    static boolean visible(SimJobInvocation job, SimUser user) {
        return user.can("view_job_invocations") || job.spec().user == user;
    }

    /** The job of the path, or null. */
    SimJobInvocation find(Call call) {
        String id = call.path("id");
        SimJobInvocation job = id.matches("\\d{1,9}") ? jobs.find(Integer.parseInt(id)) : null;
        return job != null && visible(job, call.user) ? job : null;
    }

    SimJobInvocation require(Call call) {
        SimJobInvocation job = find(call);
        if (job == null) {
            throw ApiError.resourceNotFound("job_invocation", call.path("id"));
        }
        return job;
    }

    private JobInvocationView view(Call call) {
        return new JobInvocationView(profile, call);
    }

    Reply index(Call call) {
        List<SimJobInvocation> visible = new ArrayList<>(jobs.newestFirst());
        visible.removeIf(job -> !visible(job, call.user));
        List<SimJobInvocation> found = new ArrayList<>(visible);
        found.removeIf(Search.compile(call.param("search"), JobInvocationFields.at(call.now(), call.user))
                .negate());
        String order = call.param("order");
        if (order != null && order.trim().startsWith("id") && !Paging.descending(call)) {
            Collections.reverse(found);
        }
        Paging paging = Paging.of(call, found.size(), true);
        ArrayNode results = Json.array();
        JobInvocationView view = view(call);
        paging.cut(found).forEach(job -> results.add(view.base(job, job.hasTask() ? job.taskState(call.now()) : null)));
        return Reply.index(paging.fields(call, visible.size(), found.size()), results);
    }

    Reply show(Call call) {
        SimJobInvocation job = require(call);
        if (!job.hasTask()) {
            throw ApiError.internal();
        }
        JobInvocationView view = view(call);
        ObjectNode shown = view.show(job, false);
        if (view.hostStatusWanted()) {
            counters.hostsListed(shown.at("/targeting/hosts").size());
        }
        return Reply.json(200, shown);
    }

    Reply create(Call call) {
        JobSpec spec = new CreateComposer(jobs, templates, call).compose();
        SimJobInvocation job = jobs.create(spec, call.now());
        return Reply.json(201, view(call).show(job, true));
    }

    Reply rerun(Call call) {
        SimJobInvocation original = require(call);
        if (templates.find(original.spec().template.id()) == null) {
            throw ApiError.string(
                    404, "Could not rerun job " + original.id() + " because its template could not be found");
        }
        JobSpec spec = new RerunComposer(jobs, profile, call).compose(original);
        SimJobInvocation job = jobs.create(spec, call.now());
        ObjectNode node = Json.object();
        node.put("id", job.id());
        node.put("targeting_id", job.id());
        node.put("job_category", spec.template.jobCategory());
        node.put("task_id", job.taskId());
        node.put("task_group_id", job.id() + 1);
        node.put("triggering_id", job.id());
        node.put("description", job.description());
        node.put("concurrency_level", spec.concurrencyLevel);
        node.put("execution_timeout_interval", spec.executionTimeout);
        node.putNull("password");
        node.putNull("key_passphrase");
        node.put("remote_execution_feature_id", spec.featureId);
        node.putNull("effective_user_password");
        node.put("ssh_user", spec.sshUser);
        node.put("time_to_pickup", spec.timeToPickup);
        return Reply.json(201, node).header("Location", "/job_invocations/" + job.id());
    }

    Reply cancel(Call call) {
        SimJobInvocation job = require(call);
        boolean force = call.truthy("force");
        String search = call.param("search");
        if (profile.hasCancelSearch() && search != null && !search.isBlank()) {
            return cancelMatching(call, job, search, force);
        }
        if (!job.hasTask()) {
            throw ApiError.internal();
        }
        if (!job.isCancellable(call.now())) {
            throw ApiError.unwrapped(422, Messages.get(call.language(), "The job could not be cancelled."));
        }
        jobs.cancel(job, call.now(), force);
        return Reply.json(200, Json.object().put("cancelled", true).put("id", job.id()));
    }

    private Reply cancelMatching(Call call, SimJobInvocation job, String search, boolean force) {
        List<HostRun> cancelled = new ArrayList<>();
        List<HostRun> skipped = new ArrayList<>();
        try {
            var matches = Search.compile(search, jobs.hostFields().of(search, job));
            for (SimHost host : view(call).visibleTargets(job, true)) {
                HostRun run = JobInvocationView.run(job, host);
                if (run != null && run.isPlanned(call.now()) && matches.test(host)) {
                    (run.isStopped(call.now()) ? skipped : cancelled).add(run);
                }
            }
        } catch (Search.QueryNotSupported e) {
            throw ApiError.compact(422, "Failed to cancel tasks on hosts: " + e.getMessage());
        }
        if (!cancelled.isEmpty()) {
            job.plan().cancel(cancelled, call.now(), force, false);
        }
        ObjectNode node = Json.object().put("total", cancelled.size() + skipped.size());
        ArrayNode cancelledIds = node.putArray("cancelled");
        cancelled.forEach(run -> cancelledIds.add(run.taskId()));
        ArrayNode skippedIds = node.putArray("skipped");
        skipped.forEach(run -> skippedIds.add(run.taskId()));
        return Reply.json(200, node);
    }
}
