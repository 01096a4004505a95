package io.jenkins.plugins.foreman.record;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.foreman.client.Mask;
import io.jenkins.plugins.foreman.client.Sentence;
import java.io.Serializable;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * The small state of a run: everything that is needed to go on after a crash besides the request itself. Immutable; no
 * secret is in it. On disk it has the names of its components, and those that must not be null have to be there.
 *
 * @param serverUrl address of the Foreman that the run was begun with
 * @param serverOwner identity of the place where that server is configured, null where there is none, as in the records of
 *     earlier versions
 * @param createdAt when the run was asked for
 * @param attempts first run and retries in order; the last one is the current one
 * @param cancel null until somebody wants the run to stop
 * @param trouble what keeps the calls to Foreman from succeeding, null while they do
 * @param notices what else a person should know of at the moment: a paused task, no progress
 * @param outcome null until the run has ended
 * @param news the last of what happened that people are told of, in order
 * @param newsBefore how much happened before these
 */
public record RunHead(
        @JsonSetter(nulls = Nulls.FAIL) @NonNull String serverUrl,
        @CheckForNull String serverOwner,
        @JsonSetter(nulls = Nulls.FAIL) @NonNull Instant createdAt,
        @NonNull List<Attempt> attempts,
        @CheckForNull Cancel cancel,
        @CheckForNull Trouble trouble,
        @NonNull List<Sentence> notices,
        @CheckForNull Outcome outcome,
        @NonNull List<News> news,
        long newsBefore)
        implements Serializable {

    private static final long serialVersionUID = 1L;
    private static final int MOST_NEWS = 50;

    /** Copies the lists, so that the record is immutable. */
    public RunHead {
        attempts = List.copyOf(attempts);
        notices = List.copyOf(notices);
        news = List.copyOf(news);
    }

    /** A run that has done nothing yet. */
    @NonNull
    public static RunHead started(@NonNull String serverUrl, @NonNull Instant now) {
        return new RunHead(serverUrl, null, now, List.of(), null, null, List.of(), null, List.of(), 0);
    }

    /** With the place where its server is configured. */
    @NonNull
    public RunHead withServerOwner(@CheckForNull String owner) {
        return with(head -> head.serverOwner = owner);
    }

    /** The attempt that runs or ran last, null before the first. */
    @CheckForNull
    public Attempt current() {
        return attempts.isEmpty() ? null : attempts.get(attempts.size() - 1);
    }

    /** The attempt that runs or ran last, of a run that has begun. */
    @NonNull
    public Attempt currentAttempt() {
        return attempts.get(attempts.size() - 1);
    }

    /** How many of its attempts and the run itself have ended. */
    long ended() {
        return attempts.stream().filter(Attempt::finished).count() + (outcome == null ? 0 : 1);
    }

    /**
     * With a wish to stop. The first one counts, and none after the end.
     *
     * @param reason for people: who or what wants it
     * @param verdict how the run ends because of it
     */
    @NonNull
    public RunHead wantedToStop(@NonNull Sentence reason, @NonNull Verdict verdict, @NonNull Instant now) {
        return cancel != null || outcome != null ? this : withCancel(new Cancel(reason, verdict, now, null, null));
    }

    /** With a further attempt. */
    @NonNull
    public RunHead withNewAttempt(@NonNull Attempt attempt) {
        List<Attempt> all = new ArrayList<>(attempts);
        all.add(attempt);
        return with(head -> head.attempts = all);
    }

    /** With the current attempt replaced. */
    @NonNull
    public RunHead withCurrent(@NonNull Attempt attempt) {
        List<Attempt> all = new ArrayList<>(attempts);
        all.set(all.size() - 1, attempt);
        return with(head -> head.attempts = all);
    }

    @NonNull
    public RunHead withCancel(@NonNull Cancel newCancel) {
        return with(head -> head.cancel = newCancel);
    }

    @NonNull
    public RunHead withTrouble(@CheckForNull Trouble newTrouble) {
        return with(head -> head.trouble = newTrouble);
    }

    @NonNull
    public RunHead withNotices(@NonNull List<Sentence> newNotices) {
        return with(head -> head.notices = newNotices);
    }

    /** With its end, after which nothing is the matter any more. */
    @NonNull
    public RunHead withOutcome(@NonNull Outcome newOutcome) {
        return with(head -> {
            head.trouble = null;
            head.notices = List.of();
            head.outcome = newOutcome;
        });
    }

    /** With messages that people are told. */
    @NonNull
    public RunHead withMessages(@NonNull List<String> messages) {
        RunHead told = this;
        for (String message : messages) {
            told = told.withNews(News.of(News.Kind.MESSAGE, message));
        }
        return told;
    }

    /** With something that people are told of. It is kept until as much has happened after it as nobody is late with. */
    @NonNull
    public RunHead withNews(@NonNull News event) {
        List<News> all = new ArrayList<>(news);
        all.add(event);
        int gone = Math.max(0, all.size() - MOST_NEWS);
        return with(head -> {
            head.news = all.subList(gone, all.size());
            head.newsBefore = newsBefore + gone;
        });
    }

    /** Without secrets in any text that a person or a server wrote. */
    @NonNull
    public RunHead masked(@NonNull Mask mask) {
        if (mask.isEmpty()) {
            return this;
        }
        return with(head -> {
            head.attempts =
                    attempts.stream().map(attempt -> attempt.masked(mask)).toList();
            head.cancel = cancel == null ? null : cancel.masked(mask);
            head.trouble = trouble == null ? null : trouble.masked(mask);
            head.notices =
                    notices.stream().map(notice -> notice.map(mask::ofText)).toList();
            head.outcome = outcome == null ? null : outcome.masked(mask);
            head.news = news.stream().map(event -> event.masked(mask)).toList();
        });
    }

    private RunHead with(Consumer<Draft> change) {
        Draft draft = new Draft(this);
        change.accept(draft);
        return draft.head();
    }

    /** What a head is made of, by name. */
    private static final class Draft {
        private final String serverUrl;
        private final Instant createdAt;
        private String serverOwner;
        private List<Attempt> attempts;
        private Cancel cancel;
        private Trouble trouble;
        private List<Sentence> notices;
        private Outcome outcome;
        private List<News> news;
        private long newsBefore;

        Draft(RunHead of) {
            serverUrl = of.serverUrl;
            createdAt = of.createdAt;
            serverOwner = of.serverOwner;
            attempts = of.attempts;
            cancel = of.cancel;
            trouble = of.trouble;
            notices = of.notices;
            outcome = of.outcome;
            news = of.news;
            newsBefore = of.newsBefore;
        }

        RunHead head() {
            return new RunHead(
                    serverUrl, serverOwner, createdAt, attempts, cancel, trouble, notices, outcome, news, newsBefore);
        }
    }

    /**
     * Something that happened and that people are told of. It is recorded together with what it tells of, so that after a
     * crash nothing is told that did not happen, and what happened can still be told.
     *
     * @param facts by kind, see there
     */
    public record News(
            @JsonSetter(nulls = Nulls.FAIL) @NonNull Kind kind,
            @NonNull List<String> facts) implements Serializable {

        private static final long serialVersionUID = 1L;

        /** Copies the list, so that the record is immutable. */
        public News {
            facts = List.copyOf(facts);
        }

        @NonNull
        public static News of(@NonNull Kind kind, @NonNull String... facts) {
            return new News(kind, List.of(facts));
        }

        private News masked(Mask mask) {
            return new News(kind, facts.stream().map(mask::ofText).toList());
        }

        /** What happened. */
        public enum Kind {
            /** An attempt's job invocation exists: its id and address. */
            CREATED,
            /** It waits for its start: the time. */
            SCHEDULED,
            /** Calls fail: why, and for how many seconds that is tolerated. */
            DEGRADED,
            /** They succeed again: after how many seconds. */
            RECOVERED,
            /** A sentence. */
            MESSAGE,
            /** Another attempt begins: after how many seconds, on how many hosts, and names of the first of them. */
            RETRYING
        }
    }

    /**
     * A wish to stop, and how far it got.
     *
     * @param reason for people: who or what wanted it
     * @param verdict how the run ends because of it: ABORTED, or FAILURE for a timeout
     * @param softAt when Foreman was asked to cancel, null before
     * @param forcedAt when Foreman was asked to give up, null before
     */
    public record Cancel(
            @JsonSetter(nulls = Nulls.FAIL) @NonNull Sentence reason,
            @JsonSetter(nulls = Nulls.FAIL) @NonNull Verdict verdict,
            @JsonSetter(nulls = Nulls.FAIL) @NonNull Instant requestedAt,
            @CheckForNull Instant softAt,
            @CheckForNull Instant forcedAt)
            implements Serializable {
        private static final long serialVersionUID = 1L;

        private Cancel masked(Mask mask) {
            return new Cancel(reason.map(mask::ofText), verdict, requestedAt, softAt, forcedAt);
        }
    }

    /**
     * When a job invocation is to run, as far as Foreman tells.
     *
     * @param mode {@code immediate}, {@code future} or {@code recurring}
     * @param startAt when it begins or began
     * @param recurrence cron line of a recurring one
     */
    public record Schedule(
            @CheckForNull String mode,
            @CheckForNull Instant startAt,
            @CheckForNull String recurrence) implements Serializable {
        private static final long serialVersionUID = 1L;
    }

    /**
     * Foreman cannot be reached or answers with errors; it is asked again.
     *
     * @param message one sentence for people
     */
    public record Trouble(
            @JsonSetter(nulls = Nulls.FAIL) @NonNull Instant since,
            @JsonSetter(nulls = Nulls.FAIL) @NonNull Sentence message)
            implements Serializable {
        private static final long serialVersionUID = 1L;

        private Trouble masked(Mask mask) {
            return new Trouble(since, message.map(mask::ofText));
        }
    }

    /**
     * How a run ended.
     *
     * @param message for people
     * @param basis of what the message can be made anew, of other hosts; null where only the message tells
     */
    public record Outcome(
            @JsonSetter(nulls = Nulls.FAIL) @NonNull Verdict verdict,
            @JsonSetter(nulls = Nulls.FAIL) @NonNull Sentence message,
            @JsonSetter(nulls = Nulls.FAIL) @NonNull Instant at,
            @CheckForNull Basis basis)
            implements Serializable {
        private static final long serialVersionUID = 1L;

        private Outcome masked(Mask mask) {
            return new Outcome(verdict, message.map(mask::ofText), at, basis);
        }

        /** Of which only the message tells why. */
        public Outcome(@NonNull Verdict verdict, @NonNull Sentence message, @NonNull Instant at) {
            this(verdict, message, at, null);
        }
    }

    /**
     * What a verdict is based on, besides the states of the hosts.
     *
     * @param limit the threshold that decided, null for none
     * @param threshold as it was given, null without a limit
     */
    public record Basis(
            @JsonSetter(nulls = Nulls.FAIL) @NonNull Kind kind,
            @CheckForNull Limit limit,
            @CheckForNull String threshold)
            implements Serializable {
        private static final long serialVersionUID = 1L;

        @NonNull
        public static Basis of(@NonNull Kind kind) {
            return new Basis(kind, null, null);
        }

        @NonNull
        public static Basis limited(@NonNull Limit limit, @NonNull Object threshold) {
            return new Basis(Kind.HOSTS, limit, threshold.toString());
        }

        /** What decided. */
        public enum Kind {
            /** How many hosts succeeded. */
            HOSTS,
            /** There was none, which is fine. */
            NO_HOSTS,
            /** There was none, which is a failure. */
            NO_HOSTS_FAIL,
            /** Foreman calls the job cancelled, although no host failed. */
            JOB_CANCELLED,
            /** Foreman calls the job failed, although no host did. */
            JOB_FAILED
        }

        /** How many hosts failed, measured by a threshold. */
        public enum Limit {
            OVER_FAILURE,
            WITHIN_FAILURE,
            OVER_UNSTABLE,
            WITHIN_UNSTABLE
        }
    }

    /** What a run's end means for the build. */
    public enum Verdict {
        SUCCESS,
        UNSTABLE,
        FAILURE,
        ABORTED
    }
}
