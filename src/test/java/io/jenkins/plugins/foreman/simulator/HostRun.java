package io.jenkins.plugins.foreman.simulator;

import java.util.ArrayList;
import java.util.List;

/**
 * One host's task in a job. Its whole course is known when it is planned and kept as points in time; only a cancel or a
 * proxy that loses its runs changes them. Guarded by the simulator's lock.
 */
final class HostRun {

    /** States of a task, in Dynflow's words. */
    enum State {
        /** There is no task yet. */
        UNPLANNED,
        PLANNING,
        PLANNED,
        RUNNING,
        PAUSED,
        STOPPED
    }

    private final SimHost host;
    private final int index;
    private final long templateInvocationId;
    private final String taskId;
    private final HostScript script;
    private final SmartProxy proxy;

    /** When planning of the batch it is in began. */
    long burstAt = Micros.NEVER;

    long bornAt = Micros.NEVER;
    long runningAt = Micros.NEVER;
    /** From here on the proxy knows the task; before, reading output gives an error row. */
    long triggeredAt = Micros.NEVER;

    long startedAt = Micros.NEVER;
    long endedAt = Micros.NEVER;
    long stoppedAt = Micros.NEVER;
    long pausedAt = Micros.NEVER;
    /** The result once stopped or paused. */
    String result = "pending";

    String exitStatus;
    String exception;
    long cancelRequestedAt = Micros.NEVER;
    long lostAt = Micros.NEVER;
    /** What was not read before is lost: the task was given up, or its proxy forgot it. */
    boolean onlyWhatWasRead;

    private long lastReadAt = Long.MIN_VALUE;
    private final List<Long> initializationErrors = new ArrayList<>();

    HostRun(SimHost host, int index, long templateInvocationId, String taskId, HostScript script) {
        this.host = host;
        this.index = index;
        this.templateInvocationId = templateInvocationId;
        this.taskId = taskId;
        this.script = script;
        this.proxy = host.smartProxy();
    }

    SimHost host() {
        return host;
    }

    int index() {
        return index;
    }

    int placeInBatch() {
        return index % Timing.BATCH;
    }

    long templateInvocationId() {
        return templateInvocationId;
    }

    String taskId() {
        return taskId;
    }

    HostScript script() {
        return script;
    }

    SmartProxy proxy() {
        return proxy;
    }

    List<Long> initializationErrors() {
        return initializationErrors;
    }

    long lastReadAt() {
        return lastReadAt;
    }

    /** Reading the output of a running task stores it in Foreman. */
    void read(long now) {
        if (!onlyWhatWasRead && now < stoppedAt) {
            lastReadAt = now;
        }
    }

    State state(long now) {
        if (now < bornAt) {
            return State.UNPLANNED;
        }
        if (now >= stoppedAt) {
            return State.STOPPED;
        }
        if (now >= pausedAt) {
            return State.PAUSED;
        }
        if (now >= runningAt) {
            return State.RUNNING;
        }
        return now < bornAt + (runningAt - bornAt) / 2 ? State.PLANNING : State.PLANNED;
    }

    boolean isPlanned(long now) {
        return bornAt <= now;
    }

    boolean isStopped(long now) {
        return stoppedAt <= now;
    }

    /** The task's result: {@code pending} until it has one. */
    String result(long now) {
        return now >= stoppedAt || now >= pausedAt ? result : "pending";
    }

    /** The status of the host in the job, without the case of a missing task. */
    String status(long now) {
        return switch (state(now)) {
            case RUNNING -> "running";
            case PLANNED -> "planned";
            default -> result(now);
        };
    }

    HostJournal journal(long now) {
        boolean ran = startedAt <= now && startedAt != Micros.NEVER;
        return new HostJournal(
                host.name(),
                host.id(),
                ran,
                ran ? Micros.instant(startedAt) : null,
                isStopped(now) ? Micros.instant(stoppedAt) : null,
                result(now),
                isStopped(now) && endedAt <= now ? exitStatus : null,
                OutputLines.written(this, now));
    }

    /** Whether the proxy has forgotten the run, which Foreman does not notice by itself. */
    void noticeForgetfulProxy() {
        long forgot = proxy.forgotAt();
        if (lostAt == Micros.NEVER && forgot >= triggeredAt && forgot < endedAt && !isStopped(forgot)) {
            lostAt = forgot;
            endedAt = Micros.NEVER;
            stoppedAt = Micros.NEVER;
            pausedAt = Micros.NEVER;
            onlyWhatWasRead = true;
        }
    }
}
