package io.jenkins.plugins.foreman.simulator;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** A recurring logic as JSON. */
final class RecurringLogicView {

    private RecurringLogicView() {}

    /** As it stands inside a job invocation. */
    static ObjectNode base(RecurringLogic logic, long now) {
        ObjectNode node = Json.object();
        node.put("id", logic.id());
        node.put("cron_line", logic.cron().line());
        node.put("end_time", logic.endTime() == null ? null : Micros.rabl(logic.endTime()));
        node.put("iteration", Math.max(1, logic.jobs().size()));
        node.put("task_group_id", logic.taskGroupId());
        node.put("state", logic.state());
        node.put("max_iteration", logic.maxIteration());
        node.put("purpose", logic.purpose());
        node.put("task_count", logic.jobs().size());
        node.put("action", action(logic, now));
        node.put("last_occurence", lastOccurrence(logic));
        node.put("next_occurence", nextOccurrence(logic, now));
        return node;
    }

    private static String action(RecurringLogic logic, long now) {
        for (SimJobInvocation job : logic.jobs()) {
            if (job.isStarted() || job.isStopped(now)) {
                return "Run hosts job: " + job.description();
            }
        }
        return "Run hosts job:";
    }

    private static String lastOccurrence(RecurringLogic logic) {
        long last = Micros.NEVER;
        for (SimJobInvocation job : logic.jobs()) {
            last = job.isStarted() ? job.taskStartedAt() : last;
        }
        return Micros.rabl(last);
    }

    private static String nextOccurrence(RecurringLogic logic, long now) {
        SimJobInvocation last = logic.jobs().isEmpty() ? null : logic.lastJob();
        boolean waits = last != null && !last.isStarted() && !last.isStopped(now);
        return waits ? Micros.rabl(last.startAt()) : null;
    }
}
