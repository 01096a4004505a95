package io.jenkins.plugins.foreman.view;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.foreman.cause.ErrorWords;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Why hosts failed: the largest groups of the same cause. */
final class FailuresData {

    private static final int MOST_GROUPS = 20;

    private final RunsView view;

    FailuresData(@NonNull RunsView view) {
        this.view = view;
    }

    /** @param more how many groups are not here */
    private record Failures(
            int failed, int pending, int more, @NonNull List<Group> groups) {}

    private record Group(
            @NonNull String id,
            @CheckForNull String exit,
            boolean notRun,
            @NonNull List<ErrorWords.Part> words,
            int hosts,
            @NonNull List<Sample> samples) {}

    private record Sample(
            long id, @NonNull String name, @NonNull String attempt) {}

    @NonNull
    PageReply reply(@NonNull PageRequest request) throws IOException, PageRequest.BadRequest {
        List<ViewedHost> failed = view.hosts(HostFilter.failed(HostFilter.scope(request)));
        FailureGroups.Groups found = view.failures().of(failed);
        List<FailureGroups.Group> all = found.groups();
        List<Group> groups = new ArrayList<>();
        for (FailureGroups.Group group : all.subList(0, Math.min(MOST_GROUPS, all.size()))) {
            groups.add(group(group, request.locale()));
        }
        return PageReply.json(new Failures(found.failed(), found.pending(), all.size() - groups.size(), groups));
    }

    private Group group(FailureGroups.Group group, Locale reader) throws IOException {
        return new Group(
                group.id(),
                group.exitStatus(),
                group.notRun(),
                view.failures().words(group, reader),
                group.hosts(),
                group.samples().stream()
                        .map(host -> new Sample(
                                host.row().id(),
                                host.row().name(),
                                host.attempt().key()))
                        .toList());
    }
}
