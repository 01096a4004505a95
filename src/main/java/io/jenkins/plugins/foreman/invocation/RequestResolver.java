package io.jenkins.plugins.foreman.invocation;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.foreman.client.Foreman;
import io.jenkins.plugins.foreman.client.ForemanException;
import io.jenkins.plugins.foreman.client.JobInvocation;
import io.jenkins.plugins.foreman.client.JobTemplate;
import io.jenkins.plugins.foreman.client.JobTemplate.TemplateInput;
import io.jenkins.plugins.foreman.client.ListQuery;
import io.jenkins.plugins.foreman.client.Lookups.Bookmark;
import io.jenkins.plugins.foreman.client.Lookups.Feature;
import io.jenkins.plugins.foreman.client.Lookups.NamedItem;
import io.jenkins.plugins.foreman.client.Mask;
import io.jenkins.plugins.foreman.client.NewJobInvocation;
import io.jenkins.plugins.foreman.client.NewJobInvocation.Targeting;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Turns what a person asked for into what Foreman's create call takes, and finds their mistakes before anything is
 * created: Foreman's own answer to most of them is a status 500, and a mistyped host name it passes over in silence.
 */
final class RequestResolver {

    private static final int NAMES_PER_LOOKUP = 50;
    private static final int SUGGESTIONS = 5;

    /** Of a name that is not known, each looked for in a request of its own. */
    private static final int MOST_WORDS = 5;

    private final Foreman foreman;

    @CheckForNull
    private final ServerBudget shared;

    /** Asks Foreman itself whatever it has to know. */
    RequestResolver(@NonNull Foreman foreman) {
        this(foreman, null);
    }

    /** @param shared has templates that others have asked for a moment ago, null to ask for all */
    RequestResolver(@NonNull Foreman foreman, @CheckForNull ServerBudget shared) {
        this.foreman = foreman;
        this.shared = shared;
    }

    /**
     * @param marker put first into the description, so that the invocation is found again by it
     * @param mask of the run; what the template hides is added to it
     * @throws InvalidRequestException for what a person has to change
     * @throws ForemanException when Foreman cannot be asked
     */
    @NonNull
    NewJobInvocation resolve(@NonNull JobInvocationRequest request, @NonNull String marker, @NonNull Mask mask)
            throws IOException {
        String feature = request.feature();
        requireOneTemplate(request.jobTemplate(), feature);
        requireOneTarget(request);
        requireMaskable(request);
        JobTemplate template = fitting(request);
        mask.add(hiddenValues(template, request));
        String format = request.descriptionFormat();
        String source = request.source();
        return new NewJobInvocation(
                feature != null ? null : Long.valueOf(template.id()),
                feature,
                targeting(request),
                request.inputs(),
                marker + " " + (source == null ? "" : mask.ofText(source).replace("%{", "%-{") + " ")
                        + withoutSecrets(format != null ? format : descriptionFormat(template), request, mask),
                request.options(),
                request.secrets());
    }

    /**
     * The hosts that a request names, empty where it searches for them. One that it ran on before and that Foreman does
     * not know any more has a negative id.
     *
     * @throws InvalidRequestException when Foreman does not know all hosts of a first run
     */
    @NonNull
    List<NamedItem> namedHosts(@NonNull JobInvocationRequest request) throws IOException {
        List<String> names = TargetNames.distinct(request.hosts());
        List<NamedItem> hosts = new ArrayList<>();
        for (int from = 0; from < names.size(); from += NAMES_PER_LOOKUP) {
            List<String> part = names.subList(from, Math.min(names.size(), from + NAMES_PER_LOOKUP));
            foreman.lookups().hosts(ListQuery.first(part.size(), SearchText.anyName(part))).results().stream()
                    .filter(host -> part.contains(host.name()))
                    .forEach(hosts::add);
        }
        Set<String> unknown = new LinkedHashSet<>(names);
        hosts.forEach(host -> unknown.remove(host.name()));
        if (!unknown.isEmpty() && !request.again()) {
            throw new InvalidRequestException(() ->
                    Messages.RequestResolver_unknownHosts(unknown.size(), names.size(), bounded(List.copyOf(unknown))));
        }
        unknown.forEach(name -> hosts.add(new NamedItem(-1L - names.indexOf(name), name)));
        return hosts;
    }

