package io.jenkins.plugins.foreman.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.jenkins.plugins.foreman.console.ConsoleOptions;
import io.jenkins.plugins.foreman.console.ConsoleOutput;
import io.jenkins.plugins.foreman.console.Mode;
import io.jenkins.plugins.foreman.invocation.ForwardingListener;
import io.jenkins.plugins.foreman.invocation.JobInvocationRun;
import io.jenkins.plugins.foreman.invocation.RunSettings;
import io.jenkins.plugins.foreman.invocation.ServerBudget;
import io.jenkins.plugins.foreman.invocation.ThreadedScheduler;
import io.jenkins.plugins.foreman.record.HostRow;
import io.jenkins.plugins.foreman.record.RunHead;
import io.jenkins.plugins.foreman.record.RunRecord;
import io.jenkins.plugins.foreman.simulator.ForemanSimulator;
import io.jenkins.plugins.foreman.simulator.HostScript;
import io.jenkins.plugins.foreman.view.PageEndpoint;
import io.jenkins.plugins.foreman.view.PageReply;
import io.jenkins.plugins.foreman.view.PageRequest;
import io.jenkins.plugins.foreman.view.RunActs;
import io.jenkins.plugins.foreman.view.RunPage;
import io.jenkins.plugins.foreman.view.RunsView;
import io.jenkins.plugins.foreman.view.ViewedRun;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * From when a line was written on a host to when it is in the record, in the build log and on an open page, in real time: a
 * line a second for a minute, on a server whose answers take the time that they take a real one.
 *
 * @param open hosts whose output somebody has open
 */
record Sight(Mode mode, int hosts, int open, Lag record, Lag log, Lag page) {

    static final String HEADING = "| build log | hosts | open on a page | record | build log | page |\n"
            + "| --- | ---: | ---: | ---: | ---: | ---: |\n";

    private static final int LINES = 60;
    private static final Pattern LINE = Pattern.compile("\\[?(host\\d+)\\S*\\s.*line (\\d+)");

    /** As an open page does it where something has changed. */
    private static final Duration POLL = Duration.ofSeconds(2);

    private static final ObjectMapper JSON = new ObjectMapper();

    static Sight measure(Mode mode, int hosts, int open, Path directory) throws Exception {
        Sight sight = new Sight(mode, hosts, open, new Lag(), new Lag(), new Lag());
        try (ForemanSimulator simulator = ForemanSimulator.builder()
                        .costModel(true)
                        .hosts(hosts, "host%05d.example.com")
                        .start();
                ThreadedScheduler scheduler = new ThreadedScheduler("engine", ServerBudget.threads(Engine.IN_FLIGHT));
                RunRecord record = Engine.begin(simulator, directory)) {
            simulator
                    .fleet()
                    .scripts(host -> HostScript.builder()
                            .generated(LINES, Duration.ofSeconds(1), number -> "line " + number + "\n")
                            .duration(Duration.ofSeconds(LINES + 5))
                            .exit(0)
                            .build());
            sight.follow(simulator, scheduler, record);
        }
        return sight;
    }

    private void follow(ForemanSimulator simulator, ThreadedScheduler scheduler, RunRecord record) throws Exception {
        ServerBudget budget = new ServerBudget(scheduler, Engine.IN_FLIGHT, Engine.REQUESTS_PER_MINUTE);
        CountDownLatch end = new CountDownLatch(1);
        Map<String, Long> printed = new HashMap<>();
        ConsoleOutput console = new ConsoleOutput(record, new ConsoleOptions(mode, true, 0), line -> {
            Matcher matcher = LINE.matcher(line);
            if (matcher.find()) {
                printed.put(matcher.group(1) + " " + matcher.group(2), now(simulator));
            }
        });
        new JobInvocationRun(
                        Follower.connect(simulator, budget),
                        budget,
                        record,
                        Engine.request(Follower.QUERY),
                        RunSettings.DEFAULTS,
                        new ForwardingListener(console) {
                            private long position;

                            @Override
                            public void recorded(int attempt, List<HostRow> completed) throws IOException {
                                long now = now(simulator);
                                super.recorded(attempt, completed);
                                position = record.attempt(attempt)
                                        .follow(
                                                position,
                                                (host, chunks, last) -> chunks.forEach(chunk -> {
                                                    Sight.this.record.add(now - chunk.timestampMicros());
                                                    Long at = printed.remove("host%05d %s"
                                                            .formatted(
                                                                    host,
                                                                    chunk.text().replaceAll("\\D", "")));
                                                    if (at != null) {
                                                        log.add(at - chunk.timestampMicros());
                                                    }
                                                }));
                            }

                            @Override
                            public void finished(RunHead head, Throwable fault) {
                                super.finished(head, fault);
                                end.countDown();
                            }
                        },
                        new Random(1))
                .start();
        RunPage page = new RunPage(new RunsView(() -> List.of(new ViewedRun(record, "alice"))), RunActs.NONE);
        Map<Integer, Long> seen = new HashMap<>();
        while (!end.await(POLL.toMillis(), TimeUnit.MILLISECONDS)) {
            for (int host = 1;
                    host <= open
                            && record.attempts() > 0
                            && !record.attempt(0).hosts().isEmpty();
                    host++) {
                JsonNode output = ask(page, host, seen.getOrDefault(host, 0L));
                long now = now(simulator);
                output.path("pieces")
                        .forEach(piece -> this.page.add(now - piece.get(1).asLong() * 1000));
                seen.put(host, output.path("next").asLong());
            }
        }
    }

    private static JsonNode ask(RunPage page, int host, long offset) throws IOException {
        Map<String, String> params = Map.of("host", Integer.toString(host), "offset", Long.toString(offset));
        PageReply.Body body = page.handle(PageEndpoint.OUTPUT, new PageRequest(params, Locale.ENGLISH, null))
                .body();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        body.writeTo(bytes);
        return JSON.readTree(bytes.toByteArray());
    }

    private static long now(ForemanSimulator simulator) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, simulator.clock().instant());
    }

    /** A row of a table in Markdown. */
    String row() {
        return String.format(
                Locale.ROOT,
                "| %s | %,d | %,d | %s | %s | %s |%n",
                mode,
                hosts,
                open,
                record.row(),
                log.row(),
                page.row());
    }
}
