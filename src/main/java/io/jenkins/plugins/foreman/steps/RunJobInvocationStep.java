package io.jenkins.plugins.foreman.steps;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.model.Run;
import io.jenkins.plugins.foreman.invocation.ServerBudget;
import io.jenkins.plugins.foreman.job.Ansible;
import io.jenkins.plugins.foreman.job.EarlierNames;
import io.jenkins.plugins.foreman.job.InputValue;
import io.jenkins.plugins.foreman.job.JobArguments;
import io.jenkins.plugins.foreman.job.JobSpec;
import io.jenkins.plugins.foreman.job.Recurrence;
import io.jenkins.plugins.foreman.job.Scheduling;
import io.jenkins.plugins.foreman.runs.DryRuns;
import io.jenkins.plugins.foreman.runs.InvocationEntry.Kind;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import net.sf.json.JSONObject;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundResolvable;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.StaplerRequest2;

/** Runs a job template on hosts: a {@link JobSpec} whose arguments a script gives to the step itself. */
public final class RunJobInvocationStep extends FollowingStep<JobSpec> implements DataBoundResolvable {

    private static final long serialVersionUID = 1L;

    @DataBoundConstructor
    public RunJobInvocationStep() {
        this(new JobSpec());
    }

    private RunJobInvocationStep(JobSpec spec) {
        super(spec);
    }

    @CheckForNull
    public String getJobTemplate() {
        return spec().getJobTemplate();
    }

    @DataBoundSetter
    public void setJobTemplate(@CheckForNull String jobTemplate) {
        spec().setJobTemplate(jobTemplate);
    }

    @CheckForNull
    public String getFeature() {
        return spec().getFeature();
    }

    @DataBoundSetter
    public void setFeature(@CheckForNull String feature) {
        spec().setFeature(feature);
    }

    @CheckForNull
    public String getHosts() {
        return spec().getHosts();
    }

    @DataBoundSetter
    public void setHosts(@CheckForNull String hosts) {
        spec().setHosts(hosts);
    }

    @CheckForNull
    public String getSearchQuery() {
        return spec().getSearchQuery();
    }

    @DataBoundSetter
    public void setSearchQuery(@CheckForNull String searchQuery) {
        spec().setSearchQuery(searchQuery);
    }

    @CheckForNull
    public String getBookmark() {
        return spec().getBookmark();
    }

    @DataBoundSetter
    public void setBookmark(@CheckForNull String bookmark) {
        spec().setBookmark(bookmark);
    }

    public boolean isDynamic() {
        return spec().isDynamic();
    }

    @DataBoundSetter
    public void setDynamic(boolean dynamic) {
        spec().setDynamic(dynamic);
    }

    public boolean isRandomized() {
        return spec().isRandomized();
    }

    @DataBoundSetter
    public void setRandomized(boolean randomized) {
        spec().setRandomized(randomized);
    }

    @NonNull
    public List<InputValue> getInputs() {
        return spec().getInputs();
    }

    @DataBoundSetter
    public void setInputs(@CheckForNull List<InputValue> inputs) {
        spec().setInputs(inputs);
    }

    @CheckForNull
    public Integer getConcurrencyLevel() {
        return spec().getConcurrencyLevel();
    }

    @DataBoundSetter
    public void setConcurrencyLevel(@CheckForNull Integer concurrencyLevel) {
        spec().setConcurrencyLevel(concurrencyLevel);
    }

    @CheckForNull
    public Integer getExecutionTimeout() {
        return spec().getExecutionTimeout();
    }

    @DataBoundSetter
    public void setExecutionTimeout(@CheckForNull Integer executionTimeout) {
        spec().setExecutionTimeout(executionTimeout);
    }

    @CheckForNull
    public Integer getTimeToPickup() {
        return spec().getTimeToPickup();
    }

    @DataBoundSetter
    public void setTimeToPickup(@CheckForNull Integer timeToPickup) {
        spec().setTimeToPickup(timeToPickup);
    }

    @CheckForNull
    public String getDescriptionFormat() {
        return spec().getDescriptionFormat();
    }

    @DataBoundSetter
    public void setDescriptionFormat(@CheckForNull String descriptionFormat) {
        spec().setDescriptionFormat(descriptionFormat);
    }

    @CheckForNull
    public String getOrganization() {
        return spec().getOrganization();
    }

    @DataBoundSetter
    public void setOrganization(@CheckForNull String organization) {
        spec().setOrganization(organization);
    }

    @CheckForNull
    public String getLocation() {
        return spec().getLocation();
    }

    @DataBoundSetter
    public void setLocation(@CheckForNull String location) {
        spec().setLocation(location);
    }

