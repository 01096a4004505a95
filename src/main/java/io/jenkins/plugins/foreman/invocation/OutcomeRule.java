package io.jenkins.plugins.foreman.invocation;

import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.foreman.client.HostCounts;
import io.jenkins.plugins.foreman.client.HostState;
import io.jenkins.plugins.foreman.client.JobStatus;
import io.jenkins.plugins.foreman.record.HostRow;
import io.jenkins.plugins.foreman.record.RunHead.Attempt;
import io.jenkins.plugins.foreman.record.RunHead.Verdict;
import java.util.List;
import java.util.stream.Collectors;

/** Decides from host states and counts, never from text, how a job ended and what that means for the build. */
final class OutcomeRule {

    private static final int NAMES = 5;

    private final RunSettings settings;

    OutcomeRule(@NonNull RunSettings settings) {
        this.settings = settings;
    }

    /** A verdict and a sentence about it. */
    record Judgement(@NonNull Verdict verdict, @NonNull String message) {}

    /** The hosts that did not succeed: failed, cancelled, never started, or gone. */
    @NonNull
    static List<HostRow> failed(@NonNull List<HostRow> rows) {
        return rows.stream().filter(row -> row.state() != HostState.SUCCESS).toList();
    }

    /**
     * Judges a run by its last attempt.
     *
     * @param total hosts of the first attempt; later ones ran on those that failed only
     */
    @NonNull
    Judgement judge(@NonNull Attempt last, @NonNull List<HostRow> rows, int total) {
        List<HostRow> failedRows = failed(rows);
        int failed = Math.max(failedRows.size(), unseenFailures(last, rows.size(), failedRows.size()));
        if (total == 0 && failed == 0) {
            return settings.failOnNoHosts()
                    ? new Judgement(Verdict.FAILURE, Messages.OutcomeRule_noHostsFail())
                    : new Judgement(Verdict.SUCCESS, Messages.OutcomeRule_noHosts());
        }
        if (failed == 0) {
            return new Judgement(Verdict.SUCCESS, Messages.OutcomeRule_success(total));
        }
        int all = Math.max(total, failed);
        String message = message(last, failedRows, failed, all);
        Threshold failure = settings.failureThreshold();
        Threshold unstable = settings.unstableThreshold();
        if (failure.isExceededBy(failed, all)) {
            return new Judgement(
                    Verdict.FAILURE,
                    failure.equals(Threshold.NONE) ? message : Messages.OutcomeRule_overFailure(message, failure));
        }
        if (unstable.isExceededBy(failed, all)) {
            return new Judgement(
                    Verdict.UNSTABLE,
                    unstable.equals(Threshold.NONE)
                            ? Messages.OutcomeRule_withinFailure(message, failure)
                            : Messages.OutcomeRule_overUnstable(message, unstable));
        }
        return new Judgement(Verdict.SUCCESS, Messages.OutcomeRule_withinUnstable(message, unstable));
    }

    /** Hosts that Foreman counts but does not show to this user. */
    private static int unseenFailures(Attempt last, int rows, int failedRows) {
        HostCounts counts = last.counts();
        Integer total = counts == null ? null : counts.total();
        Integer succeeded = counts == null ? null : counts.succeeded();
        if (total == null || succeeded == null || total <= rows) {
            return failedRows;
        }
        return Math.max(failedRows, total - succeeded);
    }

    private static String message(Attempt last, List<HostRow> failedRows, int failed, int all) {
        String names =
                failedRows.stream().limit(NAMES).map(OutcomeRule::nameAndWhy).collect(Collectors.joining(", "));
        if (failed > NAMES) {
            names += ", …";
        }
        if (last.status() == JobStatus.CANCELLED
                || failedRows.stream().anyMatch(row -> row.state() == HostState.CANCELLED)) {
            return Messages.OutcomeRule_cancelledInForeman(failed, all, names);
        }
        return Messages.OutcomeRule_failed(failed, all, names);
    }

    private static String nameAndWhy(HostRow row) {
        if (row.exitStatus() != null && row.state() == HostState.ERROR) {
            return Messages.OutcomeRule_hostWithExitStatus(row.name(), row.exitStatus());
        }
        return row.state() == HostState.ERROR
                ? row.name()
                : row.name() + " (" + row.state().label() + ")";
    }
}
