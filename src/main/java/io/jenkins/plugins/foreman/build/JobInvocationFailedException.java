package io.jenkins.plugins.foreman.build;

import hudson.AbortException;
import java.util.HashMap;

/**
 * As an earlier version stored it.
 *
 * @deprecated for {@link io.jenkins.plugins.foreman.runs.JobInvocationFailedException}, which is read in its place
 */
@Deprecated
final class JobInvocationFailedException extends AbortException {

    private static final long serialVersionUID = 1L;

    private HashMap<String, Object> job;

    private Object readResolve() {
        var present = new io.jenkins.plugins.foreman.runs.JobInvocationFailedException(getMessage(), job);
        present.setStackTrace(getStackTrace());
        return present;
    }
}
