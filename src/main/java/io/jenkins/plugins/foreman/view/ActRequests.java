package io.jenkins.plugins.foreman.view;

import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.foreman.client.HostState;
import io.jenkins.plugins.foreman.record.HostRow;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** What a person asked for on the page, checked and handed to the one who can do it. */
final class ActRequests {

    private static final int MOST_HOSTS = 100_000;
    private static final int MOST_NAMES = 10;

    private record RerunHosts(
            @NonNull List<Long> ids, @NonNull List<String> names) {}

    private final RunsView view;
    private final RunActs acts;

    ActRequests(@NonNull RunsView view, @NonNull RunActs acts) {
        this.view = view;
        this.acts = acts;
    }

    /**
     * A rerun on the hosts of the comma-separated {@code hosts}: those that the person has confirmed, without those that
     * did not succeed in the attempt that the person looked at and have succeeded since.
     */
    @NonNull
    PageReply rerun(@NonNull PageRequest request) throws IOException, PageRequest.BadRequest {
        if (!acts.mayRerun()) {
            return PageReply.error(403, new PageTexts(request.locale()).get("act.rerun.notNow"));
        }
        List<HostRow> seen = hosts(request);
        Map<String, HostRow> last = last();
        List<HostRow> rows = notMended(seen, last)
                .map(row -> last.getOrDefault(row.name(), row))
                .toList();
        if (rows.isEmpty()) {
            return PageReply.error(409, new PageTexts(request.locale()).get("act.rerun.mended"));
        }
        Map<String, String> inputs = new ChangedInputs(view).of(request);
        if (!inputs.isEmpty() && !acts.mayChangeInputs()) {
            return PageReply.error(403, new PageTexts(request.locale()).get("act.inputs.notNow"));
        }
        try {
            acts.rerun(rows, inputs);
        } catch (RunActs.Refused e) {
            return PageReply.error(409, String.valueOf(e.getMessage()));
        }
        return PageReply.json(Map.of("hosts", rows.size()));
    }

    /**
     * On which of the hosts that a filter lets through a rerun would run now: what a person is asked to confirm, with the
     * names of the first of them.
     */
    @NonNull
    PageReply rerunHosts(@NonNull PageRequest request) throws IOException, PageRequest.BadRequest {
        if (!acts.mayRerun()) {
            return PageReply.error(403, new PageTexts(request.locale()).get("act.rerun.notNow"));
        }
        List<HostRow> seen = view.allHosts(HostFilter.of(request)).stream()
                .map(ViewedHost::row)
                .toList();
        List<HostRow> rows = notMended(seen, last()).limit(MOST_HOSTS).toList();
        return PageReply.json(new RerunHosts(
                rows.stream().map(HostRow::id).toList(),
                rows.stream().limit(MOST_NAMES).map(HostRow::name).toList()));
    }

    private List<HostRow> hosts(PageRequest request) throws IOException, PageRequest.BadRequest {
        String hosts = request.text("hosts");
        if (hosts == null) {
            throw new PageRequest.BadRequest("hosts must be given");
        }
        List<HostRow> seen = new ArrayList<>();
        for (String id : hosts.split(",")) {
            try {
                seen.add(
                        view.host(HostFilter.scope(request), Long.parseLong(id)).row());
            } catch (NumberFormatException e) {
                throw new PageRequest.BadRequest("hosts must be numbers");
            }
        }
        return seen;
    }

    /** The one rule for what runs again: not what has succeeded since somebody saw that it had not. */
    private static Stream<HostRow> notMended(List<HostRow> seen, Map<String, HostRow> last) {
        return seen.stream()
                .filter(row -> row.state() == HostState.SUCCESS
                        || last.getOrDefault(row.name(), row).state() != HostState.SUCCESS);
    }

    /** Each host as the last attempt that it was in left it: what is negative as an id is another host in each attempt. */
    private Map<String, HostRow> last() throws IOException, PageRequest.BadRequest {
        Map<String, HostRow> last = new HashMap<>();
        for (ViewedHost host : view.hosts(HostFilter.everything(HostFilter.ALL))) {
            last.put(host.row().name(), host.row());
        }
        return last;
    }

    /** All of what runs, or what runs on the hosts of the comma-separated {@code hosts}. */
    @NonNull
    PageReply cancel(@NonNull PageRequest request) throws IOException, PageRequest.BadRequest {
        boolean some = request.params().containsKey("hosts");
        if (some ? !acts.mayCancelHosts() : !acts.mayCancel()) {
            return PageReply.error(403, new PageTexts(request.locale()).get("act.cancel.notNow"));
        }
        try {
            if (some) {
                return PageReply.json(Map.of("hosts", acts.cancelHosts(hosts(request))));
            }
            acts.cancel();
        } catch (RunActs.Refused e) {
            return PageReply.error(409, String.valueOf(e.getMessage()));
        }
        return PageReply.json(Map.of());
    }
}
