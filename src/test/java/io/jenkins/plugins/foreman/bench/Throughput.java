package io.jenkins.plugins.foreman.bench;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.jenkins.plugins.foreman.console.Mode;
import io.jenkins.plugins.foreman.simulator.ForemanSimulator;
import io.jenkins.plugins.foreman.simulator.HostScript;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.Locale;

/**
 * What it takes the controller to take in much output of few hosts, once it is there: the processor time of the thread that
 * does it, from the reply to the record on disk, beside a program that only parses the same reply and writes its texts into
 * a file.
 *
 * @param megabytes of output
 * @param record processor time of this plugin
 * @param limit of the parse and the file
 */
record Throughput(String shape, int hosts, double megabytes, Duration record, Duration limit) {

    static final String HEADING = "| output | hosts | megabytes | record | parse and file | ratio |\n"
            + "| --- | ---: | ---: | ---: | ---: | ---: |\n";

    /** @param piece what each chunk says */
    static Throughput measure(String shape, int hosts, String piece, int pieces, Path directory) throws IOException {
        try (ForemanSimulator simulator = ForemanSimulator.builder()
                .manualClock()
                .hosts(hosts, "host%05d.example.com")
                .start()) {
            simulator
                    .fleet()
                    .scripts(host -> HostScript.builder()
                            .generated(pieces, Duration.ofNanos(1000), number -> piece)
                            .duration(Duration.ofSeconds(2))
                            .exit(0)
                            .build());
            Duration record = processorTime(
                    () -> new Engine(Mode.NONE, 0).follow(simulator, directory.resolve("record"), new Lag()));
            Duration limit = processorTime(() -> parse(simulator, hosts, directory.resolve("file")));
            return new Throughput(shape, hosts, (double) hosts * piece.length() * pieces / 1e6, record, limit);
        }
    }

    /** Something that is measured. */
    private interface Work {
        void run() throws IOException, InterruptedException;
    }

    private static Duration processorTime(Work work) {
        var threads = ManagementFactory.getThreadMXBean();
        long begun = threads.getCurrentThreadCpuTime();
        try {
            work.run();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
        return Duration.ofNanos(threads.getCurrentThreadCpuTime() - begun);
    }

    private static void parse(ForemanSimulator simulator, int hosts, Path file)
            throws IOException, InterruptedException {
        HttpClient client = HttpClient.newHttpClient();
        String login = Base64.getEncoder().encodeToString("admin:changeme".getBytes(StandardCharsets.UTF_8));
        try (OutputStream out = Files.newOutputStream(file)) {
            for (int host = 1; host <= hosts; host++) {
                HttpRequest request = HttpRequest.newBuilder(
                                simulator.uri().resolve("/api/job_invocations/1/hosts/" + host))
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

    /** A row of a table in Markdown. */
    String row() {
        return String.format(
                Locale.ROOT,
                "| %s | %,d | %,.0f | %.1f ms/MB | %.1f ms/MB | %.1f |%n",
                shape,
                hosts,
                megabytes,
                record.toNanos() / 1e6 / megabytes,
                limit.toNanos() / 1e6 / megabytes,
                (double) record.toNanos() / limit.toNanos());
    }
}
