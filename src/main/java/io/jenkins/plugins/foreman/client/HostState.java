package io.jenkins.plugins.foreman.client;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import java.util.Locale;

/** What Foreman says of one host of a job invocation ({@code template_invocation_status} in its API). */
public enum HostState {
    /** No task yet; also the last word on a host that was never planned before the job ended ({@code N/A}). */
    NOT_PLANNED("N/A"),
    /** A task exists and waits ({@code pending} or {@code planned}). */
    PENDING("pending"),
    RUNNING("running"),
    SUCCESS("success"),
    /** The run failed, could not be started, or its task is paused after an error. */
    ERROR("error"),
    CANCELLED("cancelled");

    private final String label;

    HostState(String label) {
        this.label = label;
    }

    /** Foreman's word for the state, in English. */
    @NonNull
    public String label() {
        return label;
    }

    /** Whether the host has run to an end. {@link #NOT_PLANNED} is an end only once the whole job has stopped. */
    public boolean isFinished() {
        return this == SUCCESS || this == ERROR || this == CANCELLED;
    }

    /** Reads Foreman's word; an absent or unknown one (localised {@code N/A} included) is {@link #NOT_PLANNED}. */
    @NonNull
    public static HostState of(@CheckForNull String label) {
        if (label == null) {
            return NOT_PLANNED;
        }
        return switch (label.toLowerCase(Locale.ROOT)) {
            case "pending", "planned", "planning", "scheduled" -> PENDING;
            case "running" -> RUNNING;
            case "success", "succeeded" -> SUCCESS;
            case "error", "failed", "warning" -> ERROR;
            case "cancelled" -> CANCELLED;
            default -> NOT_PLANNED;
        };
    }
}
