package io.jenkins.plugins.foreman.view;

import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.foreman.client.HostState;
import java.util.List;

/** How the page names the states of a host, and in which order it shows them: what needs a person first. */
final class States {

    static final List<HostState> IN_ORDER = List.of(
            HostState.ERROR,
            HostState.CANCELLED,
            HostState.RUNNING,
            HostState.PENDING,
            HostState.NOT_PLANNED,
            HostState.SUCCESS);

    private States() {}

    @NonNull
    static String key(@NonNull HostState state) {
        return switch (state) {
            case ERROR -> "failed";
            case CANCELLED -> "cancelled";
            case RUNNING -> "running";
            case PENDING -> "waiting";
            case NOT_PLANNED -> "unplanned";
            case SUCCESS -> "succeeded";
        };
    }

    @NonNull
    static HostState of(@NonNull String key) throws PageRequest.BadRequest {
        for (HostState state : IN_ORDER) {
            if (key(state).equals(key)) {
                return state;
            }
        }
        throw new PageRequest.BadRequest("unknown state " + key);
    }
}
