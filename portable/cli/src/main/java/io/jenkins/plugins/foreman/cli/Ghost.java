package io.jenkins.plugins.foreman.cli;

import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.foreman.client.Foreman;
import io.jenkins.plugins.foreman.client.ForemanException;
import io.jenkins.plugins.foreman.client.JobInvocation;
import io.jenkins.plugins.foreman.client.ListQuery;
import io.jenkins.plugins.foreman.invocation.InvalidRequestException;
import java.io.IOException;

/**
 * What Foreman leaves behind of a job that it refused to create: its list calls it queued, and whoever asks for it gets an
 * error of Foreman's own.
 */
final class Ghost {

    private Ghost() {}

    /** The status of a job in words, also of what is none. */
    @NonNull
    static String status(@NonNull JobInvocation job) {
        return job.isGhost() ? "no task" : job.status().label();
    }

    /** @throws InvalidRequestException when it is a ghost */
    @NonNull
    static JobInvocation show(@NonNull Foreman foreman, long id) throws IOException {
        try {
            return foreman.jobInvocations().show(id);
        } catch (ForemanException e) {
            if (e.kind() == ForemanException.Kind.SERVER_FAULT && isListed(foreman, id)) {
                throw new InvalidRequestException(
                        () -> "Job invocation " + id + " has no task in Foreman: it was created a moment"
                                + " ago, or Foreman refused to create it and left this record behind, which never runs.");
            }
            throw e;
        }
    }

    private static boolean isListed(Foreman foreman, long id) throws ForemanException {
        return foreman.jobInvocations().list(ListQuery.first(1, "id = " + id)).results().stream()
                .anyMatch(job -> job.id() == id && job.isGhost());
    }
}
