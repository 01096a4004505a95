package io.jenkins.plugins.foreman.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.foreman.cli.page.LivePage;
import io.jenkins.plugins.foreman.client.Foreman;
import io.jenkins.plugins.foreman.client.Sentence;
import io.jenkins.plugins.foreman.console.ConsoleOutput;
import io.jenkins.plugins.foreman.invocation.HostsCancel;
import io.jenkins.plugins.foreman.invocation.JobInvocationRequest;
import io.jenkins.plugins.foreman.invocation.JobInvocationRun;
import io.jenkins.plugins.foreman.invocation.Scheduler;
import io.jenkins.plugins.foreman.invocation.ServerBudget;
import io.jenkins.plugins.foreman.record.Attempt;
import io.jenkins.plugins.foreman.record.HostRow;
import io.jenkins.plugins.foreman.record.RecordLimits;
import io.jenkins.plugins.foreman.record.RunHead;
import io.jenkins.plugins.foreman.record.RunRecord;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.random.RandomGenerator;
import picocli.CommandLine.Model.CommandSpec;

/** Takes one run after the other to its end, and tells what came of each. */
final class FollowedRuns {

    private static final int IN_FLIGHT = 2;
    private static final int REQUESTS_PER_MINUTE = 600;

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT);

    private static final String NO_JOB =
            "No job is running, and none will be created. Waiting for no more than the request to Foreman under way.";

    private final CommandSpec command;
    private final FollowOptions options;
    private final Foreman foreman;
    private final ServerBudget budget;

    @CheckForNull
    private final LivePage page;

    @CheckForNull
    private volatile RunningRun running;

    private volatile String cancelReason;

    private record RunningRun(JobInvocationRun run, RunRecord record) {}

    FollowedRuns(
            @NonNull CommandSpec command,
            @NonNull FollowOptions options,
            @NonNull Foreman foreman,
            @NonNull Scheduler scheduler,
            @CheckForNull LivePage page) {
        this.command = command;
        this.options = options;
        this.budget = new ServerBudget(scheduler, IN_FLIGHT, REQUESTS_PER_MINUTE);
        this.foreman = foreman.metered(budget);
        this.page = page;
    }

    /**
     * Runs a request.
     *
     * @param folder of the record, not there yet or empty
     * @return the exit code
     */
    int toEnd(@NonNull JobInvocationRequest request, @NonNull Path folder) throws IOException, InterruptedException {
        try (RunRecord record =
                RunRecord.create(folder, RecordLimits.DEFAULT, RunHead.started(foreman.link(""), Instant.now()))) {
            PrintWriter log = options.log(command);
            RunEnd listener = new RunEnd(new ConsoleOutput(record, options.console(), line -> {
                log.println(line);
                log.flush();
            }));
            JobInvocationRun run = new JobInvocationRun(
                    foreman, budget, record, request, options.settings(), listener, RandomGenerator.getDefault());
            if (page != null) {
                page.show(record);
                page.onCancelHosts(names -> {
                    Attempt attempt = record.head().current();
                    Long id = attempt == null ? null : attempt.invocationId();
                    return id == null ? 0 : HostsCancel.send(foreman, id, names);
                });
                page.onCancel(reason -> run.cancel(Sentence.plain(reason)));
            }
            running = new RunningRun(run, record);
            run.start();
            String reason = cancelReason;
            if (reason != null) {
                run.cancel(Sentence.plain(reason));
            }
            return tell(record, end(listener));
        }
    }

    /** Wants what runs, and whatever would run later, to stop. Returns at once. */
    void cancel(@NonNull String reason) {
        cancelReason = reason;
        RunningRun now = running;
        if (now != null) {
            now.run().cancel(Sentence.plain(reason));
        }
    }

    /** What may still run in Foreman if nobody follows it any more, a sentence; null when there is nothing. */
    @CheckForNull
    String mayStillRun() {
        RunningRun now = running;
        return now == null ? null : now.run().mayStillRun();
    }

    /** What is to happen before a wish to stop is fulfilled, as far as is known now, in sentences; empty when nothing is. */
    @NonNull
    List<String> beforeStop() {
        RunningRun now = running;
        RunHead head = now == null ? null : now.record().head();
        Attempt attempt = head == null ? null : head.current();
        if (head == null || head.outcome() != null) {
            return List.of();
        }
        List<String> sentences = new ArrayList<>();
        sentences.add(attempt == null ? NO_JOB : stopping(attempt));
        RunHead.Trouble trouble = head.trouble();
        if (trouble != null) {
            String since = TIME.format(trouble.since().atZone(ZoneId.systemDefault()));
            sentences.add("Failing since " + since + ": " + trouble.message());
        }
        return sentences;
    }

    private String stopping(Attempt attempt) {
        Long id = attempt.invocationId();
        if (id == null && attempt.sends() == 0) {
            return NO_JOB;
        }
        if (id == null) {
            return "Looking for the job in Foreman, to "
                    + (options.keepsRunning() ? "tell where it runs. " : "cancel it. ") + mayStillRun();
        }
        String link = foreman.jobLink(id);
        if (attempt.stoppedAt() != null) {
            return "The job has ended; reading the rest of its output: " + link;
        }
        return options.keepsRunning()
                ? "Leaving the job running, once Foreman has told how it stands: " + link
                : "Cancelling the job and waiting until it has stopped: " + link;
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

    private int tell(RunRecord record, RunHead head) throws IOException {
        RunHead.Outcome outcome = head.outcome();
        if (outcome == null) {
            throw new IllegalStateException("The run ended without an outcome");
        }
        if (options.json()) {
            PrintWriter out = command.commandLine().getOut();
            out.println(result(record, head, outcome));
            out.flush();
        }
        return switch (outcome.verdict()) {
            case SUCCESS -> ExitCode.OK;
            case UNSTABLE -> ExitCode.UNSTABLE;
            case FAILURE -> ExitCode.JOB_FAILED;
            case ABORTED -> ExitCode.ABORTED;
        };
    }

    private ObjectNode result(RunRecord record, RunHead head, RunHead.Outcome outcome) throws IOException {
        ObjectNode result = Json.object();
        result.put("result", outcome.verdict().name().toLowerCase(Locale.ROOT));
        result.put("message", outcome.message().toString());
        ArrayNode jobs = result.putArray("job_invocations");
        for (Attempt attempt : head.attempts()) {
            Long id = attempt.invocationId();
            if (id != null) {
                jobs.addObject().put("id", id).put("url", foreman.jobLink(id));
            }
        }
        ArrayNode hosts = result.putArray("hosts");
        for (HostRow host : record.lastRows()) {
            hosts.addObject()
                    .put("id", host.id())
                    .put("name", host.name())
                    .put("status", host.state().label())
                    .put("exit_status", host.exitStatus())
                    .put(
                            "reason",
                            host.whyNotRun() == null
                                    ? Objects.toString(host.reason(), null)
                                    : "did not run: " + host.whyNotRun());
        }
        return result;
    }
}
