package io.jenkins.plugins.foreman.build;

import jenkins.model.CauseOfInterruption;

/**
 * As an earlier version stored it.
 *
 * @deprecated for {@link io.jenkins.plugins.foreman.runs.JobInvocationEnd}, which is read in its place
 */
@Deprecated
final class JobInvocationEnd extends CauseOfInterruption {

    private static final long serialVersionUID = 1L;

    private String message;

    @Override
    public String getShortDescription() {
        return message;
    }

    private Object readResolve() {
        return new io.jenkins.plugins.foreman.runs.JobInvocationEnd(message);
    }
}
