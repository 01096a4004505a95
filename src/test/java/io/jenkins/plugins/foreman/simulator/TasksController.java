package io.jenkins.plugins.foreman.simulator;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/** {@code /foreman_tasks/api}: tasks of jobs and of hosts, and recurring logics. Called under the simulator's lock. */
final class TasksController {

    private record HostTask(SimJobInvocation job, HostRun run) {}

    private final JobInvocations jobs;
    private final Templates templates;
    private final VersionProfile profile;

    TasksController(JobInvocations jobs, Templates templates, VersionProfile profile) {
        this.jobs = jobs;
        this.templates = templates;
        this.profile = profile;
    }

    private static boolean visible(SimJobInvocation job, SimUser user) {
        return user.can("view_foreman_tasks") || job.spec().user == user;
    }

    Reply show(Call call) {
        return Reply.json(200, find(call));
    }

    /** The same and more about the plan behind it. */
    Reply details(Call call) {
        ObjectNode node = Json.object();
        node.putNull("parent_task_id");
        node.setAll(find(call));
        node.putNull("start_before");
        node.put("external_id", node.get("id").asText());
        node.putObject("execution_plan")
                .put("state", node.get("state").asText())
                .put("cancellable", node.get("pending").asBoolean());
        node.putArray("failed_steps");
        node.putArray("running_steps");
        node.put("help", (String) null);
        node.put("has_sub_tasks", true);
        node.putArray("locks");
        node.putArray("links");
        node.put("username_path", "");
        node.put("dynflow_enable_console", true);
        return Reply.json(200, node);
    }

    private ObjectNode find(Call call) {
        String id = call.path("id");
        for (SimJobInvocation job : jobs.newestFirst()) {
            if (!job.hasTask() || !visible(job, call.user)) {
                continue;
            }
            if (job.taskId().equals(id)) {
                return task(job, call.now());
            }
            for (HostRun run : job.runs()) {
                if (run.taskId().equals(id) && run.isPlanned(call.now())) {
                    return hostTask(new HostTask(job, run), call);
                }
            }
        }
        throw ApiError.resourceNotFound("task", id);
    }

    /** Host tasks of jobs; the search by {@code parent_task_id} is what callers use. */
    Reply index(Call call) {
        List<HostTask> all = new ArrayList<>();
        for (SimJobInvocation job : jobs.newestFirst()) {
            if (job.hasTask() && visible(job, call.user)) {
                for (int i = job.runs().size() - 1; i >= 0; i--) {
                    HostRun run = job.runs().get(i);
                    if (run.isPlanned(call.now())) {
                        all.add(new HostTask(job, run));
                    }
                }
            }
        }
        SearchFields<HostTask> fields = new SearchFields<HostTask>()
                .text("parent_task_id", task -> task.job().taskId())
                .text("id", task -> task.run().taskId())
                .text("label", task -> "Actions::RemoteExecution::RunHostJob")
                .text("state", task -> state(task.run(), call.now()))
                .text("result", task -> task.run().result(call.now()));
        List<HostTask> found = new ArrayList<>(all);
        found.removeIf(Search.compile(call.param("search"), fields).negate());
        Paging paging = Paging.of(call, found.size(), true);
        ArrayNode results = Json.array();
        paging.cut(found).forEach(task -> results.add(hostTask(task, call)));
        ObjectNode head = paging.fields(call, all.size(), found.size());
        head.putObject("sort").put("by", "started_at").put("order", "DESC");
        return Reply.index(head, results);
    }

    private static String state(HostRun run, long now) {
        return run.state(now).name().toLowerCase(java.util.Locale.ROOT);
    }

