package io.jenkins.plugins.foreman.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Makes a job of the body of a create call, or refuses it with the error that Foreman gives: mostly a 500 with the
 * validation's message. The order of checks is that of REX 17.1.
 */
final class CreateComposer {

    private static final DateTimeFormatter LOOSE =
            DateTimeFormatter.ofPattern("yyyy-MM-dd[ ]['T']HH:mm[:ss][.SSS]", Locale.ROOT);

    private final JobInvocations jobs;
    private final Templates templates;
    private final Call call;
    private final ObjectNode params;
    private final JobSpec spec = new JobSpec();

    CreateComposer(JobInvocations jobs, Templates templates, Call call) {
        this.jobs = jobs;
        this.templates = templates;
        this.call = call;
        JsonNode body = call.body().path("job_invocation");
        this.params = body.isObject() ? (ObjectNode) body : Json.object();
    }

    JobSpec compose() {
        if (present("feature") && present("job_template_id")) {
            throw ApiError.of(500, "Only one of feature or job_template_id can be specified");
        }
        objectOrNothing("ssh");
        JsonNode inputs = objectOrNothing("inputs");
        spec.user = call.user;
        spec.organization = call.organization;
        spec.location = call.location;
        spec.requestId = call.requestId;
        spec.request = params.deepCopy();
        String query = searchQuery();
        findTemplate();
        if (params.hasNonNull("bookmark_id") && query != null) {
            throw exception("ERF42-9522", "Cannot specify both bookmark_id and search_query");
        }
        spec.searchQuery = query;
        spec.bookmark = bookmark();
        spec.randomizedOrdering = params.hasNonNull("randomized_ordering")
                ? Boolean.valueOf(params.get("randomized_ordering").asBoolean())
                : null;
        objectOrNothing("scheduling");
        objectOrNothing("recurrence");
        parseSchedule();
        inputs(inputs);
        options();
        validateTriggering();
        validateRest();
        return spec;
    }

    private boolean present(String name) {
        JsonNode node = params.get(name);
        return node != null && !node.isNull() && !node.asText("x").isBlank();
    }

    private String text(String name) {
        return text(params, name);
    }

    private static String text(JsonNode node, String name) {
        JsonNode value = node.get(name);
        return value == null || value.isNull() ? null : value.asText();
    }

    /** Rails calls methods of a hash on it: anything else is a programming error. */
    private JsonNode objectOrNothing(String name) {
        JsonNode node = params.path(name);
        if (!node.isObject() && !node.isMissingNode() && !node.isNull()) {
            throw ApiError.internal();
        }
        return node;
    }

    private static ApiError exception(String code, String message) {
        return ApiError.of(500, code + " [Foreman::Exception]: " + message);
    }

    private String searchQuery() {
        String query = text("search_query");
        JsonNode hostIds = params.path("host_ids");
        boolean given = hostIds.isArray()
                ? !hostIds.isEmpty()
                : hostIds.isTextual() && !hostIds.asText().isBlank();
        if (query != null && !query.isBlank() || !given) {
            return query;
        }
        if (hostIds.isTextual()) {
            return hostIds.asText();
        }
        List<SimHost> hosts = new ArrayList<>();
        for (JsonNode id : hostIds) {
            hosts.add(friendlyFind(id.asText()));
        }
        return queryOf(hosts);
    }

    /** The query that Foreman makes of hosts. */
    static String queryOf(List<SimHost> hosts) {
        return hosts.isEmpty()
                ? ""
                : "name ^ ("
                        + String.join(", ", hosts.stream().map(SimHost::name).toList()) + ")";
    }

    private SimHost friendlyFind(String id) {
        Fleet fleet = jobs.fleet();
        SimHost host = id.matches("\\d{1,9}") ? fleet.find(Integer.parseInt(id)) : fleet.find(id);
        if (host == null || !JobInvocations.canSee(call.user, call.organization, call.location, host)) {
            String column = id.matches("\\d+") ? "'id'=" + id : "'id'=" + '"' + id + '"';
            throw ApiError.of(422, "Couldn't find Host::Managed with " + column + " [WHERE \"hosts\".\"type\" = $1]");
        }
        return host;
    }

