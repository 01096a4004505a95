package io.jenkins.plugins.foreman.client;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import java.util.List;
import java.util.Map;

/**
 * What {@code POST /api/job_invocations} is told: names already resolved to ids. Secrets are in it, so it is never
 * stored or logged, and {@link #toString()} leaves values out.
 *
 * @param templateId exactly one of {@code templateId} and {@code feature} is given
 * @param targeting which hosts
 * @param inputs values of template inputs by name
 * @param descriptionFormat null for the template's own
 * @param options everything that is passed on as it is
 * @param secrets passwords of this run
 */
public record NewJobInvocation(
        @CheckForNull Long templateId,
        @CheckForNull String feature,
        @NonNull Targeting targeting,
        @NonNull Map<String, String> inputs,
        @CheckForNull String descriptionFormat,
        @NonNull JobOptions options,
        @NonNull JobSecrets secrets) {

    /** Copies the map, so that the record is immutable. */
    public NewJobInvocation {
        inputs = Map.copyOf(inputs);
    }

    /**
     * Which hosts a job runs on: exactly one of search query, bookmark and host ids.
     *
     * @param dynamic resolve the search when the job starts, not when it is created
     */
    public record Targeting(
            @CheckForNull String searchQuery,
            @CheckForNull Long bookmarkId,
            @NonNull List<Long> hostIds,
            boolean dynamic,
            @CheckForNull Boolean randomizedOrdering) {

        /** Copies the list, so that the record is immutable. */
        public Targeting {
            hostIds = List.copyOf(hostIds);
        }
    }

    @Override
    public String toString() {
        return "NewJobInvocation[template=" + (feature != null ? feature : templateId) + ", inputs=" + inputs.keySet()
                + "]";
    }
}
