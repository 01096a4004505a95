package io.jenkins.plugins.foreman.chaos;

import io.jenkins.plugins.foreman.client.Foreman;
import io.jenkins.plugins.foreman.client.ForemanConnection;
import io.jenkins.plugins.foreman.client.HostState;
import io.jenkins.plugins.foreman.client.Sentence;
import io.jenkins.plugins.foreman.console.ConsoleOutput;
import io.jenkins.plugins.foreman.console.Mode;
import io.jenkins.plugins.foreman.invocation.JobInvocationRun;
import io.jenkins.plugins.foreman.invocation.PresentState;
import io.jenkins.plugins.foreman.invocation.RerunRequest;
import io.jenkins.plugins.foreman.invocation.ServerBudget;
import io.jenkins.plugins.foreman.invocation.Urgency;
import io.jenkins.plugins.foreman.record.Attempt;
import io.jenkins.plugins.foreman.record.AttemptRecord;
import io.jenkins.plugins.foreman.record.CrashingDisk;
import io.jenkins.plugins.foreman.record.RecordLimits;
import io.jenkins.plugins.foreman.record.RunHead;
import io.jenkins.plugins.foreman.record.RunRecord;
import io.jenkins.plugins.foreman.simulator.ForemanSimulator;
import io.jenkins.plugins.foreman.simulator.SimHost;
import io.jenkins.plugins.foreman.simulator.SimJobInvocation;
import io.jenkins.plugins.foreman.simulator.SimulatorClock;
import io.jenkins.plugins.foreman.simulator.VersionProfile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;

/**
 * A Foreman, a controller that follows runs on it, and what happens to both: all of it made from a seed, in virtual time,
 * over real HTTP and with real files. Everything of the controller happens on the thread of the test.
 */
final class World implements AutoCloseable {

    /** Whatever happens, a run has ended by then. */
    private static final Duration LONGEST = Duration.ofHours(48);

    /** Among what a run tells: its process was no more. */
    static final String GONE = "-- the process ends --";

    private static final int MOST_STEPS = 100_000;

    private record Event(Instant at, long order, String what, Runnable act) {}

    final SplittableRandom random;
    final int requestsPerMinute;
    final ForemanSimulator simulator;
    final SimulatorClock clock;
    final List<Watched> runs = new ArrayList<>();
    final List<String> trace = new ArrayList<>();
    final Instant began;
    final CrashingDisk disk = new FaultyDisk();

    /** How long the server takes to answer. */
    Duration latency = Duration.ofMillis(50);

    boolean diskFull;
    int restarts;
    int powerLosses;

    /** Hosts that Foreman may not show any more. */
    final Set<String> troubled = new HashSet<>();

    /** Jobs that an operator cancelled as a whole. */
    final Set<Integer> cancelledByOperator = new HashSet<>();

    /** When the last of all troubles was over. */
    Instant calmSince;

    private final PriorityQueue<Event> agenda =
            new PriorityQueue<>(Comparator.comparing(Event::at).thenComparing(Event::order));
    private long order;
    private int actsLeft;
    private Runnable atLastAct;
    private Process process;
    private Duration wallOffset = Duration.ZERO;
    private int wantedAgain;

    private World(long seed, SimulatorClock clock, ForemanSimulator simulator, int requestsPerMinute) {
        this.random = new SplittableRandom(seed);
        this.clock = clock;
        this.simulator = simulator;
        this.requestsPerMinute = requestsPerMinute;
        this.began = clock.instant();
        this.calmSince = began;
    }

