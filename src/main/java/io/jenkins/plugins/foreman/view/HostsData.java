package io.jenkins.plugins.foreman.view;

import com.fasterxml.jackson.core.JsonGenerator;
import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.foreman.record.HostRow;
import io.jenkins.plugins.foreman.record.OutputSize;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

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

    private record Line(ViewedHost host, OutputSize size) {}

    /**
     * The rows from {@code offset} on, {@code limit} at most. Nothing when {@code have} is the tag of an earlier answer
     * that would look the same, so that a page which shows quiet rows of a busy job transfers nothing.
     */
    @NonNull
    PageReply reply(@NonNull PageRequest request) throws IOException, PageRequest.BadRequest {
        HostFilter filter = HostFilter.of(request);
        int offset = (int) request.number("offset", 0, 0, Integer.MAX_VALUE);
        int limit = (int) request.number("limit", 100, 1, MOST_ROWS);
        List<ViewedHost> hosts = view.hosts(filter);
        int from = Math.min(offset, hosts.size());
        List<Line> lines = new ArrayList<>();
        int content = hosts.size();
        for (ViewedHost host : hosts.subList(from, Math.min(hosts.size(), from + limit))) {
            Line line = new Line(host, host.size());
            lines.add(line);
            content = 31 * content + Objects.hash(host.row(), host.attempt().key(), line.size());
        }
        List<ViewedHost> going = lines.stream()
                .map(Line::host)
                .filter(host -> !host.row().outputComplete())
                .toList();
        if (going.size() <= MOST_LIVE) {
            going.forEach(ViewedHost::isLookedAt);
        }
        String tag = Integer.toHexString(Objects.hash(filter, from, limit)) + "-" + Integer.toHexString(content);
        if (tag.equals(request.text("have"))) {
            return PageReply.unchanged();
        }
        return PageReply.json(json -> {
            json.writeStringField("tag", tag);
            json.writeNumberField("matching", hosts.size());
            json.writeNumberField("offset", from);
            json.writeArrayFieldStart("hosts");
            for (Line line : lines) {
                row(json, line.host(), line.size());
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

    static void row(@NonNull JsonGenerator json, @NonNull ViewedHost host, @NonNull OutputSize size)
            throws IOException {
        HostRow row = host.row();
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
