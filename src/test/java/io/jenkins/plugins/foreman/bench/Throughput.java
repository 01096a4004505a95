package io.jenkins.plugins.foreman.bench;

import io.jenkins.plugins.foreman.TestProcess;
import io.jenkins.plugins.foreman.client.JobOptions;
import io.jenkins.plugins.foreman.client.JobSecrets;
import io.jenkins.plugins.foreman.client.NewJobInvocation;
import io.jenkins.plugins.foreman.simulator.ForemanSimulator;
import io.jenkins.plugins.foreman.simulator.HostScript;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What it takes to take in much output of hosts that have ended, in a process of its own with little memory: all of its
 * processor time, from the first reply to the record on disk, beside a process that only parses the same replies and writes
 * their texts into a file.
 *
 * @param megabytes of output
 * @param heap of each process, in megabytes
 * @param record processor time of this plugin
 * @param limit of the parse and the file
 * @param allocated by this plugin, in megabytes
 * @param sent how often the server had to send each byte to this plugin, against the other
 * @param disk megabytes of the record
 */
record Throughput(
        String shape,
        int hosts,
        double megabytes,
        int heap,
        Duration record,
        Duration limit,
        long allocated,
        double sent,
        double disk) {

    static final String HEADING = "| output | hosts | megabytes | heap | record | parse and file | ratio | allocated"
            + " | sent | on disk |\n| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |\n";

    /** @param piece what each chunk says */
    static Throughput measure(String shape, int hosts, String piece, int pieces, int heap, Path directory)
            throws IOException, InterruptedException {
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
            create(simulator);
            simulator.clock().advance(Duration.ofMinutes(1));
            simulator.counters().reset();
            long[] record = process("record", simulator, hosts, heap, directory.resolve("record"));
            long sent = simulator.counters().bytesSent();
            simulator.counters().reset();
            long[] limit = process("parse", simulator, hosts, heap, directory.resolve("file"));
            return new Throughput(
                    shape,
                    hosts,
                    (double) hosts * piece.length() * pieces / 1e6,
                    heap,
                    Duration.ofMillis(record[0]),
                    Duration.ofMillis(limit[0]),
                    record[1],
                    (double) sent / simulator.counters().bytesSent(),
                    size(directory.resolve("record")) / 1e6);
        }
    }

    private static void create(ForemanSimulator simulator) throws IOException {
        var foreman = Follower.connect(simulator, () -> {});
        foreman.jobInvocations()
                .create(new NewJobInvocation(
                        foreman.lookups().templateByName(Follower.TEMPLATE).id(),
                        null,
                        new NewJobInvocation.Targeting(Follower.QUERY, null, List.of(), false, null),
                        Map.of("command", "uptime"),
                        null,
                        JobOptions.DEFAULTS,
                        JobSecrets.NONE));
    }

    private static long[] process(String what, ForemanSimulator simulator, int hosts, int heap, Path place)
            throws IOException, InterruptedException {
        Process process = TestProcess.of(
                        List.of(),
                        List.of("-Xmx" + heap + "m", "-XX:TieredStopAtLevel=4", "-XX:+ExitOnOutOfMemoryError"),
                        Intake.class,
                        List.of(what, simulator.uri().toString(), Integer.toString(hosts), place.toString()))
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new AssertionError(what + ": " + said);
        }
        List<String> lines = said.lines().toList();
        return Stream.of(lines.get(lines.size() - 1).split(" "))
                .mapToLong(Long::parseLong)
                .toArray();
    }

    private static long size(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            return files.mapToLong(
                            file -> file.toFile().isFile() ? file.toFile().length() : 0)
                    .sum();
        }
    }

    /** A row of a table in Markdown. */
    String row() {
        return String.format(
                Locale.ROOT,
                "| %s | %,d | %,.0f | %d MB | %.1f ms/MB | %.1f ms/MB | %.1f | %.1f MB/MB | %.1f times | %,.0f MB |%n",
                shape,
                hosts,
                megabytes,
                heap,
                record.toNanos() / 1e6 / megabytes,
                limit.toNanos() / 1e6 / megabytes,
                (double) record.toNanos() / limit.toNanos(),
                allocated / megabytes,
                sent,
                disk);
    }
}
