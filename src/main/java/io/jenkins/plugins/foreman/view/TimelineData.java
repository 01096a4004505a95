package io.jenkins.plugins.foreman.view;

import com.fasterxml.jackson.core.JsonGenerator;
import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.foreman.client.HostState;
import io.jenkins.plugins.foreman.record.HostRow;
import io.jenkins.plugins.foreman.record.RunHead;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/**
 * When the hosts of one attempt began and ended, as they were seen: a picture in a fixed number of columns, however many
 * hosts there are, and the hosts that took longest.
 */
final class TimelineData {

    private static final int COLUMNS = 48;
    private static final int MOST_SLOW = 10;

    private final RunsView view;

    TimelineData(@NonNull RunsView view) {
        this.view = view;
    }

    /** Of the attempt that the scope names, or of the newest one; an empty object while there is none. */
    @NonNull
    PageReply reply(@NonNull PageRequest request) throws IOException, PageRequest.BadRequest {
        List<ViewedAttempt> scoped = view.attempts(HostFilter.scope(request));
        if (scoped.isEmpty()) {
            return PageReply.json(json -> {});
        }
        ViewedAttempt attempt = scoped.get(scoped.size() - 1);
        int place = view.attempts().indexOf(attempt) + 1;
        List<ViewedHost> slowestFirst =
                view.hosts(new HostFilter(attempt.key(), Set.of(), "", null, HostFilter.Sort.DURATION, true));
        Instant from = from(attempt);
        Instant to = to(attempt, slowestFirst);
        return PageReply.json(json -> {
            json.writeNumberField("attempt", place);
            json.writeNumberField("hosts", slowestFirst.size());
            SummaryData.time(json, "from", from);
            SummaryData.time(json, "to", to);
            new Columns(from, to, slowestFirst).write(json);
            durations(json, slowestFirst, to);
            slowest(json, slowestFirst, to);
        });
    }

    private static Instant from(ViewedAttempt attempt) {
        Instant created = attempt.head().startedAt();
        RunHead.Schedule schedule = attempt.head().schedule();
        Instant planned = schedule == null ? null : schedule.startAt();
        return planned != null && planned.isAfter(created) ? planned : created;
    }

    private Instant to(ViewedAttempt attempt, List<ViewedHost> hosts) {
        if (!attempt.ended()) {
            return view.clock().instant();
        }
        return hosts.stream()
                .map(host -> host.row().endedAt())
                .filter(end -> end != null)
                .max(Instant::compareTo)
                .orElse(attempt.head().startedAt());
    }

    /** How long hosts took whose script ran to its end: half of them at most so long, and nine of ten. */
    private static void durations(JsonGenerator json, List<ViewedHost> slowestFirst, Instant now) throws IOException {
        List<Duration> ran = slowestFirst.stream()
                .filter(host -> host.row().state() == HostState.SUCCESS
                        || (host.row().state() == HostState.ERROR && host.row().whyNotRun() == null))
                .map(host -> host.duration(now))
                .toList();
        if (!ran.isEmpty()) {
            json.writeNumberField("half", ran.get(ran.size() / 2).toMillis());
            json.writeNumberField("most", ran.get(ran.size() / 10).toMillis());
        }
    }

    private static void slowest(JsonGenerator json, List<ViewedHost> slowestFirst, Instant now) throws IOException {
        json.writeArrayFieldStart("slowest");
        for (ViewedHost host : slowestFirst.subList(0, Math.min(MOST_SLOW, slowestFirst.size()))) {
            if (!host.duration(now).isZero()) {
                HostRow row = host.row();
                json.writeStartObject();
                json.writeNumberField("id", row.id());
                json.writeStringField("name", row.name());
                json.writeStringField("attempt", host.attempt().key());
                json.writeStringField("state", States.key(row.state()));
                SummaryData.time(json, "startedAt", row.startedAt());
                SummaryData.time(json, "endedAt", row.endedAt());
                json.writeEndObject();
            }
        }
        json.writeEndArray();
    }

    /** How many hosts waited, ran and had ended at the end of each column. */
    private static final class Columns {

        private final int[] begun = new int[COLUMNS];
        private final int[] succeeded = new int[COLUMNS];
        private final int[] failed = new int[COLUMNS];
        private final int hosts;
        private final long from;
        private final long span;

        Columns(Instant from, Instant to, List<ViewedHost> hosts) {
            this.from = from.toEpochMilli();
            this.span = Math.max(1, to.toEpochMilli() - this.from);
            this.hosts = hosts.size();
            for (ViewedHost host : hosts) {
                HostRow row = host.row();
                count(begun, row.startedAt());
                count(row.state() == HostState.SUCCESS ? succeeded : failed, row.endedAt());
            }
        }

        private void count(int[] columns, Instant at) {
            if (at != null) {
                long since = Math.max(1, Math.min(span, at.toEpochMilli() - from));
                columns[(int) ((since * COLUMNS - 1) / span)]++;
            }
        }

        void write(JsonGenerator json) throws IOException {
            json.writeArrayFieldStart("columns");
            int sumBegun = 0;
            int sumSucceeded = 0;
            int sumFailed = 0;
            for (int i = 0; i < COLUMNS; i++) {
                sumBegun += begun[i];
                sumSucceeded += succeeded[i];
                sumFailed += failed[i];
                json.writeStartObject();
                json.writeNumberField("succeeded", sumSucceeded);
                json.writeNumberField("failed", sumFailed);
                json.writeNumberField("running", sumBegun - sumSucceeded - sumFailed);
                json.writeNumberField("waiting", hosts - sumBegun);
                json.writeEndObject();
            }
            json.writeEndArray();
        }
    }
}
