package io.jenkins.plugins.foreman.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * Compares an answer of the simulator with the recorded one: names and types of all fields, and the values of all that
 * do not depend on chance. Of a job under way only shape and status are compared.
 */
final class RecordingComparison {

    /** Values that are chance or come from the speed of the recorded server. */
    private static final Set<String> CHANCE = Set.of(
            "timestamp",
            "created_at",
            "updated_at",
            "last_login_on",
            "task_group_id",
            "triggering_id",
            "template_invocation_id",
            "run_host_job_task_id",
            "task_id",
            "duration",
            "current_request_id",
            "version",
            "cancelled_timestamp",
            "ended_at",
            "progress",
            "user_id",
            "current_user_id",
            "template_id",
            "mail",
            "lastname",
            "firstname");

    private static final Set<String> TIMES = Set.of("start_at", "started_at", "last_occurence");
    private static final Duration TIME_TOLERANCE = Duration.ofSeconds(3);
    private static final Set<String> WITH_ID =
            Set.of("id", "template_invocation_id", "timestamp", "meta", "external_id", "output_type", "output");
    private static final Set<String> WITHOUT_ID = Set.of("output_type", "output", "timestamp");

    private static final Pattern UUID = Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f-]{22}");

    private final boolean moving;
    private final List<String> differences = new ArrayList<>();

    RecordingComparison(boolean moving) {
        this.moving = moving;
    }

    List<String> compare(JsonNode recorded, JsonNode simulated) {
        compare("", "", recorded, simulated);
        return differences;
    }

    private void differ(String path, Object recorded, Object simulated) {
        differences.add(path + ": recorded " + recorded + ", simulated " + simulated);
    }

    private void compare(String path, String name, JsonNode recorded, JsonNode simulated) {
        if (recorded.isObject() && simulated.isObject()) {
            compareObjects(path, recorded, simulated);
        } else if (recorded.isArray() && simulated.isArray()) {
            compareArrays(path, name, recorded, simulated);
        } else {
            compareValues(path, name, recorded, simulated);
        }
    }

    private void compareObjects(String path, JsonNode recorded, JsonNode simulated) {
        Set<String> recordedNames = names(recorded);
        Set<String> simulatedNames = names(simulated);
        if (!recordedNames.equals(simulatedNames)) {
            Set<String> missing = new TreeSet<>(recordedNames);
            missing.removeAll(simulatedNames);
            Set<String> extra = new TreeSet<>(simulatedNames);
            extra.removeAll(recordedNames);
            differ(path, "also " + missing, "also " + extra);
        }
        for (String name : recordedNames) {
            if (simulated.has(name)) {
                compare(path + "/" + name, name, recorded.get(name), simulated.get(name));
            }
        }
    }

    private static Set<String> names(JsonNode node) {
        Set<String> names = new TreeSet<>();
        node.fieldNames().forEachRemaining(names::add);
        return names;
    }

    private void compareArrays(String path, String name, JsonNode recorded, JsonNode simulated) {
        if (name.equals("output") && moving) {
            for (JsonNode row : simulated) {
                Set<String> names = names(row);
                if (!names.equals(WITH_ID) && !names.equals(WITHOUT_ID)) {
                    differ(path, WITH_ID + " or " + WITHOUT_ID, names);
                }
            }
            return;
        }
        if (name.equals("template_invocations")) {
            recorded = sortedByHost(recorded);
            simulated = sortedByHost(simulated);
        }
        boolean countsMove = moving && name.equals("template_invocations");
        if (recorded.size() != simulated.size() && !countsMove) {
            differ(path, recorded.size() + " elements", simulated.size() + " elements");
        }
        for (int i = 0; i < Math.min(recorded.size(), simulated.size()); i++) {
            compare(path + "/" + i, "", recorded.get(i), simulated.get(i));
        }
    }

    /** They come in the order in which the database has them. */
    private static JsonNode sortedByHost(JsonNode array) {
        List<JsonNode> sorted = new ArrayList<>();
        array.forEach(sorted::add);
        sorted.sort(Comparator.comparingInt(node -> node.path("host_id").asInt()));
        return Json.array().addAll(sorted);
    }

    private static String sortedNames(String query) {
        String[] parts = query.split("[(), ]+");
        Arrays.sort(parts);
        return String.join(" ", parts);
    }

    private void compareValues(String path, String name, JsonNode recorded, JsonNode simulated) {
        if (recorded.equals(simulated)) {
            return;
        }
        if (recorded.getNodeType() != simulated.getNodeType()) {
            boolean notPlannedYet = moving && name.startsWith("smart_proxy");
            if (!notPlannedYet) {
                differ(path, recorded, simulated);
            }
            return;
        }
        if (name.equals("search_query") && sortedNames(recorded.asText()).equals(sortedNames(simulated.asText()))) {
            return;
        }
        if (CHANCE.contains(name) || isChance(path, name, recorded.asText())) {
            return;
        }
        if (TIMES.contains(name) && recorded.asText().endsWith("UTC")) {
            Instant one = RecordedExchange.time(recorded.asText().substring(0, 19));
            Instant other = RecordedExchange.time(simulated.asText().substring(0, 19));
            if (Duration.between(one, other).abs().compareTo(TIME_TOLERANCE) <= 0) {
                return;
            }
        } else if (moving && !name.equals("status_label") && !name.equals("total")) {
            return;
        }
        if (!UUID.matcher(recorded.asText())
                .replaceAll("")
                .equals(UUID.matcher(simulated.asText()).replaceAll(""))) {
            differ(path, recorded, simulated);
        }
    }

    private static boolean isChance(String path, String name, String value) {
        boolean row = name.equals("id") && path.contains("/output/");
        boolean templateInvocation = name.equals("id") && path.contains("/results/");
        return row || value.startsWith("exception-") || templateInvocation && value.length() >= 3;
    }
}
