package io.jenkins.plugins.foreman.record;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.foreman.client.JobInvocation;
import io.jenkins.plugins.foreman.client.JobInvocation.TargetingView;
import io.jenkins.plugins.foreman.client.Mask;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/**
 * What Foreman says of a job: what it runs on, with which inputs, and as whom. A text that is too long for the small file
 * that it is kept in is left out as a whole: of a cut secret the rest could not be told.
 *
 * @param search what the hosts were searched by; null where there is none, or it is too long
 * @param dynamic whether the search was made when the job started, not when it was created
 * @param bookmark name of the saved search, null for none
 * @param executionTimeout seconds
 * @param timeToPickup seconds
 */
public record JobFacts(
        @CheckForNull String search,
        boolean dynamic,
        @CheckForNull String bookmark,
        @NonNull List<Input> inputs,
        @CheckForNull String effectiveUser,
        @CheckForNull String sshUser,
        @CheckForNull Integer concurrencyLevel,
        @CheckForNull Integer executionTimeout,
        @CheckForNull Integer timeToPickup)
        implements Serializable {

    private static final long serialVersionUID = 1L;
    private static final int LONGEST = 4_096;
    private static final int MOST_CHARS = 16_384;
    private static final int MOST_INPUTS = 100;

    /**
     * One input of the template.
     *
     * @param value null where it is too long to be kept
     */
    public record Input(
            @JsonSetter(nulls = Nulls.FAIL) @NonNull String name,
            @CheckForNull String value) implements Serializable {
        private static final long serialVersionUID = 1L;

        /** Whether Foreman does not tell the value. */
        public boolean isHidden() {
            return JobInvocation.InputValue.HIDDEN.equals(value);
        }
    }

    /** Copies the list, so that the record is immutable. */
    public JobFacts {
        inputs = List.copyOf(inputs);
    }

    /** Of a job that was shown by itself. */
    @NonNull
    static JobFacts of(@NonNull JobInvocation job) {
        TargetingView targeting = job.targeting();
        List<Input> inputs = new ArrayList<>();
        int room = MOST_CHARS;
        for (JobInvocation.InputValue input : job.inputs()) {
            String value = input.value() == null ? "" : input.value();
            if (inputs.size() == MOST_INPUTS || input.name().length() > LONGEST) {
                break;
            }
            boolean kept = value.length() <= Math.min(LONGEST, room);
            room -= kept ? value.length() : 0;
            inputs.add(new Input(input.name(), kept ? value : null));
        }
        return new JobFacts(
                targeting == null ? null : kept(targeting.searchQuery()),
                targeting != null && targeting.dynamic(),
                targeting == null ? null : kept(targeting.bookmarkName()),
                inputs,
                kept(job.effectiveUser()),
                kept(job.sshUser()),
                job.concurrencyLevel(),
                job.executionTimeoutInterval(),
                job.timeToPickup());
    }

    @CheckForNull
    private static String kept(@CheckForNull String text) {
        return text == null || text.length() > LONGEST ? null : text;
    }

    @NonNull
    JobFacts masked(@NonNull Mask mask) {
        return new JobFacts(
                mask.of(search),
                dynamic,
                mask.of(bookmark),
                inputs.stream()
                        .map(input -> new Input(mask.ofText(input.name()), mask.of(input.value())))
                        .toList(),
                mask.of(effectiveUser),
                mask.of(sshUser),
                concurrencyLevel,
                executionTimeout,
                timeToPickup);
    }
}
