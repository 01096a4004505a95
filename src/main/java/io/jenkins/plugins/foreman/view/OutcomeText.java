package io.jenkins.plugins.foreman.view;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.foreman.client.HostState;
import io.jenkins.plugins.foreman.record.RunHead;
import io.jenkins.plugins.foreman.record.RunHead.Basis;
import java.util.List;
import java.util.Map;

/**
 * How an attempt, or all of them together, came out: in the language of the reader, and of the hosts that are shown. What
 * is stored of it is told only where it tells more than counts do.
 */
final class OutcomeText {

    private final PageTexts texts;

    OutcomeText(@NonNull PageTexts texts) {
        this.texts = texts;
    }

    /**
     * All runs together, in a sentence or two.
     *
     * @param counts of the hosts, each by the last attempt that it was in
     * @return null while the last run goes on
     */
    @CheckForNull
    String ofAll(
            @NonNull List<ViewedRun> runs,
            @NonNull List<ViewedAttempt> attempts,
            @NonNull Map<HostState, Integer> counts) {
        RunHead.Outcome outcome = runs.isEmpty()
                ? null
                : runs.get(runs.size() - 1).record().head().outcome();
        if (outcome == null) {
            return null;
        }
        return attempts.isEmpty() ? texts.of(outcome.message()) : of(outcome, runs.size() == 1, counts);
    }

    /**
     * One attempt of them.
     *
     * @param counts of its hosts
     * @return null while it goes on
     */
    @CheckForNull
    String of(@NonNull ViewedAttempt attempt, @NonNull Map<HostState, Integer> counts) {
        if (!attempt.ended()) {
            return null;
        }
        RunHead head = attempt.runHead();
        boolean last = attempt.index() == head.attempts().size() - 1;
        RunHead.Outcome outcome = head.outcome();
        return last && outcome != null ? of(outcome, attempt.index() == 0, counts) : hosts(counts);
    }

    /** @param judged whether the hosts are those over which the run was judged */
    private String of(RunHead.Outcome outcome, boolean judged, Map<HostState, Integer> counts) {
        String hosts = hosts(counts);
        Basis basis = outcome.basis();
        if (basis == null) {
            String message = texts.of(outcome.message());
            return judged ? message : message + " " + hosts;
        }
        return switch (basis.kind()) {
            case HOSTS -> judged ? hosts + limit(basis) : hosts;
            case NO_HOSTS -> texts.get("outcome.noHosts");
            case NO_HOSTS_FAIL -> texts.get("outcome.noHostsFail");
            case JOB_CANCELLED -> texts.get("outcome.jobCancelled");
            case JOB_FAILED -> texts.get("outcome.jobFailed");
        };
    }

    private String hosts(Map<HostState, Integer> counts) {
        int hosts = counts.values().stream().mapToInt(Integer::intValue).sum();
        int succeeded = counts.getOrDefault(HostState.SUCCESS, 0);
        int failed = counts.getOrDefault(HostState.ERROR, 0);
        if (succeeded == hosts) {
            return texts.count("outcome.succeeded", hosts, hosts);
        }
        return succeeded + failed == hosts
                ? texts.count("outcome.failed", hosts, failed, hosts)
                : texts.count("outcome.unsuccessful", hosts, hosts - succeeded, hosts);
    }

    private String limit(Basis basis) {
        RunHead.Basis.Limit limit = basis.limit();
        if (limit == null) {
            return "";
        }
        String key =
                switch (limit) {
                    case OVER_FAILURE -> "outcome.overFailure";
                    case WITHIN_FAILURE -> "outcome.withinFailure";
                    case OVER_UNSTABLE -> "outcome.overUnstable";
                    case WITHIN_UNSTABLE -> "outcome.withinUnstable";
                };
        return " " + texts.get(key, basis.threshold());
    }
}
