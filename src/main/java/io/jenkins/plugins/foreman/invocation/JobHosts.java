package io.jenkins.plugins.foreman.invocation;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.foreman.client.Foreman;
import io.jenkins.plugins.foreman.client.ForemanException;
import io.jenkins.plugins.foreman.client.JobHost;
import io.jenkins.plugins.foreman.client.JobInvocation.TargetingView;
import io.jenkins.plugins.foreman.client.ListQuery;
import io.jenkins.plugins.foreman.client.Page;
import java.io.IOException;
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
    private static final ListQuery BY_NAME = new ListQuery(null, "name ASC", 1, PER_PAGE);

    private final Foreman foreman;
    private final long jobId;

    /** Remote execution before 14.1 has no such list, and 14.1 lists hosts without their ids. */
    private boolean paged = true;

    /** Goes on where it failed: of many pages one that fails now and then must not let all fail. */
    @CheckForNull
    private Listing unfinished;

    /** Asks nothing yet. */
    public JobHosts(@NonNull Foreman foreman, long jobId) {
        this.foreman = foreman;
        this.jobId = jobId;
    }

    /** Sees the pages of a list, which as a whole may take minutes. */
    @FunctionalInterface
    interface PageVisitor {
        /** Returns whether the list is still wanted. */
        boolean page(@NonNull List<JobHost> hosts) throws IOException;
    }

    /** All hosts, each once. */
    @NonNull
    public List<JobHost> all() throws ForemanException {
        Map<Long, JobHost> hosts = read(BY_NAME, host -> true, MOST);
        return hosts == null ? unpaged() : List.copyOf(hosts.values());
    }

    /**
     * The same, shown page by page as well. Where a page cannot be had, the next call goes on from there.
     *
     * @param anew whether a list that has failed before is begun again
     * @return null when the list is not wanted any more
     */
    @CheckForNull
    List<JobHost> all(boolean anew, @NonNull PageVisitor visitor) throws IOException {
        Listing listing = anew || unfinished == null ? new Listing(BY_NAME, host -> true, MOST) : unfinished;
        unfinished = listing;
        while (listing.goesOn()) {
            List<JobHost> page = listing.readPage();
            if (listing.goesOn() && !visitor.page(page)) {
                unfinished = null;
                return null;
            }
        }
        unfinished = null;
        return paged ? List.copyOf(listing.hosts.values()) : unpaged();
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
            throw new InvalidRequestException(Messages::JobHosts_noSearch);
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

    /** Whether a list of so many takes more than one request. */
    static boolean hasPages(int hosts) {
        return hosts > PER_PAGE;
    }

    /**
     * Those with a result other than success: also the ones that have none yet, but not those without a task.
     *
     * @return null where there are more, Foreman does not answer, or nobody wants to know any more
     */
    @CheckForNull
    List<JobHost> notSucceeded(int most, Interlude betweenPages) throws IOException {
        String search = "job_invocation.id = " + jobId + " and job_invocation.result != success";
        ListQuery query = new ListQuery(search, "name ASC", 1, PER_PAGE);
        List<JobHost> found = new ArrayList<>();
        try {
            for (Page<JobHost> page = page(query); page != null; page = page(query)) {
                found.addAll(page.results());
                if (found.size() > most) {
                    return null;
                }
                if (!page.isFollowed()) {
                    return found;
                }
                if (!betweenPages.passes()) {
                    return null;
                }
                query = query.next();
            }
        } catch (ForemanException e) {
            // the list of all says what is the matter, if anything is
            return null;
        }
        return null;
    }

    /** Null where the server has no list in pages. */
    @CheckForNull
    private Map<Long, JobHost> read(ListQuery first, Predicate<JobHost> which, int most) throws ForemanException {
        Listing listing = new Listing(first, which, most);
        while (listing.goesOn()) {
            listing.readPage();
        }
        return paged ? listing.hosts : null;
    }

    /** A list as it is read, page by page, and once more where the pages do not fit together. */
    private final class Listing {
        private final Map<Long, JobHost> hosts = new LinkedHashMap<>();
        private final ListQuery first;
        private final Predicate<JobHost> which;
        private final int most;

        private ListQuery next;
        private boolean over;
        private int reads;
        private int foundBefore;
        private Set<Long> listed = new HashSet<>();
        private boolean steady = true;

        @CheckForNull
        private Page<JobHost> before;

        Listing(ListQuery first, Predicate<JobHost> which, int most) {
            this.first = first;
            this.which = which;
            this.most = most;
            this.next = first;
        }

        boolean goesOn() {
            return paged && !over;
        }

        List<JobHost> readPage() throws ForemanException {
            Page<JobHost> page = page(next);
            if (page == null || listed.isEmpty() && page.results().isEmpty() && page.subtotal() > 0) {
                paged = false;
                return List.of();
            }
            int known = listed.size();
            for (JobHost host : page.results()) {
                listed.add(host.id());
                if (which.test(host) && (hosts.size() < most || hosts.containsKey(host.id()))) {
                    hosts.put(host.id(), host);
                }
            }
            steady = steady && (before == null || before.subtotal() == page.subtotal());
            before = page;
            if (hosts.size() >= most || listed.size() >= MOST) {
                over = true;
            } else if (listed.size() == known || !page.isFollowed()) {
                endOfPages(steady && listed.size() == page.subtotal());
            } else {
                next = next.next();
            }
            return page.results();
        }

        /** @param holdsTogether whether the pages fit together, so that no host can have been passed over */
        private void endOfPages(boolean holdsTogether) {
            boolean nothingNew = reads > 0 && hosts.size() == foundBefore;
            over = holdsTogether || nothingNew || ++reads == MOST_READS;
            next = first;
            foundBefore = hosts.size();
            listed = new HashSet<>();
            steady = true;
            before = null;
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