    @CheckForNull
    public String getSshCredentialsId() {
        return spec().getSshCredentialsId();
    }

    @DataBoundSetter
    public void setSshCredentialsId(@CheckForNull String sshCredentialsId) {
        spec().setSshCredentialsId(sshCredentialsId);
    }

    @CheckForNull
    public String getEffectiveUser() {
        return spec().getEffectiveUser();
    }

    @DataBoundSetter
    public void setEffectiveUser(@CheckForNull String effectiveUser) {
        spec().setEffectiveUser(effectiveUser);
    }

    @CheckForNull
    public String getEffectiveUserCredentialsId() {
        return spec().getEffectiveUserCredentialsId();
    }

    @DataBoundSetter
    public void setEffectiveUserCredentialsId(@CheckForNull String effectiveUserCredentialsId) {
        spec().setEffectiveUserCredentialsId(effectiveUserCredentialsId);
    }

    @CheckForNull
    public Scheduling getScheduling() {
        return spec().getScheduling();
    }

    @DataBoundSetter
    public void setScheduling(@CheckForNull Scheduling scheduling) {
        spec().setScheduling(scheduling);
    }

    @CheckForNull
    public Recurrence getRecurrence() {
        return spec().getRecurrence();
    }

    @DataBoundSetter
    public void setRecurrence(@CheckForNull Recurrence recurrence) {
        spec().setRecurrence(recurrence);
    }

    @CheckForNull
    public Ansible getAnsible() {
        return spec().getAnsible();
    }

    @DataBoundSetter
    public void setAnsible(@CheckForNull Ansible ansible) {
        spec().setAnsible(ansible);
    }

    public boolean isDryRun() {
        return spec().isDryRun();
    }

    @DataBoundSetter
    public void setDryRun(boolean dryRun) {
        spec().setDryRun(dryRun);
    }

    public boolean isWait() {
        return spec().isWait();
    }

    @DataBoundSetter
    public void setWait(boolean wait) {
        spec().setWait(wait);
    }

    public int getRetries() {
        return spec().getRetries();
    }

    @DataBoundSetter
    public void setRetries(int retries) {
        spec().setRetries(retries);
    }

    public int getRetryPause() {
        return spec().getRetryPause();
    }

    @DataBoundSetter
    public void setRetryPause(int retryPause) {
        spec().setRetryPause(retryPause);
    }

    @Override
    public Object bindResolve(StaplerRequest2 request, JSONObject form) {
        spec().bindResolve(request, form);
        return this;
    }

    @Override
    public StepExecution start(StepContext context) {
        return new Execution(this, context);
    }

    /** As what this extends reads it. */
    private void readObject(ObjectInputStream in) throws IOException, ClassNotFoundException {
        EarlierNames.copy(in.readFields(), spec());
    }

    private static final class Execution extends FollowingStepExecution {

        private static final long serialVersionUID = 1L;

        private final RunJobInvocationStep step;

        /** What a dry run has found, null otherwise. */
        private transient volatile String found;

        Execution(RunJobInvocationStep step, StepContext context) {
            super(context);
            this.step = new RunJobInvocationStep(step.spec().sealed());
        }

        @Override
        @NonNull
        FollowingStep<?> step() {
            return step;
        }

        @Override
        @CheckForNull
        ServerBudget asked() throws IOException, InterruptedException {
            return step.isDryRun() ? DryRuns.budget(step.spec(), getContext().get(Run.class)) : null;
        }

        @Override
        @CheckForNull
        Planned plan() throws IOException, InterruptedException {
            if (step.isDryRun()) {
                found = DryRuns.of(step.spec(), getContext().get(Run.class));
                return null;
            }
            return new Planned(step.spec(), Kind.BUILD, null);
        }

        @Override
        @NonNull
        String nothing() {
            return String.valueOf(found);
        }
    }

    /** Describes the step. */
    @Extension
    public static final class DescriptorImpl extends RequestFormDescriptor {

        @Override
        public String getFunctionName() {
            return "runJobInvocation";
        }

        @Override
        @NonNull
        public String getDisplayName() {
            return Messages.RunJobInvocationStep_displayName();
        }

        @Override
        @NonNull
        Map<String, String> missing(@NonNull Map<String, Object> given) {
            return JobArguments.missing(given);
        }

        /** What people look for in the list of steps: what runs, not how. */
        @Override
        @CheckForNull
        public String argumentsToString(@NonNull Map<String, Object> namedArgs) {
            return Stream.of("jobTemplate", "feature")
                    .map(namedArgs::get)
                    .filter(CharSequence.class::isInstance)
                    .map(Object::toString)
                    .findFirst()
                    .orElse(null);
        }
    }
}
