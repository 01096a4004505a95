package io.jenkins.plugins.foreman.cli;

import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.foreman.client.ForemanException;
import io.jenkins.plugins.foreman.client.JobHost;
import io.jenkins.plugins.foreman.client.JobInvocation;
import io.jenkins.plugins.foreman.client.JobInvocations;
import io.jenkins.plugins.foreman.client.ListQuery;
import io.jenkins.plugins.foreman.client.Page;
import java.util.ArrayList;
import java.util.List;

/** The hosts of a job invocation on any version of Foreman. */
final class JobHosts {

    private JobHosts() {}

    /** All hosts with their states: page by page where the server can, else in one large reply. */
    @NonNull
    static List<JobHost> of(@NonNull JobInvocations jobs, long id) throws ForemanException {
        List<JobHost> hosts = new ArrayList<>();
        try {
            ListQuery query = ListQuery.first(JobInvocations.BATCH, null);
            Page<JobHost> page;
            do {
                page = jobs.hosts(id, query);
                hosts.addAll(page.results());
                query = query.next();
            } while (!page.results().isEmpty() && hosts.size() < page.subtotal());
            // Remote execution 14 lists hosts without their ids, which is as good as no list.
            if (hosts.size() >= page.subtotal()) {
                return hosts;
            }
        } catch (ForemanException e) {
            if (e.kind() != ForemanException.Kind.NOT_FOUND) {
                throw e;
            }
        }
        JobInvocation.TargetingView targeting = jobs.showWithHosts(id).targeting();
        return targeting == null ? List.of() : targeting.hosts();
    }
}