    /** The template that a request means, with its inputs. */
    @NonNull
    JobTemplate template(@CheckForNull String jobTemplate, @CheckForNull String feature) throws IOException {
        requireOneTemplate(jobTemplate, feature);
        return feature != null ? templateOf(feature) : templateNamed(String.valueOf(jobTemplate));
    }

    /** The template, with which the inputs of a request go together. */
    private JobTemplate fitting(JobInvocationRequest request) throws IOException {
        JobTemplate known = recent(request.jobTemplate(), request.feature());
        if (known != null && inputProblem(known, request) == null) {
            return known;
        }
        // nobody is told of a mistake by what was true a moment ago
        JobTemplate template = now(request.jobTemplate(), request.feature());
        Supplier<String> problem = inputProblem(template, request);
        if (problem != null) {
            throw new InvalidRequestException(problem);
        }
        return template;
    }

    /**
     * The defaults of what a template hides; none where it is not known or may not be seen.
     *
     * @throws ForemanException when Foreman cannot be asked
     */
    @NonNull
    List<String> secretDefaults(long templateId) throws IOException {
        String id = Long.toString(templateId);
        JobTemplate template = recent(id, null);
        try {
            template = template == null ? now(id, null) : template;
        } catch (ForemanException e) {
            if (e.kind() != ForemanException.Kind.NOT_FOUND && e.kind() != ForemanException.Kind.NOT_PERMITTED) {
                throw e;
            }
            return List.of();
        }
        return template.inputs().stream()
                .map(TemplateInput::secretDefault)
                .filter(Objects::nonNull)
                .toList();
    }

    /** As it was asked for a moment ago, null where it was not. */
    @CheckForNull
    private JobTemplate recent(@CheckForNull String jobTemplate, @CheckForNull String feature) {
        Object sight = shared == null ? null : foreman.sight();
        return sight != null
                        && shared.answers().get(key(sight, jobTemplate, feature), Moment.now(shared.scheduler()))
                                instanceof JobTemplate known
                ? known
                : null;
    }

    private JobTemplate now(@CheckForNull String jobTemplate, @CheckForNull String feature) throws IOException {
        Moment asked = shared == null ? null : Moment.now(shared.scheduler());
        JobTemplate template = template(jobTemplate, feature);
        Object sight = shared == null ? null : foreman.sight();
        // what is hidden may become another secret at any time
        if (sight != null && template.inputs().stream().noneMatch(TemplateInput::hidden)) {
            shared.answers().put(key(sight, jobTemplate, feature), template, asked);
        }
        return template;
    }

    private static List<?> key(Object sight, @CheckForNull String jobTemplate, @CheckForNull String feature) {
        return Arrays.asList(sight, jobTemplate, feature);
    }

    private static void requireOneTemplate(@CheckForNull String jobTemplate, @CheckForNull String feature)
            throws InvalidRequestException {
        if (jobTemplate != null && feature != null) {
            throw new InvalidRequestException(Messages::RequestResolver_bothTemplateAndFeature);
        }
        if (jobTemplate == null && feature == null) {
            throw new InvalidRequestException(Messages::RequestResolver_noTemplate);
        }
    }

    private static void requireOneTarget(JobInvocationRequest request) throws InvalidRequestException {
        int targets = (request.hosts().isEmpty() ? 0 : 1)
                + (request.searchQuery() != null ? 1 : 0)
                + (request.bookmark() != null ? 1 : 0);
        if (targets == 0) {
            throw new InvalidRequestException(Messages::RequestResolver_noHosts);
        }
        if (targets > 1) {
            throw new InvalidRequestException(Messages::RequestResolver_severalTargets);
        }
        if (request.feature() != null && request.dynamic()) {
            throw new InvalidRequestException(Messages::RequestResolver_featureIsStatic);
        }
    }

