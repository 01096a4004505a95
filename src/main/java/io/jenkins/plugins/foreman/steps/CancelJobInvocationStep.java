package io.jenkins.plugins.foreman.steps;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.Util;
import io.jenkins.plugins.foreman.client.CancelResult;
import io.jenkins.plugins.foreman.client.Foreman;
import io.jenkins.plugins.foreman.invocation.HostsCancel;
import io.jenkins.plugins.foreman.runs.StepResults;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;

/** Cancels a job invocation, or its hosts that a search finds. */
public final class CancelJobInvocationStep extends QueryStep {

    private static final long serialVersionUID = 1L;

    private final long id;
    private boolean force;
    private String search;
    private boolean recurring;

    @DataBoundConstructor
    public CancelJobInvocationStep(long id) {
        this.id = id;
    }

    /** Id of the job invocation. */
    public long getId() {
        return id;
    }

    /** Whether the running processes are given up at once. */
    public boolean isForce() {
        return force;
    }

    @DataBoundSetter
    public void setForce(boolean force) {
        this.force = force;
    }

    /** A search over its hosts, null for the whole job. */
    @CheckForNull
    public String getSearch() {
        return search;
    }

    @DataBoundSetter
    public void setSearch(@CheckForNull String search) {
        this.search = Util.fixEmptyAndTrim(search);
    }

    /** Whether the job is not to repeat any more either. */
    public boolean isRecurring() {
        return recurring;
    }

    @DataBoundSetter
    public void setRecurring(boolean recurring) {
        this.recurring = recurring;
    }

    @Override
    boolean isRepeatable() {
        // a second cancel is taken as one by force
        return false;
    }

    @Override
    @NonNull
    Object ask(@NonNull Foreman foreman, @NonNull String serverUrl) throws IOException {
        JobIds.required(id);
        if (recurring) {
            Long logic = foreman.jobInvocations().show(id).recurringLogicId();
            if (logic != null) {
                foreman.jobInvocations().cancelRecurring(logic);
            }
        }
        CancelResult result = search == null
                ? foreman.jobInvocations().cancel(id, force, null)
                : HostsCancel.send(foreman, id, force, search);
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("id", StepResults.number(id));
        map.put("accepted", result.accepted());
        map.put("skipped", result.skippedTasks().size());
        return map;
    }

    /** Describes the step. */
    @Extension
    public static final class DescriptorImpl extends QueryDescriptor {

        @Override
        public String getFunctionName() {
            return "cancelJobInvocation";
        }

        @Override
        @NonNull
        public String getDisplayName() {
            return Messages.CancelJobInvocationStep_displayName();
        }
    }
}
