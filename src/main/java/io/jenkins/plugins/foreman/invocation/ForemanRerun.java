package io.jenkins.plugins.foreman.invocation;

import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.foreman.client.Foreman;
import io.jenkins.plugins.foreman.client.JobHost;
import io.jenkins.plugins.foreman.client.JobInvocation;
import io.jenkins.plugins.foreman.client.JobInvocation.TargetingView;
import io.jenkins.plugins.foreman.client.JobInvocations.RerunHosts;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Foreman's own rerun of a job. A choice of hosts counts only where the hosts were found when the job started: of a job with
 * a static query Foreman takes all hosts whatever was chosen, so nothing is sent unless that is wanted.
 */
public final class ForemanRerun {

    private final Foreman foreman;
    private final long id;

    public ForemanRerun(@NonNull Foreman foreman, long id) {
        this.foreman = foreman;
        this.id = id;
    }

    /**
     * Starts a new job. To be sent once: Foreman has no key by which it knows a second request.
     *
     * @param names of hosts of the job, for {@link RerunHosts#LISTED}
     * @param mayTakeAll whether Foreman may take all hosts where it overlooks the choice
     * @throws InvalidRequestException when it would and may not, or for hosts that the job did not run on
     */
    @NonNull
    public JobInvocation start(@NonNull RerunHosts which, @NonNull List<String> names, boolean mayTakeAll)
            throws IOException {
        if (which != RerunHosts.ALL && !mayTakeAll) {
            TargetingView targeting = foreman.jobInvocations().show(id).targeting();
            if (targeting == null || !targeting.dynamic()) {
                throw new InvalidRequestException(() -> Messages.ForemanRerun_all(Long.toString(id)));
            }
        }
        return foreman.jobInvocations().rerun(id, which, which == RerunHosts.LISTED ? ids(names) : List.of());
    }

    private List<Long> ids(List<String> names) throws IOException {
        Map<String, Long> ids = new LinkedHashMap<>();
        for (JobHost host : new JobHosts(foreman, id).all()) {
            ids.put(host.name(), host.id());
        }
        List<Long> wanted = new ArrayList<>();
        for (String name : RerunRequest.named(names, ids.keySet())) {
            wanted.add(ids.get(name));
        }
        return wanted;
    }
}
