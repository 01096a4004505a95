package io.jenkins.plugins.foreman.steps;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.Util;
import hudson.util.ComboBoxModel;
import io.jenkins.plugins.foreman.client.Foreman;
import io.jenkins.plugins.foreman.client.HostState;
import io.jenkins.plugins.foreman.client.JobHost;
import io.jenkins.plugins.foreman.invocation.InvalidRequestException;
import io.jenkins.plugins.foreman.invocation.JobHosts;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.verb.POST;

/** Lists the hosts of a job invocation. */
public final class JobInvocationHostsStep extends QueryStep {

    private static final long serialVersionUID = 1L;

    private static final Set<String> STATES = Arrays.stream(HostState.values())
            .map(state -> state.label().toLowerCase(Locale.ROOT))
            .collect(Collectors.toUnmodifiableSet());

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
        return Math.max(0, limit);
    }

    @DataBoundSetter
    public void setLimit(int limit) {
        this.limit = limit;
    }

    @Override
    @NonNull
    Object ask(@NonNull Foreman foreman, @NonNull String serverUrl) throws IOException {
        JobIds.required(id);
        if (state != null && !STATES.contains(state.toLowerCase(Locale.ROOT))) {
            throw new InvalidRequestException(
                    () -> Messages.JobInvocationHostsStep_unknownState(state, String.join(", ", labels())));
        }
        return new ArrayList<>(new JobHosts(foreman, id)
                .matching(search, this::isWanted, getLimit()).stream()
                        .map(PlainValues::of)
                        .toList());
    }

    private static List<String> labels() {
        return Arrays.stream(HostState.values()).map(HostState::label).toList();
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

        /** Offers the states of hosts in Foreman's words. */
        @POST
        public ComboBoxModel doFillStateItems() {
            return new ComboBoxModel(labels());
        }

        @Override
        @NonNull
        public String getDisplayName() {
            return Messages.JobInvocationHostsStep_displayName();
        }
    }
}
