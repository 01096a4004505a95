package io.jenkins.plugins.foreman.invocation;

import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.foreman.client.WordedException;
import java.util.function.Supplier;

/** A request that cannot be run as it is. The message names the cause and the remedy. */
public final class InvalidRequestException extends WordedException {

    private static final long serialVersionUID = 1L;

    public InvalidRequestException(@NonNull Supplier<String> message) {
        super(message);
    }
}
