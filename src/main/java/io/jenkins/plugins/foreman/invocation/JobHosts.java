package io.jenkins.plugins.foreman.invocation;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.foreman.client.Foreman;
import io.jenkins.plugins.foreman.client.ForemanException;
import io.jenkins.plugins.foreman.client.JobHost;
import io.jenkins.plugins.foreman.client.JobInvocation.TargetingView;
import io.jenkins.plugins.foreman.client.JobInvocations;
import io.jenkins.plugins.foreman.client.ListQuery;
import io.jenkins.plugins.foreman.client.Page;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** The hosts of a job invocation, asked once, from whichever endpoint the server has. */
public final class JobHosts {

    private JobHosts() {}

    /**
     * Asks Foreman.
     *
     * @param search over the hosts, null for all; only servers with the hosts endpoint know it
     * @param which hosts are wanted of those
     * @param most hosts that are wanted
     */
    @NonNull
    public static List<JobHost> of(
            @NonNull Foreman foreman, long id, @CheckForNull String search, @NonNull Predicate<JobHost> which, int most)
            throws ForemanException, InvalidRequestException {
        List<JobHost> listed = paged(foreman, id, search, which, most);
        if (listed != null) {
            return listed;
        }
        if (search != null) {
            throw new InvalidRequestException(Messages.JobHosts_noSearch());
        }
        TargetingView targeting = foreman.jobInvocations().showWithHosts(id).targeting();
        return targeting == null
                ? List.of()
                : targeting.hosts().stream().filter(which).limit(most).toList();
    }

    /** Null where the server has no such list, or, as remote execution 14 does, lists hosts without their ids. */
    @CheckForNull
    private static List<JobHost> paged(Foreman foreman, long id, String search, Predicate<JobHost> which, int most)
            throws ForemanException {
        List<JobHost> hosts = new ArrayList<>();
        int seen = 0;
        try {
            for (ListQuery query = ListQuery.first(JobInvocations.BATCH, search); ; query = query.next()) {
                Page<JobHost> page = foreman.jobInvocations().hosts(id, query);
                seen += page.results().size();
                page.results().stream().filter(which).limit(most - hosts.size()).forEach(hosts::add);
                if (hosts.size() >= most || seen >= page.subtotal()) {
                    return hosts;
                }
                if (page.results().isEmpty()) {
                    return null;
                }
            }
        } catch (ForemanException e) {
            if (!e.isUnknownEndpoint()) {
                throw e;
            }
            return null;
        }
    }
}
