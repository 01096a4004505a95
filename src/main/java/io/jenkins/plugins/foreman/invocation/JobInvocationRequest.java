package io.jenkins.plugins.foreman.invocation;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.foreman.client.JobOptions;
import io.jenkins.plugins.foreman.client.JobSecrets;
import io.jenkins.plugins.foreman.client.Mask;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * What a person asks for, in names. The one parameter set of the steps, the build step, the rerun and the command line.
 * Inputs may be secret, so it is never stored, and {@link #toString()} leaves values out.
 *
 * @param jobTemplate name or numeric id; exactly one of it and {@code feature} is given
 * @param feature label of a remote execution feature
 * @param hosts names; exactly one of it, {@code searchQuery} and {@code bookmark} is given
 * @param bookmark name or numeric id of a saved host search
 * @param dynamic resolve the search when the job starts, not when it is created
 * @param randomized run on the hosts in random order
 * @param inputs values of the template's inputs by name
 * @param descriptionFormat null for the template's own
 * @param secretInputs names of the inputs whose values must not be shown
 * @param again whether it has run on these {@code hosts} before: then one that Foreman does not know any more is no
 *     mistake of who asks, but a host that the job cannot succeed on
 * @param source what the description names as where the job comes from, null for nothing
 */
public record JobInvocationRequest(
        @CheckForNull String jobTemplate,
        @CheckForNull String feature,
        @NonNull List<String> hosts,
        @CheckForNull String searchQuery,
        @CheckForNull String bookmark,
        boolean dynamic,
        boolean randomized,
        @NonNull Map<String, String> inputs,
        @CheckForNull String descriptionFormat,
        @NonNull JobOptions options,
        @NonNull JobSecrets secrets,
        @NonNull Set<String> secretInputs,
        boolean again,
        @CheckForNull String source) {

    /** Begins a request for a first run, with nothing given. */
    @NonNull
    public static Builder builder() {
        return new Builder();
    }

    /** Takes blank texts as not given and copies the collections, so that the record is immutable. */
    public JobInvocationRequest {
        jobTemplate = given(jobTemplate);
        feature = given(feature);
        hosts = List.copyOf(hosts);
        searchQuery = given(searchQuery);
        bookmark = given(bookmark);
        inputs = Map.copyOf(inputs);
        descriptionFormat = given(descriptionFormat);
        secretInputs = Set.copyOf(secretInputs);
    }

    /** What must not be shown of it anywhere. */
    @NonNull
    public List<String> secretValues() {
        return Stream.concat(
                        secretInputs.stream().map(inputs::get),
                        Stream.of(secrets.sshPassword(), secrets.keyPassphrase(), secrets.effectiveUserPassword()))
                .filter(Objects::nonNull)
                .toList();
    }

    @CheckForNull
    private static String given(@CheckForNull String text) {
        return text == null || text.isBlank() ? null : text.trim();
    }

    /**
     * The same job on some of its hosts, now and once, whenever and how often it was to run first.
     *
     * @throws InvalidRequestException for what is no name of a host: a server may call its hosts anything
     */
    @NonNull
    public JobInvocationRequest on(@NonNull List<String> hostNames) throws InvalidRequestException {
        List<String> distinct = TargetNames.distinct(hostNames);
        return with(request -> {
            request.hosts = distinct;
            request.searchQuery = null;
            request.bookmark = null;
            request.dynamic = false;
            request.options = options.nowAndOnce();
            request.again = true;
        });
    }

    /**
     * The same job with other values of some inputs, which are as secret as those that they take the place of: what takes the
     * place of a text with a secret in it is one.
     *
     * @param otherSecrets besides those of this request
     */
    @NonNull
    public JobInvocationRequest withInputs(
            @NonNull Map<String, String> changed, @NonNull Collection<String> otherSecrets) {
        Mask known = new Mask();
        known.add(secretValues());
        known.add(otherSecrets);
        Set<String> secret = new HashSet<>(secretInputs);
        for (String name : changed.keySet()) {
            String before = inputs.getOrDefault(name, "");
            if (!known.ofText(before).equals(before)) {
                secret.add(name);
            }
        }
        Map<String, String> values = new HashMap<>(inputs);
        values.putAll(changed);
        return with(request -> {
            request.inputs = values;
            request.secretInputs = secret;
        });
    }

    /** The same with what the description names as where the job comes from. */
    @NonNull
    public JobInvocationRequest from(@NonNull String where) {
        return with(request -> request.source = where);
    }

    private JobInvocationRequest with(Consumer<Builder> change) {
        Builder request = new Builder();
        request.jobTemplate = jobTemplate;
        request.feature = feature;
        request.hosts = hosts;
        request.searchQuery = searchQuery;
        request.bookmark = bookmark;
        request.dynamic = dynamic;
        request.randomized = randomized;
        request.inputs = inputs;
        request.descriptionFormat = descriptionFormat;
        request.options = options;
        request.secrets = secrets;
        request.secretInputs = secretInputs;
        request.again = again;
        request.source = source;
        change.accept(request);
        return request.build();
    }

    /** Takes each by its name. For one thread. */
    public static final class Builder {
        private String jobTemplate;
        private String feature;
        private List<String> hosts = List.of();
        private String searchQuery;
        private String bookmark;
        private boolean dynamic;
        private boolean randomized;
        private Map<String, String> inputs = Map.of();
        private String descriptionFormat;
        private JobOptions options = JobOptions.DEFAULTS;
        private JobSecrets secrets = JobSecrets.NONE;
        private Set<String> secretInputs = Set.of();
        private boolean again;
        private String source;

        private Builder() {}

        @NonNull
        public Builder jobTemplate(@CheckForNull String value) {
            jobTemplate = value;
            return this;
        }

        @NonNull
        public Builder feature(@CheckForNull String value) {
            feature = value;
            return this;
        }

        @NonNull
        public Builder hosts(@NonNull List<String> value) {
            hosts = value;
            return this;
        }

        @NonNull
        public Builder searchQuery(@CheckForNull String value) {
            searchQuery = value;
            return this;
        }

        @NonNull
        public Builder bookmark(@CheckForNull String value) {
            bookmark = value;
            return this;
        }

        @NonNull
        public Builder dynamic(boolean value) {
            dynamic = value;
            return this;
        }

        @NonNull
        public Builder randomized(boolean value) {
            randomized = value;
            return this;
        }

        @NonNull
        public Builder inputs(@NonNull Map<String, String> value) {
            inputs = value;
            return this;
        }

        @NonNull
        public Builder descriptionFormat(@CheckForNull String value) {
            descriptionFormat = value;
            return this;
        }

        @NonNull
        public Builder options(@NonNull JobOptions value) {
            options = value;
            return this;
        }

        @NonNull
        public Builder secrets(@NonNull JobSecrets value) {
            secrets = value;
            return this;
        }

        @NonNull
        public Builder secretInputs(@NonNull Set<String> value) {
            secretInputs = value;
            return this;
        }

        @NonNull
        public JobInvocationRequest build() {
            return new JobInvocationRequest(
                    jobTemplate,
                    feature,
                    hosts,
                    searchQuery,
                    bookmark,
                    dynamic,
                    randomized,
                    inputs,
                    descriptionFormat,
                    options,
                    secrets,
                    secretInputs,
                    again,
                    source);
        }
    }

    @Override
    @NonNull
    public String toString() {
        return "JobInvocationRequest[" + (feature != null ? feature : jobTemplate) + ", inputs=" + inputs.keySet()
                + "]";
    }
}
