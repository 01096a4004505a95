package io.jenkins.plugins.foreman.view;

import com.fasterxml.jackson.core.JsonGenerator;
import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.foreman.record.HostRow;
import io.jenkins.plugins.foreman.record.OutputSize;
import java.io.IOException;
import java.util.List;

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
        return PageReply.json(request, json -> {
            json.writeNumberField("matching", hosts.size());
            json.writeNumberField("offset", from);
            json.writeArrayFieldStart("hosts");
            for (ViewedHost host : rows) {
                row(json, host);
            }
            json.writeEndArray();
        });
    }

    /** The ids of all hosts that the filter lets through, for a selection. */
    @NonNull
    PageReply ids(@NonNull PageRequest request) throws IOException, PageRequest.BadRequest {
        List<ViewedHost> hosts = view.allHosts(HostFilter.of(request));
        return PageReply.json(json -> {
            json.writeArrayFieldStart("ids");
            for (ViewedHost host : hosts.subList(0, Math.min(hosts.size(), MOST_IDS))) {
                json.writeNumber(host.row().id());
            }
            json.writeEndArray();
        });
    }

    static void row(@NonNull JsonGenerator json, @NonNull ViewedHost host) throws IOException {
        HostRow row = host.row();
        OutputSize size = host.size();
        json.writeStartObject();
        json.writeNumberField("id", row.id());
        json.writeStringField("name", row.name());
        json.writeStringField("state", States.key(row.state()));
        json.writeStringField("attempt", host.attempt().key());
        SummaryData.text(json, "proxy", row.smartProxy());
        SummaryData.text(json, "exit", row.exitStatus());
        SummaryData.time(json, "startedAt", row.startedAt());
        SummaryData.time(json, "endedAt", row.endedAt());
        SummaryData.text(json, "reason", row.reason());
        SummaryData.text(json, "notRun", row.whyNotRun());
        SummaryData.text(json, "last", host.lastWords(size));
        json.writeNumberField("lines", size.lines());
        json.writeEndObject();
    }
}
