package io.jenkins.plugins.foreman.invocation;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.foreman.client.Foreman;
import io.jenkins.plugins.foreman.client.ForemanException;
import io.jenkins.plugins.foreman.client.HostState;
import io.jenkins.plugins.foreman.client.JobInvocation;
import io.jenkins.plugins.foreman.record.Attempt;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** What has become of an attempt since it was recorded last, so that nothing is run again beside itself. */
public final class PresentState {

    private PresentState() {}

    /** Whether the record does not have the end of what may have been created. */
    public static boolean isAsked(@CheckForNull Attempt attempt) {
        return attempt != null && !attempt.finished() && (attempt.invocationId() != null || attempt.sends() > 0);
    }

    /**
     * The hosts of the attempt's job by name, as Foreman has them now; none when it was never created. Asks Foreman.
     *
     * @param attempt one that {@link #isAsked} is true of
     * @throws InvalidRequestException when the job has not ended, or may still begin
     */
    @NonNull
    public static Map<String, HostState> of(@NonNull Foreman foreman, @NonNull Attempt attempt, @NonNull Instant now)
            throws ForemanException, InvalidRequestException {
        Long id = attempt.invocationId();
        if (id != null) {
            return RerunRequest.states(foreman, foreman.jobInvocations().show(id));
        }
        List<JobInvocation> marked = Creation.marked(foreman, attempt.marker());
        for (JobInvocation job : marked) {
            if (!job.isGhost()) {
                return RerunRequest.states(foreman, foreman.jobInvocations().show(job.id()));
            }
        }
        if (!marked.isEmpty()) {
            throw new InvalidRequestException(() -> Messages.PresentState_withoutTask(
                    Long.toString(marked.get(0).id())));
        }
        Duration age = Duration.between(attempt.startedAt(), now);
        if (age.compareTo(Creation.window(foreman)) < 0) {
            throw new InvalidRequestException(Messages::PresentState_unresolved);
        }
        return Map.of();
    }
}
