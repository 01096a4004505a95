package io.jenkins.plugins.foreman.record;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.foreman.client.HostCounts;
import io.jenkins.plugins.foreman.client.JobInvocation;
import io.jenkins.plugins.foreman.client.JobStatus;
import io.jenkins.plugins.foreman.client.Mask;
import java.io.Serializable;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;

/**
 * One job invocation of a run.
 *
 * @param marker unique text in its description, by which it is found when the reply to its creation is lost
 * @param sent whether the creation may have been sent, and was not refused
 * @param sends how often the creation may have reached Foreman; after more than once a second job may exist
 * @param invocationId null until known
 * @param description as Foreman shows it, marker included
 * @param hostIds hosts that it was limited to, empty for those of the request
 * @param schedule when it is to run, null until Foreman has told of it
 * @param facts what runs, null until Foreman has told of it, and in records of earlier versions
 * @param status as Foreman last gave it, or will when its task has noticed that all hosts have ended
 * @param startedAt when it was first tried to create it, or when Foreman has begun it
 * @param stoppedAt when Foreman's task was first seen stopped, or all hosts ended, or earlier by what hosts say; null
 *     before
 * @param finished whether statuses and output are recorded to the end
 */
public record Attempt(
        @JsonSetter(nulls = Nulls.FAIL) @NonNull String marker,
        boolean sent,
        int sends,
        @CheckForNull Long invocationId,
        @CheckForNull String description,
        @CheckForNull String templateName,
        @NonNull List<Long> hostIds,
        @CheckForNull RunHead.Schedule schedule,
        @CheckForNull JobFacts facts,
        @CheckForNull JobStatus status,
        @CheckForNull HostCounts counts,
        @JsonSetter(nulls = Nulls.FAIL) @NonNull Instant startedAt,
        @CheckForNull Instant stoppedAt,
        boolean finished)
        implements Serializable {

    private static final long serialVersionUID = 1L;

    /** Copies the list, so that the record is immutable. */
    public Attempt {
        hostIds = List.copyOf(hostIds);
    }

    /** The description without the marker that begins it, for people; null when there is none. */
    @CheckForNull
    public String title() {
        return description == null ? null : Marker.strip(description);
    }

    Attempt masked(Mask mask) {
        return with(attempt -> {
            attempt.description = Marker.masked(description, marker, mask);
            attempt.templateName = mask.of(templateName);
            attempt.facts = facts == null ? null : facts.masked(mask);
        });
    }

    /** An attempt of which nothing has been sent yet. */
    @NonNull
    public static Attempt planned(@NonNull String marker, @NonNull List<Long> hostIds, @NonNull Instant now) {
        return new Attempt(marker, false, 0, null, null, null, hostIds, null, null, null, null, now, null, false);
    }

    /** About to be sent. */
    @NonNull
    public Attempt sending() {
        return sent(true, sends + 1);
    }

    /** Refused, so that nothing came of what was sent last. */
    @NonNull
    public Attempt refused() {
        return sent(false, sends - 1);
    }

    /** Looked for in vain: it may be sent again. */
    @NonNull
    public Attempt notFound() {
        return sent(false, sends);
    }

    private Attempt sent(boolean maybeSent, int times) {
        return with(attempt -> {
            attempt.sent = maybeSent;
            attempt.sends = times;
        });
    }

    /** Of a job that was made elsewhere. */
    @NonNull
    public Attempt existing(long id) {
        return planned(marker, hostIds, startedAt).with(attempt -> {
            attempt.sent = true;
            attempt.invocationId = id;
        });
    }

    /** As Foreman shows it now; the first sight of a stopped task sets its time. */
    @NonNull
    public Attempt seen(@NonNull JobInvocation job, @NonNull Instant now) {
        return with(attempt -> {
            attempt.sent = true;
            attempt.invocationId = job.id();
            attempt.description = job.description();
            attempt.templateName = job.templateName() == null ? templateName : job.templateName();
            attempt.schedule = scheduleOf(job);
            attempt.facts = job.isWhole() ? JobFacts.of(job) : facts;
            attempt.status = job.status();
            attempt.counts = job.counts();
            attempt.startedAt = start(job, now);
            attempt.stoppedAt = stoppedAt == null && job.isStopped() ? now : stoppedAt;
        });
    }

    /**
     * A job may begin long after it was asked for, and before it is seen to have begun. Once it has, nothing changes:
     * Foreman's clock may be another.
     */
    private Instant start(JobInvocation job, Instant now) {
        Instant told = job.startedAt() != null ? job.startedAt() : job.startAt();
        boolean open = status == null || status == JobStatus.QUEUED;
        boolean madeElsewhere = sends == 0;
        boolean counts = open && told != null && !told.isAfter(now) && (madeElsewhere || told.isAfter(startedAt));
        return counts ? told : startedAt;
    }

    /** Lists leave out mode and recurrence. */
    private RunHead.Schedule scheduleOf(JobInvocation job) {
        return job.isWhole() || schedule == null
                ? new RunHead.Schedule(job.mode(), job.startAt(), job.cronLine())
                : new RunHead.Schedule(schedule.mode(), job.startAt(), schedule.recurrence());
    }

    /** All hosts have ended, which Foreman's task is going to notice. */
    @NonNull
    public Attempt ended(boolean succeeded, @NonNull Instant now) {
        return with(attempt -> {
            attempt.status = succeeded ? JobStatus.SUCCEEDED : JobStatus.FAILED;
            attempt.stoppedAt = stoppedAt == null ? now : stoppedAt;
        });
    }

    /** With the end of its last host, if that was before it was seen. */
    @NonNull
    public Attempt stoppedBy(@NonNull Instant lastEnd) {
        return stoppedAt == null || !lastEnd.isBefore(stoppedAt) || lastEnd.isBefore(startedAt)
                ? this
                : with(attempt -> attempt.stoppedAt = lastEnd);
    }

    /** With everything recorded. */
    @NonNull
    public Attempt finishedNow() {
        return with(attempt -> attempt.finished = true);
    }

    private Attempt with(Consumer<Draft> change) {
        Draft draft = new Draft(this);
        change.accept(draft);
        return draft.attempt();
    }

    /** What an attempt is made of, by name. */
    private static final class Draft {
        private final String marker;
        private final List<Long> hostIds;
        private boolean sent;
        private int sends;
        private Long invocationId;
        private String description;
        private String templateName;
        private RunHead.Schedule schedule;
        private JobFacts facts;
        private JobStatus status;
        private HostCounts counts;
        private Instant startedAt;
        private Instant stoppedAt;
        private boolean finished;

        Draft(Attempt of) {
            marker = of.marker;
            hostIds = of.hostIds;
            sent = of.sent;
            sends = of.sends;
            invocationId = of.invocationId;
            description = of.description;
            templateName = of.templateName;
            schedule = of.schedule;
            facts = of.facts;
            status = of.status;
            counts = of.counts;
            startedAt = of.startedAt;
            stoppedAt = of.stoppedAt;
            finished = of.finished;
        }

        Attempt attempt() {
            return new Attempt(
                    marker,
                    sent,
                    sends,
                    invocationId,
                    description,
                    templateName,
                    hostIds,
                    schedule,
                    facts,
                    status,
                    counts,
                    startedAt,
                    stoppedAt,
                    finished);
        }
    }
}