    private JobTemplate templateNamed(String wanted) throws IOException {
        Long id = asId(wanted);
        if (id != null) {
            return foreman.lookups().template(id);
        }
        JobTemplate found = foreman.lookups().templateByName(wanted);
        if (found != null) {
            return foreman.lookups().template(found.id());
        }
        List<String> similar = new ArrayList<>();
        List<String> words = Stream.of(wanted.split("\\W+"))
                .filter(word -> word.length() > 2)
                .limit(MOST_WORDS)
                .toList();
        for (String word : words) {
            for (JobTemplate other : foreman.lookups()
                    .templates(ListQuery.first(SUGGESTIONS, "name ~ " + ListQuery.quote(word)))
                    .results()) {
                if (!similar.contains(other.name())) {
                    similar.add(other.name());
                }
            }
        }
        similar.sort(Comparator.comparingInt(name -> -Likeness.of(wanted, name)));
        throw new InvalidRequestException(() -> similar.isEmpty()
                ? Messages.RequestResolver_unknownTemplate(wanted)
                : Messages.RequestResolver_unknownTemplateSimilar(
                        wanted, quoted(similar.subList(0, Math.min(SUGGESTIONS, similar.size())))));
    }

    private JobTemplate templateOf(String label) throws IOException {
        List<Feature> features = foreman.lookups().features();
        for (Feature feature : features) {
            if (feature.label().equals(label)) {
                Long templateId = feature.templateId();
                if (templateId == null) {
                    throw new InvalidRequestException(() -> Messages.RequestResolver_featureWithoutTemplate(label));
                }
                return foreman.lookups().template(templateId);
            }
        }
        throw new InvalidRequestException(() -> Messages.RequestResolver_unknownFeature(
                label, features.stream().map(Feature::label).sorted().collect(Collectors.joining(", "))));
    }

    /** Null when there is none. */
    @CheckForNull
    private static Supplier<String> inputProblem(JobTemplate template, JobInvocationRequest request) {
        Set<String> unknown = new TreeSet<>(request.inputs().keySet());
        List<String> missing = new ArrayList<>();
        List<String> known = new ArrayList<>();
        for (TemplateInput input : template.inputs()) {
            if (!input.isUserInput()) {
                continue;
            }
            known.add(input.name());
            unknown.remove(input.name());
            String value = request.inputs().get(input.name());
            boolean blank = value == null || value.isBlank();
            if (input.required() && blank && input.defaultValue() == null && !(input.hidden() && value == null)) {
                missing.add(input.name());
            }
            if (!blank && !input.options().isEmpty() && !input.options().contains(value)) {
                return () -> Messages.RequestResolver_notAnOption(
                        input.hidden() ? JobInvocation.InputValue.HIDDEN : value,
                        input.name(),
                        template.name(),
                        quoted(input.options()));
            }
        }
        // First, since a mistyped name is why another seems to be missing. Where not all can be seen, Foreman judges.
        if (!unknown.isEmpty() && template.inputsComplete()) {
            return known.isEmpty()
                    ? () -> Messages.RequestResolver_unknownInputsNone(quoted(unknown), template.name())
                    : () -> Messages.RequestResolver_unknownInputs(quoted(unknown), template.name(), quoted(known));
        }
        return missing.isEmpty()
                ? null
                : () -> Messages.RequestResolver_missingInputs(quoted(missing), template.name());
    }

