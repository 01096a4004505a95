package io.jenkins.plugins.foreman.client;

import edu.umd.cs.findbugs.annotations.NonNull;

/**
 * One host of a job invocation.
 *
 * @param id numeric id; outputs can only be asked for by it
 * @param state {@link HostState#NOT_PLANNED} where the reply says nothing of it
 */
public record JobHost(
        long id,
        @NonNull String name,
        @NonNull HostState state,
        @NonNull HostFacts facts) {}