    /** A world in which everything can happen. */
    static World of(long seed, Path directory, Predicate<Trouble> wanted) {
        SplittableRandom random = new SplittableRandom(seed);
        VersionProfile[] profiles = VersionProfile.values();
        VersionProfile profile =
                random.nextInt(3) == 0 ? profiles[random.nextInt(profiles.length)] : VersionProfile.REX_17_1;
        int hosts =
                switch (random.nextInt(120)) {
                    case 0 -> 195 + random.nextInt(30);
                    case 1, 2, 3, 4, 5, 6, 7, 8, 9, 10 -> 10 + random.nextInt(40);
                    default -> 1 + random.nextInt(7);
                };
        SimulatorClock clock = clock();
        World world = new World(
                random.nextLong(),
                clock,
                simulator(clock, profile, hosts),
                random.nextInt(4) == 0 ? 30 + random.nextInt(60) : 6000);
        world.trace.add(profile + ", " + hosts + " hosts, " + world.requestsPerMinute + " requests a minute");
        Scripts scripts = new Scripts(random.split());
        world.simulator.fleet().scripts(host -> scripts.next());
        int count =
                switch (random.nextInt(16)) {
                    case 0 -> 3 + random.nextInt(3);
                    case 1, 2, 3 -> 2;
                    default -> 1;
                };
        for (int i = 0; i < count; i++) {
            world.add(Plan.random(random, world.hostNames(), clock.instant()), directory.resolve("run" + i));
        }
        for (Trouble trouble : Trouble.values()) {
            int times = trouble.times(random);
            for (int i = 0; i < times; i++) {
                RandomGenerator own = random.split();
                if (wanted.test(trouble)) {
                    trouble.plan(world, own);
                }
            }
        }
        if (random.nextBoolean()) {
            world.simulator.fleet().mostOnPage(Math.max(1 + random.nextInt(3), hosts / 8));
        }
        return world;
    }

    /** A small world in which nothing happens by itself: a run on two hosts, one of which fails and is tried again. */
    static World calm(long seed, Path directory, Mode mode) {
        SimulatorClock clock = clock();
        World world = new World(seed, clock, simulator(clock, VersionProfile.REX_17_1, 2), 6000);
        int[] runs = {0};
        world.simulator.fleet().scripts(host -> Scripts.plain(++runs[0], host.id() - 1));
        world.add(Plan.plain(world.hostNames(), mode), directory);
        return world;
    }

    private static SimulatorClock clock() {
        return SimulatorClock.manual(Instant.parse("2026-11-24T00:00:00.250Z"));
    }

    private static ForemanSimulator simulator(SimulatorClock clock, VersionProfile profile, int hosts) {
        return ForemanSimulator.builder()
                .clock(clock)
                .profile(profile)
                .hosts(hosts, "host%02d.example.com")
                .start();
    }

    private List<String> hostNames() {
        return simulator.fleet().all().stream().map(SimHost::name).toList();
    }

    /** Somebody sees what some hosts write. */
    void lookAtSome(RandomGenerator random) {
        for (Watched run : runs) {
            try {
                if (run.record != null && run.record.attempts() > 0) {
                    AttemptRecord attempt = run.record.attempt(run.record.attempts() - 1);
                    attempt.hosts().stream()
                            .filter(host -> random.nextBoolean())
                            .forEach(host -> attempt.lookAt(host.id()));
                }
            } catch (IOException e) {
                trace.add("cannot be looked at: " + e);
            }
        }
    }

    private Watched add(Plan plan, Path directory) {
        return add(plan, directory, null);
    }

    private Watched add(Plan plan, Path directory, Watched of) {
        trace.add("run " + runs.size() + ": " + plan + ", " + plan.request().options());
        Watched run = new Watched(runs.size(), plan, directory, of);
        runs.add(run);
        return run;
    }

    /** A run, its build log, and what is known of it whatever happens to the controller. */
    final class Watched {
        final int number;
        final Plan plan;

        /** The run that this one repeats on hosts that did not succeed, null for a first one. */
        final Watched of;

        Path directory;
        final BuildLog log = new BuildLog();
        final List<String> told = new ArrayList<>();
        boolean ended;
        Instant endedAt;

        /** How long after its end somebody wants to run it again, null for never. */
        Duration again;

        /** What was told of its end, whether or not that could be recorded. */
        String message;

        /** Whether its end came when nothing could be written. */
        boolean unwritten;

        /** Whether it ever ended unwritten, after which it may be taken up again and end once more. */
        boolean everUnwritten;

