package io.jenkins.plugins.foreman.bench;

import io.jenkins.plugins.foreman.client.HostFacts;
import io.jenkins.plugins.foreman.client.HostState;
import io.jenkins.plugins.foreman.record.HostRow;
import io.jenkins.plugins.foreman.record.RunRecord;
import io.jenkins.plugins.foreman.view.PageEndpoint;
import io.jenkins.plugins.foreman.view.PageReply;
import io.jenkins.plugins.foreman.view.PageRequest;
import io.jenkins.plugins.foreman.view.RunActs;
import io.jenkins.plugins.foreman.view.RunPage;
import io.jenkins.plugins.foreman.view.RunsView;
import io.jenkins.plugins.foreman.view.SampleRun;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * People who have the page of a large job open while it runs: the processor time that a refresh of all of them takes, each
 * of which comes after a host has changed.
 */
record Watchers(int hosts, int watchers, int views, Duration refresh) {

    private static final int ROUNDS = 20;

    static final String HEADING =
            "| hosts | watchers | views | a refresh of all of them |\n| ---: | ---: | ---: | ---: |\n";

    static Watchers measure(int hosts, int watchers, int views, Path directory) throws IOException {
        SampleRun run = new SampleRun(directory, Instant.now());
        try (RunRecord record = run.record()) {
            List<HostRow> rows = new ArrayList<>();
            for (int id = 1; id <= hosts; id++) {
                rows.add(HostRow.unplanned(id, String.format("web%05d.example.org", id * 7919 % hosts)));
            }
            run.attempt(1, rows);
            for (int id = 1; id <= hosts; id++) {
                rows.set(
                        id - 1,
                        rows.get(id - 1)
                                .in(HostState.RUNNING, new HostFacts("proxy" + id % 9, null, null), Instant.now()));
            }
            run.current().putHosts(rows);
            RunPage page = new RunPage(new RunsView(() -> List.of(run.viewed())), RunActs.NONE);
            // what is compiled and worked out once
            for (int round = 0; round < ROUNDS; round++) {
                refresh(page, run, round, watchers, views);
            }
            var threads = ManagementFactory.getThreadMXBean();
            long begun = threads.getCurrentThreadCpuTime();
            for (int round = 0; round < ROUNDS; round++) {
                refresh(page, run, ROUNDS + round, watchers, views);
            }
            return new Watchers(
                    hosts, watchers, views, Duration.ofNanos((threads.getCurrentThreadCpuTime() - begun) / ROUNDS));
        }
    }

    private static void refresh(RunPage page, SampleRun run, int round, int watchers, int views) throws IOException {
        run.state(round + 1, HostState.SUCCESS, 30);
        for (int watcher = 0; watcher < watchers; watcher++) {
            ask(page, "summary", Map.of());
            ask(page, "hosts", view(watcher % views));
        }
    }

    private static void ask(RunPage page, String path, Map<String, String> params) throws IOException {
        PageReply.Body body = page.handle(PageEndpoint.find(path, false), new PageRequest(params, Locale.ENGLISH, null))
                .body();
        if (body != null) {
            body.writeTo(OutputStream.nullOutputStream());
        }
    }

    /** The first one is what everybody sees who has not asked for anything else. */
    private static Map<String, String> view(int number) {
        Map<String, String> params = new HashMap<>(Map.of("limit", "50"));
        if (number > 0) {
            params.put(
                    "sort",
                    List.of("name", "-name", "state", "duration", "proxy").get(number % 5));
            params.put("state", number % 2 == 0 ? "running" : "running,success");
            params.put("q", number < 10 ? "" : "web0");
        }
        return params;
    }

    /** A row of a table in Markdown. */
    String row() {
        return String.format(
                Locale.ROOT, "| %,d | %d | %d | %.1f ms |%n", hosts, watchers, views, refresh.toNanos() / 1e6);
    }
}
