package io.jenkins.plugins.foreman.client;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/**
 * A job invocation as {@code show}, {@code create} and {@code list} return it, read leniently: whatever a version leaves
 * out or replaces by {@code "N/A"} is null.
 *
 * @param id numeric id on the server
 * @param description text with the inputs filled in, cut by Foreman at 255 characters
 * @param taskState state of the Dynflow task ({@code scheduled}, {@code planned}, {@code running}, {@code paused},
 *     {@code stopped} ...), null while there is none
 * @param taskId id of the Foreman task, null for a ghost that failed while it was created
 * @param cancellable whether Foreman would accept a cancel, null where it does not say (before 17.0)
 * @param targeting null in list replies
 * @param mode {@code immediate}, {@code future} or {@code recurring}; null where absent
 * @param recurringLogicId id of the recurring logic, null unless recurring
 * @param inputs values of the template's inputs by name; hidden ones are {@code *****}
 * @param untold settings of which Foreman says neither that they are set nor that they are not
 */
public record JobInvocation(
        long id,
        @CheckForNull String description,
        @CheckForNull String jobCategory,
        @NonNull JobStatus status,
        @CheckForNull Instant startAt,
        @CheckForNull String taskId,
        @CheckForNull String taskState,
        @CheckForNull Instant startedAt,
        @CheckForNull Boolean cancellable,
        @CheckForNull Long templateId,
        @CheckForNull String templateName,
        @CheckForNull String effectiveUser,
        @NonNull HostCounts counts,
        @CheckForNull TargetingView targeting,
        @CheckForNull String mode,
        @CheckForNull Instant startBefore,
        @CheckForNull Long recurringLogicId,
        @CheckForNull String cronLine,
        @CheckForNull String sshUser,
        @CheckForNull Integer concurrencyLevel,
        @CheckForNull Integer executionTimeoutInterval,
        @CheckForNull Integer timeToPickup,
        @NonNull List<InputValue> inputs,
        @NonNull Set<JobSetting> untold,
        @CheckForNull String organization,
        @CheckForNull String location) {

    /** Copies the collections, so that the record is immutable. */
    public JobInvocation {
        inputs = List.copyOf(inputs);
        untold = Set.copyOf(untold);
    }

    /** Whether nothing more will run: the task has stopped, or there is a final status and no task to ask. */
    public boolean isStopped() {
        if (taskState != null) {
            return taskState.equals("stopped");
        }
        return status == JobStatus.SUCCEEDED || status == JobStatus.FAILED || status == JobStatus.CANCELLED;
    }

    /** Whether it was shown by itself: lists leave out what it runs on, its inputs and its mode. */
    public boolean isWhole() {
        return targeting != null;
    }

    /** Whether the task waits for an operator in Foreman; such a job stays "running" for ever. */
    public boolean isPaused() {
        return "paused".equals(taskState);
    }

    /**
     * Whether this is only what a refused create left behind: a record without a task that never runs (seen on Foreman
     * 3.13 after a search syntax error).
     */
    public boolean isGhost() {
        return taskId == null && status == JobStatus.QUEUED;
    }

    /**
     * The targeting part of an invocation.
     *
     * @param searchQuery what the hosts were searched by
     * @param dynamic whether hosts are resolved when the job starts
     * @param hosts the resolved hosts, with their state only where it was asked for; empty when left out or unresolved
     */
    public record TargetingView(
            @CheckForNull String searchQuery,
            @CheckForNull Long bookmarkId,
            @CheckForNull String bookmarkName,
            boolean dynamic,
            @CheckForNull Boolean randomizedOrdering,
            @NonNull List<JobHost> hosts) {

        /** Copies the list, so that the record is immutable. */
        public TargetingView {
            hosts = List.copyOf(hosts);
        }
    }

    /** A value given to a template input, {@link #HIDDEN} when hidden. */
    public record InputValue(
            @NonNull String name, @CheckForNull String value) {

        /** What Foreman shows in place of a value that the template hides. */
        public static final String HIDDEN = "*****";
    }

    /**
     * Where a Foreman shows a job invocation to people.
     *
     * @param serverUrl with or without slashes at its end
     */
    @NonNull
    public static String link(@NonNull String serverUrl, long id) {
        return serverUrl.replaceAll("/+$", "") + "/job_invocations/" + id;
    }
}
