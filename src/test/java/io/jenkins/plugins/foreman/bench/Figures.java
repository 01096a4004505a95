package io.jenkins.plugins.foreman.bench;

import io.jenkins.plugins.foreman.simulator.RequestCounters;
import java.time.Duration;
import java.util.Locale;

/**
 * What it cost to follow a job, and what came of that.
 *
 * @param requests of any kind
 * @param reads of the output of one host each
 * @param liveReads those of them that a smart proxy was asked for, because the host ran
 * @param pages of hosts
 * @param listed hosts on them
 * @param server time that Foreman took, by the model
 * @param watched lag of the hosts that somebody looks at; of some hosts where nobody does
 * @param end from the end of the last host to the end of the step
 */
record Figures(
        int hosts,
        int requests,
        long reads,
        long liveReads,
        int pages,
        long listed,
        Duration server,
        Lag watched,
        Duration end) {

    static Figures of(int hosts, RequestCounters counters, Lag watched, Duration end) {
        return new Figures(
                hosts,
                counters.requests(),
                counters.hostOutputReads(),
                counters.liveOutputReads(),
                counters.requests("GET /api/job_invocations/:id/hosts"),
                counters.hostsListed(),
                counters.serverTime(),
                watched,
                end);
    }

    double readsPerHost() {
        return (double) reads / hosts;
    }

    static final String HEADING =
            "| workload | hosts | who follows | requests | reads a host | live reads | pages of hosts | hosts on them |"
                    + " server time | lag p50, p95, p99 | last host's end to step's end |\n"
                    + "| --- | ---: | --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |\n";

    /** A row of a table in Markdown. */
    String row(Workload workload, String who) {
        return String.format(
                Locale.ROOT,
                "| %s | %,d | %s | %,d | %.1f | %,d | %,d | %,d | %,d s | %s | %.1f s |%n",
                workload.name().toLowerCase(Locale.ROOT),
                hosts,
                who,
                requests,
                readsPerHost(),
                liveReads,
                pages,
                listed,
                server.toSeconds(),
                watched.row(),
                end.toMillis() / 1000.0);
    }
}
