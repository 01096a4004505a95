package io.jenkins.plugins.foreman.view;

import com.fasterxml.jackson.core.JsonGenerator;
import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.foreman.client.HostState;
import io.jenkins.plugins.foreman.client.JobStatus;
import io.jenkins.plugins.foreman.client.Sentence;
import io.jenkins.plugins.foreman.record.JobTimes;
import io.jenkins.plugins.foreman.record.RunHead;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
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

    @NonNull
    PageReply reply(@NonNull PageRequest request) throws IOException, PageRequest.BadRequest {
        String scope = HostFilter.scope(request);
        List<ViewedAttempt> all = view.attempts();
        List<ViewedAttempt> scoped = view.attempts(scope);
        return PageReply.json(request, PageReply.etag(revision(all)), json -> {
            json.writeNumberField("now", view.clock().millis());
            Map<HostState, Integer> counts =
                    view.table().counts(scoped, scope, view.clock().instant());
            head(json, all, request.locale());
            OutcomeText outcome = new OutcomeText(new PageTexts(request.locale()));
            text(
                    json,
                    "message",
                    scope.equals(HostFilter.ALL)
                            ? outcome.ofAll(view.runs(), all, counts)
                            : outcome.of(scoped.get(0), counts));
            counts(json, scoped, counts);
            json.writeArrayFieldStart("attempts");
            for (ViewedAttempt attempt : all) {
                attempt(json, attempt, view.runs());
            }
            json.writeEndArray();
            json.writeObjectFieldStart("acts");
            json.writeBooleanField("rerun", acts.mayRerun());
            json.writeBooleanField("inputs", acts.mayChangeInputs());
            unsuccessful(json, all);
            json.writeBooleanField("cancel", acts.mayCancel());
            json.writeEndObject();
        });
    }

    /** What can run again is worked out over all attempts, whichever of them is looked at. */
    private void unsuccessful(JsonGenerator json, List<ViewedAttempt> all) throws IOException {
        Map<HostState, Integer> counts =
                view.table().counts(all, HostFilter.ALL, view.clock().instant());
        int hosts = counts.values().stream().mapToInt(Integer::intValue).sum();
        json.writeNumberField("failed", counts.getOrDefault(HostState.ERROR, 0));
        json.writeNumberField("total", hosts);
        json.writeNumberField("unsuccessful", hosts - counts.getOrDefault(HostState.SUCCESS, 0));
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
        rest = Objects.hash(rest, acts.mayRerun(), acts.mayChangeInputs(), acts.mayCancel(), stillLooking());
        return Long.toHexString(RunsView.revision(all)) + "-" + Integer.toHexString(rest);
    }

    private void head(JsonGenerator json, List<ViewedAttempt> all, Locale reader) throws IOException {
        List<ViewedRun> runs = view.runs();
        if (runs.isEmpty()) {
            json.writeBooleanField("running", true);
            return;
        }
        RunHead head = runs.get(runs.size() - 1).record().head();
        ViewedAttempt shown = all.isEmpty() ? null : all.get(0);
        text(json, "description", shown == null ? null : shown.head().title());
        text(json, "template", shown == null ? null : shown.head().templateName());
        text(json, "startedBy", runs.get(0).startedBy());
        RunHead.Schedule schedule = shown == null ? null : shown.head().schedule();
        if (schedule != null) {
            text(json, "mode", schedule.mode());
            time(json, "startAt", schedule.startAt());
            text(json, "recurrence", schedule.recurrence());
        }
        text(json, "server", shown == null ? null : shown.serverLink());
        JobTimes times =
                JobTimes.of(runs.stream().map(run -> run.record().head()).toList());
        time(json, "startedAt", times.begun());
        json.writeNumberField("idle", times.idle().toMillis());
        RunHead.Outcome outcome = head.outcome();
        ViewedRun last = runs.get(runs.size() - 1);
        json.writeBooleanField("running", last.isRunning());
        json.writeBooleanField("unfollowed", outcome == null && !last.followed());
        json.writeBooleanField("takenOver", last.takenOver());
        if (outcome != null) {
            text(json, "verdict", verdict(outcome, all).name().toLowerCase(Locale.ROOT));
            time(json, "endedAt", times.ended());
        }
        RunHead.Cancel cancel = head.cancel();
        if (cancel != null) {
            text(json, "cancelReason", cancel.reason().in(reader));
            json.writeBooleanField("cancelForced", cancel.forcedAt() != null);
        }
        RunHead.Trouble trouble = head.trouble();
        if (trouble != null) {
            json.writeObjectFieldStart("trouble");
            time(json, "since", trouble.since());
            text(json, "message", trouble.message().in(reader));
            json.writeEndObject();
        }
        json.writeArrayFieldStart("notices");
        for (Sentence notice : head.notices()) {
            json.writeString(notice.in(reader));
        }
        json.writeEndArray();
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

    private void counts(JsonGenerator json, List<ViewedAttempt> scoped, Map<HostState, Integer> counts)
            throws IOException {
        Instant now = view.clock().instant();
        int known = counts.values().stream().mapToInt(Integer::intValue).sum();
        int told = scoped.isEmpty() ? 0 : scoped.get(0).total();
        json.writeNumberField("total", Math.max(known, told));
        counts(json, counts);
        if (scoped.isEmpty() || scoped.get(scoped.size() - 1).ended()) {
            return;
        }
        ViewedAttempt current = scoped.get(scoped.size() - 1);
        if (current.runHead().trouble() != null || current.runHead().cancel() != null) {
            // what is not seen, or is being stopped, does not go on as it did
            return;
        }
        List<ViewedHost> hosts = view.table().hosts(List.of(current), HostFilter.everything(current.key()), now);
        Duration remaining = Estimate.remaining(hosts, current.head().startedAt(), now);
        if (remaining != null) {
            json.writeNumberField("remaining", remaining.toMillis());
        }
    }

    private static void attempt(JsonGenerator json, ViewedAttempt attempt, List<ViewedRun> runs) throws IOException {
        json.writeStartObject();
        json.writeStringField("key", attempt.key());
        json.writeNumberField("run", attempt.run());
        json.writeNumberField("index", attempt.index());
        json.writeBooleanField("ended", attempt.ended());
        String startedBy = runs.get(attempt.run()).startedBy();
        if (!Objects.equals(startedBy, runs.get(0).startedBy())) {
            text(json, "startedBy", startedBy);
        }
        Long invocation = attempt.head().invocationId();
        if (invocation != null) {
            json.writeNumberField("invocation", invocation);
        }
        text(json, "link", attempt.link());
        time(json, "startedAt", attempt.head().startedAt());
        time(json, "endedAt", attempt.head().stoppedAt());
        JobStatus status = attempt.head().status();
        text(json, "status", status == null ? null : status.label());
        json.writeNumberField("total", attempt.total());
        counts(json, attempt.record().counts());
        json.writeEndObject();
    }

    private static void counts(JsonGenerator json, Map<HostState, Integer> counts) throws IOException {
        json.writeObjectFieldStart("counts");
        for (HostState state : States.IN_ORDER) {
            json.writeNumberField(States.key(state), counts.getOrDefault(state, 0));
        }
        json.writeEndObject();
    }

    static void text(@NonNull JsonGenerator json, @NonNull String name, @CheckForNull String value) throws IOException {
        if (value != null) {
            json.writeStringField(name, value);
        }
    }

    static void time(@NonNull JsonGenerator json, @NonNull String name, @CheckForNull Instant value)
            throws IOException {
        if (value != null) {
            json.writeNumberField(name, value.toEpochMilli());
        }
    }
}
