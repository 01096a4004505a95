package io.jenkins.plugins.foreman.view;

import com.fasterxml.jackson.core.JsonGenerator;
import edu.umd.cs.findbugs.annotations.NonNull;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Looks for text in the outputs of all hosts of a scope, in the order of their names, as far as they are recorded. One
 * request works for a limited time, and says where the next one goes on.
 */
final class AllOutputsSearch {

    private static final Duration MOST_TIME = Duration.ofMillis(400);
    private static final int MOST_FOUND = 100;

    private final RunsView view;

    AllOutputsSearch(@NonNull RunsView view) {
        this.view = view;
    }

    /** @param complete whether all lines of the host's output were looked at */
    private record Hit(ViewedHost host, List<OutputSearch.Match> matches, boolean complete) {}

    /** Hosts with {@code q} in their output, from the host at {@code from} on, and there from {@code offset} on. */
    @NonNull
    PageReply reply(@NonNull PageRequest request) throws IOException, PageRequest.BadRequest {
        String wanted = OutputSearch.wanted(request);
        List<ViewedHost> hosts =
                view.hosts(new HostFilter(HostFilter.scope(request), Set.of(), "", null, HostFilter.Sort.NAME, false));
        int at = (int) request.number("from", 0, 0, Integer.MAX_VALUE);
        long offset = request.number("offset", 0, 0, Long.MAX_VALUE);
        List<Hit> hits = new ArrayList<>();
        long begun = System.nanoTime();
        while (at < hosts.size() && hits.size() < MOST_FOUND && System.nanoTime() - begun < MOST_TIME.toNanos()) {
            ViewedHost host = hosts.get(at);
            OutputSearch.Found found =
                    new OutputSearch(host.attempt().record(), host.row().id(), wanted).from(offset);
            if (!found.matches().isEmpty()) {
                hits.add(new Hit(host, found.matches(), found.complete()));
            }
            // one match is enough to name the host, and how many more there are its own search tells
            boolean goesOn = found.matches().isEmpty() && !found.complete();
            offset = goesOn ? found.next() : 0;
            at += goesOn ? 0 : 1;
        }
        int next = at;
        long nextOffset = offset;
        return PageReply.json(json -> {
            json.writeNumberField("hosts", hosts.size());
            json.writeNumberField("next", Math.min(next, hosts.size()));
            json.writeNumberField("offset", nextOffset);
            json.writeBooleanField("complete", next >= hosts.size());
            json.writeArrayFieldStart("found");
            for (Hit hit : hits) {
                hit(json, hit);
            }
            json.writeEndArray();
        });
    }

    private static void hit(JsonGenerator json, Hit hit) throws IOException {
        OutputSearch.Match first = hit.matches().get(0);
        json.writeStartObject();
        json.writeNumberField("id", hit.host().row().id());
        json.writeStringField("name", hit.host().row().name());
        json.writeStringField("attempt", hit.host().attempt().key());
        json.writeStringField("state", States.key(hit.host().row().state()));
        json.writeNumberField("lines", hit.matches().size());
        json.writeBooleanField("more", !hit.complete());
        json.writeNumberField("line", first.line());
        json.writeStringField("text", first.excerpt());
        json.writeEndObject();
    }
}
