package io.jenkins.plugins.foreman.view;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.foreman.record.JobFacts;
import java.io.IOException;
import java.util.List;

/** What ran: template, inputs, where and as whom, as Foreman told it. */
final class JobData {

    private final RunsView view;

    JobData(@NonNull RunsView view) {
        this.view = view;
    }

    /** @param known whether Foreman has told of it, null before there is an attempt */
    private record Job(
            @CheckForNull String template,
            @CheckForNull Boolean known,
            @JsonUnwrapped @CheckForNull Facts facts) {}

    private record Facts(
            @CheckForNull String search,
            @CheckForNull String bookmark,
            boolean dynamic,
            @NonNull List<Input> inputs,
            @CheckForNull String effectiveUser,
            @CheckForNull String sshUser,
            @CheckForNull Integer concurrency,
            @CheckForNull Integer timeout,
            @CheckForNull Integer pickup) {}

    private record Input(
            @NonNull String name,
            boolean hidden,
            @CheckForNull String value) {}

    /**
     * Of the first attempt of a scope that Foreman has told of: the later ones repeat it on hosts by name. With {@code last}
     * what a rerun would repeat.
     */
    @NonNull
    PageReply reply(@NonNull PageRequest request) throws IOException, PageRequest.BadRequest {
        List<ViewedAttempt> attempts = view.attempts(HostFilter.scope(request));
        ViewedAttempt told = request.text("last") == null ? first(attempts) : last(attempts);
        if (told != null) {
            return PageReply.json(
                    new Job(told.head().templateName(), true, facts(told.head().facts())));
        }
        return PageReply.json(
                attempts.isEmpty()
                        ? new Job(null, null, null)
                        : new Job(attempts.get(0).head().templateName(), false, null));
    }

    @CheckForNull
    private static ViewedAttempt first(List<ViewedAttempt> attempts) {
        return attempts.stream()
                .filter(each -> each.head().facts() != null)
                .findFirst()
                .orElse(null);
    }

    /** The last attempt that Foreman has told of, null where there is none: a rerun has its inputs. */
    @CheckForNull
    static ViewedAttempt last(@NonNull List<ViewedAttempt> attempts) {
        return attempts.stream()
                .filter(each -> each.head().facts() != null)
                .reduce((before, after) -> after)
                .orElse(null);
    }

    @CheckForNull
    private static Facts facts(@CheckForNull JobFacts facts) {
        return facts == null
                ? null
                : new Facts(
                        facts.search(),
                        facts.bookmark(),
                        facts.dynamic(),
                        facts.inputs().stream()
                                .map(input -> new Input(
                                        input.name(), input.isHidden(), input.isHidden() ? null : input.value()))
                                .toList(),
                        facts.effectiveUser(),
                        facts.sshUser(),
                        facts.concurrencyLevel(),
                        facts.executionTimeout(),
                        facts.timeToPickup());
    }
}
