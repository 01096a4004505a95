package io.jenkins.plugins.foreman.runs;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.AbortException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jenkinsci.plugins.scriptsecurity.sandbox.whitelists.Whitelisted;

/** A job that makes its step fail; in a script {@code e.job} is what the step would have given back. */
public final class JobInvocationFailedException extends AbortException {

    private static final long serialVersionUID = 1L;

    private final HashMap<String, Object> job;

    /**
     * @param message how many hosts failed, and the first of them; or why nothing is known of them
     * @param job of plain values
     */
    public JobInvocationFailedException(@NonNull String message, @NonNull Map<String, Object> job) {
        super(message);
        this.job = new LinkedHashMap<>(job);
    }

    /** What the step would have given back. */
    @NonNull
    @Whitelisted
    public Map<String, Object> getJob() {
        return new LinkedHashMap<>(job);
    }
}
