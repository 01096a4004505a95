package io.jenkins.plugins.foreman.cli;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.foreman.client.ForemanException;
import io.jenkins.plugins.foreman.client.HostCounts;
import io.jenkins.plugins.foreman.client.JobInvocation;
import io.jenkins.plugins.foreman.invocation.RunListener;
import io.jenkins.plugins.foreman.record.HostRow;
import io.jenkins.plugins.foreman.record.RunHead;
import io.jenkins.plugins.foreman.record.RunRecord;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Prints what happens in a run, and tells when it has ended. */
final class RunLog implements RunListener {

    private final PrintWriter out;
    private final RunRecord record;
    private final CompletableFuture<RunHead> end = new CompletableFuture<>();

    RunLog(@NonNull PrintWriter out, @NonNull RunRecord record) {
        this.out = out;
        this.record = record;
    }

    /** Completed when the run has ended, by what went wrong if it could not be followed to its end. */
    @NonNull
    CompletableFuture<RunHead> end() {
        return end;
    }

    private void say(String line) {
        out.println(line);
        out.flush();
    }

    @Override
    public void created(int attempt, @NonNull JobInvocation invocation, @NonNull String link) {
        say("Job invocation " + invocation.id() + ": " + link);
    }

    @Override
    public void scheduled(@NonNull Instant startAt) {
        say("Waits for its start at " + startAt);
    }

    @Override
    public void counts(@NonNull JobInvocation invocation) {
        HostCounts counts = invocation.counts();
        say(Text.line(counts.succeeded()) + " succeeded, " + Text.line(counts.failed()) + " failed, "
                + Text.line(counts.pending()) + " pending");
    }

    @Override
    public void recorded(int attempt, @NonNull List<HostRow> completed) throws IOException {
        for (HostRow host : completed) {
            String status = host.exitStatus() == null ? "" : ", exit status " + host.exitStatus();
            say("==> " + Text.line(host.name()) + " (" + host.state().label() + status + ") <==");
            boolean[] endsLine = {true};
            record.attempt(attempt).forEachChunk(host.id(), 0, chunk -> {
                out.print(chunk.text());
                endsLine[0] = chunk.text().endsWith("\n");
                return true;
            });
            if (!endsLine[0]) {
                out.println();
            }
            out.flush();
        }
    }

    @Override
    public void degraded(@NonNull ForemanException cause, @NonNull Duration patience) {
        say(Text.line(cause.getMessage()) + " Trying again for " + patience.toSeconds() + " seconds.");
    }

    @Override
    public void recovered(@NonNull Duration downtime) {
        say("Foreman answers again, after " + downtime.toSeconds() + " seconds.");
    }

    @Override
    public void notice(@NonNull String message) {
        say(message);
    }

    @Override
    public void cancelling(@NonNull String message) {
        say(message);
    }

    @Override
    public void retrying(int attempt, @NonNull List<HostRow> hosts, @NonNull Duration pause) {
        say("Trying the " + hosts.size() + " failed hosts again in " + pause.toSeconds() + " seconds.");
    }

    @Override
    public void finished(@NonNull RunHead head, @CheckForNull Throwable fault) {
        if (fault == null) {
            end.complete(head);
        } else {
            end.completeExceptionally(fault);
        }
    }
}
