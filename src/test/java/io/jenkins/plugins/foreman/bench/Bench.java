package io.jenkins.plugins.foreman.bench;

import io.jenkins.plugins.foreman.console.Mode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What it costs Foreman to follow jobs, and how late one sees what happens, beside what people use instead and beside what
 * cannot be undercut. In virtual time: the simulated server's answers take as long as {@code CostModel} says. It is no
 * test of the usual builds; {@code portable/bench} runs it, and it writes the tables of {@code docs/benchmarks.md}. The
 * system property {@code bench.hosts} is the largest job that is tried; the tables are written when that is as it should
 * be.
 */
class Bench {

    private static final int USUAL = 10_000;
    private static final int MOST = Integer.getInteger("bench.hosts", USUAL);

    /** So many hosts are only followed by who looks at none of them. */
    private static final int HUGE = 50_000;

    /** With more hosts a script's look takes longer than the job. */
    private static final int MOST_OF_SCRIPTS = 1_000;

    /** From where the tests of the portable build run. */
    private static final Path DOCUMENT = Path.of("../../docs/benchmarks.md");

    @TempDir
    Path directory;

    private final StringBuilder table = new StringBuilder(Figures.HEADING);
    private int runs;

    @Test
    void costForForeman() throws IOException {
        for (Workload workload : new Workload[] {Workload.CHATTY, Workload.SILENT, Workload.FAST}) {
            for (int hosts = 10; hosts <= MOST; hosts *= 10) {
                // what a hundred thousand lines say of ten hosts, six millions need not say again
                compare(hosts > 1_000 && workload == Workload.CHATTY ? Workload.TEN_CHATTY : workload, hosts);
            }
        }
        write("cost");
    }

    @Test
    void howItGrows() throws IOException {
        table.setLength(0);
        table.append(
                "| workload | from | to | requests grow by the power of | server time |\n| --- | --- | --- | ---: | ---: |\n");
        for (Workload workload : new Workload[] {Workload.SILENT, Workload.FAST}) {
            Figures before = quiet(workload, Math.min(MOST, 100));
            for (int hosts : new int[] {Math.min(MOST, 1_000), Math.min(MOST, 10_000), MOST == USUAL ? HUGE : MOST}) {
                Figures after = quiet(workload, hosts);
                grows(
                        workload,
                        before.hosts() + " hosts",
                        before,
                        hosts + " hosts",
                        after,
                        (double) hosts / before.hosts());
                before = after;
            }
        }
        grows(Workload.CHATTY, "10 minutes", quiet(Workload.CHATTY, 100), "100 minutes", quiet(Workload.LONG, 100), 10);
        write("growth");
    }

    private Figures quiet(Workload workload, int hosts) throws IOException {
        return new Engine(Mode.GROUPED, 0).measure(workload, hosts, directory.resolve("run" + runs++));
    }

    private void grows(Workload workload, String from, Figures before, String to, Figures after, double times) {
        String row = String.format(
                Locale.ROOT,
                "| %s | %s | %s | %.2f | %.2f |%n",
                workload.name().toLowerCase(Locale.ROOT),
                from,
                to,
                Math.log((double) after.requests() / before.requests()) / Math.log(times),
                Math.log((double) after.server().toMillis() / before.server().toMillis()) / Math.log(times));
        table.append(row);
        System.out.print(row);
    }

    private void compare(Workload workload, int hosts) throws IOException {
        measure(workload, hosts, Script.EACH_ONCE, "limit: each host once");
        measure(workload, hosts, new Engine(Mode.PREFIXED, 0), "PREFIXED, nobody looks");
        measure(workload, hosts, new Engine(Mode.GROUPED, 0), "GROUPED, nobody looks");
        if (hosts > 10) {
            measure(workload, hosts, new Engine(Mode.GROUPED, 10), "GROUPED, 10 hosts looked at");
        }
        if (hosts <= MOST_OF_SCRIPTS) {
            measure(workload, hosts, Script.LOOP_OVER_HOSTS, "rival: a loop over all hosts");
            measure(workload, hosts, Script.OUTPUTS_OF_ALL, "rival: outputs of all");
        }
    }

    @Test
    void aHostThatWritesFast() throws IOException {
        measure(Workload.LOUD, 1, new Engine(Mode.PREFIXED, 1), "PREFIXED");
        measure(Workload.LOUD, 1, Script.LOOP_OVER_HOSTS, "rival: a loop over all hosts");
        write("loud");
    }

