package io.jenkins.plugins.foreman.client;

import com.fasterxml.jackson.databind.JsonNode;
import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.foreman.client.JobTemplate.TemplateInput;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Collects the inputs of a template, those that it takes over from other templates included. Each template is asked for
 * once, however many take something over from it. For one collection.
 */
final class TemplateInputs {

    private static final int PER_PAGE = 100;
    private static final int MOST_PAGES = 20;
    private static final int MOST_REQUESTS = 100;

    private final ForemanHttp http;

    /** Inputs by template; of one that is being read, none: it takes nothing over from itself. */
    private final Map<Long, List<TemplateInput>> read = new HashMap<>();

    private boolean complete = true;
    private int requests;

    TemplateInputs(ForemanHttp http) {
        this.http = http;
    }

    /** Whether these were all: false where a template that others are taken over from cannot be seen. */
    boolean areComplete() {
        return complete;
    }

    /**
     * All inputs by their names, the template's own first.
     *
     * @param embedded inputs as the template's own reply has them: often without more than a name, but readable with no
     *     further permission
     */
    List<TemplateInput> of(long templateId, JsonNode embedded) throws ForemanException {
        List<TemplateInput> own = new ArrayList<>();
        embedded.forEach(input -> own.add(input(input)));
        return collect(templateId, own);
    }

    /** @param embedded null for a template of which nothing is known yet */
    private List<TemplateInput> collect(long templateId, @CheckForNull List<TemplateInput> embedded)
            throws ForemanException {
        List<TemplateInput> known = read.get(templateId);
        if (known != null) {
            return known;
        }
        read.put(templateId, List.of());
        List<JsonNode> own = all(templateId, "template_inputs");
        if (own == null && embedded == null) {
            complete = false;
        }
        List<TemplateInput> inputs = new ArrayList<>();
        if (own != null && !own.isEmpty()) {
            own.forEach(input -> inputs.add(input(input)));
        } else if (embedded != null) {
            inputs.addAll(embedded);
        }
        List<JsonNode> sets = all(templateId, "foreign_input_sets");
        if (sets == null) {
            complete = false;
        }
        for (JsonNode set : sets == null ? List.<JsonNode>of() : sets) {
            Long target = Json.number(set, "target_template_id");
            if (target != null) {
                collect(target, null).stream()
                        .filter(input -> isTaken(set, input.name()))
                        .forEach(inputs::add);
            }
        }
        List<TemplateInput> distinct = List.copyOf(inputs.stream()
                .collect(Collectors.toMap(TemplateInput::name, input -> input, (one, other) -> one, LinkedHashMap::new))
                .values());
        read.put(templateId, distinct);
        return distinct;
    }

    private static boolean isTaken(JsonNode set, String name) {
        boolean included =
                Json.isTrue(set, "include_all") || names(set, "include").contains(name);
        return included && !names(set, "exclude").contains(name);
    }

    private static Set<String> names(JsonNode set, String field) {
        String list = Json.text(set, field);
        return list == null
                ? Set.of()
                : Arrays.stream(list.split(",")).map(String::strip).collect(Collectors.toSet());
    }

    /** All elements; null where the server has no such list or the user may not see it. */
    @CheckForNull
    private List<JsonNode> all(long templateId, String what) throws ForemanException {
        List<JsonNode> elements = new ArrayList<>();
        ListQuery query = ListQuery.first(PER_PAGE, null);
        try {
            for (int i = 0; i < MOST_PAGES; i++, query = query.next()) {
                if (++requests > MOST_REQUESTS) {
                    return null;
                }
                ApiCall call = ApiCall.get(
                                () -> Messages.ForemanCall_inputs(Long.toString(templateId)),
                                "/api/templates/" + templateId + "/" + what)
                        .with(query);
                Page<JsonNode> page = http.call(call, parser -> PageReader.read(parser, Json::tree));
                elements.addAll(page.results());
                if (!page.isFollowed()) {
                    break;
                }
            }
        } catch (ForemanException e) {
            if (e.kind() != ForemanException.Kind.NOT_FOUND && e.kind() != ForemanException.Kind.NOT_PERMITTED) {
                throw e;
            }
            return null;
        }
        return elements;
    }

    private static TemplateInput input(JsonNode input) {
        boolean hidden = Json.isTrue(input, "hidden_value");
        String defaultValue = Json.text(input, "default");
        Long id = Json.number(input, "id");
        return new TemplateInput(
                id == null ? 0 : id,
                text(input, "name", ""),
                text(input, "input_type", "user"),
                Json.text(input, "description"),
                Json.isTrue(input, "required"),
                hidden,
                Json.isTrue(input, "advanced"),
                hidden ? null : defaultValue,
                hidden ? defaultValue : null,
                options(input.path("options")));
    }

    private static String text(JsonNode node, String field, String fallback) {
        String text = Json.text(node, field);
        return text == null ? fallback : text;
    }

    /** An array, or as in older versions one text with a value a line. Foreman itself compares without outer blanks. */
    private static List<String> options(@CheckForNull JsonNode options) {
        if (options == null || options.isNull() || options.isMissingNode()) {
            return List.of();
        }
        if (options.isTextual()) {
            return options.textValue()
                    .lines()
                    .map(String::strip)
                    .filter(line -> !line.isEmpty())
                    .toList();
        }
        List<String> values = new ArrayList<>();
        options.forEach(option -> values.add(option.asText().strip()));
        return values;
    }
}
