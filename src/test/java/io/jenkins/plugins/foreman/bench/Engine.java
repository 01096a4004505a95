package io.jenkins.plugins.foreman.bench;

import io.jenkins.plugins.foreman.client.Meter;
import io.jenkins.plugins.foreman.console.ConsoleOptions;
import io.jenkins.plugins.foreman.console.ConsoleOutput;
import io.jenkins.plugins.foreman.console.Mode;
import io.jenkins.plugins.foreman.invocation.ForwardingListener;
import io.jenkins.plugins.foreman.invocation.JobInvocationRequest;
import io.jenkins.plugins.foreman.invocation.JobInvocationRun;
import io.jenkins.plugins.foreman.invocation.RunSettings;
import io.jenkins.plugins.foreman.invocation.Scheduler;
import io.jenkins.plugins.foreman.invocation.ServerBudget;
import io.jenkins.plugins.foreman.invocation.VirtualScheduler;
import io.jenkins.plugins.foreman.record.HostRow;
import io.jenkins.plugins.foreman.record.RecordLimits;
import io.jenkins.plugins.foreman.record.RunHead;
import io.jenkins.plugins.foreman.record.RunRecord;
import io.jenkins.plugins.foreman.simulator.ForemanSimulator;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * This plugin, as a build runs it: with its record on disk, its build log and the budget of a server as it is set up.
 *
 * @param mode of the build log
 * @param lookedAt how many hosts somebody has open on the page
 */
record Engine(Mode mode, int lookedAt) implements Follower {

    static final int IN_FLIGHT = 4;
    static final int REQUESTS_PER_MINUTE = 240;

    /** Of so many hosts the lag is taken where nobody looks at any. */
    private static final int SAMPLE = 10;

    private static final Duration LOOK = Duration.ofSeconds(5);

    @Override
    public void follow(ForemanSimulator simulator, Path directory, Lag watched) throws IOException {
        VirtualScheduler scheduler = new VirtualScheduler(simulator.clock());
        ServerBudget budget = new ServerBudget(scheduler, IN_FLIGHT, REQUESTS_PER_MINUTE);
        try (RunRecord record = begin(simulator, directory)) {
            start(simulator, scheduler, budget, record, QUERY, watched);
            scheduler.runUntil(() -> record.head().outcome() != null);
            requireEnd(simulator, record);
        }
    }

    static RunRecord begin(ForemanSimulator simulator, Path directory) throws IOException {
        return RunRecord.create(
                directory,
                RecordLimits.DEFAULT,
                RunHead.started(simulator.uri().toString(), simulator.clock().instant()));
    }

    /** Begins to run a job on the hosts of a search, and takes the lag of some of them. */
    void start(
            ForemanSimulator simulator,
            Scheduler scheduler,
            ServerBudget budget,
            RunRecord record,
            String search,
            Lag watched) {
        ConsoleOutput console = new ConsoleOutput(record, new ConsoleOptions(mode, true, 10_000), line -> {});
        ForwardingListener listener = new ForwardingListener(console) {
            private long position;

            @Override
            public void recorded(int attempt, List<HostRow> completed) throws IOException {
                super.recorded(attempt, completed);
                long now = ChronoUnit.MICROS.between(
                        Instant.EPOCH, simulator.clock().instant());
                position = record.attempt(attempt)
                        .follow(
                                position,
                                Long.MAX_VALUE,
                                Engine.this::isSampled,
                                (host, chunks, end) ->
                                        chunks.forEach(chunk -> watched.add(now - chunk.timestampMicros())));
            }
        };
        new JobInvocationRun(
                        Follower.connect(simulator, watching(budget, record)),
                        budget,
                        record,
                        request(search),
                        RunSettings.DEFAULTS,
                        listener,
                        new Random(1))
                .start();
        look(scheduler, record);
    }

    /** In virtual time nothing else happens while a request lasts, and a page asks meanwhile. */
    private Meter watching(ServerBudget budget, RunRecord record) {
        return new Meter() {
            @Override
            public void request() {
                lookAgain(record);
                budget.request();
            }

            @Override
            public void received(long bytes) {
                budget.received(bytes);
            }
        };
    }

    /** As an open page does it. */
    private void look(Scheduler scheduler, RunRecord record) {
        if (lookedAt == 0 || record.head().outcome() != null) {
            return;
        }
        lookAgain(record);
        scheduler.schedule(LOOK, () -> look(scheduler, record));
    }

    private void lookAgain(RunRecord record) {
        try {
            for (long host = 1; host <= lookedAt && record.attempts() > 0; host++) {
                record.attempt(0).lookAt(host);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private boolean isSampled(long host) {
        return host <= (lookedAt == 0 ? SAMPLE : lookedAt);
    }

    private static void requireEnd(ForemanSimulator simulator, RunRecord record) throws IOException {
        boolean complete = record.attempt(0).hosts().size() == simulator.fleet().size()
                && record.attempt(0).hosts().stream().allMatch(HostRow::outputComplete);
        if (record.head().outcome().verdict() != RunHead.Verdict.SUCCESS || !complete) {
            throw new AssertionError("It came to a wrong end: " + record.head().outcome());
        }
    }

    static JobInvocationRequest request(String search) {
        return JobInvocationRequest.builder()
                .jobTemplate(TEMPLATE)
                .searchQuery(search)
                .inputs(Map.of("command", "uptime"))
                .build();
    }
}
