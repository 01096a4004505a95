package io.jenkins.plugins.foreman.invocation;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.foreman.client.Foreman;
import io.jenkins.plugins.foreman.client.JobTemplate;
import java.io.IOException;

/** Finds the job template that a request means, with its inputs. */
public final class TemplateLookup {

    private TemplateLookup() {}

    /**
     * Asks Foreman.
     *
     * @param jobTemplate name or numeric id; exactly one of it and {@code feature} is given
     * @throws InvalidRequestException for what a person has to change
     */
    @NonNull
    public static JobTemplate of(
            @NonNull Foreman foreman, @CheckForNull String jobTemplate, @CheckForNull String feature)
            throws IOException {
        return new RequestResolver(foreman).template(jobTemplate, feature);
    }
}