    /** Too short a secret would be shown: masking it would tell it all over the output, and ruin the rest. */
    private static void requireMaskable(JobInvocationRequest request) throws InvalidRequestException {
        for (String input : new TreeSet<>(request.secretInputs())) {
            String value = request.inputs().get(input);
            if (value != null && isTooShort(value)) {
                throw new InvalidRequestException(() -> Messages.RequestResolver_shortSecret(input, Mask.SHORTEST));
            }
        }
        if (request.secretValues().stream().anyMatch(RequestResolver::isTooShort)) {
            throw new InvalidRequestException(() -> Messages.RequestResolver_shortPassword(Mask.SHORTEST));
        }
    }

    private static boolean isTooShort(String secret) {
        return !secret.isEmpty() && secret.strip().length() < Mask.SHORTEST;
    }

    /** Foreman tells everybody who may see templates the default of a hidden input; here it stays hidden. */
    private static List<String> hiddenValues(JobTemplate template, JobInvocationRequest request) {
        return template.inputs().stream()
                .filter(TemplateInput::hidden)
                .flatMap(input -> Stream.of(
                        request.inputs().getOrDefault(input.name(), ""), Objects.toString(input.secretDefault(), "")))
                .toList();
    }

    /** Foreman fills inputs into the description; what is secret of those that it does not hide is left out of it. */
    private static String withoutSecrets(String format, JobInvocationRequest request, Mask mask) {
        String safe = format;
        for (Map.Entry<String, String> input : request.inputs().entrySet()) {
            String value = input.getValue();
            String masked = request.secretInputs().contains(input.getKey()) ? Mask.STARS : mask.ofText(value);
            if (!masked.equals(value)) {
                safe = safe.replace("%{" + input.getKey() + "}", masked.contains("%{") ? Mask.STARS : masked);
            }
        }
        return safe;
    }

    /** What Foreman itself would take when the template has no format of its own. */
    private static String descriptionFormat(JobTemplate template) {
        String own = template.descriptionFormat();
        if (own != null && !own.isBlank()) {
            return own;
        }
        String inputs = template.inputs().stream()
                .map(input -> input.name() + "=\"%{" + input.name() + "}\"")
                .collect(Collectors.joining(" "));
        return inputs.isEmpty() ? "%{template_name}" : "%{template_name} with inputs " + inputs;
    }

    private Targeting targeting(JobInvocationRequest request) throws IOException {
        Boolean randomized = request.randomized() ? Boolean.TRUE : null;
        if (!request.hosts().isEmpty()) {
            List<String> names = TargetNames.distinct(request.hosts());
            return new Targeting(SearchText.anyName(names), null, List.of(), request.dynamic(), randomized);
        }
        String bookmark = request.bookmark();
        if (bookmark != null) {
            return new Targeting(null, bookmark(bookmark), List.of(), request.dynamic(), randomized);
        }
        return new Targeting(request.searchQuery(), null, List.of(), request.dynamic(), randomized);
    }

    private Long bookmark(String nameOrId) throws IOException {
        List<Bookmark> bookmarks = foreman.lookups().bookmarks();
        Long id = asId(nameOrId);
        for (Bookmark bookmark : bookmarks) {
            if (bookmark.name().equals(nameOrId) || (id != null && bookmark.id() == id)) {
                return bookmark.id();
            }
        }
        throw new InvalidRequestException(() -> Messages.RequestResolver_unknownBookmark(
                nameOrId, bounded(bookmarks.stream().map(Bookmark::name).toList())));
    }

    @CheckForNull
    private static Long asId(String text) {
        return text.matches("\\d{1,18}") ? Long.valueOf(text) : null;
    }

    private static String quoted(Iterable<String> names) {
        List<String> all = new ArrayList<>();
        names.forEach(name -> all.add("\"" + name + "\""));
        return String.join(", ", all);
    }

    private static String bounded(List<String> names) {
        int shown = Math.min(10, names.size());
        String text = String.join(", ", names.subList(0, shown));
        return names.size() > shown ? text + ", … (+" + (names.size() - shown) + ")" : text;
    }
}
