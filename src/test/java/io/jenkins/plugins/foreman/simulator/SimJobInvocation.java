package io.jenkins.plugins.foreman.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A job invocation as the simulator keeps it, for tests to look at. What changes with time (state, counts) is a
 * function of the clock. Guarded by the simulator's lock; the public methods read what no longer changes, or take the
 * lock of the store.
 */
public final class SimJobInvocation {

    private final JobInvocations store;
    private final int id;
    private final JobSpec spec;
    private final String description;
    private final String taskId;
    private final long createdAt;
    private final boolean ghost;
    private List<SimHost> targets;
    private Integer totalHosts;
    private JobPlan plan;
    private long cancelledWhileScheduledAt = Micros.NEVER;
    private long cancelledAt = Micros.NEVER;
    private long pausedAt = Micros.NEVER;
    private boolean taskPurged;
    private boolean planningFailed;

    SimJobInvocation(JobInvocations store, int id, JobSpec spec, String taskId, long createdAt, boolean ghost) {
        this.store = store;
        this.id = id;
        this.spec = spec;
        this.description = spec.description();
        this.taskId = taskId;
        this.createdAt = createdAt;
        this.ghost = ghost;
    }

    public int id() {
        return id;
    }

    public String description() {
        return description;
    }

    /** When it was created, by the simulator's clock. */
    public Instant created() {
        return Micros.instant(createdAt);
    }

    /** Whether this is what a create with a bad query leaves behind: listed as queued for ever, without a task. */
    public boolean ghost() {
        return ghost;
    }

    /** The search query the job was given or that its host ids were turned into. */
    public String query() {
        return spec.query();
    }

    public String targetingType() {
        return spec.targetingType;
    }

    public String templateName() {
        return spec.template.name();
    }

    /** Names of the hosts targeted, empty while a dynamic query is not resolved. */
    public List<String> hosts() {
        synchronized (store) {
            return targets == null
                    ? List.of()
                    : targets.stream().map(SimHost::name).toList();
        }
    }

    /** Values of inputs as received, hidden ones too. */
    public Map<String, String> inputs() {
        Map<String, String> inputs = new TreeMap<>();
        spec.inputs.forEach((input, value) -> inputs.put(input.name(), value));
        return inputs;
    }

    /** The SSH password received, or null. */
    public String password() {
        return spec.password;
    }

    public String keyPassphrase() {
        return spec.keyPassphrase;
    }

    public String effectiveUserPassword() {
        return spec.effectiveUserPassword;
    }

    public String sshUser() {
        return spec.sshUser;
    }

    public String effectiveUser() {
        return spec.effectiveUser;
    }

    public String userLogin() {
        return spec.user.login();
    }

    /** The body of the create call, null for what a rerun made. */
    public JsonNode request() {
        return spec.request;
    }

    /** Status as the API says it: succeeded, failed, queued, running, cancelled. */
    public String statusLabel() {
        synchronized (store) {
            return status(store.now()).label();
        }
    }

    /** Whether a cancel of the whole job was accepted. */
    public boolean cancelRequested() {
        synchronized (store) {
            return cancelledAt != Micros.NEVER || cancelledWhileScheduledAt != Micros.NEVER;
        }
    }

    /** Pauses the job's own task now, as an error in the task engine does: it stays running until an operator acts. */
    public void pause() {
        synchronized (store) {
            pausedAt = store.now();
        }
    }

    /** What it did on each of its hosts so far, in the order of its targets; hosts without a task are left out. */
    public List<HostJournal> journal() {
        synchronized (store) {
            long now = store.now();
            store.advance(now);
            return runs().stream()
                    .filter(run -> run.isPlanned(now))
                    .map(run -> run.journal(now))
                    .toList();
        }
    }

    /** Whether its task has stopped. */
    public boolean stopped() {
        synchronized (store) {
            long now = store.now();
            store.advance(now);
            return isStopped(now);
        }
    }

    /** The first job of the series that it belongs to; itself when it does not repeat. */
    public SimJobInvocation first() {
        synchronized (store) {
            return spec.recurring == null ? this : spec.recurring.jobs().get(0);
        }
    }

    /** When its task stopped, null as long as it has not. */
    public Instant stoppedAt() {
        synchronized (store) {
            long now = store.now();
            store.advance(now);
            return isStopped(now) ? Micros.instant(taskEndedAt(now)) : null;
        }
    }

    /** An operator cancels it on the page of Foreman; nothing happens when it has stopped. */
    public void cancelAsOperator(boolean force) {
        synchronized (store) {
            long now = store.now();
            store.advance(now);
            if (hasTask() && isCancellable(now)) {
                store.cancel(this, now, force);
            }
        }
    }

    /** An operator cancels it on one host. */
    public void cancelAsOperator(String host, boolean force) {
        synchronized (store) {
            long now = store.now();
            store.advance(now);
            List<HostRun> which = runs().stream()
                    .filter(run -> run.host().name().equals(host) && run.isPlanned(now) && !run.isStopped(now))
                    .toList();
            if (!which.isEmpty()) {
                plan.cancel(which, now, force, false);
            }
        }
    }

