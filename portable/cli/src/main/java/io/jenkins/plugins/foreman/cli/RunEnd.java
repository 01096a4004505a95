package io.jenkins.plugins.foreman.cli;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.foreman.invocation.ForwardingListener;
import io.jenkins.plugins.foreman.invocation.RunListener;
import io.jenkins.plugins.foreman.record.Attempt;
import io.jenkins.plugins.foreman.record.RunHead;
import java.util.concurrent.CompletableFuture;

/** Passes on what happens in a run, and lets the end be waited for. */
final class RunEnd extends ForwardingListener {

    private final CompletableFuture<RunHead> end = new CompletableFuture<>();

    RunEnd(@NonNull RunListener next) {
        super(next);
    }

    /** Completed when the run has ended, by what went wrong if it could not be followed to its end. */
    @NonNull
    CompletableFuture<RunHead> end() {
        return end;
    }

    @Override
    public void finished(@NonNull RunHead head, @CheckForNull Throwable fault) {
        Attempt last = head.current();
        if (last != null && (last.invocationId() != null || last.sends() > 0)) {
            // Without the fault, which the command itself says when it ends.
            super.finished(head, null);
        }
        if (fault == null) {
            end.complete(head);
        } else {
            end.completeExceptionally(fault);
        }
    }
}
