package io.jenkins.plugins.foreman.record;

import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.foreman.client.HostCounts;
import io.jenkins.plugins.foreman.client.JobStatus;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Writes and reads a run's head. Null is left out; what this version does not know is passed over. */
final class RunHeadJson {

    /** Escapes everything but ASCII, since half a surrogate pair in a message must not stop the run. */
    private static final ObjectMapper JSON =
            new ObjectMapper(new JsonFactoryBuilder().highestNonEscapedChar(127).build());

    private RunHeadJson() {}

    @NonNull
    static byte[] encode(@NonNull RunHead head) throws IOException {
        ObjectNode json = JSON.createObjectNode();
        json.put("version", 1);
        json.put("serverUrl", head.serverUrl());
        put(json, "serverOwner", head.serverOwner());
        json.put("createdAt", head.createdAt().toString());
        ArrayNode attempts = json.putArray("attempts");
        head.attempts().forEach(attempt -> write(attempt, attempts.addObject()));
        RunHead.Cancel cancel = head.cancel();
        if (cancel != null) {
            ObjectNode into = json.putObject("cancel");
            into.put("reason", cancel.reason());
            put(into, "verdict", cancel.verdict());
            put(into, "requestedAt", cancel.requestedAt());
            put(into, "softAt", cancel.softAt());
            put(into, "forcedAt", cancel.forcedAt());
        }
        RunHead.Trouble trouble = head.trouble();
        if (trouble != null) {
            ObjectNode into = json.putObject("trouble");
            put(into, "since", trouble.since());
            put(into, "message", trouble.message());
        }
        ArrayNode notices = json.putArray("notices");
        head.notices().forEach(notices::add);
        json.put("newsBefore", head.newsBefore());
        ArrayNode news = json.putArray("news");
        for (RunHead.News event : head.news()) {
            ArrayNode facts = news.addObject().put("kind", event.kind().name()).putArray("facts");
            event.facts().forEach(facts::add);
        }
        RunHead.Outcome outcome = head.outcome();
        if (outcome != null) {
            ObjectNode into = json.putObject("outcome");
            put(into, "verdict", outcome.verdict());
            put(into, "message", outcome.message());
            put(into, "at", outcome.at());
            RunHead.Basis basis = outcome.basis();
            if (basis != null) {
                ObjectNode facts = into.putObject("basis");
                put(facts, "kind", basis.kind());
                put(facts, "limit", basis.limit());
                put(facts, "threshold", basis.threshold());
            }
        }
        return JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(json);
    }

    private static void write(RunHead.Attempt attempt, ObjectNode into) {
        into.put("marker", attempt.marker());
        into.put("sent", attempt.sent());
        into.put("sends", attempt.sends());
        if (attempt.invocationId() != null) {
            into.put("invocationId", attempt.invocationId());
        }
        put(into, "description", attempt.description());
        put(into, "templateName", attempt.templateName());
        ArrayNode hosts = into.putArray("hostIds");
        attempt.hostIds().forEach(hosts::add);
        RunHead.Schedule schedule = attempt.schedule();
        if (schedule != null) {
            ObjectNode json = into.putObject("schedule");
            put(json, "mode", schedule.mode());
            put(json, "startAt", schedule.startAt());
            put(json, "recurrence", schedule.recurrence());
        }
        JobFacts facts = attempt.facts();
        if (facts != null) {
            write(facts, into.putObject("facts"));
        }
        put(into, "status", attempt.status());
        HostCounts counts = attempt.counts();
        if (counts != null) {
            ObjectNode json = into.putObject("counts");
            json.put("succeeded", counts.succeeded());
            json.put("failed", counts.failed());
            json.put("pending", counts.pending());
            json.put("cancelled", counts.cancelled());
            json.put("total", counts.total());
            json.put("totalHosts", counts.totalHosts());
            json.put("missing", counts.missing());
        }
        put(into, "startedAt", attempt.startedAt());
        put(into, "stoppedAt", attempt.stoppedAt());
        into.put("finished", attempt.finished());
    }

    private static void write(JobFacts facts, ObjectNode into) {
        put(into, "search", facts.search());
        into.put("dynamic", facts.dynamic());
        put(into, "bookmark", facts.bookmark());
        ArrayNode inputs = into.putArray("inputs");
        for (JobFacts.Input input : facts.inputs()) {
            ObjectNode json = inputs.addObject();
            put(json, "name", input.name());
            put(json, "value", input.value());
        }
        put(into, "effectiveUser", facts.effectiveUser());
        put(into, "sshUser", facts.sshUser());
        into.put("concurrencyLevel", facts.concurrencyLevel());
        into.put("executionTimeout", facts.executionTimeout());
        into.put("timeToPickup", facts.timeToPickup());
    }

    private static void put(ObjectNode into, String field, @CheckForNull Object value) {
        if (value != null) {
            into.put(field, value.toString());
        }
    }

