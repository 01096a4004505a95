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
    public static final JobOptions DEFAULTS = builder().build();

    /** Begins with everything left to the template and the server. */
    @NonNull
    public static Builder builder() {
        return new Builder();
    }

    /** The same without a time and a repetition. */
    @NonNull
    public JobOptions nowAndOnce() {
        return new JobOptions(
                sshUser, effectiveUser, concurrencyLevel, executionTimeout, timeToPickup, null, null, null, ansible);
    }

    /** Takes each by its name, null for what is left as it is. For one thread. */
    public static final class Builder {
        private String sshUser;
        private String effectiveUser;
        private Integer concurrencyLevel;
        private Integer executionTimeout;
        private Integer timeToPickup;
        private Instant startAt;
        private Instant startBefore;
        private Recurrence recurrence;
        private Ansible ansible;

        private Builder() {}

        @NonNull
        public Builder sshUser(@CheckForNull String value) {
            sshUser = value;
            return this;
        }

        @NonNull
        public Builder effectiveUser(@CheckForNull String value) {
            effectiveUser = value;
            return this;
        }

        @NonNull
        public Builder concurrencyLevel(@CheckForNull Integer value) {
            concurrencyLevel = value;
            return this;
        }

        @NonNull
        public Builder executionTimeout(@CheckForNull Integer value) {
            executionTimeout = value;
            return this;
        }

        @NonNull
        public Builder timeToPickup(@CheckForNull Integer value) {
            timeToPickup = value;
            return this;
        }

        @NonNull
        public Builder startAt(@CheckForNull Instant value) {
            startAt = value;
            return this;
        }

        @NonNull
        public Builder startBefore(@CheckForNull Instant value) {
            startBefore = value;
            return this;
        }

        @NonNull
        public Builder recurrence(@CheckForNull Recurrence value) {
            recurrence = value;
            return this;
        }

        @NonNull
        public Builder ansible(@CheckForNull Ansible value) {
            ansible = value;
            return this;
        }

        @NonNull
        public JobOptions build() {
            return new JobOptions(
                    sshUser,
                    effectiveUser,
                    concurrencyLevel,
                    executionTimeout,
                    timeToPickup,
                    startAt,
                    startBefore,
                    recurrence,
                    ansible);
        }
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