    ObjectNode task(SimJobInvocation job, long now) {
        boolean started = job.isStarted();
        boolean told = started || job.isStopped(now);
        String state = job.taskState(now);
        ObjectNode node = Json.object().put("id", job.taskId());
        node.put("label", "Actions::RemoteExecution::RunHostsJob");
        node.put("pending", !state.equals("stopped"));
        node.put("action", told ? "Run hosts job: " + job.description() : "Run hosts job:");
        node.put("username", job.spec().user.login());
        node.put("started_at", Micros.rabl(job.taskStartedAt()));
        node.put("ended_at", Micros.rabl(job.taskEndedAt(now)));
        node.put("state", state);
        node.put("result", job.taskResult(now));
        JobCounts counts = job.counts(now);
        progress(node, job, counts, state.equals("stopped"));
        node.set("input", input(job, started));
        node.set("output", started ? output(job, counts, now) : Json.object());
        ObjectNode humanized = node.putObject("humanized").put("action", "Run hosts job:");
        humanized.put("input", told ? job.description() : null);
        humanized.put(
                "output",
                started
                        ? job.totalHosts() + " task(s), " + counts.succeeded() + " success, " + counts.failed()
                                + " fail"
                        : null);
        if (told) {
            ArrayNode errors = humanized.putArray("errors");
            if (job.taskResult(now).equals("warning")) {
                errors.add("A sub task failed");
            }
        } else {
            humanized.putNull("errors");
        }
        node.putNull("cli_example");
        node.put("start_at", Micros.rabl(job.startAt()));
        node.put("duration", duration(job.taskStartedAt(), job.taskEndedAt(now), now));
        node.putObject("available_actions")
                .put("cancellable", job.isCancellable(now))
                .put("resumable", state.equals("paused"));
        return node;
    }

    private static void progress(ObjectNode node, SimJobInvocation job, JobCounts counts, boolean stopped) {
        if (!job.isStarted()) {
            node.put("progress", 0);
            return;
        }
        int done = job.totalHosts() - counts.pending();
        node.put("progress", stopped || job.totalHosts() == 0 ? 1.0 : (double) done / job.totalHosts());
    }

    private static String duration(long from, long to, long now) {
        if (from == Micros.NEVER) {
            return "0.0";
        }
        return BigDecimal.valueOf((to == Micros.NEVER ? now : to) - from, 6).toPlainString();
    }

    private ObjectNode input(SimJobInvocation job, boolean started) {
        ObjectNode input = Json.object();
        input.putObject("job_invocation")
                .put("id", job.id())
                .put("name", job.spec().template.jobCategory())
                .put("description", job.description());
        if (started) {
            features(input, job);
            ObjectNode dynflow = input.putObject("dynflow");
            if (job.spec().concurrencyLevel != null) {
                dynflow.put("concurrency_limit", job.spec().concurrencyLevel);
            }
            input.put("job_category", job.spec().template.jobCategory());
            input.put("job_invocation_id", job.id());
            input.put("proxy_batch_size", Timing.BATCH);
            input.put("trigger_run_step_id", 5);
        }
        context(input, job);
        return input;
    }

    private void features(ObjectNode input, SimJobInvocation job) {
        ArrayNode features = input.putArray("job_features");
        templates.features(job.spec().template).forEach(feature -> features.add(feature.label()));
    }

    private static void context(ObjectNode input, SimJobInvocation job) {
        JobSpec spec = job.spec();
        input.put("current_request_id", spec.requestId).put("current_timezone", "UTC");
        input.put("current_organization_id", spec.organization == null ? null : (Integer) spec.organization.id());
        input.put("current_location_id", spec.location == null ? null : (Integer) spec.location.id());
        input.put("current_user_id", spec.user.id());
    }

    private static ObjectNode output(SimJobInvocation job, JobCounts counts, long now) {
        int planned =
                (int) job.runs().stream().filter(run -> run.isPlanned(now)).count();
        ObjectNode output = Json.object()
                .put("host_count", job.totalHosts())
                .put("remote_triggered_count", job.spec().concurrencyLevel == null ? 0 : planned)
                .put("planned_count", planned)
                .put("cancelled_count", counts.cancelled())
                .put("total_count", job.totalHosts())
                .put("failed_count", counts.failed())
                .put("pending_count", counts.pending())
                .put("success_count", counts.succeeded());
        if (job.cancelledAt() <= now) {
            String at = Micros.iso(job.cancelledAt()).replaceFirst("\\.\\d+Z", "Z");
            output.put("cancelled_timestamp", at);
        }
        return output;
    }

