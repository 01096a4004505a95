package io.jenkins.plugins.foreman.simulator;

import java.util.ArrayList;
import java.util.List;

/** A recurring job: each of its runs is a job invocation of its own. Guarded by the simulator's lock. */
final class RecurringLogic {

    private final int id;
    private final Cron cron;
    private final Integer maxIteration;
    private final Long endTime;
    private final String purpose;
    private final int taskGroupId;
    private final List<SimJobInvocation> jobs = new ArrayList<>();
    private String state = "active";

    RecurringLogic(int id, Cron cron, Integer maxIteration, Long endTime, String purpose, int taskGroupId) {
        this.id = id;
        this.cron = cron;
        this.maxIteration = maxIteration;
        this.endTime = endTime;
        this.purpose = purpose;
        this.taskGroupId = taskGroupId;
    }

    int id() {
        return id;
    }

    Cron cron() {
        return cron;
    }

    Integer maxIteration() {
        return maxIteration;
    }

    Long endTime() {
        return endTime;
    }

    String purpose() {
        return purpose;
    }

    int taskGroupId() {
        return taskGroupId;
    }

    String state() {
        return state;
    }

    List<SimJobInvocation> jobs() {
        return jobs;
    }

    SimJobInvocation lastJob() {
        return jobs.get(jobs.size() - 1);
    }

    /** Whether there is another run after the last; otherwise the logic is finished. */
    boolean continuesAfter(long start) {
        boolean more = state.equals("active")
                && (maxIteration == null || jobs.size() < maxIteration)
                && (endTime == null || cron.next(start) <= endTime);
        if (!more && state.equals("active")) {
            state = "finished";
        }
        return more;
    }

    void cancel() {
        state = "cancelled";
    }
}