        /** What ended it when that was not the job itself. */
        Throwable fault;

        /** Whether somebody wanted to stop it. */
        boolean tried;

        /** Whether that wish was taken in. */
        boolean aborted;

        int attemptsAtAbort;

        /** Whether it was not, although it could have been. */
        boolean unheard;

        JobInvocationRun engine;
        RunRecord record;

        Watched(int number, Plan plan, Path directory, Watched of) {
            this.number = number;
            this.plan = plan;
            this.directory = directory;
            this.of = of;
        }

        void tell(String what) {
            told.add(what);
            note("run " + number + " tells: " + what);
        }

        void abort() {
            if (engine == null || ended) {
                return;
            }
            tried = true;
            engine.cancel(Sentence.plain("Aborted by chaos."));
            RunHead head = record.head();
            boolean writable = !diskFull && record.directory().equals(directory);
            unheard |= head.cancel() == null && head.outcome() == null && writable;
            if (!aborted
                    && head.cancel() != null
                    && head.cancel().reason().toString().contains("chaos")) {
                aborted = true;
                attemptsAtAbort = Math.max(1, record.attempts());
            }
        }

        RunRecord open() throws IOException {
            return RunRecord.resume(directory, RecordLimits.DEFAULT);
        }
    }

    /** A controller from its start to its end. */
    private final class Process {
        private final VirtualTime time = new VirtualTime(clock, random.nextLong(), wallOffset);
        private final ServerBudget budget = new ServerBudget(time, 4, requestsPerMinute);
        private boolean alive = true;

        /** Reruns that are being made. */
        private int reruns;

        void mustBeAlive() {
            if (!alive) {
                throw new Killed();
            }
        }

        void start(Watched run) throws IOException {
            run.record = Files.exists(run.directory.resolve("head.json"))
                    ? run.open()
                    : RunRecord.create(
                            run.directory,
                            RecordLimits.DEFAULT,
                            RunHead.started(simulator.uri().toString(), time.now()));
            ConsoleOutput console = new ConsoleOutput(run.record, run.plan.console(), run.log.of(World.this::act));
            Follow listener = new Follow(console, this::mustBeAlive, run::tell, (head, fault) -> {
                run.ended = true;
                run.unwritten = diskFull;
                run.everUnwritten |= diskFull;
                run.fault = fault != null ? fault : run.fault;
                run.message = head.outcome().message().toString();
                run.endedAt = clock.instant();
                if (run.again != null && !run.unwritten) {
                    again(run, run.again);
                    run.again = null;
                }
            });
            if (run.record.head().outcome() != null) {
                listener.finished(run.record.head(), null);
                return;
            }
            run.engine = new JobInvocationRun(
                    foreman(run.plan),
                    budget,
                    run.record,
                    run.plan.request(),
                    run.plan.settings(),
                    listener,
                    new Random(run.number));
            run.engine.start();
        }

        private Foreman foreman(Plan plan) {
            return new Foreman(ForemanConnection.of(simulator.uri(), plan.login(), plan::password), this::request);
        }

        /** Runs again on the hosts that a run did not succeed on, if that may be, as a page or a later build does. */
        void rerun(Watched run) {
            reruns++;
            budget.submit(Duration.ZERO, Urgency.PERSON, () -> {
                try {
                    mustBeAlive();
                    List<String> failed = failed(run);
                    note("hosts to run again on: " + failed);
                    if (!failed.isEmpty()) {
                        Path place = run.directory.resolveSibling("run" + runs.size());
                        RunRecord.create(
                                        place,
                                        RecordLimits.DEFAULT,
                                        RunHead.started(simulator.uri().toString(), time.now()))
                                .close();
                        start(add(run.plan.again(failed), place, run));
                    }
                } catch (IOException e) {
                    note("not run again: " + e.getMessage());
                } finally {
                    reruns--;
                }
            });
        }

