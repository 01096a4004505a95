package io.jenkins.plugins.foreman.steps;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.foreman.client.Foreman;
import io.jenkins.plugins.foreman.client.ForemanException;
import io.jenkins.plugins.foreman.client.ListQuery;
import io.jenkins.plugins.foreman.client.Lookups.NamedItem;
import io.jenkins.plugins.foreman.invocation.InvalidRequestException;

/** Finds the id of a host, by which alone Foreman gives its output. */
final class HostIds {

    private HostIds() {}

    static long of(@NonNull Foreman foreman, @CheckForNull String nameOrId)
            throws ForemanException, InvalidRequestException {
        if (nameOrId == null) {
            throw new InvalidRequestException(Messages::HostIds_none);
        }
        if (nameOrId.matches("\\d{1,18}")) {
            return Long.parseLong(nameOrId);
        }
        for (NamedItem host : foreman.lookups()
                .hosts(ListQuery.first(2, "name = " + ListQuery.quote(nameOrId)))
                .results()) {
            if (host.name().equals(nameOrId)) {
                return host.id();
            }
        }
        throw new InvalidRequestException(() -> Messages.HostIds_unknown(nameOrId));
    }
}
