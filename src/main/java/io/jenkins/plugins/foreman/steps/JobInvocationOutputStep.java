package io.jenkins.plugins.foreman.steps;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.Util;
import io.jenkins.plugins.foreman.client.Foreman;
import io.jenkins.plugins.foreman.client.ForemanException;
import io.jenkins.plugins.foreman.invocation.HostOutputs;
import io.jenkins.plugins.foreman.invocation.InvalidRequestException;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;

/** Reads the output of one host of a job invocation. */
public final class JobInvocationOutputStep extends QueryStep {

    private static final long serialVersionUID = 1L;

    /** More is not given to a script, since all of it is in the memory of Jenkins, twice for a moment. */
    static final int MOST_CHARS = 20_000_000;

    private final long id;
    private String host;
    private String since;
    private boolean raw;
    private int maxChars = 1_000_000;

    @DataBoundConstructor
    public JobInvocationOutputStep(long id) {
        this.id = id;
    }

    /** Id of the job invocation. */
    public long getId() {
        return id;
    }

    /** Name or numeric id of the host. */
    @CheckForNull
    public String getHost() {
        return host;
    }

    @DataBoundSetter
    public void setHost(@CheckForNull String host) {
        this.host = Util.fixEmptyAndTrim(host);
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

    /** Whether only the text is wanted, as Foreman itself puts it together. */
    public boolean isRaw() {
        return raw;
    }

    @DataBoundSetter
    public void setRaw(boolean raw) {
        this.raw = raw;
    }

    /** How many characters of the output at most. */
    public int getMaxChars() {
        return Math.min(MOST_CHARS, Math.max(0, maxChars));
    }

    @DataBoundSetter
    public void setMaxChars(int maxChars) {
        this.maxChars = maxChars;
    }

    @Override
    @CheckForNull
    Object ask(@NonNull Foreman foreman, @NonNull String serverUrl) throws IOException {
        JobIds.required(id);
        long hostId = HostIds.of(foreman, host);
        try {
            return output(foreman, hostId);
        } catch (ForemanException e) {
            throw e.kind() == ForemanException.Kind.NOT_FOUND
                    ? new InvalidRequestException(
                            () -> Messages.JobInvocationOutputStep_notInJob(id, host, e.getMessage()))
                    : e;
        }
    }

    private Object output(Foreman foreman, long hostId) throws IOException {
        int most = getMaxChars();
        Long from = OutputTimes.read(since);
        if (raw) {
            if (from != null) {
                throw new InvalidRequestException(Messages::JobInvocationOutputStep_rawSince);
            }
            String text = foreman.jobInvocations().rawOutput(id, hostId);
            return text == null || text.length() <= most ? text : text.substring(0, most);
        }
        HostOutputs.Text text = new HostOutputs(foreman.jobInvocations(), id, false, from).read(hostId, most);
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("host", host);
        map.put("complete", text.complete());
        map.put("cut", text.cut());
        map.put("output", text.output());
        map.put("until", OutputTimes.write(text.until()));
        return map;
    }

    /** Describes the step. */
    @Extension
    public static final class DescriptorImpl extends QueryDescriptor {

        @Override
        public String getFunctionName() {
            return "jobInvocationOutput";
        }

        @Override
        @NonNull
        public String getDisplayName() {
            return Messages.JobInvocationOutputStep_displayName();
        }

        @Override
        @NonNull
        Map<String, String> missing(@NonNull Map<String, Object> given) {
            Map<String, String> missing = new LinkedHashMap<>(super.missing(given));
            if (!given.containsKey("host")) {
                missing.put("host", Messages.HostIds_none());
            }
            return missing;
        }
    }
}
