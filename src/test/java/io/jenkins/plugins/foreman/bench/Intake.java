package io.jenkins.plugins.foreman.bench;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.sun.management.OperatingSystemMXBean;
import com.sun.management.ThreadMXBean;
import io.jenkins.plugins.foreman.client.Foreman;
import io.jenkins.plugins.foreman.client.ForemanConnection;
import io.jenkins.plugins.foreman.invocation.JobInvocationRun;
import io.jenkins.plugins.foreman.invocation.RunListener;
import io.jenkins.plugins.foreman.invocation.RunSettings;
import io.jenkins.plugins.foreman.invocation.ServerBudget;
import io.jenkins.plugins.foreman.invocation.ThreadedScheduler;
import io.jenkins.plugins.foreman.record.HostRow;
import io.jenkins.plugins.foreman.record.RecordLimits;
import io.jenkins.plugins.foreman.record.RunHead;
import io.jenkins.plugins.foreman.record.RunRecord;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * A process that takes in the output of job 1, all of whose hosts have ended, and says in its last line what that took: its
 * processor time in milliseconds and what it allocated in megabytes, without what it took to start.
 */
final class Intake {

    private static final OperatingSystemMXBean PROCESS =
            (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    /** Of each thread, also of those that have ended since. */
    private final Map<Long, Long> allocated = new HashMap<>();

    private Intake() {}

    /** Arguments: what does it, address of the server, number of hosts, place for what is kept. */
    public static void main(String[] arguments) throws Exception {
        URI server = URI.create(arguments[1]);
        int hosts = Integer.parseInt(arguments[2]);
        Path place = Path.of(arguments[3]);
        Intake intake = new Intake();
        long allocatedBefore = intake.allocated();
        long before = PROCESS.getProcessCpuTime();
        if (arguments[0].equals("record")) {
            intake.record(server, place);
        } else {
            parse(server, hosts, place);
        }
        System.out.printf(
                Locale.ROOT,
                "%d %d%n",
                (PROCESS.getProcessCpuTime() - before) / 1_000_000,
                (intake.allocated() - allocatedBefore) / 1_000_000);
    }

    /** This plugin, which follows the job. */
    private void record(URI server, Path place) throws IOException, InterruptedException {
        CountDownLatch end = new CountDownLatch(1);
        try (ThreadedScheduler scheduler = new ThreadedScheduler("engine", ServerBudget.threads(Engine.IN_FLIGHT));
                RunRecord record = RunRecord.create(
                        place, RecordLimits.DEFAULT, JobInvocationRun.following(server.toString(), 1, Instant.now()))) {
            ServerBudget budget = new ServerBudget(scheduler, Engine.IN_FLIGHT, 60_000);
            new JobInvocationRun(
                            new Foreman(ForemanConnection.of(server, "admin", () -> "changeme"), budget),
                            budget,
                            record,
                            null,
                            RunSettings.DEFAULTS,
                            new RunListener() {
                                @Override
                                public void finished(RunHead head, Throwable fault) {
                                    end.countDown();
                                }
                            },
                            new Random(1))
                    .start();
            while (!end.await(100, TimeUnit.MILLISECONDS)) {
                allocated();
            }
            if (record.head().outcome().verdict() != RunHead.Verdict.SUCCESS
                    || !record.attempt(0).hosts().stream().allMatch(HostRow::outputComplete)) {
                throw new AssertionError(
                        "It came to a wrong end: " + record.head().outcome());
            }
        }
    }

    /** What cannot be undercut: somebody who parses what the server says of each host and writes the texts into a file. */
    private static void parse(URI server, int hosts, Path file) throws IOException, InterruptedException {
        HttpClient client = HttpClient.newHttpClient();
        String login = Base64.getEncoder().encodeToString("admin:changeme".getBytes(StandardCharsets.UTF_8));
        try (OutputStream out = Files.newOutputStream(file)) {
            for (int host = 1; host <= hosts; host++) {
                HttpRequest request = HttpRequest.newBuilder(server.resolve("/api/job_invocations/1/hosts/" + host))
                        .header("Authorization", "Basic " + login)
                        .build();
                try (InputStream body = client.send(request, BodyHandlers.ofInputStream())
                                .body();
                        JsonParser parser = new JsonFactory().createParser(body)) {
                    for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                        if (token == JsonToken.VALUE_STRING && "output".equals(parser.currentName())) {
                            out.write(parser.getText().getBytes(StandardCharsets.UTF_8));
                        }
                    }
                }
            }
        }
    }

    private long allocated() {
        long[] ids = THREADS.getAllThreadIds();
        long[] bytes = THREADS.getThreadAllocatedBytes(ids);
        for (int i = 0; i < ids.length; i++) {
            allocated.merge(ids[i], bytes[i], Math::max);
        }
        return allocated.values().stream().mapToLong(Long::longValue).sum();
    }
}
