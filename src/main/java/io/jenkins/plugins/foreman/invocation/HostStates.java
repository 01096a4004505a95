package io.jenkins.plugins.foreman.invocation;

import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.foreman.client.Foreman;
import io.jenkins.plugins.foreman.client.ForemanException;
import io.jenkins.plugins.foreman.client.HostCounts;
import io.jenkins.plugins.foreman.client.HostState;
import io.jenkins.plugins.foreman.client.JobHost;
import io.jenkins.plugins.foreman.client.JobInvocation;
import io.jenkins.plugins.foreman.client.ListQuery;
import io.jenkins.plugins.foreman.client.Page;
import io.jenkins.plugins.foreman.record.AttemptRecord;
import io.jenkins.plugins.foreman.record.HostRow;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Keeps the recorded host table in step with Foreman. Hosts are listed only when the counts moved, when the job has
 * stopped, and now and then while hosts wait, because a host that begins to run moves no count.
 */
final class HostStates {

    private static final int PER_PAGE = 200;
    private static final Duration SHORTEST = Duration.ofSeconds(4);
    private static final Duration LONGEST = Duration.ofSeconds(60);

    private final Foreman foreman;
    private final AttemptRecord record;
    private boolean serverListsHosts = true;
    private boolean listedAfterStop;
    private HostCounts countsListed;
    private Moment due;
    private Duration interval = SHORTEST;

    HostStates(@NonNull Foreman foreman, @NonNull AttemptRecord record) {
        this.foreman = foreman;
        this.record = record;
    }

    /** Whether the table shows how the hosts of a stopped job ended. */
    boolean isFinal() {
        return listedAfterStop;
    }

    /**
     * Reads the hosts if there is reason to.
     *
     * @return the rows that changed
     */
    @NonNull
    List<HostRow> refresh(@NonNull JobInvocation job, @NonNull Moment now) throws IOException {
        boolean stopped = job.isStopped();
        boolean moved = !job.counts().equals(countsListed);
        if (stopped ? listedAfterStop : !moved && (due != null && now.isBefore(due) || !anyoneWaits())) {
            return List.of();
        }
        List<JobHost> hosts = read(job.id());
        List<HostRow> changed = changes(hosts, stopped, now.wall());
        record.putHosts(changed);
        listedAfterStop = stopped;
        countsListed = job.counts();
        interval = changed.isEmpty() ? min(interval.multipliedBy(2), LONGEST) : shortest(hosts.size());
        due = now.plus(interval);
        return changed;
    }

    private boolean anyoneWaits() {
        return record.counts().isEmpty()
                || record.counts().containsKey(HostState.NOT_PLANNED)
                || record.counts().containsKey(HostState.PENDING);
    }

    private List<HostRow> changes(List<JobHost> hosts, boolean stopped, Instant now) {
        List<HostRow> changed = new ArrayList<>();
        Set<Long> listed = new HashSet<>();
        for (JobHost host : hosts) {
            listed.add(host.id());
            HostRow old = record.host(host.id());
            HostRow base = old != null ? old : HostRow.unplanned(host.id(), host.name());
            HostRow row = base.in(host.state(), host.smartProxy(), now);
            if (!row.equals(old)) {
                changed.add(row);
            }
        }
        if (stopped) {
            for (HostRow row : record.hosts()) {
                if (!listed.contains(row.id()) && !row.state().isFinished()) {
                    changed.add(
                            row.in(HostState.ERROR, null, now).completed(row.exitStatus(), Messages.HostStates_gone()));
                }
            }
        }
        return changed;
    }

    private List<JobHost> read(long id) throws ForemanException {
        if (serverListsHosts) {
            try {
                List<JobHost> hosts = readPages(id);
                if (serverListsHosts) {
                    return hosts;
                }
            } catch (ForemanException e) {
                if (!e.isUnknownEndpoint()) {
                    throw e;
                }
                // Before REX 14.1.
                serverListsHosts = false;
            }
        }
        JobInvocation.TargetingView targeting =
                foreman.jobInvocations().showWithHosts(id).targeting();
        return targeting == null ? List.of() : targeting.hosts();
    }

    private List<JobHost> readPages(long id) throws ForemanException {
        List<JobHost> hosts = new ArrayList<>();
        ListQuery query = new ListQuery(null, "name ASC", 1, PER_PAGE);
        while (true) {
            Page<JobHost> page = foreman.jobInvocations().hosts(id, query);
            hosts.addAll(page.results());
            if (hosts.isEmpty() && page.total() > 0) {
                // REX 14.1 lists hosts without their ids.
                serverListsHosts = false;
                return hosts;
            }
            if (page.results().isEmpty() || hosts.size() >= page.subtotal()) {
                return hosts;
            }
            query = query.next();
        }
    }

    private static Duration shortest(int hosts) {
        return min(SHORTEST.plusMillis(10L * hosts), LONGEST);
    }

    private static Duration min(Duration a, Duration b) {
        return a.compareTo(b) < 0 ? a : b;
    }
}
