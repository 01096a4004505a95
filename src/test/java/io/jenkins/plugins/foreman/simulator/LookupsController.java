package io.jenkins.plugins.foreman.simulator;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;

/** Templates, features, bookmarks, organizations and locations. Called under the simulator's lock. */
final class LookupsController {

    private static final String CREATED = "2026-01-05 08:00:00 UTC";

    private final Fleet fleet;
    private final Templates templates;
    private final boolean inputDetails;

    /**
     * @param inputDetails whether a template shows its inputs in full; the sources say that it shows id, name and type
     */
    LookupsController(Fleet fleet, Templates templates, boolean inputDetails) {
        this.fleet = fleet;
        this.templates = templates;
        this.inputDetails = inputDetails;
    }

    /** A list that is searched and paged like most of Foreman's. */
    static <T> Reply list(
            Call call, List<T> all, SearchFields<T> fields, Function<T, ObjectNode> json, Comparator<T> order) {
        List<T> found = new ArrayList<>(all);
        found.removeIf(Search.compile(call.param("search"), fields).negate());
        found.sort(Paging.descending(call) ? order.reversed() : order);
        Paging paging = Paging.of(call, found.size(), true);
        ArrayNode results = Json.array();
        paging.cut(found).forEach(one -> results.add(json.apply(one)));
        return Reply.index(paging.fields(call, all.size(), found.size()), results);
    }

    private List<SimTemplate> visibleTemplates(Call call) {
        return templates.all().stream()
                .filter(template -> template.visibleTo(call.user))
                .toList();
    }

    Reply jobTemplates(Call call) {
        SearchFields<SimTemplate> fields = new SearchFields<SimTemplate>()
                .freeText("name", SimTemplate::name)
                .text("job_category", SimTemplate::jobCategory)
                .text("provider_type", SimTemplate::providerType)
                .text("snippet", SimTemplate::isSnippet)
                .text("locked", SimTemplate::isLocked)
                .text("description", SimTemplate::description)
                .freeText("template", SimTemplate::source)
                .integer("id", SimTemplate::id)
                .text(
                        "feature.label",
                        template -> templates.features(template).stream()
                                .map(Templates.Feature::label)
                                .toList())
                .text(
                        "feature.name",
                        template -> templates.features(template).stream()
                                .map(Templates.Feature::name)
                                .toList())
                .text(
                        "feature",
                        template -> templates.features(template).stream()
                                .map(Templates.Feature::label)
                                .toList());
        return list(
                call,
                visibleTemplates(call),
                fields,
                LookupsController::templateBase,
                Comparator.comparing(SimTemplate::name));
    }

    private static ObjectNode templateBase(SimTemplate template) {
        return Json.object()
                .put("id", template.id())
                .put("name", template.name())
                .put("job_category", template.jobCategory())
                .put("provider_type", template.providerType())
                .put("snippet", template.isSnippet())
                .put("description_format", template.descriptionFormat())
                .put("created_at", CREATED)
                .put("updated_at", CREATED);
    }

    private SimTemplate template(Call call, String resource) {
        String id = call.path("id");
        return visibleTemplates(call).stream()
                .filter(template -> String.valueOf(template.id()).equals(id)
                        || template.name().equals(id)
                        || (template.id() + "-" + template.name()).equals(id))
                .findFirst()
                .orElseThrow(() -> ApiError.resourceNotFound(resource, id));
    }

    Reply jobTemplate(Call call) {
        SimTemplate template = template(call, "job_template");
        ObjectNode node = templateBase(template);
        node.put("description", template.description());
        node.put("template", template.source());
        node.put("locked", template.isLocked());
        node.putNull("cloned_from_id");
        ArrayNode inputs = node.putArray("template_inputs");
        template.inputs().forEach(input -> inputs.add(input(template, input, inputDetails)));
        node.putObject("effective_user")
                .put("value", template.effectiveUser())
                .put("current_user", false)
                .put("overridable", template.isEffectiveUserOverridable());
        node.putArray("locations").add(taxonomyBase(fleet.locations().get(0)));
        node.putArray("organizations").add(taxonomyBase(fleet.organizations().get(0)));
        return Reply.json(200, node);
    }

