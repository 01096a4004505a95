package io.jenkins.plugins.foreman.cli;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.foreman.client.ForemanException;
import io.jenkins.plugins.foreman.client.JobInvocation;
import io.jenkins.plugins.foreman.invocation.RunListener;
import io.jenkins.plugins.foreman.record.HostRow;
import io.jenkins.plugins.foreman.record.RunHead;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Passes on what happens in a run, and lets the end be waited for. */
final class RunEnd implements RunListener {

    private final RunListener next;
    private final CompletableFuture<RunHead> end = new CompletableFuture<>();

    RunEnd(@NonNull RunListener next) {
        this.next = next;
    }

    /** Completed when the run has ended, by what went wrong if it could not be followed to its end. */
    @NonNull
    CompletableFuture<RunHead> end() {
        return end;
    }

    @Override
    public void created(int attempt, @NonNull JobInvocation invocation, @NonNull String link) {
        next.created(attempt, invocation, link);
    }

    @Override
    public void scheduled(@NonNull Instant startAt) {
        next.scheduled(startAt);
    }

    @Override
    public void counts(@NonNull JobInvocation invocation) {
        next.counts(invocation);
    }

    @Override
    public void hostsChanged(@NonNull List<HostRow> hosts) {
        next.hostsChanged(hosts);
    }

    @Override
    public void recorded(int attempt, @NonNull List<HostRow> completed) throws IOException {
        next.recorded(attempt, completed);
    }

    @Override
    public void degraded(@NonNull ForemanException cause, @NonNull Duration patience) {
        next.degraded(cause, patience);
    }

    @Override
    public void recovered(@NonNull Duration downtime) {
        next.recovered(downtime);
    }

    @Override
    public void notice(@NonNull String message) {
        next.notice(message);
    }

    @Override
    public void cancelling(@NonNull String message) {
        next.cancelling(message);
    }

    @Override
    public void retrying(int attempt, @NonNull List<HostRow> hosts, @NonNull Duration pause) {
        next.retrying(attempt, hosts, pause);
    }

    @Override
    public void finished(@NonNull RunHead head, @CheckForNull Throwable fault) {
        RunHead.Attempt last = head.current();
        if (last != null && last.invocationId() != null) {
            // Without the fault, which the command itself says when it ends.
            next.finished(head, null);
        }
        if (fault == null) {
            end.complete(head);
        } else {
            end.completeExceptionally(fault);
        }
    }
}