    private void findTemplate() {
        String id = text("job_template_id");
        if (present("feature")) {
            Templates.Feature feature = templates.features().stream()
                    .filter(one -> one.label().equals(text("feature")))
                    .findFirst()
                    .orElse(null);
            spec.targetingType = JobSpec.STATIC;
            id = feature == null || feature.template() == null
                    ? null
                    : String.valueOf(feature.template().id());
            spec.featureId = feature == null ? null : feature.id();
        } else {
            spec.targetingType = text("targeting_type");
        }
        SimTemplate template = id != null && id.matches("\\d{1,9}") ? templates.find(Integer.parseInt(id)) : null;
        if (template == null || !template.visibleTo(call.user)) {
            throw ApiError.compact(404, "Template with id '" + (id == null ? "" : id) + "' was not found");
        }
        spec.template = template;
    }

    private Templates.Bookmark bookmark() {
        String id = text("bookmark_id");
        return templates.bookmarks().stream()
                .filter(bookmark -> String.valueOf(bookmark.id()).equals(id))
                .filter(bookmark -> bookmark.controller().matches("hosts|dashboard"))
                .findFirst()
                .orElse(null);
    }

    private void inputs(JsonNode inputs) {
        if (inputs.isObject()) {
            for (Map.Entry<String, JsonNode> entry : inputs.properties()) {
                SimTemplate.Input input = spec.template.findInput(entry.getKey());
                if (input == null) {
                    throw exception(
                            "ERF42-7296", "Unknown input " + entry.getKey() + " for template " + spec.template.name());
                }
                spec.inputs.put(
                        input,
                        entry.getValue().isNull() ? null : entry.getValue().asText());
            }
        }
        for (SimTemplate.Input input : spec.template.allInputs()) {
            if (input.defaultValue() != null) {
                spec.inputs.putIfAbsent(input, input.defaultValue());
            }
        }
    }

    private void options() {
        JsonNode ssh = params.path("ssh");
        spec.descriptionFormat = text("description_format");
        spec.sshUser = text("ssh_user");
        spec.password = text("password");
        spec.keyPassphrase = text("key_passphrase");
        spec.effectiveUserPassword = first(text(ssh, "effective_user_password"), text("effective_user_password"));
        String effectiveUser = first(text(ssh, "effective_user"), text("effective_user"));
        boolean own = effectiveUser != null && !effectiveUser.isBlank() && spec.template.isEffectiveUserOverridable();
        spec.effectiveUser = own ? effectiveUser : spec.template.effectiveUser();
        spec.executionTimeout = params.hasNonNull("execution_timeout_interval")
                ? Integer.valueOf(params.get("execution_timeout_interval").asInt(0))
                : spec.template.timeout();
        spec.timeToPickup = params.hasNonNull("time_to_pickup")
                ? Integer.valueOf(params.get("time_to_pickup").asInt(0))
                : null;
        JsonNode level = params.path("concurrency_control").path("concurrency_level");
        if (!level.isMissingNode() && !level.isNull() && !level.asText().isBlank()) {
            spec.concurrencyLevel = level.asInt(0);
        }
    }

    private static String first(String one, String other) {
        return one != null ? one : other;
    }

    private void parseSchedule() {
        JsonNode scheduling = params.path("scheduling");
        if (scheduling.isObject() && !scheduling.isEmpty()) {
            spec.startAt = time(text(scheduling, "start_at"));
            spec.startBefore = time(text(scheduling, "start_before"));
        }
    }

    /** A time cut to the minute; what is no time makes Rails fail. */
    private static Long time(String text) {
        if (text == null || text.isBlank()) {
            return null;
        }
        Instant instant;
        try {
            instant = OffsetDateTime.parse(text.trim().replace(' ', 'T').replaceFirst("T?UTC$", "Z"))
                    .toInstant();
        } catch (DateTimeParseException e) {
            try {
                instant = LocalDateTime.parse(text.trim(), LOOSE).toInstant(ZoneOffset.UTC);
            } catch (DateTimeParseException again) {
                throw ApiError.internal();
            }
        }
        return Micros.of(instant.truncatedTo(ChronoUnit.MINUTES));
    }