        private List<String> failed(Watched run) throws IOException {
            Map<String, HostState> states = new LinkedHashMap<>();
            Attempt last;
            try (RunRecord record = run.open()) {
                record.lastRows().forEach(row -> states.put(row.name(), row.state()));
                last = record.head().current();
            }
            if (PresentState.isAsked(last)) {
                states.putAll(PresentState.of(foreman(run.plan), last, time.now()));
            }
            return RerunRequest.Hosts.FAILED.of(states);
        }

        private void request() {
            mustBeAlive();
            budget.request();
            act();
            clock.advance(latency);
            happen();
        }

        void end() {
            alive = false;
            wallOffset = time.wallOffset();
            for (Watched run : runs) {
                if (run.engine != null) {
                    run.engine.suspend();
                    run.told.add(GONE);
                }
                run.engine = null;
            }
        }
    }

    private final class FaultyDisk extends CrashingDisk {
        @Override
        protected Failure next(Path path, int length) {
            if (process != null && !process.alive) {
                return new Failure(0, new Killed());
            }
            if (--actsLeft == 0 && atLastAct != null) {
                kill();
                return new Failure(length == 0 ? 0 : random.nextInt(length + 1), new Killed());
            }
            return diskFull && length > 0
                    ? new Failure(random.nextInt(length), new IOException("No space left on device"))
                    : null;
        }
    }

    /** Something that the controller does and that may be the last it does. */
    private void act() {
        process.mustBeAlive();
        if (--actsLeft == 0 && atLastAct != null) {
            kill();
            throw new Killed();
        }
    }

    /** Writes down what happens. */
    void note(String what) {
        trace.add(Duration.between(began, clock.instant()) + " " + what);
    }

    /** Plans something. */
    void at(Duration offset, String what, Runnable act) {
        agenda.add(new Event(began.plus(offset), order++, what, act));
    }

    /** Plans something from now on. */
    void in(Duration delay, String what, Runnable act) {
        agenda.add(new Event(clock.instant().plus(delay), order++, what, act));
    }

    /** Nothing is certain until then. */
    void restlessFor(Duration span) {
        Instant end = clock.instant().plus(span);
        calmSince = end.isAfter(calmSince) ? end : calmSince;
    }

    /** Any job, null when there is none. */
    SimJobInvocation anyJob(RandomGenerator chance) {
        List<SimJobInvocation> jobs =
                simulator.jobInvocations().stream().filter(job -> !job.ghost()).toList();
        return jobs.isEmpty() ? null : jobs.get(chance.nextInt(jobs.size()));
    }

    SimHost anyHost(RandomGenerator chance) {
        List<SimHost> hosts = List.copyOf(simulator.fleet().all());
        return hosts.isEmpty() ? null : hosts.get(chance.nextInt(hosts.size()));
    }

    void troubled(SimHost host) {
        note(host + " is in trouble");
        troubled.add(host.name());
    }

    void cancelledByOperator(SimJobInvocation job) {
        if (!job.stopped()) {
            cancelledByOperator.add(job.id());
        }
    }

    void cancelAll() {
        for (SimJobInvocation job : simulator.jobInvocations()) {
            if (!job.ghost() && !job.stopped()) {
                cancelledByOperator.add(job.id());
                job.cancelAsOperator(true);
            }
        }
    }

    boolean isUp() {
        return process != null && process.alive;
    }

    void setWall(Duration by) {
        if (isUp()) {
            process.time.setWall(by);
        } else {
            wallOffset = wallOffset.plus(by);
        }
    }

