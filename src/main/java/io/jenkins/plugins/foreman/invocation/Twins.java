package io.jenkins.plugins.foreman.invocation;

import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.foreman.client.Foreman;
import io.jenkins.plugins.foreman.client.ForemanException;
import io.jenkins.plugins.foreman.client.JobInvocation;
import io.jenkins.plugins.foreman.record.Attempt;
import io.jenkins.plugins.foreman.record.RunHead.News;
import io.jenkins.plugins.foreman.record.RunRecord;
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
    private final RunRecord record;
    private final RunListener listener;
    private final Set<Long> told = new HashSet<>();
    private final Set<Long> ownSeries = new HashSet<>();
    private final Set<Long> seriesDone = new HashSet<>();

    Twins(@NonNull Foreman foreman, @NonNull RunRecord record, @NonNull RunListener listener) {
        this.foreman = foreman;
        this.record = record;
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
            boolean done = job.isStopped() && told.contains(job.id());
            if (job.id() != own && !job.isGhost() && !done && !ownSeries.contains(job.id())) {
                cancel(foreman.jobInvocations().show(job.id()), own);
            }
        }
    }

    private void cancel(JobInvocation job, long own) throws IOException {
        Long series = job.recurringLogicId();
        if (series != null && series.equals(foreman.jobInvocations().show(own).recurringLogicId())) {
            // the next runs of a recurring job have its marker too
            ownSeries.add(job.id());
            return;
        }
        if (told.add(job.id())) {
            String link = foreman.jobLink(job.id());
            tell(job.isStopped() ? Messages.Twins_ended(link) : Messages.Twins_found(link));
        }
        if (series != null) {
            cancelSeries(series);
        }
        if (!job.isStopped()) {
            foreman.jobInvocations().cancel(job.id(), false, null);
        }
    }

    private void cancelSeries(long series) throws IOException {
        if (seriesDone.contains(series)) {
            return;
        }
        try {
            foreman.jobInvocations().cancelRecurring(series);
        } catch (ForemanException e) {
            if (e.isTransient()) {
                throw e;
            }
            tell(Messages.Cancellation_seriesGoesOn(e.getMessage()));
        }
        seriesDone.add(series);
    }

    /** Once, also after a restart. */
    private void tell(String message) throws IOException {
        if (!record.head().news().contains(News.of(News.Kind.MESSAGE, message))) {
            record.update(head -> head.withMessages(List.of(message)));
            listener.notice(message);
        }
    }
}