    private void validateTriggering() {
        JsonNode recurrence = params.path("recurrence");
        boolean recurring = recurrence.isObject() && !recurrence.isEmpty();
        List<String> errors = new ArrayList<>();
        Cron cron = null;
        if (recurring) {
            cron = cron(recurrence, errors);
        } else if (params.path("scheduling").isObject()
                && !params.path("scheduling").isEmpty()) {
            if (spec.startAt == null) {
                errors.add("Start at must be set");
            } else if (spec.startAt < call.now() - call.now() % (60 * Micros.SECOND)) {
                errors.add("Start at is in the past");
            } else if (spec.startBefore != null && spec.startBefore < spec.startAt) {
                errors.add("Start before raw The task could not be started");
            }
        }
        if (!errors.isEmpty()) {
            throw ApiError.of(500, "Validation failed: Triggering: " + String.join(", ", errors));
        }
        if (cron != null) {
            Integer max = recurrence.hasNonNull("max_iteration")
                    ? Integer.valueOf(recurrence.get("max_iteration").asInt())
                    : null;
            Long end = time(text(recurrence, "end_time"));
            spec.recurring = jobs.newRecurringLogic(cron, max, end, text(recurrence, "purpose"));
            spec.startAt = spec.startAt != null ? spec.startAt : Long.valueOf(cron.next(call.now()));
        }
    }

    private static Cron cron(JsonNode recurrence, List<String> errors) {
        String line = first(text(recurrence, "cron_line"), "");
        try {
            return new Cron(line);
        } catch (IllegalArgumentException e) {
            errors.add("Cronline " + line + " is not valid format of cron line");
            return null;
        }
    }

    private void validateRest() {
        List<String> errors = new ArrayList<>();
        List<String> targeting = new ArrayList<>();
        String type = spec.targetingType;
        if (type == null || type.isBlank()) {
            targeting.add("Targeting type can't be blank");
        }
        if (!JobSpec.STATIC.equals(type) && !JobSpec.DYNAMIC.equals(type)) {
            targeting.add("Targeting type is not included in the list");
        }
        if (spec.bookmark == null && (spec.searchQuery == null || spec.searchQuery.isBlank())) {
            targeting.add("Bookmark Must select a bookmark or enter a search query");
            targeting.add("Search query Must select a bookmark or enter a search query");
        }
        if (!targeting.isEmpty()) {
            errors.add("Targeting: " + String.join(", ", targeting));
        }
        List<String> template = templateErrors();
        if (!template.isEmpty()) {
            errors.add(
                    "Template " + spec.template.name().toLowerCase(Locale.ROOT) + ": " + String.join(", ", template));
        }
        if (spec.concurrencyLevel != null && spec.concurrencyLevel <= 0) {
            errors.add("Concurrency level: must be greater than 0");
        }
        if (!errors.isEmpty()) {
            throw ApiError.of(500, "Validation failed: " + String.join(", ", errors));
        }
    }

    private List<String> templateErrors() {
        List<String> errors = new ArrayList<>();
        spec.inputs.forEach((input, value) -> {
            if (value == null || input.required() && value.isBlank()) {
                errors.add("Input " + input.name() + ": Value can't be blank");
            } else if (!input.options().isEmpty()
                    && !input.options().contains(value)
                    && !(value.isEmpty() && !input.required())) {
                errors.add("Input " + input.name() + ": Value is not included in the list");
            }
        });
        List<String> missing = spec.template.inputs().stream()
                .filter(input -> input.required() && !spec.inputs.containsKey(input))
                .map(SimTemplate.Input::name)
                .toList();
        if (!missing.isEmpty()) {
            errors.add("Not all required inputs have values. Missing inputs: " + String.join(", ", missing));
        }
        return errors;
    }
}
