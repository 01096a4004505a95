package io.jenkins.plugins.foreman.view;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.foreman.client.HostFacts;
import io.jenkins.plugins.foreman.client.HostState;
import io.jenkins.plugins.foreman.client.JobStatus;
import io.jenkins.plugins.foreman.record.JobTimes;
import io.jenkins.plugins.foreman.record.RunHead;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/** The head of the page: what runs, how far it is, and what may be done. */
final class SummaryData {

    /** Well within what a look is good for. */
    private static final long LOOK_MILLIS = 10_000;

    private final RunsView view;
    private final RunActs acts;

    SummaryData(@NonNull RunsView view, @NonNull RunActs acts) {
        this.view = view;
        this.acts = acts;
    }

    /**
     * @param now by the clock of Jenkins
     * @param message how it came out, null while it goes on
     * @param facts what Foreman tells of the hosts that are looked at, by the column that it is shown in
     * @param remaining estimate in milliseconds, null where there is none
     */
    private record Summary(
            long now,
            @JsonUnwrapped @CheckForNull What what,
            @JsonUnwrapped @NonNull Progress progress,
            @CheckForNull String message,
            int total,
            @NonNull Map<String, Integer> counts,
            @NonNull Map<String, List<String>> facts,
            @CheckForNull Long remaining,
            @NonNull List<Attempt> attempts,
            @NonNull Acts acts) {}

    /** @param server where the server is */
    private record What(
            @CheckForNull String description,
            @CheckForNull String template,
            @CheckForNull String startedBy,
            @JsonUnwrapped @CheckForNull Schedule schedule,
            @CheckForNull String server) {}

    private record Schedule(
            @CheckForNull String mode,
            @CheckForNull Instant startAt,
            @CheckForNull String recurrence) {}

    /** @param idle milliseconds between its runs */
    private record Progress(
            @CheckForNull Instant startedAt,
            @CheckForNull Long idle,
            boolean running,
            @CheckForNull Boolean unfollowed,
            @CheckForNull Boolean takenOver,
            @CheckForNull String verdict,
            @CheckForNull Instant endedAt,
            @JsonUnwrapped @CheckForNull Cancel cancel,
            @CheckForNull Trouble trouble,
            @CheckForNull List<String> notices) {

        /** Of what has not begun. */
        static final Progress NONE = new Progress(null, null, true, null, null, null, null, null, null, null);
    }

    private record Cancel(@NonNull String cancelReason, boolean cancelForced) {}

    private record Trouble(@NonNull Instant since, @NonNull String message) {}

    /** @param startedBy null where it is who started the first one */
    private record Attempt(
            @NonNull String key,
            int run,
            int index,
            boolean ended,
            @CheckForNull String startedBy,
            @CheckForNull Long invocation,
            @CheckForNull String link,
            @CheckForNull Instant startedAt,
            @CheckForNull Instant endedAt,
            @CheckForNull String status,
            int total,
            @NonNull Map<String, Integer> counts) {}

    /** What may be done, and on how many hosts: over all attempts, whichever of them is looked at. */
    private record Acts(
            boolean rerun,
            boolean inputs,
            int failed,
            int total,
            int unsuccessful,
            boolean cancel,
            boolean cancelHosts) {}

    @NonNull
    PageReply reply(@NonNull PageRequest request) throws IOException, PageRequest.BadRequest {
        String scope = HostFilter.scope(request);
        List<ViewedAttempt> all = view.attempts();
        List<ViewedAttempt> scoped = view.attempts(scope);
        return PageReply.json(
                request,
                PageReply.etag(revision(all)),
                () -> summary(all, scope, scoped, new PageTexts(request.locale())));
    }

    private Summary summary(List<ViewedAttempt> all, String scope, List<ViewedAttempt> scoped, PageTexts texts)
            throws IOException {
        long now = view.clock().millis();
        List<ViewedRun> runs = view.runs();
        Map<HostState, Integer> counts =
                view.table().counts(scoped, scope, view.clock().instant());
        OutcomeText outcome = new OutcomeText(texts);
        int told = scoped.isEmpty() ? 0 : scoped.get(0).total();
        return new Summary(
                now,
                runs.isEmpty() ? null : what(runs, all),
                runs.isEmpty() ? Progress.NONE : progress(runs, all, texts),
                scope.equals(HostFilter.ALL) ? outcome.ofAll(runs, all, counts) : outcome.of(scoped.get(0), counts),
                Math.max(sum(counts), told),
                byKey(counts),
                facts(scoped, scope),
                remaining(scoped),
                all.stream().map(attempt -> attempt(attempt, runs)).toList(),
                acts(all));
    }

    private Map<String, List<String>> facts(List<ViewedAttempt> scoped, String scope) throws IOException {
        List<ViewedHost> hosts = view.table()
                .hosts(scoped, HostFilter.everything(scope), view.clock().instant());
        return Map.of(
                "proxy", HostTable.told(hosts, HostFacts::smartProxy),
                "os", HostTable.told(hosts, HostFacts::operatingSystem),
                "hostgroup", HostTable.told(hosts, HostFacts::hostGroup));
    }