    /** An operator resumes the paused task. */
    public void resume() {
        synchronized (store) {
            pausedAt = Micros.NEVER;
        }
    }

    /** The task's record is cleaned up: show and output fail with 500 from now on, the list shows it as queued. */
    public void purgeTask() {
        synchronized (store) {
            taskPurged = true;
        }
    }

    JobSpec spec() {
        return spec;
    }

    String taskId() {
        return taskId;
    }

    long createdAt() {
        return createdAt;
    }

    boolean hasTask() {
        return !ghost && !taskPurged;
    }

    List<SimHost> targets() {
        return targets == null ? List.of() : targets;
    }

    boolean isResolved() {
        return targets != null;
    }

    int totalHosts() {
        return totalHosts == null ? targets().size() : totalHosts;
    }

    void resolve(List<SimHost> hosts) {
        targets = new ArrayList<>(hosts);
        totalHosts = hosts.size();
    }

    void start(JobPlan value) {
        plan = value;
    }

    /** A scheduled dynamic job whose query turns out not to be understood. */
    void failPlanning() {
        planningFailed = true;
        resolve(List.of());
    }

    boolean isStarted() {
        return plan != null;
    }

    JobPlan plan() {
        return plan;
    }

    List<HostRun> runs() {
        return plan == null ? List.of() : plan.runs();
    }

    /** When Foreman will pick the job up, if it waits for its time. */
    long pickupAt() {
        boolean waits = plan == null && !planningFailed && spec.startAt != null && hasTask();
        return waits && cancelledWhileScheduledAt == Micros.NEVER
                ? spec.startAt + Micros.of(store.timing().pickupDelay())
                : Micros.NEVER;
    }

    String taskState(long now) {
        if (cancelledWhileScheduledAt <= now || planningFailed) {
            return "stopped";
        }
        if (plan == null) {
            return "scheduled";
        }
        if (pausedAt <= now) {
            return "paused";
        }
        return plan.stoppedAt() <= now ? "stopped" : "running";
    }

    boolean isStopped(long now) {
        return taskState(now).equals("stopped");
    }

    /** In Rails: {@code !(task.nil? || task.pending?)}. */
    boolean isFinished(long now) {
        return hasTask() && isStopped(now);
    }

    long taskStartedAt() {
        return plan == null ? Micros.NEVER : plan.startedAt();
    }

    long taskEndedAt(long now) {
        if (!isStopped(now)) {
            return Micros.NEVER;
        }
        return plan == null ? Math.min(cancelledWhileScheduledAt, now) : plan.stoppedAt();
    }

    /** When the job is or was to start. */
    long startAt() {
        return spec.startAt != null ? spec.startAt : createdAt;
    }

    String taskResult(long now) {
        if (!isStopped(now)) {
            return "pending";
        }
        if (planningFailed) {
            return "error";
        }
        return plan == null ? "cancelled" : plan.result();
    }

    boolean isCancellable(long now) {
        return !isStopped(now);
    }

    /** Cancels the whole job; the caller has checked that it can be. */
    void cancel(long now, boolean force) {
        if (plan == null) {
            cancelledWhileScheduledAt = now;
            return;
        }
        cancelledAt = Math.min(cancelledAt, now);
        plan.cancel(plan.runs(), now, force, true);
    }

    long cancelledAt() {
        return cancelledAt;
    }

    JobStatus status(long now) {
        if (!hasTask() || taskState(now).equals("scheduled")) {
            return JobStatus.QUEUED;
        }
        if (!isStopped(now)) {
            return JobStatus.RUNNING;
        }
        return switch (taskResult(now)) {
            case "success" -> JobStatus.SUCCEEDED;
            case "cancelled" -> JobStatus.CANCELLED;
            default -> JobStatus.FAILED;
        };
    }

    /** Status of one host; run is null for a host whose task was never made. */
    String hostStatus(HostRun run, long now) {
        if (run != null && run.isPlanned(now) && !taskPurged) {
            return run.status(now);
        }
        return hasTask() && taskResult(now).equals("cancelled") ? "cancelled" : "N/A";
    }

    /** Counts of hosts by result, with those not planned yet among the pending or the cancelled. */
    JobCounts counts(long now) {
        if (!hasTask() || plan == null) {
            return JobCounts.ZERO;
        }
        int succeeded = 0;
        int failed = 0;
        int cancelled = 0;
        int pending = 0;
        int unplanned = 0;
        for (HostRun run : runs()) {
            if (!run.isPlanned(now)) {
                unplanned++;
                continue;
            }
            switch (run.result(now)) {
                case "success" -> succeeded++;
                case "error" -> failed++;
                case "cancelled" -> cancelled++;
                case "warning" -> {}
                default -> pending++;
            }
        }
        return isStopped(now)
                ? new JobCounts(succeeded, failed, pending, cancelled + unplanned)
                : new JobCounts(succeeded, failed, pending + unplanned, cancelled);
    }
}
