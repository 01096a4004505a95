package io.jenkins.plugins.foreman.view;

import com.fasterxml.jackson.core.JsonGenerator;
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

    /**
     * Of the first attempt of a scope that Foreman has told of: the later ones repeat it on hosts by name. With {@code last}
     * what a rerun would repeat.
     */
    @NonNull
    PageReply reply(@NonNull PageRequest request) throws IOException, PageRequest.BadRequest {
        List<ViewedAttempt> attempts = view.attempts(HostFilter.scope(request));
        ViewedAttempt told = request.text("last") == null ? first(attempts) : last(attempts);
        ViewedAttempt attempt = told == null && !attempts.isEmpty() ? attempts.get(0) : told;
        return PageReply.json(json -> {
            if (attempt != null) {
                SummaryData.text(json, "template", attempt.head().templateName());
                JobFacts facts = attempt.head().facts();
                json.writeBooleanField("known", facts != null);
                if (facts != null) {
                    facts(json, facts);
                }
            }
        });
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

    private static void facts(JsonGenerator json, JobFacts facts) throws IOException {
        SummaryData.text(json, "search", facts.search());
        SummaryData.text(json, "bookmark", facts.bookmark());
        json.writeBooleanField("dynamic", facts.dynamic());
        json.writeArrayFieldStart("inputs");
        for (JobFacts.Input input : facts.inputs()) {
            json.writeStartObject();
            json.writeStringField("name", input.name());
            json.writeBooleanField("hidden", input.isHidden());
            SummaryData.text(json, "value", input.isHidden() ? null : input.value());
            json.writeEndObject();
        }
        json.writeEndArray();
        SummaryData.text(json, "effectiveUser", facts.effectiveUser());
        SummaryData.text(json, "sshUser", facts.sshUser());
        number(json, "concurrency", facts.concurrencyLevel());
        number(json, "timeout", facts.executionTimeout());
        number(json, "pickup", facts.timeToPickup());
    }

    private static void number(JsonGenerator json, String name, @CheckForNull Integer value) throws IOException {
        if (value != null) {
            json.writeNumberField(name, value);
        }
    }
}
