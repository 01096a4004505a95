package io.jenkins.plugins.foreman.client;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;

/**
 * One host of a job invocation.
 *
 * @param id numeric id; outputs can only be asked for by it
 * @param state {@link HostState#NOT_PLANNED} where the reply says nothing of it
 * @param smartProxy name of the smart proxy that runs the job on it, null before it is planned or where not reported
 */
public record JobHost(
        long id,
        @NonNull String name,
        @NonNull HostState state,
        @CheckForNull String smartProxy,
        @CheckForNull String operatingSystem,
        @CheckForNull String hostGroup) {}