    private static ObjectNode input(SimTemplate template, SimTemplate.Input input, boolean details) {
        ObjectNode node =
                Json.object().put("id", input.id()).put("name", input.name()).put("input_type", input.inputType());
        if (!details) {
            return node;
        }
        node.put("template_id", template.id());
        node.putNull("fact_name");
        node.putNull("variable_name");
        node.putNull("puppet_parameter_name");
        node.putNull("puppet_class_name");
        node.put("description", input.description());
        node.put("required", input.required());
        node.put("default", input.defaultValue());
        node.put("hidden_value", input.hidden());
        if (input.options().isEmpty()) {
            node.putNull("options");
        } else {
            ArrayNode options = node.putArray("options");
            input.options().forEach(options::add);
        }
        return node;
    }

    Reply templateInputs(Call call) {
        SimTemplate template = template(call, "template");
        SearchFields<SimTemplate.Input> fields = new SearchFields<SimTemplate.Input>()
                .freeText("name", SimTemplate.Input::name)
                .integer("id", SimTemplate.Input::id)
                .text("input_type", SimTemplate.Input::inputType);
        return list(
                call,
                template.inputs(),
                fields,
                input -> input(template, input, true),
                Comparator.comparing(SimTemplate.Input::id));
    }

    Reply foreignInputSets(Call call) {
        SimTemplate template = template(call, "template");
        return list(
                call,
                template.foreignInputSets(),
                new SearchFields<SimTemplate.ForeignInputs>()
                        .text("target_template_id", set -> set.target().id()),
                set -> Json.object()
                        .put("id", set.id())
                        .put("target_template_id", set.target().id())
                        .put("target_template_name", set.target().name())
                        .put("include_all", set.includeAll())
                        .put("include", set.include().isEmpty() ? null : String.join(",", set.include()))
                        .put("exclude", set.exclude().isEmpty() ? null : String.join(",", set.exclude()))
                        .put("template_id", template.id()),
                Comparator.comparing(SimTemplate.ForeignInputs::id));
    }

    /** Neither paged nor searched. */
    Reply remoteExecutionFeatures(Call call) {
        ArrayNode results = Json.array();
        for (Templates.Feature feature : templates.features()) {
            results.addObject()
                    .put("id", feature.id())
                    .put("label", feature.label())
                    .put("name", feature.name())
                    .put("description", feature.description())
                    .put(
                            "job_template_id",
                            feature.template() == null
                                    ? null
                                    : (Integer) feature.template().id())
                    .put(
                            "job_template_name",
                            feature.template() == null
                                    ? null
                                    : feature.template().name())
                    .put("host_action_button", false);
        }
        int total = results.size();
        return Reply.index(Paging.of(call, total, true).fields(call, total, total), results);
    }

    Reply bookmarks(Call call) {
        return list(
                call,
                templates.bookmarks(),
                new SearchFields<Templates.Bookmark>()
                        .freeText("name", Templates.Bookmark::name)
                        .text("controller", Templates.Bookmark::controller),
                bookmark -> Json.object()
                        .put("name", bookmark.name())
                        .put("controller", bookmark.controller())
                        .put("query", bookmark.query())
                        .put("public", bookmark.isPublic())
                        .put("id", bookmark.id())
                        .put("owner_id", 8)
                        .put("owner_type", "User"),
                Comparator.comparing(Templates.Bookmark::name));
    }

    Reply organizations(Call call) {
        return taxonomies(call, fleet.organizations());
    }

    Reply locations(Call call) {
        return taxonomies(call, fleet.locations());
    }

    private static Reply taxonomies(Call call, List<Taxonomy> all) {
        return list(
                call,
                all,
                new SearchFields<Taxonomy>()
                        .freeText("name", Taxonomy::name)
                        .freeText("title", Taxonomy::name)
                        .integer("id", Taxonomy::id),
                taxonomy -> {
                    ObjectNode node = Json.object();
                    node.putNull("ancestry");
                    node.putNull("parent_id");
                    node.putNull("parent_name");
                    node.put("created_at", CREATED).put("updated_at", CREATED);
                    node.setAll(taxonomyBase(taxonomy));
                    return node;
                },
                Comparator.comparing(Taxonomy::name));
    }

    static ObjectNode taxonomyBase(Taxonomy taxonomy) {
        ObjectNode node = Json.object()
                .put("id", taxonomy.id())
                .put("name", taxonomy.name())
                .put("title", taxonomy.name());
        node.putNull("description");
        return node;
    }
}
