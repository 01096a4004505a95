package io.jenkins.plugins.foreman.view;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.foreman.record.HostRow;
import io.jenkins.plugins.foreman.record.OutputSize;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/** A part of the host table. */
final class HostsData {

    private static final int MOST_ROWS = 500;
    /** Of more hosts the last lines are not read while they run: that would take from those whose output is open. */
    private static final int MOST_LIVE = 16;

    private static final int MOST_IDS = 100_000;

    private final RunsView view;

    HostsData(@NonNull RunsView view) {
        this.view = view;
    }

    private record Hosts(int matching, int offset, @NonNull List<Row> hosts) {}

    private record Ids(@NonNull List<Long> ids) {}

    /** A row of the table, as exports have it too. */
    record Row(
            long id,
            @NonNull String name,
            @NonNull String state,
            @NonNull String attempt,
            @CheckForNull String proxy,
            @CheckForNull String os,
            @CheckForNull String hostgroup,
            @CheckForNull String exit,
            @CheckForNull Instant startedAt,
            @CheckForNull Instant endedAt,
            @CheckForNull String reason,
            @CheckForNull String notRun,
            @CheckForNull String last,
            int lines) {

        @NonNull
        static Row of(@NonNull ViewedHost host, @NonNull Locale reader) {
            HostRow row = host.row();
            OutputSize size = host.size();
            return new Row(
                    row.id(),
                    row.name(),
                    States.key(row.state()),
                    host.attempt().key(),
                    row.facts().smartProxy(),
                    row.facts().operatingSystem(),
                    row.facts().hostGroup(),
                    row.exitStatus(),
                    row.startedAt(),
                    row.endedAt(),
                    host.reason(reader),
                    row.whyNotRun(),
                    host.lastWords(size, reader),
                    size.lines());
        }
    }

    /** The rows from {@code offset} on, {@code limit} at most; quiet rows of a busy job are not sent again. */
    @NonNull
    PageReply reply(@NonNull PageRequest request) throws IOException, PageRequest.BadRequest {
        int offset = (int) request.number("offset", 0, 0, Integer.MAX_VALUE);
        int limit = (int) request.number("limit", 100, 1, MOST_ROWS);
        List<ViewedHost> hosts = view.hosts(HostFilter.of(request));
        int from = Math.min(offset, hosts.size());
        List<ViewedHost> rows = hosts.subList(from, Math.min(hosts.size(), from + limit));
        List<ViewedHost> going =
                rows.stream().filter(host -> !host.row().outputComplete()).toList();
        if (going.size() <= MOST_LIVE) {
            going.forEach(ViewedHost::isLookedAt);
        }
        return PageReply.json(
                request,
                new Hosts(
                        hosts.size(),
                        from,
                        rows.stream()
                                .map(host -> Row.of(host, request.locale()))
                                .toList()));
    }

    /** The ids of all hosts that the filter lets through, for a selection. */
    @NonNull
    PageReply ids(@NonNull PageRequest request) throws IOException, PageRequest.BadRequest {
        return PageReply.json(new Ids(view.allHosts(HostFilter.of(request)).stream()
                .limit(MOST_IDS)
                .map(host -> host.row().id())
                .toList()));
    }
}
