package io.jenkins.plugins.foreman.client;

import com.fasterxml.jackson.databind.JsonNode;
import edu.umd.cs.findbugs.annotations.NonNull;
import java.util.ArrayList;
import java.util.List;

/**
 * Foreman's answer to a cancel. "Accepted" does not mean that anything has stopped yet.
 *
 * @param accepted whether the whole job, or with a search at least one task, is being cancelled
 * @param cancelledTasks with a search: ids of the host tasks being cancelled
 * @param skippedTasks with a search: ids of those that could not be
 */
public record CancelResult(
        boolean accepted,
        @NonNull List<String> cancelledTasks,
        @NonNull List<String> skippedTasks) {

    /** Copies the lists, so that the record is immutable. */
    public CancelResult {
        cancelledTasks = List.copyOf(cancelledTasks);
        skippedTasks = List.copyOf(skippedTasks);
    }

    /** Reads both shapes: {@code cancelled} is true or false for the job, a list of tasks after a search. */
    static CancelResult of(JsonNode reply) {
        List<String> cancelled = new ArrayList<>();
        reply.path("cancelled").forEach(task -> cancelled.add(task.asText()));
        List<String> skipped = new ArrayList<>();
        reply.path("skipped").forEach(task -> skipped.add(task.asText()));
        return new CancelResult(Json.isTrue(reply, "cancelled") || !cancelled.isEmpty(), cancelled, skipped);
    }
}
