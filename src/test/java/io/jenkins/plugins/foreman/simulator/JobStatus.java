package io.jenkins.plugins.foreman.simulator;

import java.util.Locale;

/** Status of a job invocation; the position is the number in the API. */
enum JobStatus {
    SUCCEEDED,
    FAILED,
    QUEUED,
    RUNNING,
    CANCELLED;

    String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
