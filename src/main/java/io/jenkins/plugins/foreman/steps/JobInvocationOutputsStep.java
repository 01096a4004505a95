package io.jenkins.plugins.foreman.steps;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.Util;
import io.jenkins.plugins.foreman.client.Foreman;
import io.jenkins.plugins.foreman.client.JobHost;
import io.jenkins.plugins.foreman.invocation.HostOutputs;
import io.jenkins.plugins.foreman.invocation.JobHosts;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;

/** Reads the outputs of the hosts of a job invocation. */
public final class JobInvocationOutputsStep extends QueryStep {

    private static final long serialVersionUID = 1L;

    private final long id;
    private String search;
    private String since;
    private boolean raw;
    private int maxChars = 100_000;
    private int limit = 1000;

    @DataBoundConstructor
    public JobInvocationOutputsStep(long id) {
        this.id = id;
    }

    /** Id of the job invocation. */
    public long getId() {
        return id;
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

    /** Only what was written after this time, in seconds since 1970; null for all. */
    @CheckForNull
    public String getSince() {
        return since;
    }

    @DataBoundSetter
    public void setSince(@CheckForNull String since) {
        this.since = Util.fixEmptyAndTrim(since);
    }

    /** Whether Foreman itself is to put each output together. */
    public boolean isRaw() {
        return raw;
    }

    @DataBoundSetter
    public void setRaw(boolean raw) {
        this.raw = raw;
    }

    /** How many characters of a host's output at most. */
    public int getMaxChars() {
        return Math.min(JobInvocationOutputStep.MOST_CHARS, Math.max(0, maxChars));
    }

    @DataBoundSetter
    public void setMaxChars(int maxChars) {
        this.maxChars = maxChars;
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
        HostOutputs outputs = new HostOutputs(foreman.jobInvocations(), id, raw, OutputTimes.read(since));
        List<JobHost> hosts = new JobHosts(foreman, id).matching(search, host -> true, getLimit());
        List<Map<String, Object>> answers = new ArrayList<>();
        outputs.read(hosts, getMaxChars(), JobInvocationOutputStep.MOST_CHARS, (host, text) -> {
            Map<String, Object> answer = new LinkedHashMap<>();
            answer.put("host", host.name());
            answer.put("state", host.state().label());
            answer.put("complete", text.complete());
            answer.put("cut", text.cut());
            answer.put("output", text.output());
            answer.put("until", OutputTimes.write(text.until()));
            answers.add(answer);
        });
        return answers;
    }

    /** Describes the step. */
    @Extension
    public static final class DescriptorImpl extends QueryDescriptor {

        @Override
        public String getFunctionName() {
            return "jobInvocationOutputs";
        }

        @Override
        @NonNull
        public String getDisplayName() {
            return Messages.JobInvocationOutputsStep_displayName();
        }
    }
}
