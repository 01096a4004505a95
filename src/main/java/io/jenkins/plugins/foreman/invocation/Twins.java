package io.jenkins.plugins.foreman.invocation;

import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.foreman.client.Foreman;
import io.jenkins.plugins.foreman.client.JobInvocation;
import io.jenkins.plugins.foreman.record.RunHead.Attempt;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Watches, after a creation that was sent more than once, for the second job that a request may still become which was
 * thought to be lost, and cancels it.
 */
final class Twins {

    private final Foreman foreman;
    private final RunListener listener;
    private final Set<Long> told = new HashSet<>();

    Twins(@NonNull Foreman foreman, @NonNull RunListener listener) {
        this.foreman = foreman;
        this.listener = listener;
    }

    /** Cancels those of all attempts that exist by now; asks nothing where there can be none. */
    void cancel(@NonNull List<Attempt> attempts) throws IOException {
        for (Attempt attempt : attempts) {
            cancel(attempt);
        }
    }

    private void cancel(Attempt attempt) throws IOException {
        Long own = attempt.invocationId();
        if (attempt.sends() < 2 || own == null) {
            return;
        }
        for (JobInvocation job : Creation.marked(foreman, attempt.marker())) {
            if (job.id() == own || job.isGhost()) {
                continue;
            }
            if (told.add(job.id())) {
                String link = foreman.link("job_invocations/" + job.id());
                listener.notice(job.isStopped() ? Messages.Twins_ended(link) : Messages.Twins_found(link));
            }
            if (!job.isStopped()) {
                foreman.jobInvocations().cancel(job.id(), false, null);
            }
        }
    }
}
