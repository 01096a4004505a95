package io.jenkins.plugins.foreman.view;

import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.foreman.cause.ErrorWords;
import java.io.IOException;
import java.util.List;

/** Why hosts failed: the largest groups of the same cause. */
final class FailuresData {

    private static final int MOST_GROUPS = 20;

    private final RunsView view;

    FailuresData(@NonNull RunsView view) {
        this.view = view;
    }

    @NonNull
    PageReply reply(@NonNull PageRequest request) throws IOException, PageRequest.BadRequest {
        List<ViewedHost> failed = view.hosts(HostFilter.failed(HostFilter.scope(request)));
        FailureGroups.Groups found = view.failures().of(failed);
        List<FailureGroups.Group> groups = found.groups();
        return PageReply.json(json -> {
            json.writeNumberField("failed", found.failed());
            json.writeNumberField("pending", found.pending());
            json.writeNumberField("more", Math.max(0, groups.size() - MOST_GROUPS));
            json.writeArrayFieldStart("groups");
            for (FailureGroups.Group group : groups.subList(0, Math.min(MOST_GROUPS, groups.size()))) {
                json.writeStartObject();
                json.writeStringField("id", group.id());
                SummaryData.text(json, "exit", group.exitStatus());
                json.writeBooleanField("notRun", group.notRun());
                json.writeArrayFieldStart("words");
                for (ErrorWords.Part part : view.failures().words(group)) {
                    json.writeStartObject();
                    json.writeStringField("text", part.text());
                    json.writeBooleanField("varies", part.varies());
                    json.writeEndObject();
                }
                json.writeEndArray();
                json.writeNumberField("hosts", group.hosts());
                json.writeArrayFieldStart("samples");
                for (ViewedHost host : group.samples()) {
                    json.writeStartObject();
                    json.writeNumberField("id", host.row().id());
                    json.writeStringField("name", host.row().name());
                    json.writeStringField("attempt", host.attempt().key());
                    json.writeEndObject();
                }
                json.writeEndArray();
                json.writeEndObject();
            }
            json.writeEndArray();
        });
    }
}
