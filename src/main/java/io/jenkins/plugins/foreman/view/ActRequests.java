package io.jenkins.plugins.foreman.view;

import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.foreman.record.HostRow;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** What a person asked for on the page, checked and handed to the one who can do it. */
final class ActRequests {

    private final RunsView view;
    private final RunActs acts;

    ActRequests(@NonNull RunsView view, @NonNull RunActs acts) {
        this.view = view;
        this.acts = acts;
    }

    /** A rerun on the hosts of the comma-separated {@code hosts}: exactly those that the person has confirmed. */
    @NonNull
    PageReply rerun(@NonNull PageRequest request) throws IOException, PageRequest.BadRequest {
        if (!acts.mayRerun()) {
            return PageReply.error(403, new PageTexts(request.locale()).get("act.rerun.notNow"));
        }
        String hosts = request.text("hosts");
        if (hosts == null) {
            throw new PageRequest.BadRequest("hosts must be given");
        }
        List<HostRow> rows = new ArrayList<>();
        for (String id : hosts.split(",")) {
            try {
                rows.add(
                        view.host(HostFilter.scope(request), Long.parseLong(id)).row());
            } catch (NumberFormatException e) {
                throw new PageRequest.BadRequest("hosts must be numbers");
            }
        }
        try {
            acts.rerun(rows);
        } catch (RunActs.Refused e) {
            return PageReply.error(409, String.valueOf(e.getMessage()));
        }
        return PageReply.json(json -> json.writeNumberField("hosts", rows.size()));
    }

    @NonNull
    PageReply cancel(@NonNull PageRequest request) {
        if (!acts.mayCancel()) {
            return PageReply.error(403, new PageTexts(request.locale()).get("act.cancel.notNow"));
        }
        try {
            acts.cancel();
        } catch (RunActs.Refused e) {
            return PageReply.error(409, String.valueOf(e.getMessage()));
        }
        return PageReply.json(json -> {});
    }
}
