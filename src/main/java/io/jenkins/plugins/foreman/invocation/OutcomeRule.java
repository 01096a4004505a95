package io.jenkins.plugins.foreman.invocation;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.foreman.client.HostCounts;
import io.jenkins.plugins.foreman.client.HostState;
import io.jenkins.plugins.foreman.client.JobStatus;
import io.jenkins.plugins.foreman.client.Sentence;
import io.jenkins.plugins.foreman.record.Attempt;
import io.jenkins.plugins.foreman.record.HostRow;
import io.jenkins.plugins.foreman.record.RunHead.Basis;
import io.jenkins.plugins.foreman.record.RunHead.Basis.Kind;
import io.jenkins.plugins.foreman.record.RunHead.Basis.Limit;
import io.jenkins.plugins.foreman.record.RunHead.Outcome;
import io.jenkins.plugins.foreman.record.RunHead.Verdict;
import io.jenkins.plugins.foreman.record.RunRecord;
import java.io.IOException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;

/** Decides from host states and counts, never from text, how a job ended and what that means for the build. */
final class OutcomeRule {

    private static final int NAMES = 5;

    private final RunSettings settings;

    OutcomeRule(@NonNull RunSettings settings) {
        this.settings = settings;
    }

    /** A verdict, a sentence about it, and what the sentence is made of where that is more than the sentence. */
    record Judgement(
            @NonNull Verdict verdict,
            @NonNull Sentence message,
            @CheckForNull Basis basis) {

        @NonNull
        Outcome at(@NonNull Instant time) {
            return new Outcome(verdict, message, time, basis);
        }
    }

    /** The hosts that did not succeed: failed, cancelled, never started, or gone. */
    @NonNull
    static List<HostRow> failed(@NonNull Collection<HostRow> rows) {
        return rows.stream().filter(row -> row.state() != HostState.SUCCESS).toList();
    }

    /**
     * Which hosts of an attempt are to run again: those that did not succeed, but nothing that somebody cancelled in
     * Foreman. A host that a cancelled job had not begun with yet was cancelled as well, although Foreman says so of those
     * only that it had.
     */
    @NonNull
    static List<HostRow> toRetry(@NonNull Attempt attempt, @NonNull List<HostRow> rows) {
        boolean cancelled = attempt.status() == JobStatus.CANCELLED
                || rows.stream().anyMatch(row -> row.state() == HostState.CANCELLED);
        return rows.stream()
                .filter(row -> row.state() == HostState.ERROR || !cancelled && row.state() != HostState.SUCCESS)
                .toList();
    }

