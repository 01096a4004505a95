package io.jenkins.plugins.foreman.simulator;

import io.jenkins.plugins.foreman.simulator.Search.QueryNotSupported;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;

/** All job invocations. Its monitor is the simulator's lock: whoever reads or changes jobs holds it. */
final class JobInvocations {

    private final SimulatorClock clock;
    private final Timing timing;
    private final Fleet fleet;
    private final TreeMap<Integer, SimJobInvocation> jobs = new TreeMap<>();
    private final List<SimJobInvocation> waiting = new ArrayList<>();
    private final List<RecurringLogic> recurringLogics = new ArrayList<>();
    private final HostFields hostFields = new HostFields(this);
    private long nextTemplateInvocationId = 179;
    private long nextTask = 1;

    JobInvocations(SimulatorClock clock, Timing timing, Fleet fleet) {
        this.clock = clock;
        this.timing = timing;
        this.fleet = fleet;
    }

    long now() {
        return Micros.of(clock.instant());
    }

    Timing timing() {
        return timing;
    }

    Fleet fleet() {
        return fleet;
    }

    HostFields hostFields() {
        return hostFields;
    }

    SimJobInvocation find(int id) {
        return jobs.get(id);
    }

    /** Jobs, the newest first. */
    List<SimJobInvocation> newestFirst() {
        return new ArrayList<>(jobs.descendingMap().values());
    }

    List<RecurringLogic> recurringLogics() {
        return recurringLogics;
    }

    RecurringLogic newRecurringLogic(Cron cron, Integer maxIteration, Long endTime, String purpose) {
        RecurringLogic logic =
                new RecurringLogic(recurringLogics.size() + 1, cron, maxIteration, endTime, purpose, jobs.size() + 2);
        recurringLogics.add(logic);
        return logic;
    }

    private String newTaskId() {
        return UUID.nameUUIDFromBytes(("task " + nextTask++).getBytes(StandardCharsets.UTF_8))
                .toString();
    }

    /**
     * Adds a job and starts it, unless it is to start later.
     *
     * @throws QueryNotSupported when the query is not understood: the job is then there, but without a task
     */
    SimJobInvocation create(JobSpec spec, long now) {
        int id = jobs.isEmpty() ? 1 : jobs.lastKey() + 1;
        List<SimHost> hosts = null;
        try {
            if (spec.presetHosts != null) {
                hosts = existing(spec.presetHosts);
            } else if (spec.isStatic() || spec.startAt == null) {
                hosts = resolve(spec);
            }
        } catch (QueryNotSupported e) {
            jobs.put(id, new SimJobInvocation(this, id, spec, null, now, true));
            throw e;
        }
        SimJobInvocation job = new SimJobInvocation(this, id, spec, newTaskId(), now, false);
        jobs.put(id, job);
        if (hosts != null) {
            job.resolve(hosts);
        }
        if (spec.recurring != null) {
            spec.recurring.jobs().add(job);
        }
        if (spec.startAt == null) {
            start(job, now);
        } else {
            waiting.add(job);
        }
        return job;
    }

    private List<SimHost> existing(List<SimHost> hosts) {
        return hosts.stream().filter(host -> !host.isDeleted()).toList();
    }

    private List<SimHost> resolve(JobSpec spec) {
        var matches = Search.compile(spec.query(), hostFields.of(spec.query(), null));
        boolean withInfrastructure = spec.user.can("execute_jobs_on_infrastructure_hosts");
        List<SimHost> found = new ArrayList<>();
        for (SimHost host : fleet.all()) {
            if (matches.test(host)
                    && (withInfrastructure || !host.infrastructure())
                    && canSee(spec.user, spec.organization, spec.location, host)) {
                found.add(host);
            }
        }
        List<SimHost> ordered = fleet.inTargetOrder(found);
        if (Boolean.TRUE.equals(spec.randomizedOrdering)) {
            Collections.shuffle(ordered, new Random(jobs.size()));
        }
        return ordered;
    }

    /** Whether a user in the context of an organization and a location sees a host. */
    static boolean canSee(SimUser user, Taxonomy organization, Taxonomy location, SimHost host) {
        return user.can("view_hosts")
                && host.visibleTo(user)
                && (organization == null || organization.equals(host.organization()))
                && (location == null || location.equals(host.location()));
    }

    private void start(SimJobInvocation job, long at) {
        JobSpec spec = job.spec();
        List<HostRun> runs = new ArrayList<>(job.targets().size());
        for (SimHost host : job.targets()) {
            HostScript script = fleet.scriptFor(host);
            if (script == null) {
                script = CommandScripts.scriptFor(spec, host);
            }
            runs.add(new HostRun(host, runs.size(), nextTemplateInvocationId++, newTaskId(), script));
        }
        job.start(new JobPlan(at, runs, spec.concurrencyLevel, timing));
    }

    /** Lets happen what is due by now: scheduled jobs start, recurring ones get their next run, proxies forget. */
    void advance(long now) {
        SimJobInvocation due = nextDue(now);
        while (due != null) {
            long at = due.pickupAt();
            waiting.remove(due);
            startScheduled(due);
            spawnNext(due, at);
            due = nextDue(now);
        }
        if (fleet.smartProxies().stream().anyMatch(proxy -> proxy.forgotAt() != Micros.NEVER)) {
            for (SimJobInvocation job : jobs.values()) {
                if (job.isStarted()) {
                    job.plan().noticeForgetfulProxies();
                }
            }
        }
    }

    private SimJobInvocation nextDue(long now) {
        SimJobInvocation due = null;
        for (SimJobInvocation job : waiting) {
            long at = job.pickupAt();
            if (at <= now && (due == null || at < due.pickupAt())) {
                due = job;
            }
        }
        return due;
    }

    private void startScheduled(SimJobInvocation job) {
        long at = job.pickupAt();
        try {
            if (!job.isResolved()) {
                job.resolve(resolve(job.spec()));
            }
            start(job, at);
        } catch (QueryNotSupported e) {
            job.failPlanning();
        }
    }

    private void spawnNext(SimJobInvocation job, long now) {
        RecurringLogic logic = job.spec().recurring;
        if (logic != null && logic.lastJob() == job && logic.continuesAfter(job.startAt())) {
            create(job.spec().again(logic.cron().next(Math.max(job.startAt(), now - Micros.SECOND))), now);
        }
    }

    /** Cancels a job; of a scheduled recurring one the next run is made at once (seen on REX 17.1). */
    void cancel(SimJobInvocation job, long now, boolean force) {
        boolean scheduled = !job.isStarted();
        job.cancel(now, force);
        if (scheduled) {
            waiting.remove(job);
            spawnNext(job, now);
        }
    }

    /** Cancels a recurring logic and its waiting run. */
    void cancel(RecurringLogic logic, long now) {
        logic.cancel();
        SimJobInvocation last = logic.lastJob();
        if (last.isCancellable(now)) {
            waiting.remove(last);
            last.cancel(now, false);
        }
    }

    /** A recurring logic with that id, or null. */
    RecurringLogic recurringLogic(int id) {
        return id >= 1 && id <= recurringLogics.size() ? recurringLogics.get(id - 1) : null;
    }
}
