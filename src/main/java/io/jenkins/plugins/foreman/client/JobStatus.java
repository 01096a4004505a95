package io.jenkins.plugins.foreman.client;

import com.fasterxml.jackson.annotation.JsonCreator;
import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import java.util.Locale;

/**
 * The status of a whole job invocation, {@code status_label} in Foreman's API. A running job that was cancelled usually
 * ends as {@link #FAILED}; only one cancelled before its start is {@link #CANCELLED}.
 */
public enum JobStatus {
    SUCCEEDED,
    FAILED,
    QUEUED,
    RUNNING,
    CANCELLED,
    /** A word that this client does not know; treated as not finished unless the task has stopped. */
    UNKNOWN;

    /** Foreman's word for the status. */
    @NonNull
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Reads Foreman's word; null or an unknown one gives {@link #UNKNOWN}. */
    @JsonCreator
    @NonNull
    public static JobStatus of(@CheckForNull String label) {
        for (JobStatus status : values()) {
            if (status.label().equalsIgnoreCase(label)) {
                return status;
            }
        }
        return UNKNOWN;
    }
}
