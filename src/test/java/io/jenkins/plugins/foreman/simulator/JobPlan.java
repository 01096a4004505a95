package io.jenkins.plugins.foreman.simulator;

import io.jenkins.plugins.foreman.simulator.HostScript.Ending;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * When what happens in a running job: hosts are planned one after the other, handed to their proxy in batches, and with
 * a concurrency level in bursts on the ticks of the job, which also ends on a tick only. Guarded by the simulator's lock.
 */
final class JobPlan {

    private static final long UNKNOWN = Long.MIN_VALUE;
    private static final long START_DELAY = 200 * Micros.MILLI;
    private static final long TRIGGER_DELAY = 100 * Micros.MILLI;
    private static final long BETWEEN_STARTS = 10 * Micros.MILLI;
    private static final long EMPTY_JOB = 150 * Micros.MILLI;

    private final long startedAt;
    private final List<HostRun> runs;
    private final Map<SimHost, HostRun> byHost = new HashMap<>();
    private final Timing timing;
    private final long tick;
    private long firstTickBase;
    private long stoppedAt = UNKNOWN;

    JobPlan(long startedAt, List<HostRun> runs, Integer concurrencyLevel, Timing timing) {
        this.startedAt = startedAt;
        this.runs = runs;
        runs.forEach(run -> byHost.put(run.host(), run));
        this.timing = timing;
        this.tick = Micros.of(timing.tick());
        this.firstTickBase = startedAt + START_DELAY;
        if (concurrencyLevel == null) {
            planAllAtOnce();
        } else {
            planInBursts(concurrencyLevel);
        }
    }

    List<HostRun> runs() {
        return runs;
    }

    /** The run on a host, or null. */
    HostRun run(SimHost host) {
        return byHost.get(host);
    }

    long startedAt() {
        return startedAt;
    }

    private void planAllAtOnce() {
        for (int from = 0; from < runs.size(); from += Timing.BATCH) {
            int to = Math.min(from + Timing.BATCH, runs.size());
            firstTickBase = planBurst(from, to, firstTickBase);
        }
    }

    private void planInBursts(int level) {
        int next = Math.min(level, runs.size());
        firstTickBase = planBurst(0, next, firstTickBase);
        long at = firstTickBase;
        while (next < runs.size()) {
            long ends = nextEnd(next, at);
            if (ends == Micros.NEVER) {
                return;
            }
            at = tickAfter(ends);
            int free = level - active(next, at);
            int to = Math.min(next + free, runs.size());
            planBurst(next, to, at);
            next = to;
        }
    }

    private long nextEnd(int planned, long after) {
        long first = Micros.NEVER;
        for (int i = 0; i < planned; i++) {
            long end = runs.get(i).stoppedAt;
            first = end > after ? Math.min(first, end) : first;
        }
        return active(planned, after) == 0 ? after : first;
    }

    private int active(int planned, long at) {
        int active = 0;
        for (int i = 0; i < planned; i++) {
            active += runs.get(i).isStopped(at) ? 0 : 1;
        }
        return active;
    }

    /** Plans the runs one after the other and starts them together; returns when planning is over. */
    private long planBurst(int from, int to, long at) {
        long step = Micros.of(timing.planningPerHost());
        long end = at + step * (to - from);
        for (int i = from; i < to; i++) {
            HostRun run = runs.get(i);
            run.burstAt = at;
            run.bornAt = at + step * (i - from);
            run.runningAt = run.bornAt + step;
            course(run, end + TRIGGER_DELAY);
        }
        return end;
    }

    private void course(HostRun run, long triggeredAt) {
        HostScript script = run.script();
        if (script.failsAtPlanning() || run.proxy().isDown(run.bornAt)) {
            run.stoppedAt = run.runningAt;
            run.result = "error";
            run.exception = script.failsAtPlanning()
                    ? script.reason()
                    : "RuntimeError: The only applicable proxy " + run.proxy().name() + " is down";
            return;
        }
        run.triggeredAt = triggeredAt;
        run.startedAt = triggeredAt + BETWEEN_STARTS * run.placeInBatch();
        if (script.ending() == Ending.NEVER) {
            return;
        }
        run.endedAt = run.startedAt + Micros.of(script.duration());
        end(run);
    }

    private void end(HostRun run) {
        HostScript script = run.script();
        long reported = run.endedAt + Micros.of(timing.reportDelay());
        run.result = script.succeeds() ? "success" : "error";
        if (script.ending() == Ending.PAUSED) {
            run.pausedAt = reported;
            return;
        }
        run.stoppedAt = reported;
        if (script.ending() == Ending.PROXY_GONE) {
            run.exception = script.reason();
            return;
        }
        run.exitStatus = script.ending() == Ending.EXCEPTION ? "EXCEPTION" : String.valueOf(script.exitStatus());
        run.exception = script.succeeds() ? null : "StandardError: Job execution failed";
    }

