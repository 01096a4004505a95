package io.jenkins.plugins.foreman.client;

import com.fasterxml.jackson.databind.JsonNode;
import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.foreman.client.JobTemplate.TemplateInput;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Collects the inputs of a template, those that it takes over from other templates included. */
final class TemplateInputs {

    private static final int PER_PAGE = 100;
    private static final int MOST_PAGES = 20;

    private final ForemanHttp http;

    TemplateInputs(ForemanHttp http) {
        this.http = http;
    }

    /**
     * All inputs by their names, the template's own first.
     *
     * @param embedded inputs as the template's own reply has them: often without more than a name, but readable with no
     *     further permission
     */
    List<TemplateInput> of(long templateId, JsonNode embedded) throws ForemanException {
        Map<String, TemplateInput> inputs = new LinkedHashMap<>();
        List<TemplateInput> own = new ArrayList<>();
        embedded.forEach(input -> own.add(input(input)));
        for (TemplateInput input : collect(templateId, own, new HashSet<>())) {
            inputs.putIfAbsent(input.name(), input);
        }
        return List.copyOf(inputs.values());
    }

    private List<TemplateInput> collect(long templateId, List<TemplateInput> embedded, Set<Long> visited)
            throws ForemanException {
        List<TemplateInput> inputs = new ArrayList<>();
        if (!visited.add(templateId)) {
            return inputs;
        }
        List<TemplateInput> own = all(templateId, "template_inputs").stream()
                .map(TemplateInputs::input)
                .toList();
        inputs.addAll(own.isEmpty() ? embedded : own);
        for (JsonNode set : all(templateId, "foreign_input_sets")) {
            Long target = Json.number(set, "target_template_id");
            if (target != null) {
                // a fresh set per branch: two sets may well take different inputs from one template
                List<TemplateInput> foreign = collect(target, List.of(), new HashSet<>(visited));
                foreign.stream().filter(input -> isTaken(set, input.name())).forEach(inputs::add);
            }
        }
        return inputs;
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

    /** All elements; none where the server has no such list or the user may not see it. */
    private List<JsonNode> all(long templateId, String what) throws ForemanException {
        List<JsonNode> elements = new ArrayList<>();
        ListQuery query = ListQuery.first(PER_PAGE, null);
        try {
            for (int i = 0; i < MOST_PAGES; i++, query = query.next()) {
                ApiCall call = ApiCall.get(
                                Messages.ForemanCall_inputs(Long.toString(templateId)),
                                "/api/templates/" + templateId + "/" + what)
                        .with(query);
                Page<JsonNode> page = http.call(call, parser -> PageReader.read(parser, Json::tree));
                elements.addAll(page.results());
                if (page.results().size() < PER_PAGE) {
                    break;
                }
            }
        } catch (ForemanException e) {
            if (e.kind() != ForemanException.Kind.NOT_FOUND && e.kind() != ForemanException.Kind.NOT_PERMITTED) {
                throw e;
            }
        }
        return elements;
    }

    private static TemplateInput input(JsonNode input) {
        boolean hidden = Json.isTrue(input, "hidden_value");
        Long id = Json.number(input, "id");
        return new TemplateInput(
                id == null ? 0 : id,
                text(input, "name", ""),
                text(input, "input_type", "user"),
                Json.text(input, "description"),
                Json.isTrue(input, "required"),
                hidden,
                Json.isTrue(input, "advanced"),
                hidden ? null : Json.text(input, "default"),
                options(input.path("options")));
    }

    private static String text(JsonNode node, String field, String fallback) {
        String text = Json.text(node, field);
        return text == null ? fallback : text;
    }

    /** An array, or as in older versions one text with a value a line. */
    private static List<String> options(@CheckForNull JsonNode options) {
        if (options == null || options.isNull() || options.isMissingNode()) {
            return List.of();
        }
        if (options.isTextual()) {
            return options.textValue().lines().filter(line -> !line.isBlank()).toList();
        }
        List<String> values = new ArrayList<>();
        options.forEach(option -> values.add(option.asText()));
        return values;
    }
}
