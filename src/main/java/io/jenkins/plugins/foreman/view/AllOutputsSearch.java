package io.jenkins.plugins.foreman.view;

import edu.umd.cs.findbugs.annotations.NonNull;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

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

    /**
     * @param next host to go on with, and from where in its output
     * @param complete whether all hosts have been looked at
     */
    private record Found(
            int hosts,
            int next,
            long offset,
            boolean complete,
            @NonNull List<Hit> found) {}

    /**
     * @param lines with a match, where more is false all of them
     * @param line the first one, and what stands around its match
     */
    private record Hit(
            long id,
            @NonNull String name,
            @NonNull String attempt,
            @NonNull String state,
            int lines,
            boolean more,
            int line,
            @NonNull String text) {}

    /** Hosts with {@code q} in their output, from the host at {@code from} on, and there from {@code offset} on. */
    @NonNull
    PageReply reply(@NonNull PageRequest request) throws IOException, PageRequest.BadRequest {
        String wanted = OutputSearch.wanted(request);
        List<ViewedHost> hosts = view.hosts(HostFilter.byName(HostFilter.scope(request)));
        int at = (int) request.number("from", 0, 0, Integer.MAX_VALUE);
        long offset = request.number("offset", 0, 0, Long.MAX_VALUE);
        List<Hit> hits = new ArrayList<>();
        long begun = System.nanoTime();
        while (at < hosts.size() && hits.size() < MOST_FOUND && System.nanoTime() - begun < MOST_TIME.toNanos()) {
            ViewedHost host = hosts.get(at);
            OutputSearch.Found found =
                    new OutputSearch(host.attempt().record(), host.row().id(), wanted).from(offset);
            if (!found.matches().isEmpty()) {
                hits.add(hit(host, found));
            }
            // one match is enough to name the host, and how many more there are its own search tells
            boolean goesOn = found.matches().isEmpty() && !found.complete();
            offset = goesOn ? found.next() : 0;
            at += goesOn ? 0 : 1;
        }
        return PageReply.json(new Found(hosts.size(), Math.min(at, hosts.size()), offset, at >= hosts.size(), hits));
    }

    private static Hit hit(ViewedHost host, OutputSearch.Found found) {
        OutputSearch.Match first = found.matches().get(0);
        return new Hit(
                host.row().id(),
                host.row().name(),
                host.attempt().key(),
                States.key(host.row().state()),
                found.matches().size(),
                !found.complete(),
                first.line(),
                first.excerpt());
    }
}
