package io.jenkins.plugins.foreman.steps;

import io.jenkins.plugins.foreman.invocation.InvalidRequestException;

/** Ids of job invocations as scripts give them. */
final class JobIds {

    private JobIds() {}

    static long required(long id) throws InvalidRequestException {
        if (id <= 0) {
            throw new InvalidRequestException(Messages::JobIds_none);
        }
        return id;
    }
}
