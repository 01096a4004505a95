package io.jenkins.plugins.foreman.bench;

import io.jenkins.plugins.foreman.client.Foreman;
import io.jenkins.plugins.foreman.client.JobOptions;
import io.jenkins.plugins.foreman.client.JobSecrets;
import io.jenkins.plugins.foreman.client.NewJobInvocation;
import io.jenkins.plugins.foreman.invocation.JobInvocationRun;
import io.jenkins.plugins.foreman.invocation.RunListener;
import io.jenkins.plugins.foreman.invocation.RunSettings;
import io.jenkins.plugins.foreman.invocation.Scheduler;
import io.jenkins.plugins.foreman.invocation.ServerBudget;
import io.jenkins.plugins.foreman.invocation.ThreadedScheduler;
import io.jenkins.plugins.foreman.invocation.VirtualScheduler;
import io.jenkins.plugins.foreman.record.RecordLimits;
import io.jenkins.plugins.foreman.record.RunRecord;
import io.jenkins.plugins.foreman.simulator.ForemanSimulator;
import io.jenkins.plugins.foreman.simulator.HostScript;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;

/** Runs that follow a job each, of one host, all at the same time. */
final class Crowd implements AutoCloseable {

    private final List<ForemanSimulator> simulators = new ArrayList<>();
    private final List<RunRecord> records = new ArrayList<>();
    private final List<JobInvocationRun> runs = new ArrayList<>();
    private final Path directory;
    private final int count;

    Crowd(int count, int servers, boolean virtual, Duration length, Path directory) throws IOException {
        this.directory = directory;
        this.count = count;
        for (int i = 0; i < servers; i++) {
            ForemanSimulator.Builder builder = ForemanSimulator.builder().hosts(1, "host%02d.example.com");
            ForemanSimulator simulator = (virtual ? builder.manualClock() : builder).start();
            simulators.add(simulator);
            simulator
                    .fleet()
                    .scripts(host ->
                            HostScript.builder().duration(length).exit(0).build());
            Foreman foreman = Follower.connect(simulator, () -> {});
            long template = foreman.lookups().templateByName(Follower.TEMPLATE).id();
            for (int job = 0; job < count / servers; job++) {
                foreman.jobInvocations()
                        .create(new NewJobInvocation(
                                template,
                                null,
                                new NewJobInvocation.Targeting(Follower.QUERY, null, List.of(), false, null),
                                Map.of("command", "sleep"),
                                null,
                                JobOptions.DEFAULTS,
                                JobSecrets.NONE));
            }
        }
    }

    private void follow(List<? extends Scheduler> schedulers, int perMinute) throws IOException {
        for (int i = 0; i < simulators.size(); i++) {
            ForemanSimulator simulator = simulators.get(i);
            ServerBudget budget = new ServerBudget(schedulers.get(i), Engine.IN_FLIGHT, perMinute);
            for (int job = 1; job <= count / simulators.size(); job++) {
                Path place = directory.resolve("run" + i + "-" + job);
                RunRecord record = Files.exists(place)
                        ? RunRecord.resume(place, RecordLimits.DEFAULT)
                        : RunRecord.create(
                                place,
                                RecordLimits.DEFAULT,
                                JobInvocationRun.following(
                                        simulator.uri().toString(),
                                        job,
                                        schedulers.get(i).now()));
                records.add(record);
                runs.add(new JobInvocationRun(
                        Follower.connect(simulator, budget),
                        budget,
                        record,
                        null,
                        RunSettings.DEFAULTS,
                        new RunListener() {},
                        new Random(job)));
            }
        }
        runs.forEach(JobInvocationRun::start);
    }

    private void leave() throws IOException {
        runs.forEach(JobInvocationRun::suspend);
        for (RunRecord record : records) {
            record.close();
        }
        runs.clear();
        records.clear();
    }

    @Override
    public void close() throws IOException {
        leave();
        simulators.forEach(ForemanSimulator::close);
    }

    /** How long after a restart the last of them knows what has become of its job meanwhile. */
    Duration restart() throws IOException {
        ForemanSimulator simulator = simulators.get(0);
        VirtualScheduler scheduler = new VirtualScheduler(simulator.clock());
        follow(List.of(scheduler), 60_000);
        scheduler.runUntil(() ->
                records.stream().allMatch(each -> each.head().currentAttempt().status() != null));
        leave();
        simulator.clock().advance(Duration.ofHours(1));
        Instant restart = simulator.clock().instant();
        follow(List.of(scheduler), Engine.REQUESTS_PER_MINUTE);
        scheduler.runUntil(() ->
                records.stream().allMatch(each -> each.head().currentAttempt().stoppedAt() != null));
        return Duration.between(restart, simulator.clock().instant());
    }

    /**
     * What they take while all of them are followed.
     *
     * @param threads of this plugin and its HTTP clients, at most
     * @param files of records, at most
     * @param heap of all runs, in bytes
     */
    record Resources(int runs, int servers, long threads, long files, long heap) {

        static final String HEADING =
                "| runs | servers | threads, at most | open files of records, at most | heap a run |\n"
                        + "| ---: | ---: | ---: | ---: | ---: |\n";

        /** A row of a table in Markdown. */
        String row() {
            return String.format(
                    Locale.ROOT,
                    "| %,d | %,d | %,d | %,d | %,d KB |%n",
                    runs,
                    servers,
                    threads,
                    files,
                    heap / runs / 1024);
        }
    }

    /** In real time. */
    Resources resources(Duration span) throws IOException, InterruptedException {
        List<ThreadedScheduler> schedulers = new ArrayList<>();
        long heap = heap();
        for (int i = 0; i < simulators.size(); i++) {
            schedulers.add(new ThreadedScheduler("Foreman at " + i, ServerBudget.threads(Engine.IN_FLIGHT)));
        }
        try {
            follow(schedulers, Engine.REQUESTS_PER_MINUTE);
            long threads = 0;
            long files = 0;
            for (Instant end = Instant.now().plus(span); Instant.now().isBefore(end); Thread.sleep(50)) {
                threads = Math.max(threads, threads());
                files = Math.max(files, files());
            }
            return new Resources(count, simulators.size(), threads, files, heap() - heap);
        } finally {
            runs.forEach(JobInvocationRun::suspend);
            schedulers.forEach(ThreadedScheduler::close);
        }
    }

    /** What is in use when what is not has been thrown away. */
    private static long heap() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    private static long threads() {
        Thread[] all = new Thread[Thread.activeCount() + 100];
        int count = Thread.enumerate(all);
        return Stream.of(all)
                .limit(count)
                .filter(thread -> thread.getName().startsWith("Foreman at ")
                        || thread.getName().startsWith("Foreman HTTP ")
                        || thread.getName().startsWith("HttpClient-"))
                .count();
    }

    private long files() throws IOException {
        try (Stream<Path> open = Files.list(Path.of("/proc/self/fd"))) {
            return open.filter(this::isOfRecord).count();
        }
    }

    private boolean isOfRecord(Path descriptor) {
        try {
            return Files.readSymbolicLink(descriptor).startsWith(directory.toRealPath());
        } catch (IOException e) {
            // closed meanwhile
            return false;
        }
    }
}
