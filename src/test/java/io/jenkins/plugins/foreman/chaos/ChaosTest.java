package io.jenkins.plugins.foreman.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.UnixOperatingSystemMXBean;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Everything goes wrong at random moments, and what was promised holds. The system property {@code chaos.seeds} says what
 * is played: how many seeds, from one to another as {@code 17-40}, or one as {@code =17}, which is told step by step;
 * {@code chaos.without} names troubles that are left out.
 */
class ChaosTest {

    private static final String SEEDS = System.getProperty("chaos.seeds", "60");
    private static final int MOST_SHOWN = 10;

    @TempDir
    Path directory;

    /** What goes wrong here is meant to. */
    private final Logger logger = Logger.getLogger("io.jenkins.plugins.foreman");

    private long requests;
    private long restarts;
    private long powerLosses;

    @BeforeEach
    void silence() {
        logger.setLevel(Level.OFF);
    }

    @AfterEach
    void speak() {
        logger.setLevel(null);
    }

    @Test
    void whatIsPromisedHoldsWhateverHappens() throws IOException {
        List<String> failed = new ArrayList<>();
        long begun = System.nanoTime();
        // once before, for what a process keeps from its first run on
        play(0);
        long files = openFiles();
        long threads = threads();
        long heap = heap();
        long[] seeds = seeds().toArray();
        for (long seed : seeds) {
            String failure = play(seed);
            if (failure != null) {
                failed.add(failure);
            }
        }
        System.out.printf(
                "Chaos: %,d seeds in %,d s, %d failed; %,d requests, %,d kills and restarts, %,d power losses%n",
                seeds.length,
                (System.nanoTime() - begun) / 1_000_000_000,
                failed.size(),
                requests,
                restarts,
                powerLosses);
        assertThat(failed.stream().limit(MOST_SHOWN)).isEmpty();
        assertThat(openFiles() - files).as("files left open").isLessThan(100);
        assertThat(threads() - threads).as("threads left behind").isLessThan(10);
        assertThat(heap() - heap).as("bytes left on the heap").isLessThan(32_000_000);
    }

    /** Without those of HTTP clients, which end when nobody has needed them for a minute. */
    private static long threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> !thread.getName().startsWith("HttpClient-"))
                .count();
    }

    private static long heap() {
        System.gc();
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }

    /** Where the system tells. */
    private static long openFiles() {
        System.gc();
        return ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean unix
                ? unix.getOpenFileDescriptorCount()
                : 0;
    }

    private static LongStream seeds() {
        if (SEEDS.startsWith("=")) {
            return LongStream.of(Long.parseLong(SEEDS.substring(1)));
        }
        String[] range = SEEDS.split("-");
        return range.length == 1
                ? LongStream.rangeClosed(1, Long.parseLong(range[0]))
                : LongStream.rangeClosed(Long.parseLong(range[0]), Long.parseLong(range[1]));
    }

    /** Returns null when all is well. */
    private String play(long seed) throws IOException {
        Set<String> without = Arrays.stream(
                        System.getProperty("chaos.without", "").split(","))
                .collect(Collectors.toSet());
        Path place = Files.createDirectory(directory.resolve("seed" + seed));
        List<String> violations = new ArrayList<>();
        List<String> trace;
        try (World world = World.of(seed, place, trouble -> !without.contains(trouble.name()))) {
            trace = world.trace;
            try {
                world.run();
                violations.addAll(Truth.violations(world));
            } catch (Exception | AssertionError e) {
                StringWriter text = new StringWriter();
                e.printStackTrace(new PrintWriter(text, true));
                violations.add(text.toString());
            }
            requests += world.simulator.counters().requests();
            restarts += world.restarts;
            powerLosses += world.powerLosses;
            if (SEEDS.startsWith("=")) {
                trace.forEach(System.out::println);
                world.runs.forEach(run -> run.log.lines().forEach(line -> System.out.println("log | " + line)));
            }
        }
        delete(place);
        return violations.isEmpty() ? null : String.join("\n", violations) + "\nreplay: portable/chaos =" + seed + "\n";
    }

    private static void delete(Path place) throws IOException {
        try (Stream<Path> all = Files.walk(place)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