    @NonNull
    static RunHead decode(@NonNull byte[] bytes) throws IOException {
        try {
            JsonNode json = JSON.readTree(bytes);
            List<RunHead.Attempt> attempts = new ArrayList<>();
            for (JsonNode attempt : json.path("attempts")) {
                attempts.add(attempt(attempt));
            }
            List<String> notices = new ArrayList<>();
            json.path("notices").forEach(notice -> notices.add(notice.asText()));
            List<RunHead.News> news = new ArrayList<>();
            json.path("news").forEach(event -> news.add(news(event)));
            JsonNode cancel = json.path("cancel");
            JsonNode trouble = json.path("trouble");
            JsonNode outcome = json.path("outcome");
            return new RunHead(
                    required(json, "serverUrl"),
                    text(json, "serverOwner"),
                    Instant.parse(required(json, "createdAt")),
                    attempts,
                    cancel.isObject()
                            ? new RunHead.Cancel(
                                    required(cancel, "reason"),
                                    RunHead.Verdict.valueOf(required(cancel, "verdict")),
                                    Instant.parse(required(cancel, "requestedAt")),
                                    instant(cancel, "softAt"),
                                    instant(cancel, "forcedAt"))
                            : null,
                    trouble.isObject()
                            ? new RunHead.Trouble(
                                    Instant.parse(required(trouble, "since")), required(trouble, "message"))
                            : null,
                    notices,
                    outcome.isObject()
                            ? new RunHead.Outcome(
                                    RunHead.Verdict.valueOf(required(outcome, "verdict")),
                                    required(outcome, "message"),
                                    Instant.parse(required(outcome, "at")),
                                    basis(outcome.path("basis")))
                            : null,
                    news,
                    json.path("newsBefore").asLong());
        } catch (JsonProcessingException | DateTimeException | IllegalArgumentException e) {
            throw new IOException("The head of a recorded run cannot be read: " + e.getMessage(), e);
        }
    }

    @CheckForNull
    private static RunHead.Basis basis(JsonNode json) {
        if (!json.isObject()) {
            return null;
        }
        String limit = text(json, "limit");
        return new RunHead.Basis(
                RunHead.Basis.Kind.valueOf(required(json, "kind")),
                limit == null ? null : RunHead.Basis.Limit.valueOf(limit),
                text(json, "threshold"));
    }

    private static RunHead.Attempt attempt(JsonNode json) {
        List<Long> hostIds = new ArrayList<>();
        json.path("hostIds").forEach(id -> hostIds.add(id.asLong()));
        JsonNode id = json.path("invocationId");
        JsonNode schedule = json.path("schedule");
        String status = text(json, "status");
        JsonNode counts = json.path("counts");
        return new RunHead.Attempt(
                required(json, "marker"),
                json.path("sent").asBoolean(),
                json.path("sends").asInt(),
                id.isNumber() ? id.longValue() : null,
                text(json, "description"),
                text(json, "templateName"),
                hostIds,
                schedule.isObject()
                        ? new RunHead.Schedule(
                                text(schedule, "mode"), instant(schedule, "startAt"), text(schedule, "recurrence"))
                        : null,
                facts(json.path("facts")),
                status == null ? null : JobStatus.of(status),
                counts.isObject() ? counts(counts) : null,
                Instant.parse(required(json, "startedAt")),
                instant(json, "stoppedAt"),
                json.path("finished").asBoolean());
    }

    @CheckForNull
    private static JobFacts facts(JsonNode json) {
        if (!json.isObject()) {
            return null;
        }
        List<JobFacts.Input> inputs = new ArrayList<>();
        json.path("inputs")
                .forEach(input -> inputs.add(new JobFacts.Input(required(input, "name"), text(input, "value"))));
        return new JobFacts(
                text(json, "search"),
                json.path("dynamic").asBoolean(),
                text(json, "bookmark"),
                inputs,
                text(json, "effectiveUser"),
                text(json, "sshUser"),
                number(json, "concurrencyLevel"),
                number(json, "executionTimeout"),
                number(json, "timeToPickup"));
    }

    private static RunHead.News news(JsonNode json) {
        List<String> facts = new ArrayList<>();
        json.path("facts").forEach(fact -> facts.add(fact.asText()));
        return new RunHead.News(RunHead.News.Kind.valueOf(required(json, "kind")), facts);
    }

    private static HostCounts counts(JsonNode json) {
        return new HostCounts(
                number(json, "succeeded"),
                number(json, "failed"),
                number(json, "pending"),
                number(json, "cancelled"),
                number(json, "total"),
                number(json, "totalHosts"),
                json.path("missing").asInt());
    }

    private static String required(JsonNode json, String field) {
        String text = text(json, field);
        if (text == null) {
            throw new IllegalArgumentException(field + " is missing");
        }
        return text;
    }

    @CheckForNull
    private static String text(JsonNode json, String field) {
        JsonNode value = json.path(field);
        return value.isTextual() ? value.textValue() : null;
    }

    @CheckForNull
    private static Instant instant(JsonNode json, String field) {
        String text = text(json, field);
        return text == null ? null : Instant.parse(text);
    }

    @CheckForNull
    private static Integer number(JsonNode json, String field) {
        JsonNode value = json.path(field);
        return value.isNumber() ? value.intValue() : null;
    }
}
