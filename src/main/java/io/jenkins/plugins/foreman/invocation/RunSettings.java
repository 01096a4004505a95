package io.jenkins.plugins.foreman.invocation;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import java.io.Serializable;
import java.time.Duration;

/**
 * How a run is followed and judged, apart from what runs. Immutable; start from {@link #DEFAULTS}.
 *
 * @param waitForEnd whether to follow the job to its end
 * @param retries how often the hosts that failed are tried again
 * @param retryPause between the end of an attempt and the next
 * @param failureThreshold more failed hosts fail the run
 * @param unstableThreshold more failed hosts make it unstable
 * @param failOnNoHosts whether a job without hosts is a failure
 * @param cancelOnAbort whether an abort of the build cancels the job on Foreman
 * @param pollInterval shortest time between two looks at the job
 * @param patience how long faults of the server or the network are tolerated before the run gives up
 * @param timeout after which the job is cancelled and the run fails, null for none
 * @param readAllLive whether the output of all hosts is read while they run, although nobody sees it yet
 */
public record RunSettings(
        boolean waitForEnd,
        int retries,
        @NonNull Duration retryPause,
        @NonNull Threshold failureThreshold,
        @NonNull Threshold unstableThreshold,
        boolean failOnNoHosts,
        boolean cancelOnAbort,
        @NonNull Duration pollInterval,
        @NonNull Duration patience,
        @CheckForNull Duration timeout,
        boolean readAllLive)
        implements Serializable {

    private static final long serialVersionUID = 1L;

    /** Follow to the end; any failed host fails the run; an abort cancels; half an hour of patience. */
    public static final RunSettings DEFAULTS = builder().build();

    /** Checks what would never end or make no sense. */
    public RunSettings {
        if (retries < 0) {
            throw new IllegalArgumentException(Messages.RunSettings_negative("retries"));
        }
        if (pollInterval.compareTo(Duration.ofMillis(500)) < 0) {
            pollInterval = Duration.ofMillis(500);
        }
    }

    /** Begins with {@link #DEFAULTS}. */
    @NonNull
    public static Builder builder() {
        return new Builder();
    }

    /** Takes each by its name. For one thread. */
    public static final class Builder {
        private boolean waitForEnd = true;
        private int retries;
        private Duration retryPause = Duration.ofSeconds(10);
        private Threshold failureThreshold = Threshold.NONE;
        private Threshold unstableThreshold = Threshold.NONE;
        private boolean failOnNoHosts = true;
        private boolean cancelOnAbort = true;
        private Duration pollInterval = Duration.ofSeconds(2);
        private Duration patience = Duration.ofMinutes(30);
        private Duration timeout;
        private boolean readAllLive;

        private Builder() {}

        @NonNull
        public Builder waitForEnd(boolean value) {
            waitForEnd = value;
            return this;
        }

        @NonNull
        public Builder retries(int value) {
            retries = value;
            return this;
        }

        @NonNull
        public Builder retryPause(@NonNull Duration value) {
            retryPause = value;
            return this;
        }

        @NonNull
        public Builder failureThreshold(@NonNull Threshold value) {
            failureThreshold = value;
            return this;
        }

        @NonNull
        public Builder unstableThreshold(@NonNull Threshold value) {
            unstableThreshold = value;
            return this;
        }

        @NonNull
        public Builder failOnNoHosts(boolean value) {
            failOnNoHosts = value;
            return this;
        }

        @NonNull
        public Builder cancelOnAbort(boolean value) {
            cancelOnAbort = value;
            return this;
        }

        @NonNull
        public Builder pollInterval(@NonNull Duration value) {
            pollInterval = value;
            return this;
        }

        @NonNull
        public Builder patience(@NonNull Duration value) {
            patience = value;
            return this;
        }

        @NonNull
        public Builder timeout(@CheckForNull Duration value) {
            timeout = value;
            return this;
        }

        @NonNull
        public Builder readAllLive(boolean value) {
            readAllLive = value;
            return this;
        }

        @NonNull
        public RunSettings build() {
            return new RunSettings(
                    waitForEnd,
                    retries,
                    retryPause,
                    failureThreshold,
                    unstableThreshold,
                    failOnNoHosts,
                    cancelOnAbort,
                    pollInterval,
                    patience,
                    timeout,
                    readAllLive);
        }
    }
}