    /** Judges a run that has ended over all hosts that it was asked for, each by the last attempt that it was in. */
    @NonNull
    Judgement judge(@NonNull RunRecord run) throws IOException {
        List<HostRow> rows = run.lastRows();
        List<HostRow> failedRows = failed(rows);
        Unseen unseen = Unseen.of(run.head().attempts().get(0), run.attempt(0).hosts());
        Attempt last = run.head().currentAttempt();
        int all = rows.size() + unseen.hosts();
        int failed = failedRows.size() + unseen.failed();
        if (failed == 0 && last.status() == JobStatus.CANCELLED) {
            return new Judgement(
                    Verdict.FAILURE, Sentence.of(Messages::OutcomeRule_jobCancelled), Basis.of(Kind.JOB_CANCELLED));
        }
        if (failed == 0 && last.status() == JobStatus.FAILED) {
            return new Judgement(
                    Verdict.FAILURE, Sentence.of(Messages::OutcomeRule_jobFailed), Basis.of(Kind.JOB_FAILED));
        }
        if (all == 0) {
            return settings.failOnNoHosts()
                    ? new Judgement(
                            Verdict.FAILURE,
                            Sentence.of(Messages::OutcomeRule_noHostsFail),
                            Basis.of(Kind.NO_HOSTS_FAIL))
                    : new Judgement(
                            Verdict.SUCCESS, Sentence.of(Messages::OutcomeRule_noHosts), Basis.of(Kind.NO_HOSTS));
        }
        if (failed == 0) {
            return new Judgement(
                    Verdict.SUCCESS,
                    Sentence.of(() -> unseen.hosts() == 0
                            ? Messages.OutcomeRule_success(all)
                            : Messages.OutcomeRule_successUnseen(all, unseen.hosts())),
                    unseen.basis(null, null));
        }
        Sentence message = Sentence.of(() -> message(last, failedRows, unseen.failed(), all));
        Threshold failure = settings.failureThreshold();
        Threshold unstable = settings.unstableThreshold();
        if (failure.isExceededBy(failed, all)) {
            return new Judgement(
                    Verdict.FAILURE,
                    failure.equals(Threshold.NONE)
                            ? message
                            : Sentence.of(() -> Messages.OutcomeRule_overFailure(message, failure)),
                    failure.equals(Threshold.NONE)
                            ? unseen.basis(null, null)
                            : unseen.basis(Limit.OVER_FAILURE, failure));
        }
        if (unstable.isExceededBy(failed, all)) {
            return new Judgement(
                    Verdict.UNSTABLE,
                    Sentence.of(() -> unstable.equals(Threshold.NONE)
                            ? Messages.OutcomeRule_withinFailure(message, failure)
                            : Messages.OutcomeRule_overUnstable(message, unstable)),
                    unstable.equals(Threshold.NONE)
                            ? unseen.basis(Limit.WITHIN_FAILURE, failure)
                            : unseen.basis(Limit.OVER_UNSTABLE, unstable));
        }
        return new Judgement(
                Verdict.SUCCESS,
                Sentence.of(() -> Messages.OutcomeRule_withinUnstable(message, unstable)),
                unseen.basis(Limit.WITHIN_UNSTABLE, unstable));
    }

    /** Hosts that Foreman counts but does not show to this user. Only of the first attempt: retries name their hosts. */
    private record Unseen(int hosts, int failed) {

        static Unseen of(Attempt attempt, List<HostRow> rows) {
            HostCounts counts = attempt.counts();
            if (counts == null) {
                return new Unseen(0, 0);
            }
            int total = Math.max(orZero(counts.total()), orZero(counts.totalHosts()));
            int hosts = Math.max(0, total - rows.size());
            int failed = total
                    - orZero(counts.succeeded())
                    - OutcomeRule.failed(rows).size();
            return new Unseen(hosts, Math.min(hosts, Math.max(0, failed)));
        }

        /** What the verdict is based on; null where the hosts that are seen do not tell. */
        @CheckForNull
        Basis basis(@CheckForNull Limit limit, @CheckForNull Threshold threshold) {
            if (hosts > 0) {
                return null;
            }
            return limit == null ? Basis.of(Kind.HOSTS) : Basis.limited(limit, threshold);
        }

        private static int orZero(@CheckForNull Integer count) {
            return count == null ? 0 : count;
        }
    }

    private static String message(Attempt last, List<HostRow> failedRows, int unseen, int all) {
        List<String> names =
                failedRows.stream().limit(NAMES).map(OutcomeRule::nameAndWhy).collect(Collectors.toList());
        if (failedRows.size() > NAMES) {
            names.add("…");
        }
        if (unseen > 0) {
            names.add(Messages.OutcomeRule_unseen(unseen));
        }
        int failed = failedRows.size() + unseen;
        String list = String.join(", ", names);
        if (last.status() == JobStatus.CANCELLED
                || failedRows.stream().anyMatch(row -> row.state() == HostState.CANCELLED)) {
            return Messages.OutcomeRule_cancelledInForeman(failed, all, list);
        }
        return Messages.OutcomeRule_failed(failed, all, list);
    }

    private static String nameAndWhy(HostRow row) {
        if (row.exitStatus() != null && row.state() == HostState.ERROR) {
            return Messages.OutcomeRule_hostWithExitStatus(row.name(), row.exitStatus());
        }
        return switch (row.state()) {
            case ERROR -> row.whyNotRun() == null ? row.name() : Messages.OutcomeRule_hostNotRun(row.name());
            case NOT_PLANNED -> Messages.OutcomeRule_hostNotRun(row.name());
            default -> row.name() + " (" + row.state().label() + ")";
        };
    }
}
