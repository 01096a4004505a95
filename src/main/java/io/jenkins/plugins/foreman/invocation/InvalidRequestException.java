package io.jenkins.plugins.foreman.invocation;

import edu.umd.cs.findbugs.annotations.NonNull;
import java.io.IOException;

/** A request that cannot be run as it is. The message names the cause and the remedy. */
public final class InvalidRequestException extends IOException {

    private static final long serialVersionUID = 1L;

    public InvalidRequestException(@NonNull String message) {
        super(message);
    }
}
