package io.jenkins.plugins.foreman.client;

import com.fasterxml.jackson.databind.JsonNode;
import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.foreman.client.JobTemplate.TemplateInput;
import java.util.ArrayList;
import java.util.List;

/** What a job invocation request can name. All methods block and throw {@link ForemanException}. */
public final class Lookups {

    private static final int PER_PAGE = 100;
    private static final int MOST_PAGES = 20;
    private static final int ONE_NAME = 20;

    private final ForemanHttp http;

    Lookups(ForemanHttp http) {
        this.http = http;
    }

    /** {@code GET /job_templates}, without snippets and without inputs. */
    @NonNull
    public Page<JobTemplate> templates(@NonNull ListQuery query) throws ForemanException {
        String asked = query.search();
        String search = asked == null || asked.isBlank() ? "snippet = false" : "(" + asked + ") and snippet = false";
        return http.call(
                ApiCall.get(Messages::ForemanCall_templates, "/api/job_templates")
                        .with(new ListQuery(search, query.order(), query.page(), query.perPage())),
                parser -> PageReader.read(parser, element -> template(Json.tree(element), List.of(), false)));
    }

    /** {@code GET /job_templates/:id} with its inputs, those of its foreign input sets included. */
    @NonNull
    public JobTemplate template(long id) throws ForemanException {
        JsonNode template = http.call(
                ApiCall.get(() -> Messages.ForemanCall_template(Long.toString(id)), "/api/job_templates/" + id),
                Json::tree);
        TemplateInputs collected = new TemplateInputs(http);
        List<TemplateInput> inputs = collected.of(id, template.path("template_inputs"));
        JobTemplate read = template(template, inputs, collected.areComplete());
        return read == null
                ? new JobTemplate(id, Long.toString(id), null, null, false, null, null, true, List.of(), false)
                : read;
    }

    /**
     * The template of exactly that name, without inputs.
     *
     * @return null when there is none or it may not be seen
     */
    @CheckForNull
    public JobTemplate templateByName(@NonNull String name) throws ForemanException {
        ListQuery query = ListQuery.first(ONE_NAME, "name = " + ListQuery.quote(name));
        // some databases compare without regard to case, or to a blank at the end
        for (JobTemplate template : templates(query).results()) {
            if (template.name().equals(name)) {
                return template;
            }
        }
        return null;
    }

    /** {@code GET /remote_execution_features}. */
    @NonNull
    public List<Feature> features() throws ForemanException {
        ApiCall call = ApiCall.get(Messages::ForemanCall_features, "/api/remote_execution_features");
        return http.call(call, parser -> PageReader.read(parser, element -> feature(Json.tree(element))))
                .results();
    }

    /** {@code GET /hosts?thin=true}: {@code subtotal} is the count, {@code results} the first names. */
    @NonNull
    public Page<NamedItem> hosts(@NonNull ListQuery query) throws ForemanException {
        return http.call(
                ApiCall.get(Messages::ForemanCall_hosts, "/api/hosts")
                        .with(query)
                        .with("thin", true),
                parser -> PageReader.read(parser, element -> {
                    JsonNode host = Json.tree(element);
                    Long id = Json.number(host, "id");
                    String name = Json.text(host, "name");
                    return id == null || name == null ? null : new NamedItem(id, name);
                }));
    }

    /** {@code GET /bookmarks} of the host search. */
    @NonNull
    public List<Bookmark> bookmarks() throws ForemanException {
        List<Bookmark> bookmarks = new ArrayList<>();
        ListQuery query = ListQuery.first(PER_PAGE, "controller = hosts");
        for (int i = 0; i < MOST_PAGES; i++, query = query.next()) {
            Page<JsonNode> page = http.call(
                    ApiCall.get(Messages::ForemanCall_bookmarks, "/api/bookmarks")
                            .with(query),
                    parser -> PageReader.read(parser, Json::tree));
            page.results().forEach(bookmark -> addBookmark(bookmark, bookmarks));
            if (!page.isFollowed()) {
                break;
            }
        }
        return bookmarks;
    }

    private static void addBookmark(JsonNode bookmark, List<Bookmark> bookmarks) {
        Long id = Json.number(bookmark, "id");
        String name = Json.text(bookmark, "name");
        String query = Json.text(bookmark, "query");
        if (id != null && name != null && query != null && "hosts".equals(Json.text(bookmark, "controller"))) {
            bookmarks.add(new Bookmark(id, name, query));
        }
    }

    @CheckForNull
    private static Feature feature(JsonNode feature) {
        Long id = Json.number(feature, "id");
        String label = Json.text(feature, "label");
        if (id == null || label == null) {
            return null;
        }
        String name = Json.text(feature, "name");
        return new Feature(
                id,
                label,
                name == null ? label : name,
                Json.text(feature, "description"),
                Json.number(feature, "job_template_id"),
                Json.text(feature, "job_template_name"));
    }

    @CheckForNull
    private static JobTemplate template(JsonNode template, List<TemplateInput> inputs, boolean complete) {
        Long id = Json.number(template, "id");
        String name = Json.text(template, "name");
        if (id == null || name == null) {
            return null;
        }
        return new JobTemplate(
                id,
                name,
                Json.text(template, "job_category"),
                Json.text(template, "provider_type"),
                Json.isTrue(template, "snippet"),
                Json.text(template, "description_format"),
                Json.text(template, "description"),
                !Boolean.FALSE.equals(Json.bool(template.path("effective_user"), "overridable")),
                inputs,
                complete);
    }

    /** Something with an id and a name. */
    public record NamedItem(long id, @NonNull String name) {}

    /** A saved host search. */
    public record Bookmark(
            long id, @NonNull String name, @NonNull String query) {}

    /**
     * A remote execution feature.
     *
     * @param templateId null while no template is assigned to it
     */
    public record Feature(
            long id,
            @NonNull String label,
            @NonNull String name,
            @CheckForNull String description,
            @CheckForNull Long templateId,
            @CheckForNull String templateName) {}
}