    /** The job of a run has another name; the controller hears of it a moment later. */
    void move(Watched run, Duration moment) {
        if (!Files.exists(run.directory)) {
            return;
        }
        Path to = run.directory.resolveSibling(run.directory.getFileName() + "-moved");
        try {
            disk.move(run.directory, to);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        run.directory = to;
        RunRecord record = run.record;
        in(moment, "the controller hears that run " + run.number + " has moved", () -> {
            if (run.record == record && record != null) {
                try {
                    record.moved(to);
                } catch (IOException e) {
                    note("moved: " + e);
                }
            }
        });
    }

    /** Somebody wants to run it again; that waits for a controller. */
    private void again(Watched run, Duration pause) {
        wantedAgain++;
        in(pause, "run " + run.number + " is to run again", () -> {
            wantedAgain--;
            if (isUp()) {
                process.rerun(run);
            } else {
                again(run, Duration.ofSeconds(10));
            }
        });
    }

    /** The controller is killed in so many acts from now. */
    void killAfter(int acts, boolean withPower, Duration downtime) {
        if (!isUp()) {
            return;
        }
        actsLeft = acts;
        atLastAct = () -> {
            restarts++;
            if (withPower) {
                powerLosses++;
                disk.losePower(random);
            }
            runs.forEach(run -> run.log.kill());
            in(downtime, "the controller starts", this::startProcess);
        };
    }

    private void kill() {
        restlessFor(Duration.ZERO);
        note("the controller is killed");
        process.alive = false;
    }

    /** The controller goes down in good order and comes again. */
    void restart(Duration downtime) {
        if (!isUp()) {
            return;
        }
        restarts++;
        atLastAct = null;
        process.end();
        closeRecords();
        in(downtime, "the controller starts", this::startProcess);
    }

    private void closeRecords() {
        for (Watched run : runs) {
            try {
                if (run.record != null) {
                    run.record.close();
                }
            } catch (IOException | Killed e) {
                // a dead process writes nothing; its files are closed all the same
            }
            run.record = null;
        }
    }

    private void startProcess() {
        actsLeft = 0;
        atLastAct = null;
        if (diskFull) {
            // a controller that cannot write does not even start
            in(Duration.ofSeconds(10), "the controller starts", this::startProcess);
            return;
        }
        process = new Process();
        try {
            for (Watched run : runs) {
                if (!run.ended) {
                    process.start(run);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void afterKill() {
        process.end();
        closeRecords();
        Runnable then = atLastAct;
        atLastAct = null;
        then.run();
    }

    private void happens(Event event) {
        note(event.what());
        restlessFor(Duration.ZERO);
        event.act().run();
    }

    /** Lets happen what is due. */
    private void happen() {
        Process current = process;
        while (!agenda.isEmpty() && !agenda.peek().at().isAfter(clock.instant())) {
            happens(agenda.remove());
            current.mustBeAlive();
        }
    }

    /** Runs until all runs have ended. */
    void run() {
        disk.use();
        try {
            startGuarded(this::startProcess);
            int steps = 0;
            while (!isOver()) {
                step();
                if (++steps > MOST_STEPS
                        || Duration.between(began, clock.instant()).compareTo(LONGEST) > 0) {
                    throw new AssertionError(
                            "no end after " + Duration.between(began, clock.instant()) + " and " + steps + " steps");
                }
            }
            closeRecords();
        } finally {
            CrashingDisk.useReal();
        }
        // What may still come of a request that nobody waits for comes now.
        clock.advance(LONGEST);
        simulator.faults().clear();
        simulator.settle();
    }

    private boolean isOver() {
        return runs.stream().allMatch(run -> run.ended) && wantedAgain == 0 && (!isUp() || process.reruns == 0);
    }

    private void step() {
        Instant task = isUp() ? process.time.next() : null;
        Event event = agenda.peek();
        if (task == null && isUp() && event == null) {
            throw new AssertionError("a run has not ended, and nothing is scheduled");
        }
        if (event != null && (task == null || !event.at().isAfter(task))) {
            moveTo(event.at());
            startGuarded(() -> happens(agenda.remove()));
        } else {
            moveTo(task);
            startGuarded(process.time::run);
        }
    }

    private void startGuarded(Runnable act) {
        try {
            act.run();
        } catch (Killed e) {
            // noticed below
        }
        if (process != null && !process.alive && atLastAct != null) {
            afterKill();
        }
    }

    private void moveTo(Instant at) {
        Duration wait = Duration.between(clock.instant(), at);
        if (!wait.isNegative()) {
            clock.advance(wait);
        }
    }

    @Override
    public void close() {
        closeRecords();
        simulator.close();
    }
}