    private Acts acts(List<ViewedAttempt> all) throws IOException {
        Map<HostState, Integer> counts =
                view.table().counts(all, HostFilter.ALL, view.clock().instant());
        int hosts = sum(counts);
        return new Acts(
                acts.mayRerun(),
                acts.mayChangeInputs(),
                counts.getOrDefault(HostState.ERROR, 0),
                hosts,
                hosts - counts.getOrDefault(HostState.SUCCESS, 0),
                acts.mayCancel(),
                acts.mayCancelHosts());
    }

    /**
     * Differs every few seconds while something runs, so that a page which is open asks for what it shows although nothing
     * has changed: what nobody asks for is not read while it runs.
     */
    private long stillLooking() {
        return view.runs().stream().anyMatch(ViewedRun::isRunning)
                ? view.clock().millis() / LOOK_MILLIS
                : 0;
    }

    private String revision(List<ViewedAttempt> all) {
        int rest = 0;
        for (ViewedRun run : view.runs()) {
            rest = 31 * rest + Objects.hash(run.record().head(), run.startedBy(), run.followed(), run.takenOver());
        }
        rest = Objects.hash(
                rest, acts.mayRerun(), acts.mayChangeInputs(), acts.mayCancel(), acts.mayCancelHosts(), stillLooking());
        return Long.toHexString(RunsView.revision(all)) + "-" + Integer.toHexString(rest);
    }

    private static What what(List<ViewedRun> runs, List<ViewedAttempt> all) {
        if (all.isEmpty()) {
            return new What(null, null, runs.get(0).startedBy(), null, null);
        }
        ViewedAttempt shown = all.get(0);
        RunHead.Schedule schedule = shown.head().schedule();
        return new What(
                shown.head().title(),
                shown.head().templateName(),
                runs.get(0).startedBy(),
                schedule == null ? null : new Schedule(schedule.mode(), schedule.startAt(), schedule.recurrence()),
                shown.serverLink());
    }

    private Progress progress(List<ViewedRun> runs, List<ViewedAttempt> all, PageTexts texts) throws IOException {
        ViewedRun last = runs.get(runs.size() - 1);
        RunHead head = last.record().head();
        JobTimes times =
                JobTimes.of(runs.stream().map(run -> run.record().head()).toList());
        RunHead.Outcome outcome = head.outcome();
        RunHead.Cancel cancel = head.cancel();
        RunHead.Trouble trouble = head.trouble();
        return new Progress(
                times.begun(),
                times.idle().toMillis(),
                last.isRunning(),
                outcome == null && !last.followed(),
                last.takenOver(),
                outcome == null ? null : verdict(outcome, all).name().toLowerCase(Locale.ROOT),
                // also while a retry waits
                times.ended(),
                cancel == null ? null : new Cancel(texts.of(cancel.reason()), cancel.forcedAt() != null),
                trouble == null ? null : new Trouble(trouble.since(), texts.of(trouble.message())),
                head.notices().stream().map(texts::of).toList());
    }

    /** A rerun that succeeded makes good only for its own hosts. */
    private RunHead.Verdict verdict(RunHead.Outcome last, List<ViewedAttempt> all) throws IOException {
        RunHead.Verdict worst = last.verdict();
        for (ViewedHost host : view.table()
                .hosts(all, HostFilter.everything(HostFilter.ALL), view.clock().instant())) {
            RunHead.Outcome outcome = host.attempt().runHead().outcome();
            if (host.row().state() != HostState.SUCCESS
                    && outcome != null
                    && outcome.verdict().compareTo(worst) > 0) {
                worst = outcome.verdict();
            }
        }
        return worst;
    }

    /** In milliseconds; null where nothing runs, or does not go on as it did. */
    @CheckForNull
    private Long remaining(List<ViewedAttempt> scoped) throws IOException {
        if (scoped.isEmpty() || scoped.get(scoped.size() - 1).ended()) {
            return null;
        }
        ViewedAttempt current = scoped.get(scoped.size() - 1);
        if (current.runHead().trouble() != null || current.runHead().cancel() != null) {
            return null;
        }
        Instant now = view.clock().instant();
        List<ViewedHost> hosts = view.table().hosts(List.of(current), HostFilter.everything(current.key()), now);
        Duration remaining = Estimate.remaining(hosts, current.head().startedAt(), now);
        return remaining == null ? null : remaining.toMillis();
    }

    private static Attempt attempt(ViewedAttempt attempt, List<ViewedRun> runs) {
        String startedBy = runs.get(attempt.run()).startedBy();
        JobStatus status = attempt.head().status();
        return new Attempt(
                attempt.key(),
                attempt.run(),
                attempt.index(),
                attempt.ended(),
                Objects.equals(startedBy, runs.get(0).startedBy()) ? null : startedBy,
                attempt.head().invocationId(),
                attempt.link(),
                attempt.head().startedAt(),
                attempt.head().stoppedAt(),
                status == null ? null : status.label(),
                attempt.total(),
                byKey(attempt.record().counts()));
    }

    private static int sum(Map<HostState, Integer> counts) {
        return counts.values().stream().mapToInt(Integer::intValue).sum();
    }

    private static Map<String, Integer> byKey(Map<HostState, Integer> counts) {
        Map<String, Integer> byKey = new LinkedHashMap<>();
        for (HostState state : States.IN_ORDER) {
            byKey.put(States.key(state), counts.getOrDefault(state, 0));
        }
        return byKey;
    }
}
