package io.jenkins.plugins.foreman.steps;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import io.jenkins.plugins.foreman.invocation.InvalidRequestException;
import io.jenkins.plugins.foreman.job.FollowSpec;
import io.jenkins.plugins.foreman.runs.InvocationEntry.Kind;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.kohsuke.stapler.DataBoundConstructor;

/** Follows a job invocation that exists already to its end. An abort leaves it alone, unless told otherwise. */
public final class WaitForJobInvocationStep extends FollowingStep<FollowSpec> {

    private static final long serialVersionUID = 1L;

    private final long id;

    @DataBoundConstructor
    public WaitForJobInvocationStep(long id) {
        super(new FollowSpec());
        this.id = id;
        setCancelOnAbort(false);
    }

    /** Id of the job invocation. */
    public long getId() {
        return id;
    }

    @Override
    public StepExecution start(StepContext context) {
        return new Execution(this, context);
    }

    private static final class Execution extends FollowingStepExecution {

        private static final long serialVersionUID = 1L;

        private final WaitForJobInvocationStep step;

        Execution(WaitForJobInvocationStep step, StepContext context) {
            super(context);
            this.step = step;
        }

        @Override
        @NonNull
        FollowingStep<?> step() {
            return step;
        }

        @Override
        @NonNull
        Planned plan() throws InvalidRequestException {
            JobIds.required(step.id);
            return new Planned(step.spec().following(step.id), Kind.FOLLOWED, null);
        }
    }

    /** Describes the step. */
    @Extension
    public static final class DescriptorImpl extends JobFormDescriptor {

        @Override
        public String getFunctionName() {
            return "waitForJobInvocation";
        }

        @Override
        @NonNull
        public String getDisplayName() {
            return Messages.WaitForJobInvocationStep_displayName();
        }
    }
}
