package io.jenkins.plugins.foreman.runs;

import edu.umd.cs.findbugs.annotations.NonNull;
import jenkins.model.CauseOfInterruption;

/** A job invocation that makes the build end as it did. */
public final class JobInvocationEnd extends CauseOfInterruption {

    private static final long serialVersionUID = 1L;

    private final String message;

    /** @param message how many hosts failed, and the first of them */
    public JobInvocationEnd(@NonNull String message) {
        this.message = message;
    }

    @Override
    @NonNull
    public String getShortDescription() {
        return message;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof JobInvocationEnd end && end.message.equals(message);
    }

    @Override
    public int hashCode() {
        return message.hashCode();
    }
}
