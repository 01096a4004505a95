package io.jenkins.plugins.foreman.freestyle;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.AbortException;
import hudson.EnvVars;
import hudson.Extension;
import hudson.FilePath;
import hudson.Launcher;
import hudson.model.AbstractProject;
import hudson.model.Result;
import hudson.model.Run;
import hudson.model.TaskListener;
import hudson.tasks.BuildStepDescriptor;
import hudson.tasks.Builder;
import io.jenkins.plugins.foreman.job.Expansion;
import io.jenkins.plugins.foreman.job.JobSpec;
import io.jenkins.plugins.foreman.record.RunHead.Outcome;
import io.jenkins.plugins.foreman.record.RunHead.Verdict;
import io.jenkins.plugins.foreman.runs.SensitiveValues;
import java.io.IOException;
import java.time.Duration;
import jenkins.tasks.SimpleBuildStep;
import org.jenkinsci.Symbol;
import org.kohsuke.stapler.DataBoundConstructor;

/** Runs a job template on hosts: the build step with the parameters and the form of the Pipeline step. */
public final class JobInvocationBuilder extends Builder implements SimpleBuildStep {

    private final JobSpec job;

    @DataBoundConstructor
    public JobInvocationBuilder(@CheckForNull JobSpec job) {
        this.job = job == null ? new JobSpec() : job;
    }

    /** What runs. */
    @NonNull
    public JobSpec getJob() {
        return job;
    }

    @Override
    public boolean requiresWorkspace() {
        return job.getResults() != null;
    }

    @Override
    public void perform(
            @NonNull Run<?, ?> run,
            @NonNull FilePath workspace,
            @NonNull EnvVars env,
            @NonNull Launcher launcher,
            @NonNull TaskListener listener)
            throws InterruptedException, IOException {
        perform(run, workspace, env, listener);
    }

    @Override
    public void perform(@NonNull Run<?, ?> run, @NonNull EnvVars env, @NonNull TaskListener listener)
            throws InterruptedException, IOException {
        perform(run, null, env, listener);
    }

    private void perform(Run<?, ?> run, @CheckForNull FilePath workspace, EnvVars env, TaskListener listener)
            throws InterruptedException, IOException {
        JobSpec spec = job.expanded(new Expansion(env::expand)).sealed();
        spec.keepSecrets(SensitiveValues.of(run, env));
        WaitingBuild build = new WaitingBuild(run, workspace, listener);
        if (spec.isDryRun()) {
            listener.getLogger().println(build.dryRun(spec));
            return;
        }
        boolean decidedLater = spec.isPropagate() && RerunPublisher.decidesAbout(run);
        Outcome outcome = build.run(spec, null, spec.isPropagate() && !decidedLater, Duration.ZERO);
        Verdict verdict = outcome.verdict();
        if (decidedLater && (verdict == Verdict.FAILURE || verdict == Verdict.UNSTABLE)) {
            listener.getLogger().println(Messages.JobInvocationBuilder_continues());
            return;
        }
        if (!spec.isPropagate()) {
            return;
        }
        switch (verdict) {
            case SUCCESS -> {}
            case UNSTABLE -> run.setResult(Result.UNSTABLE);
            case FAILURE -> throw new AbortException(outcome.message().toString());
            case ABORTED -> throw new InterruptedException(outcome.message().toString());
        }
    }

    /** Describes the build step. */
    @Extension
    @Symbol("runForemanJob")
    public static final class DescriptorImpl extends BuildStepDescriptor<Builder> {

        @Override
        @NonNull
        public String getDisplayName() {
            return Messages.JobInvocationBuilder_displayName();
        }

        @Override
        @SuppressWarnings("rawtypes")
        public boolean isApplicable(Class<? extends AbstractProject> jobType) {
            return true;
        }
    }
}