    @Test
    void howLateLinesAreSeen() throws Exception {
        table.setLength(0);
        table.append(Sight.HEADING);
        for (Mode mode : new Mode[] {Mode.PREFIXED, Mode.GROUPED}) {
            for (int hosts : new int[] {10, 100}) {
                Sight figures = Sight.measure(mode, hosts, 10, place());
                table.append(figures.row());
                System.out.print(figures.row());
            }
        }
        write("sight");
    }

    @Test
    void manySmallRuns() throws IOException {
        table.setLength(0);
        table.append(ManyRuns.HEADING);
        for (int many = 10; many <= Math.min(MOST, 1_000); many *= 10) {
            ManyRuns figures = ManyRuns.measure(Workload.SHORT, many, directory.resolve("many" + many));
            table.append(figures.row());
            System.out.print(figures.row());
        }
        write("runs");
    }

    @Test
    void muchOutput() throws Exception {
        table.setLength(0);
        table.append(Throughput.HEADING);
        String line = "x".repeat(99) + "\n";
        String lines = line.repeat(41);
        take("lines of 100, one a chunk", 1, line, 160_000, 64);
        take("lines of 100, one a chunk", 20, line, 100_000, 64);
        take("lines of 100, 4 KB a chunk", 20, lines, 4_000, 64);
        take("lines of 100, 4 KB a chunk", 1_000, lines, 250, 64);
        take("lines of 100, 4 KB a chunk, 16 MB of them kept", 1, lines, 250_000, 64);
        take("a line of 10 MB, 4 KB a chunk", 20, "x".repeat(4_096), 2_500, 64);
        take("single characters", 50, "x", 100_000, 128);
        write("throughput");
    }

    @Test
    void aCrowdOfRuns() throws Exception {
        table.setLength(0);
        table.append(Crowd.Resources.HEADING);
        for (int servers : new int[] {1, 50}) {
            try (Crowd crowd = new Crowd(Math.min(MOST, 1_000), servers, false, Duration.ofHours(1), place())) {
                Crowd.Resources figures = crowd.resources(Duration.ofSeconds(60));
                table.append(figures.row());
                System.out.print(figures.row());
            }
        }
        write("crowd");
    }

    @Test
    void manyWatchers() throws IOException {
        table.setLength(0);
        table.append(Watchers.HEADING);
        for (int[] of : new int[][] {{1, 1}, {20, 1}, {20, 20}}) {
            Watchers figures = Watchers.measure(50_000, of[0], of[1], place());
            table.append(figures.row());
            System.out.print(figures.row());
        }
        write("watchers");
    }

    @Test
    void aRestart() throws IOException {
        table.setLength(0);
        table.append("| runs | the last one is looked at after |\n| ---: | ---: |\n");
        for (int many = 10; many <= Math.min(MOST, 1_000); many *= 10) {
            try (Crowd crowd = new Crowd(many, 1, true, Duration.ofMinutes(30), place())) {
                String row = String.format(
                        Locale.ROOT, "| %,d | %d s |%n", many, crowd.restart().toSeconds());
                table.append(row);
                System.out.print(row);
            }
        }
        write("restart");
    }

    private Path place() throws IOException {
        return Files.createDirectory(directory.resolve("place" + runs++));
    }

    private void take(String shape, int hosts, String piece, int pieces, int heap) throws Exception {
        Throughput figures = Throughput.measure(shape, hosts, piece, pieces, heap, place());
        table.append(figures.row());
        System.out.print(figures.row());
    }

    private void measure(Workload workload, int hosts, Follower follower, String name) throws IOException {
        long begun = System.nanoTime();
        Figures figures = follower.measure(workload, hosts, directory.resolve("run" + runs++));
        String row = figures.row(workload, name);
        table.append(row);
        System.out.printf("%4d s  %s", (System.nanoTime() - begun) / 1_000_000_000, row);
    }

    /** Puts the table between the marks of that name. */
    private void write(String name) throws IOException {
        if (MOST != USUAL) {
            return;
        }
        String begin = "<!-- bench " + name + " -->\n";
        String text = Files.readString(DOCUMENT);
        int from = text.indexOf(begin) + begin.length();
        int to = text.indexOf("<!-- end -->", from);
        Files.writeString(DOCUMENT, text.substring(0, from) + table + text.substring(to));
    }
}
