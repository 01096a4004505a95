package io.jenkins.plugins.foreman.cli;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.foreman.cli.page.LivePage;
import io.jenkins.plugins.foreman.client.Foreman;
import io.jenkins.plugins.foreman.invocation.JobInvocationRequest;
import io.jenkins.plugins.foreman.invocation.ThreadedScheduler;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import picocli.CommandLine.Model.CommandSpec;

/**
 * Runs a request to its end with the engine of the plugin, in the foreground. With a page the process stays, and runs the
 * job again when that is asked for there.
 */
final class Follower {

    private static final int THREADS = 2;

    private final CommandSpec command;
    private final FollowOptions options;

    Follower(@NonNull CommandSpec command, @NonNull FollowOptions options) {
        this.command = command;
        this.options = options;
    }

    /** Returns the exit code. */
    int run(@NonNull Foreman foreman, @NonNull JobInvocationRequest request) throws IOException, InterruptedException {
        Path kept = options.record();
        Path folder = kept != null ? kept : Files.createTempDirectory("foreman-job");
        try {
            return run(foreman, request, folder);
        } finally {
            if (kept == null) {
                delete(folder);
            }
        }
    }

    private int run(Foreman foreman, JobInvocationRequest request, Path folder)
            throws IOException, InterruptedException {
        try (ThreadedScheduler scheduler = new ThreadedScheduler("foreman-job", THREADS);
                LivePage page = page()) {
            FollowedRuns runs = new FollowedRuns(command, options, foreman, scheduler, page);
            try (Interrupts interrupts =
                    new Interrupts(kind -> stop(kind, runs, page), kind -> giveUp(kind, runs, folder))) {
                if (page == null) {
                    return interrupts.exitCode(runs.toEnd(request, folder));
                }
                say("The run is shown at " + page.uri());
                return interrupts.exitCode(stay(page, interrupts, runs, request, folder, runs.toEnd(request, folder)));
            }
        }
    }

    @CheckForNull
    private LivePage page() throws IOException {
        Integer port = options.page();
        return port == null ? null : LivePage.open(port);
    }

    /** Runs again what is asked for on the page, until the process is interrupted. Returns the last exit code. */
    private int stay(
            LivePage page,
            Interrupts interrupts,
            FollowedRuns runs,
            JobInvocationRequest asFirst,
            Path folder,
            int first)
            throws InterruptedException {
        JobInvocationRequest request = asFirst;
        int code = first;
        for (int again = 1; ; again++) {
            if (!interrupts.any()) {
                say("The page stays at " + page.uri() + " until this is interrupted.");
            }
            Optional<LivePage.Asked> asked = page.awaitRerun();
            if (asked.isEmpty()) {
                return code;
            }
            List<String> hosts = asked.get().hosts();
            request = request.withInputs(asked.get().inputs(), List.of());
            say("Running again, as asked for on the page, on "
                    + (hosts.size() == 1 ? "one host." : hosts.size() + " hosts."));
            try {
                code = runs.toEnd(request.on(hosts), folder.resolve("rerun-" + again));
            } catch (IOException e) {
                // The page tells it too, and is there for another try.
                say(String.valueOf(e.getMessage()));
                code = ExitCode.FAULT;
            }
        }
    }

    /** Lets the run be cancelled, and the process go on until that is done, told and tidied up. */
    private void stop(Interrupts.Kind kind, FollowedRuns runs, @CheckForNull LivePage page) {
        List<String> before = runs.beforeStop();
        if (!before.isEmpty()) {
            warn(kind.told() + " " + before.get(0));
            before.stream().skip(1).forEach(this::warn);
            warn("Interrupt again to stop waiting.");
        }
        runs.cancel(kind.told());
        if (page != null) {
            page.endWaiting();
        }
    }

    /** Ends the process, whatever it waits for. */
    private void giveUp(Interrupts.Kind kind, FollowedRuns runs, Path folder) {
        String mayStillRun = runs.mayStillRun();
        warn("Stopped waiting." + (mayStillRun == null ? "" : " " + mayStillRun));
        try {
            if (options.record() == null) {
                delete(folder);
            }
        } catch (IOException | UncheckedIOException e) {
            // Somebody is still writing there: it stays, among what is temporary.
        } finally {
            Runtime.getRuntime().halt(kind.exitCode());
        }
    }

    private void warn(String sentence) {
        PrintWriter err = command.commandLine().getErr();
        err.println("foreman-job: " + Text.line(sentence));
        err.flush();
    }

    private void say(String line) {
        PrintWriter log = options.log(command);
        log.println(line);
        log.flush();
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
