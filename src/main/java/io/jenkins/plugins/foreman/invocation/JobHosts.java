package io.jenkins.plugins.foreman.invocation;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.foreman.client.Foreman;
import io.jenkins.plugins.foreman.client.ForemanException;
import io.jenkins.plugins.foreman.client.JobHost;
import io.jenkins.plugins.foreman.client.JobInvocation.TargetingView;
import io.jenkins.plugins.foreman.client.ListQuery;
import io.jenkins.plugins.foreman.client.Page;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * The hosts of a job invocation, from whichever endpoint the server has. Pages shift while they are read: where a host is
 * deleted or hidden meanwhile, another moves to a page already read. So a list that does not hold together is read again,
 * and who concludes something from the absence of a host asks for it by {@linkplain #named name} first.
 */
public final class JobHosts {

    /** More are not read, whatever the server says that there are. */
    public static final int MOST = 100_000;

    private static final int PER_PAGE = 200;
    private static final int NAMES_PER_REQUEST = 50;
    private static final int MOST_READS = 3;

    private final Foreman foreman;
    private final long jobId;

    /** Remote execution before 14.1 has no such list, and 14.1 lists hosts without their ids. */
    private boolean paged = true;

    /** Asks nothing yet. */
    public JobHosts(@NonNull Foreman foreman, long jobId) {
        this.foreman = foreman;
        this.jobId = jobId;
    }

    /** All hosts, each once. */
    @NonNull
    public List<JobHost> all() throws ForemanException {
        Map<Long, JobHost> hosts = read(new ListQuery(null, "name ASC", 1, PER_PAGE), host -> true, MOST);
        return hosts == null ? unpaged() : List.copyOf(hosts.values());
    }

    /**
     * Some of the hosts.
     *
     * @param search over the hosts, null for all; only servers with the hosts endpoint know it
     * @param which hosts are wanted of those
     * @param most hosts that are wanted
     */
    @NonNull
    public List<JobHost> matching(@CheckForNull String search, @NonNull Predicate<JobHost> which, int most)
            throws ForemanException, InvalidRequestException {
        Map<Long, JobHost> hosts = read(ListQuery.first(PER_PAGE, search), which, most);
        if (hosts != null) {
            return List.copyOf(hosts.values());
        }
        if (search != null) {
            throw new InvalidRequestException(Messages.JobHosts_noSearch());
        }
        return unpaged().stream().filter(which).limit(most).toList();
    }

    /** Those of some hosts that Foreman shows now. */
    @NonNull
    List<JobHost> named(@NonNull Collection<String> names) throws ForemanException {
        if (!paged) {
            Set<String> wanted = new HashSet<>(names);
            return unpaged().stream()
                    .filter(host -> wanted.contains(host.name()))
                    .toList();
        }
        List<String> askable = names.stream().filter(TargetNames::isName).toList();
        List<JobHost> found = new ArrayList<>();
        for (int from = 0; from < askable.size(); from += NAMES_PER_REQUEST) {
            List<String> part = askable.subList(from, Math.min(askable.size(), from + NAMES_PER_REQUEST));
            foreman
                    .jobInvocations()
                    .hosts(jobId, ListQuery.first(part.size(), SearchText.anyName(part)))
                    .results()
                    .stream()
                    .filter(host -> part.contains(host.name()))
                    .forEach(found::add);
        }
        return found;
    }

    /** Null where the server has no list in pages. */
    @CheckForNull
    private Map<Long, JobHost> read(ListQuery first, Predicate<JobHost> which, int most) throws ForemanException {
        Map<Long, JobHost> hosts = new LinkedHashMap<>();
        for (int reads = 0; paged && reads < MOST_READS; reads++) {
            int before = hosts.size();
            boolean holdsTogether = readPages(first, which, most, hosts);
            if (holdsTogether || reads > 0 && hosts.size() == before) {
                break;
            }
        }
        return paged ? hosts : null;
    }

    /** Returns whether the pages fit together, so that no host can have been passed over, or enough are found. */
    private boolean readPages(ListQuery first, Predicate<JobHost> which, int most, Map<Long, JobHost> hosts)
            throws ForemanException {
        Set<Long> listed = new HashSet<>();
        boolean steady = true;
        Page<JobHost> before = null;
        for (ListQuery query = first; ; query = query.next()) {
            Page<JobHost> page = page(query);
            if (page == null || listed.isEmpty() && page.results().isEmpty() && page.subtotal() > 0) {
                paged = false;
                return false;
            }
            int known = listed.size();
            for (JobHost host : page.results()) {
                listed.add(host.id());
                if (which.test(host) && (hosts.size() < most || hosts.containsKey(host.id()))) {
                    hosts.put(host.id(), host);
                }
            }
            steady &= before == null || before.subtotal() == page.subtotal();
            before = page;
            int read = query.page() * PER_PAGE;
            if (hosts.size() >= most || read >= MOST) {
                return true;
            }
            if (listed.size() == known || read >= page.subtotal()) {
                return steady && listed.size() == page.subtotal();
            }
        }
    }

    /** Null where the server has no such endpoint. */
    @CheckForNull
    private Page<JobHost> page(ListQuery query) throws ForemanException {
        try {
            return foreman.jobInvocations().hosts(jobId, query);
        } catch (ForemanException e) {
            if (!e.isUnknownEndpoint()) {
                throw e;
            }
            return null;
        }
    }

    private List<JobHost> unpaged() throws ForemanException {
        TargetingView targeting = foreman.jobInvocations().showWithHosts(jobId).targeting();
        return targeting == null ? List.of() : targeting.hosts();
    }
}
