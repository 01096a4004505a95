package io.jenkins.plugins.foreman.steps;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import io.jenkins.plugins.foreman.client.Foreman;
import java.io.IOException;
import org.kohsuke.stapler.DataBoundConstructor;

/** Shows a job invocation. */
public final class JobInvocationStep extends QueryStep {

    private static final long serialVersionUID = 1L;

    private final long id;

    @DataBoundConstructor
    public JobInvocationStep(long id) {
        this.id = id;
    }

    /** Id of the job invocation. */
    public long getId() {
        return id;
    }

    @Override
    @NonNull
    Object ask(@NonNull Foreman foreman, @NonNull String serverUrl) throws IOException {
        JobIds.required(id);
        return PlainValues.of(foreman.jobInvocations().show(id), serverUrl);
    }

    /** Describes the step. */
    @Extension
    public static final class DescriptorImpl extends QueryDescriptor {

        @Override
        public String getFunctionName() {
            return "jobInvocation";
        }

        @Override
        @NonNull
        public String getDisplayName() {
            return Messages.JobInvocationStep_displayName();
        }
    }
}
