package io.jenkins.plugins.foreman.chaos;

import io.jenkins.plugins.foreman.client.Foreman;
import io.jenkins.plugins.foreman.client.ForemanConnection;
import io.jenkins.plugins.foreman.console.ConsoleLog;
import io.jenkins.plugins.foreman.console.ConsoleOutput;
import io.jenkins.plugins.foreman.console.Mode;
import io.jenkins.plugins.foreman.invocation.JobInvocationRun;
import io.jenkins.plugins.foreman.invocation.Scheduler;
import io.jenkins.plugins.foreman.invocation.ServerBudget;
import io.jenkins.plugins.foreman.invocation.ThreadedScheduler;
import io.jenkins.plugins.foreman.record.RecordLimits;
import io.jenkins.plugins.foreman.record.RunHead;
import io.jenkins.plugins.foreman.record.RunRecord;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;

/**
 * A process that follows many runs to their end, from wherever the one before it left them. Its arguments are the address
 * of a Foreman, a directory, and the number of runs.
 */
final class Controller {

    /** How much faster time goes by, here and in the simulator. */
    static final int SPEED = 20;

    private Controller() {}

    /** Real threads in a time that goes by faster. */
    private record Fast(Scheduler threads) implements Scheduler {
        private static final Instant BEGUN = Instant.now();

        @Override
        public Instant now() {
            return BEGUN.plus(Duration.between(BEGUN, threads.now()).multipliedBy(SPEED));
        }

        @Override
        public long nanoTime() {
            return threads.nanoTime() * SPEED;
        }

        @Override
        public void schedule(Duration delay, Runnable task) {
            threads.schedule(delay.dividedBy(SPEED), task);
        }
    }

    public static void main(String[] arguments) throws Exception {
        URI uri = URI.create(arguments[0]);
        Path directory = Path.of(arguments[1]);
        int runs = Integer.parseInt(arguments[2]);
        try (ThreadedScheduler threads = new ThreadedScheduler("runs", 8)) {
            Scheduler scheduler = new Fast(threads);
            ServerBudget budget = new ServerBudget(scheduler, 4, 6000);
            CountDownLatch ended = new CountDownLatch(runs);
            List<RunRecord> records = new ArrayList<>();
            for (int i = 0; i < runs; i++) {
                records.add(follow(uri, scheduler, budget, directory.resolve("run" + i), i, ended));
            }
            ended.await();
            for (RunRecord record : records) {
                record.close();
            }
        }
        System.exit(0);
    }

    private static RunRecord follow(
            URI uri, Scheduler scheduler, ServerBudget budget, Path place, int number, CountDownLatch ended)
            throws IOException {
        RunRecord record = Files.exists(place.resolve("head.json"))
                ? RunRecord.resume(place, RecordLimits.DEFAULT)
                : RunRecord.create(place, RecordLimits.DEFAULT, RunHead.started(uri.toString(), scheduler.now()));
        Plan plan = Plan.plain(List.of(), number % 2 == 0 ? Mode.PREFIXED : Mode.GROUPED);
        ConsoleOutput console = new ConsoleOutput(record, plan.console(), log(place.resolve("log")));
        Follow listener = new Follow(console, () -> {}, told -> {}, (head, fault) -> ended.countDown());
        if (record.head().outcome() != null) {
            listener.finished(record.head(), null);
            return record;
        }
        Foreman foreman = new Foreman(ForemanConnection.of(uri, plan.login(), plan::password), budget);
        new JobInvocationRun(foreman, budget, record, plan.request(), plan.settings(), listener, new Random(number))
                .start();
        return record;
    }

    /** A file. What is written to it is the kernel's at once, as what a build writes to its log. */
    private static ConsoleLog log(Path file) throws IOException {
        FileOutputStream out = new FileOutputStream(file.toFile(), true);
        return text -> {
            try {
                out.write((text + "\n").getBytes(StandardCharsets.UTF_8));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        };
    }
}