    private ObjectNode hostTask(HostTask task, Call call) {
        SimJobInvocation job = task.job();
        HostRun run = task.run();
        long now = call.now();
        String about = job.description() + " on " + run.host().name();
        ObjectNode node = Json.object().put("id", run.taskId());
        node.put("label", "Actions::RemoteExecution::RunHostJob");
        node.put("pending", !run.isStopped(now));
        node.put("action", "Remote action: " + about);
        node.put("username", job.spec().user.login());
        node.put("started_at", Micros.rabl(run.bornAt));
        node.put("ended_at", run.isStopped(now) ? Micros.rabl(run.stoppedAt) : null);
        node.put("state", state(run, now));
        node.put("result", run.result(now));
        node.put("progress", run.isStopped(now) ? 1.0 : 0.5);
        ObjectNode input = node.putObject("input");
        input.putObject("host")
                .put("id", run.host().id())
                .put("name", run.host().name());
        input.put("host_display_name", run.host().name());
        input.put("job_category", job.spec().template.jobCategory());
        input.put("description", job.description());
        input.put("job_invocation_id", job.id());
        features(input, job);
        input.put("delegated_action_id", 2);
        context(input, job);
        node.putObject("output");
        OutputLines lines = new OutputLines(profile, call.language(), 0);
        ObjectNode humanized = node.putObject("humanized").put("action", "Remote action:");
        humanized.put("input", about);
        List<OutputLines.Row> rows = lines.rows(run, now);
        humanized.put(
                "output",
                String.join("\n", rows.stream().map(OutputLines.Row::text).toList()));
        ArrayNode errors = humanized.putArray("errors");
        if (run.exception != null && run.isStopped(now)) {
            errors.add(run.exception.replaceFirst("^[A-Za-z:]+: ", ""));
        }
        node.putNull("cli_example");
        node.put("start_at", Micros.rabl(run.bornAt));
        node.put("duration", duration(run.bornAt, run.stoppedAt, now));
        node.putObject("available_actions")
                .put("cancellable", !run.isStopped(now))
                .put("resumable", false);
        return node;
    }

    private RecurringLogic requireLogic(Call call) {
        String id = call.path("id");
        RecurringLogic logic = id.matches("\\d{1,9}") ? jobs.recurringLogic(Integer.parseInt(id)) : null;
        if (logic == null) {
            throw ApiError.resourceNotFound("recurring_logic", id);
        }
        return logic;
    }

    Reply recurringLogic(Call call) {
        RecurringLogic logic = requireLogic(call);
        ObjectNode node = RecurringLogicView.base(logic, call.now());
        ArrayNode tasks = node.putArray("tasks");
        logic.jobs().forEach(job -> tasks.add(task(job, call.now()).put("duration", (String) null)));
        return Reply.json(200, node);
    }

    Reply cancelRecurringLogic(Call call) {
        RecurringLogic logic = requireLogic(call);
        jobs.cancel(logic, call.now());
        ObjectNode node = Json.object().put("state", logic.state()).put("id", logic.id());
        node.put("cron_line", logic.cron().line());
        node.put("end_time", logic.endTime() == null ? null : Micros.rabl(logic.endTime()));
        node.put("max_iteration", logic.maxIteration())
                .put("iteration", logic.jobs().size());
        node.put("task_group_id", logic.taskGroupId());
        node.put("triggering_id", logic.jobs().get(0).id());
        node.put("purpose", logic.purpose());
        return Reply.json(201, node).header("Location", "/foreman_tasks/recurring_logics/" + logic.id());
    }
}
