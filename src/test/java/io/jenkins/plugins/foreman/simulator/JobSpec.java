package io.jenkins.plugins.foreman.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a job invocation is to do, as composed from a create or a rerun call. */
final class JobSpec {

    static final String STATIC = "static_query";
    static final String DYNAMIC = "dynamic_query";

    SimTemplate template;
    /** Values by input, null where the caller sent null. */
    Map<SimTemplate.Input, String> inputs = new LinkedHashMap<>();

    String targetingType;
    String searchQuery;
    Templates.Bookmark bookmark;
    Boolean randomizedOrdering;
    /** Set by a rerun of a static job: its hosts, whatever the query says. */
    List<SimHost> presetHosts;

    String descriptionFormat;
    String sshUser;
    String password;
    String keyPassphrase;
    String effectiveUser;
    String effectiveUserPassword;
    Integer concurrencyLevel;
    Integer executionTimeout;
    Integer timeToPickup;
    Integer featureId;

    /** Start in microseconds, or null for at once. */
    Long startAt;

    Long startBefore;
    RecurringLogic recurring;

    SimUser user;
    Taxonomy organization;
    Taxonomy location;
    String requestId;
    /** The body of the call, for assertions. */
    JsonNode request;

    boolean isStatic() {
        return STATIC.equals(targetingType);
    }

    String query() {
        return searchQuery != null && !searchQuery.isBlank() || bookmark == null ? searchQuery : bookmark.query();
    }

    String mode() {
        return recurring != null ? "recurring" : startAt != null ? "future" : "immediate";
    }

    /** The description, with hidden values masked and cut to what the column holds. */
    String description() {
        String format = descriptionFormat != null ? descriptionFormat : template.generatedDescriptionFormat();
        Map<String, String> values = new LinkedHashMap<>();
        inputs.forEach((input, value) -> values.put(input.name(), input.hidden() ? "***" : value));
        values.put("job_category", template.jobCategory());
        values.put("template_name", template.name());
        StringBuilder text = new StringBuilder();
        int at = 0;
        while (at < format.length()) {
            int end = format.startsWith("%{", at) ? format.indexOf('}', at) : -1;
            if (end > at + 2) {
                String key = format.substring(at + 2, end);
                String value = values.get(key);
                text.append(values.containsKey(key) ? (value == null ? "" : value) : "''");
                at = end + 1;
            } else {
                text.append(format.charAt(at++));
            }
        }
        return text.length() > 255 ? text.substring(0, 255) : text.toString();
    }

    /** The same job again, for the next run of a recurring logic. */
    JobSpec again(long at) {
        JobSpec next = rerun();
        next.descriptionFormat = descriptionFormat;
        next.password = password;
        next.keyPassphrase = keyPassphrase;
        next.effectiveUserPassword = effectiveUserPassword;
        next.recurring = recurring;
        next.startAt = at;
        next.user = user;
        return next;
    }

    /** What a rerun takes over: neither passwords nor the description's format (seen on REX 17.1). */
    JobSpec rerun() {
        JobSpec copy = new JobSpec();
        copy.template = template;
        copy.inputs = new LinkedHashMap<>(inputs);
        copy.targetingType = targetingType;
        copy.searchQuery = searchQuery;
        copy.bookmark = bookmark;
        copy.randomizedOrdering = randomizedOrdering;
        copy.sshUser = sshUser;
        copy.effectiveUser = effectiveUser;
        copy.concurrencyLevel = concurrencyLevel;
        copy.executionTimeout = executionTimeout;
        copy.timeToPickup = timeToPickup;
        copy.featureId = featureId;
        copy.organization = organization;
        copy.location = location;
        copy.requestId = requestId;
        copy.request = request;
        return copy;
    }
}