    /** The first tick at or after a point in time. */
    long tickAfter(long at) {
        if (at == Micros.NEVER) {
            return Micros.NEVER;
        }
        long ticks = Math.max(1, -Math.floorDiv(firstTickBase - at, tick));
        return firstTickBase + ticks * tick;
    }

    /** Takes in that a proxy has forgotten its runs. */
    void noticeForgetfulProxies() {
        runs.forEach(HostRun::noticeForgetfulProxy);
        stoppedAt = UNKNOWN;
    }

    /** When the job's own task stops. */
    long stoppedAt() {
        if (stoppedAt == UNKNOWN) {
            stoppedAt = computeStoppedAt();
        }
        return stoppedAt;
    }

    private long computeStoppedAt() {
        if (runs.isEmpty()) {
            return startedAt + EMPTY_JOB;
        }
        long last = startedAt;
        for (HostRun run : runs) {
            if (run.bornAt == Micros.NEVER && run.cancelRequestedAt == Micros.NEVER) {
                return Micros.NEVER;
            }
            if (run.bornAt != Micros.NEVER) {
                last = Math.max(last, run.stoppedAt);
            }
        }
        return tickAfter(last);
    }

    /** {@code success} when every host succeeded, else {@code warning}. */
    String result() {
        return runs.stream().allMatch(run -> run.result.equals("success")) ? "success" : "warning";
    }

    /** Cancels the host tasks given, softly or at once; also those not planned yet when {@code unplanned} is set. */
    void cancel(List<HostRun> which, long now, boolean force, boolean unplanned) {
        stoppedAt = UNKNOWN;
        for (HostRun run : which) {
            if (run.isStopped(now)) {
                continue;
            }
            if (run.bornAt > now) {
                cancelUnborn(run, now, force, unplanned);
            } else if (force) {
                giveUp(run, now, "ERF22-0952 [ForemanTasks::Task::TaskCancelledException]: Task aborted");
            } else if (run.cancelRequestedAt != Micros.NEVER) {
                giveUp(run, now, "ERF22-7093 [ForemanTasks::Task::TaskCancelledException]: Cancel enforced");
            } else {
                cancelSoftly(run, now);
            }
        }
    }

    /** A batch that is being planned is planned to its end; a cancel right after the create is such a case (seen so). */
    private void cancelUnborn(HostRun run, long now, boolean force, boolean unplanned) {
        if (!unplanned) {
            return;
        }
        boolean beingPlanned =
                !force && run.bornAt != Micros.NEVER && (run.burstAt <= now || run.burstAt == startedAt + START_DELAY);
        if (beingPlanned) {
            cancelSoftly(run, now);
        } else {
            run.cancelRequestedAt = now;
            run.bornAt = Micros.NEVER;
            run.stoppedAt = Micros.NEVER;
            run.result = "pending";
        }
    }

    private void cancelSoftly(HostRun run, long now) {
        run.cancelRequestedAt = now;
        if (run.lostAt != Micros.NEVER) {
            giveUpAfterRetries(run, now);
            return;
        }
        if (run.script().failsAtPlanning()) {
            return;
        }
        boolean early = now < run.triggeredAt;
        if (early) {
            run.initializationErrors().add(run.triggeredAt + 400 * Micros.MILLI);
        }
        if (run.script().ignoresCancel()) {
            endsDespiteCancel(run);
            return;
        }
        // Seen on REX 17.1: a cancel that comes before the proxy knows the task takes effect on the next tick only.
        long sent = early ? tickAfter(now) : now;
        long killed = sent + Micros.of(timing.killDelay());
        if (run.endedAt < killed) {
            endsDespiteCancel(run);
            return;
        }
        run.endedAt = killed;
        run.exitStatus = "143";
        run.pausedAt = Micros.NEVER;
        run.stoppedAt = killed + 2 * Micros.of(timing.reportDelay()) + 2 * BETWEEN_STARTS * run.placeInBatch();
        markCancelled(run, "ERF22-3835 [ForemanTasks::Task::TaskCancelledException]: Task cancelled");
    }

    private static void endsDespiteCancel(HostRun run) {
        markCancelled(run, "ERF22-3835 [ForemanTasks::Task::TaskCancelledException]: Task cancelled");
    }

    private static void markCancelled(HostRun run, String message) {
        run.result = "cancelled";
        run.exception = "ForemanTasks::Task::TaskCancelledException: " + message;
    }

    private static void giveUp(HostRun run, long now, String message) {
        run.stoppedAt = now + 100 * Micros.MILLI;
        run.endedAt = Math.min(run.endedAt, run.stoppedAt);
        run.pausedAt = Micros.NEVER;
        run.exitStatus = null;
        run.onlyWhatWasRead = true;
        markCancelled(run, message + ": the task might be still running on the proxy");
    }

    private void giveUpAfterRetries(HostRun run, long now) {
        for (int i = 0; i <= 3; i++) {
            run.initializationErrors().add(now + i * tick);
        }
        run.stoppedAt = now + 3 * tick + 5 * Micros.MILLI;
        run.result = "error";
        run.exception = "RestClient::InternalServerError: 500 Internal Server Error";
    }
}
