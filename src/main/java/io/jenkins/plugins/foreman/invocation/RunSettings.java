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
    public static final RunSettings DEFAULTS = new RunSettings(
            true,
            0,
            Duration.ofSeconds(10),
            Threshold.NONE,
            Threshold.NONE,
            true,
            true,
            Duration.ofSeconds(2),
            Duration.ofMinutes(30),
            null,
            false);

    /** Checks what would never end or make no sense. */
    public RunSettings {
        if (retries < 0) {
            throw new IllegalArgumentException(Messages.RunSettings_negative("retries"));
        }
        if (pollInterval.compareTo(Duration.ofMillis(500)) < 0) {
            pollInterval = Duration.ofMillis(500);
        }
    }
}
