package io.jenkins.plugins.foreman.view;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.foreman.client.HostFacts;
import io.jenkins.plugins.foreman.client.HostState;
import io.jenkins.plugins.foreman.record.HostRow;
import io.jenkins.plugins.foreman.record.RunHead;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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

    /**
     * @param attempt number, from 1
     * @param half of the hosts whose script ran to its end took at most so many milliseconds, and {@code most} of ten
     *     hosts nine; null where there are none
     */
    private record Timeline(
            int attempt,
            int hosts,
            @NonNull Instant from,
            @NonNull Instant to,
            @NonNull List<Column> columns,
            @CheckForNull Long half,
            @CheckForNull Long most,
            @NonNull List<Slow> slowest) {}

    /** Hosts at the end of a column. */
    private record Column(int succeeded, int failed, int running, int waiting) {}

    private record Slow(
            long id,
            @NonNull String name,
            @NonNull String attempt,
            @NonNull String state,
            @CheckForNull Instant startedAt,
            @CheckForNull Instant endedAt) {}

    /** Of the attempt that the scope names, or of the newest one; an empty object while there is none. */
    @NonNull
    PageReply reply(@NonNull PageRequest request) throws IOException, PageRequest.BadRequest {
        List<ViewedAttempt> scoped = view.attempts(HostFilter.scope(request));
        if (scoped.isEmpty()) {
            return PageReply.json(Map.of());
        }
        ViewedAttempt attempt = scoped.get(scoped.size() - 1);
        List<ViewedHost> slowestFirst = view.hosts(
                new HostFilter(attempt.key(), Set.of(), "", HostFacts.NONE, null, HostFilter.Sort.DURATION, true));
        Instant from = from(attempt);
        Instant to = to(attempt, slowestFirst);
        List<Long> ran = ran(slowestFirst, to);
        return PageReply.json(new Timeline(
                view.attempts().indexOf(attempt) + 1,
                slowestFirst.size(),
                from,
                to,
                new Columns(from, to, slowestFirst).toList(),
                ran.isEmpty() ? null : ran.get(ran.size() / 2),
                ran.isEmpty() ? null : ran.get(ran.size() / 10),
                slowest(slowestFirst, to)));
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

    /** How long hosts took whose script ran to its end, in milliseconds. */
    private static List<Long> ran(List<ViewedHost> slowestFirst, Instant now) {
        return slowestFirst.stream()
                .filter(host -> host.row().state() == HostState.SUCCESS
                        || (host.row().state() == HostState.ERROR && host.row().whyNotRun() == null))
                .map(host -> host.duration(now).toMillis())
                .toList();
    }

    private static List<Slow> slowest(List<ViewedHost> slowestFirst, Instant now) {
        return slowestFirst.stream()
                .limit(MOST_SLOW)
                .filter(host -> !host.duration(now).isZero())
                .map(host -> new Slow(
                        host.row().id(),
                        host.row().name(),
                        host.attempt().key(),
                        States.key(host.row().state()),
                        host.row().startedAt(),
                        host.row().endedAt()))
                .toList();
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

        List<Column> toList() {
            List<Column> columns = new ArrayList<>();
            int sumBegun = 0;
            int sumSucceeded = 0;
            int sumFailed = 0;
            for (int i = 0; i < COLUMNS; i++) {
                sumBegun += begun[i];
                sumSucceeded += succeeded[i];
                sumFailed += failed[i];
                columns.add(new Column(sumSucceeded, sumFailed, sumBegun - sumSucceeded - sumFailed, hosts - sumBegun));
            }
            return columns;
        }
    }
}
