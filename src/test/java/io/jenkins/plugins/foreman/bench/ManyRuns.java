package io.jenkins.plugins.foreman.bench;

import io.jenkins.plugins.foreman.console.Mode;
import io.jenkins.plugins.foreman.invocation.ServerBudget;
import io.jenkins.plugins.foreman.invocation.VirtualScheduler;
import io.jenkins.plugins.foreman.record.RunHead;
import io.jenkins.plugins.foreman.record.RunRecord;
import io.jenkins.plugins.foreman.simulator.ForemanSimulator;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Many small runs that begin at one moment on one server, within the budget that a server has as it is set up. The
 * server's answers take no time here, since one scheduler cannot wait for several of them.
 *
 * @param requests of all runs together
 * @param mostInMinute requests in the busiest minute
 * @param first after so long the first run has ended
 * @param half after so long half of them have
 * @param over after so long the last run has ended
 */
record ManyRuns(int runs, int requests, int mostInMinute, Duration first, Duration half, Duration over) {

    static final String HEADING = "| runs | requests | requests a run | most in a minute | the first is over after |"
            + " half are over after | the last is over after |\n| ---: | ---: | ---: | ---: | ---: | ---: | ---: |\n";

    static ManyRuns measure(Workload workload, int runs, Path directory) throws IOException {
        List<RunRecord> records = new ArrayList<>();
        try (ForemanSimulator simulator = ForemanSimulator.builder()
                .manualClock()
                .hosts(runs, "host%05d.example.com")
                .start()) {
            simulator.fleet().scripts(host -> workload.script(host.id()));
            VirtualScheduler scheduler = new VirtualScheduler(simulator.clock());
            ServerBudget budget = new ServerBudget(scheduler, Engine.IN_FLIGHT, Engine.REQUESTS_PER_MINUTE);
            Instant begun = simulator.clock().instant();
            for (int i = 0; i < runs; i++) {
                RunRecord record = Engine.begin(simulator, directory.resolve("run" + i));
                records.add(record);
                String search = String.format(Locale.ROOT, "name = host%05d.example.com", i + 1);
                new Engine(Mode.AUTO, 0).start(simulator, scheduler, budget, record, search, new Lag());
            }
            Duration first = untilOver(scheduler, simulator, begun, records, 1);
            Duration half = untilOver(scheduler, simulator, begun, records, (runs + 1) / 2);
            Duration over = untilOver(scheduler, simulator, begun, records, runs);
            for (RunRecord record : records) {
                if (record.head().outcome().verdict() != RunHead.Verdict.SUCCESS) {
                    throw new AssertionError(record.head().outcome());
                }
            }
            return new ManyRuns(
                    runs, simulator.counters().requests(), simulator.counters().maxPerMinute(), first, half, over);
        } finally {
            for (RunRecord record : records) {
                record.close();
            }
        }
    }

    private static Duration untilOver(
            VirtualScheduler scheduler, ForemanSimulator simulator, Instant begun, List<RunRecord> records, int many) {
        scheduler.runUntil(() -> records.stream()
                        .filter(record -> record.head().outcome() != null)
                        .count()
                >= many);
        return Duration.between(begun, simulator.clock().instant());
    }

    double requestsPerRun() {
        return (double) requests / runs;
    }

    /** A row of a table in Markdown. */
    String row() {
        return String.format(
                Locale.ROOT,
                "| %,d | %,d | %.1f | %,d | %,d s | %,d s | %,d s |%n",
                runs,
                requests,
                requestsPerRun(),
                mostInMinute,
                first.toSeconds(),
                half.toSeconds(),
                over.toSeconds());
    }
}
