package io.jenkins.plugins.foreman.steps;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.Util;
import hudson.util.ListBoxModel;
import io.jenkins.plugins.foreman.client.Foreman;
import io.jenkins.plugins.foreman.client.JobInvocations.RerunHosts;
import io.jenkins.plugins.foreman.invocation.ForemanRerun;
import io.jenkins.plugins.foreman.invocation.RerunRequest;
import io.jenkins.plugins.foreman.job.HostNames;
import java.io.IOException;
import java.util.List;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.verb.POST;

/** Has Foreman itself run a job again, and gives back the new one without waiting for it. */
public final class RerunJobInvocationByForemanStep extends QueryStep {

    private static final long serialVersionUID = 1L;

    private final long id;
    private RerunRequest.Hosts which = RerunRequest.Hosts.ALL;
    private String hosts;
    private boolean allowAllHosts;

    @DataBoundConstructor
    public RerunJobInvocationByForemanStep(long id) {
        this.id = id;
    }

    /** Id of the job invocation. */
    public long getId() {
        return id;
    }

    /** Which of its hosts. */
    @NonNull
    public RerunRequest.Hosts getWhich() {
        return which == null ? RerunRequest.Hosts.ALL : which;
    }

    @DataBoundSetter
    public void setWhich(@CheckForNull RerunRequest.Hosts which) {
        this.which = which;
    }

    /** Names of hosts instead, separated by white space or commas. */
    @CheckForNull
    public String getHosts() {
        return hosts;
    }

    @DataBoundSetter
    public void setHosts(@CheckForNull String hosts) {
        this.hosts = Util.fixEmptyAndTrim(hosts);
    }

    /** Whether Foreman may take all hosts where it overlooks which were meant. */
    public boolean isAllowAllHosts() {
        return allowAllHosts;
    }

    @DataBoundSetter
    public void setAllowAllHosts(boolean allowAllHosts) {
        this.allowAllHosts = allowAllHosts;
    }

    @Override
    boolean isRepeatable() {
        return false;
    }

    @Override
    @NonNull
    Object ask(@NonNull Foreman foreman, @NonNull String serverUrl) throws IOException {
        JobIds.required(id);
        List<String> names = HostNames.of(hosts);
        RerunHosts chosen = names.isEmpty()
                ? switch (getWhich()) {
                    case ALL -> RerunHosts.ALL;
                    case FAILED -> RerunHosts.FAILED_ONLY;
                    case SUCCEEDED -> RerunHosts.SUCCEEDED_ONLY;
                }
                : RerunHosts.LISTED;
        return PlainValues.of(new ForemanRerun(foreman, id).start(chosen, names, allowAllHosts), serverUrl);
    }

    /** Describes the step. */
    @Extension
    public static final class DescriptorImpl extends QueryDescriptor {

        @Override
        public String getFunctionName() {
            return "rerunJobInvocationByForeman";
        }

        @Override
        @NonNull
        public String getDisplayName() {
            return Messages.RerunJobInvocationByForemanStep_displayName();
        }

        /** Lists which hosts can be meant. */
        @POST
        public ListBoxModel doFillWhichItems() {
            ListBoxModel items = new ListBoxModel();
            items.add(Messages.RerunJobInvocationStep_all(), RerunRequest.Hosts.ALL.name());
            items.add(Messages.RerunJobInvocationStep_failed(), RerunRequest.Hosts.FAILED.name());
            items.add(Messages.RerunJobInvocationStep_succeeded(), RerunRequest.Hosts.SUCCEEDED.name());
            return items;
        }
    }
}
