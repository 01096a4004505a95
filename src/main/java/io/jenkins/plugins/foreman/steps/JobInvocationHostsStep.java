package io.jenkins.plugins.foreman.steps;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.Util;
import io.jenkins.plugins.foreman.client.Foreman;
import io.jenkins.plugins.foreman.client.JobHost;
import io.jenkins.plugins.foreman.invocation.JobHosts;
import java.io.IOException;
import java.util.ArrayList;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;

/** Lists the hosts of a job invocation. */
public final class JobInvocationHostsStep extends QueryStep {

    private static final long serialVersionUID = 1L;

    private final long id;
    private String state;
    private String search;
    private int limit = 1000;

    @DataBoundConstructor
    public JobInvocationHostsStep(long id) {
        this.id = id;
    }

    /** Id of the job invocation. */
    public long getId() {
        return id;
    }

    /** Foreman's word for the state that they are in, null for any. */
    @CheckForNull
    public String getState() {
        return state;
    }

    @DataBoundSetter
    public void setState(@CheckForNull String state) {
        this.state = Util.fixEmptyAndTrim(state);
    }

    /** A search over its hosts, null for all. */
    @CheckForNull
    public String getSearch() {
        return search;
    }

    @DataBoundSetter
    public void setSearch(@CheckForNull String search) {
        this.search = Util.fixEmptyAndTrim(search);
    }

    /** How many hosts at most. */
    public int getLimit() {
        return limit;
    }

    @DataBoundSetter
    public void setLimit(int limit) {
        this.limit = Math.max(0, limit);
    }

    @Override
    @NonNull
    Object ask(@NonNull Foreman foreman, @NonNull String serverUrl) throws IOException {
        return new ArrayList<>(JobHosts.of(foreman, id, search, this::isWanted, limit).stream()
                .map(PlainValues::of)
                .toList());
    }

    private boolean isWanted(JobHost host) {
        return state == null || host.state().label().equalsIgnoreCase(state);
    }

    /** Describes the step. */
    @Extension
    public static final class DescriptorImpl extends QueryDescriptor {

        @Override
        public String getFunctionName() {
            return "jobInvocationHosts";
        }

        @Override
        @NonNull
        public String getDisplayName() {
            return Messages.JobInvocationHostsStep_displayName();
        }
    }
}
