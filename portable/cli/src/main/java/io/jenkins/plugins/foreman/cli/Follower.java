package io.jenkins.plugins.foreman.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.foreman.cli.page.LivePage;
import io.jenkins.plugins.foreman.client.Foreman;
import io.jenkins.plugins.foreman.console.ConsoleOutput;
import io.jenkins.plugins.foreman.invocation.JobInvocationRequest;
import io.jenkins.plugins.foreman.invocation.JobInvocationRun;
import io.jenkins.plugins.foreman.invocation.ServerBudget;
import io.jenkins.plugins.foreman.invocation.ThreadedScheduler;
import io.jenkins.plugins.foreman.record.HostRow;
import io.jenkins.plugins.foreman.record.RecordLimits;
import io.jenkins.plugins.foreman.record.RunHead;
import io.jenkins.plugins.foreman.record.RunRecord;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Comparator;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import picocli.CommandLine.Model.CommandSpec;

/** Runs a request to its end with the engine of the plugin, in the foreground. */
final class Follower {

    private static final int THREADS = 2;
    private static final int REQUESTS_PER_MINUTE = 600;

    private final CommandSpec command;
    private final FollowOptions options;
    private volatile boolean interrupted;

    Follower(@NonNull CommandSpec command, @NonNull FollowOptions options) {
        this.command = command;
        this.options = options;
    }

    /** Returns the exit code. */
    int run(@NonNull Foreman foreman, @NonNull JobInvocationRequest request) throws IOException, InterruptedException {
        Path kept = options.record();
        Path folder = kept != null ? kept : Files.createTempDirectory("foreman-job");
        CountDownLatch done = new CountDownLatch(1);
        try {
            return run(foreman, request, folder, done);
        } finally {
            if (kept == null) {
                delete(folder);
            }
            done.countDown();
        }
    }

    private int run(Foreman foreman, JobInvocationRequest request, Path folder, CountDownLatch done)
            throws IOException, InterruptedException {
        try (RunRecord record = RunRecord.create(
                        folder, RecordLimits.DEFAULT, RunHead.started(foreman.link(""), Instant.now()));
                ThreadedScheduler scheduler = new ThreadedScheduler(THREADS)) {
            PrintWriter log = options.json()
                    ? command.commandLine().getErr()
                    : command.commandLine().getOut();
            RunEnd listener = new RunEnd(new ConsoleOutput(record, options.console(), line -> say(log, line)));
            try (LivePage page = page(record)) {
                JobInvocationRun run = new JobInvocationRun(
                        foreman,
                        new ServerBudget(scheduler, THREADS, REQUESTS_PER_MINUTE),
                        record,
                        request,
                        options.settings(),
                        listener,
                        RandomGenerator.getDefault());
                if (page != null) {
                    page.onCancel(run::cancel);
                    say(log, "The run is shown at " + page.uri());
                }
                int code = follow(run, listener, foreman, record, done);
                if (page != null && !interrupted) {
                    say(log, "The page stays at " + page.uri() + " until this is interrupted.");
                    untilInterrupted(options.record() == null ? folder : null);
                }
                return code;
            }
        }
    }

    @CheckForNull
    private LivePage page(RunRecord record) throws IOException {
        Integer port = options.page();
        return port == null ? null : LivePage.open(record, port);
    }

    private static void say(PrintWriter log, String line) {
        log.println(line);
        log.flush();
    }

    /** An interrupt of the process cancels the run, and the process goes on until that is done, told and tidied up. */
    private int follow(JobInvocationRun run, RunEnd listener, Foreman foreman, RunRecord record, CountDownLatch done)
            throws IOException, InterruptedException {
        Thread onInterrupt = new Thread(() -> {
            interrupted = true;
            run.cancel("Interrupted.");
            try {
                done.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        Runtime.getRuntime().addShutdownHook(onInterrupt);
        try {
            run.start();
            return tell(foreman, record, end(listener));
        } finally {
            try {
                Runtime.getRuntime().removeShutdownHook(onInterrupt);
            } catch (IllegalStateException e) {
                // The process is being interrupted.
            }
        }
    }

    /** Waits for an interrupt of the process, which ends it; what is temporary goes with it. */
    private static void untilInterrupted(@CheckForNull Path temporary) throws InterruptedException {
        if (temporary != null) {
            Runtime.getRuntime().addShutdownHook(new Thread(() -> {
                try {
                    delete(temporary);
                } catch (IOException e) {
                    // The system cleans its temporary folder too.
                }
            }));
        }
        new CountDownLatch(1).await();
    }

    private static RunHead end(RunEnd listener) throws IOException, InterruptedException {
        try {
            return listener.end().get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof IOException fault) {
                throw fault;
            }
            throw new IllegalStateException(e.getCause());
        }
    }

    private int tell(Foreman foreman, RunRecord record, RunHead head) throws IOException {
        RunHead.Outcome outcome = head.outcome();
        if (outcome == null) {
            throw new IllegalStateException("The run ended without an outcome");
        }
        if (options.json()) {
            PrintWriter out = command.commandLine().getOut();
            out.println(result(foreman, record, head, outcome));
            out.flush();
        }
        return switch (outcome.verdict()) {
            case SUCCESS -> ExitCode.OK;
            case UNSTABLE -> ExitCode.UNSTABLE;
            case FAILURE -> ExitCode.JOB_FAILED;
            case ABORTED -> ExitCode.ABORTED;
        };
    }

    private static ObjectNode result(Foreman foreman, RunRecord record, RunHead head, RunHead.Outcome outcome)
            throws IOException {
        ObjectNode result = Json.object();
        result.put("result", outcome.verdict().name().toLowerCase(Locale.ROOT));
        result.put("message", outcome.message());
        ArrayNode jobs = result.putArray("job_invocations");
        for (RunHead.Attempt attempt : head.attempts()) {
            Long id = attempt.invocationId();
            if (id != null) {
                jobs.addObject().put("id", id).put("url", foreman.link("job_invocations/" + id));
            }
        }
        ArrayNode hosts = result.putArray("hosts");
        if (record.attempts() > 0) {
            for (HostRow host : record.attempt(record.attempts() - 1).hosts()) {
                hosts.addObject()
                        .put("id", host.id())
                        .put("name", host.name())
                        .put("status", host.state().label())
                        .put("exit_status", host.exitStatus());
            }
        }
        return result;
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
