package io.jenkins.plugins.foreman.steps;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.Util;
import io.jenkins.plugins.foreman.client.Foreman;
import io.jenkins.plugins.foreman.client.ForemanException;
import io.jenkins.plugins.foreman.client.HostOutput;
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
        if (raw) {
            String text = foreman.jobInvocations().rawOutput(id, hostId);
            return text == null || text.length() <= most ? text : text.substring(0, most);
        }
        StringBuilder text = new StringBuilder();
        HostOutput output = foreman.jobInvocations().output(id, hostId, null, chunk -> {
            if (text.length() < most) {
                text.append(chunk.text());
            }
        });
        boolean cut = text.length() >= most;
        text.setLength(Math.min(text.length(), most));
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("host", host);
        map.put("complete", output.complete());
        map.put("cut", cut);
        map.put("output", text.toString());
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
