package io.jenkins.plugins.foreman.client;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import java.io.Serializable;
import java.time.Instant;

/**
 * The optional settings of a job invocation that go to Foreman as they are. Every one may be null: then the template's
 * or the server's default holds.
 *
 * @param sshUser login on the hosts (REX 7.0 and newer)
 * @param effectiveUser user that the script runs as
 * @param concurrencyLevel how many hosts run at a time
 * @param executionTimeout seconds after which a host's run is killed
 * @param timeToPickup seconds within which a pull host must fetch the job (REX 9.1 and newer)
 * @param startAt start later; Foreman cuts it to the minute
 * @param startBefore give up when it could not be started by then
 */
public record JobOptions(
        @CheckForNull String sshUser,
        @CheckForNull String effectiveUser,
        @CheckForNull Integer concurrencyLevel,
        @CheckForNull Integer executionTimeout,
        @CheckForNull Integer timeToPickup,
        @CheckForNull Instant startAt,
        @CheckForNull Instant startBefore,
        @CheckForNull Recurrence recurrence,
        @CheckForNull Ansible ansible)
        implements Serializable {

    private static final long serialVersionUID = 1L;

    /** Everything left to the template and the server. */
    public static final JobOptions DEFAULTS = new JobOptions(null, null, null, null, null, null, null, null, null);

    /** The same without a time and a repetition. */
    @NonNull
    public JobOptions nowAndOnce() {
        return new JobOptions(
                sshUser, effectiveUser, concurrencyLevel, executionTimeout, timeToPickup, null, null, null, ansible);
    }

    /**
     * A job that repeats.
     *
     * @param maxIteration after how many runs it ends, null for no end
     * @param purpose a name under which only one active recurring job may exist
     */
    public record Recurrence(
            String cronLine,
            @CheckForNull Integer maxIteration,
            @CheckForNull Instant endTime,
            @CheckForNull String purpose)
            implements Serializable {
        private static final long serialVersionUID = 1L;
    }

    /**
     * Settings of the Ansible provider.
     *
     * @param tags comma-separated
     * @param skipTags whether the tags are to be left out instead of run
     */
    public record Ansible(String tags, boolean skipTags) implements Serializable {
        private static final long serialVersionUID = 1L;
    }
}
