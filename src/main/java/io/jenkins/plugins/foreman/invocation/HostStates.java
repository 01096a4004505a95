package io.jenkins.plugins.foreman.invocation;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.foreman.client.ForemanException;
import io.jenkins.plugins.foreman.client.HostCounts;
import io.jenkins.plugins.foreman.client.HostFacts;
import io.jenkins.plugins.foreman.client.HostState;
import io.jenkins.plugins.foreman.client.JobHost;
import io.jenkins.plugins.foreman.client.JobInvocation;
import io.jenkins.plugins.foreman.client.Sentence;
import io.jenkins.plugins.foreman.record.AttemptRecord;
import io.jenkins.plugins.foreman.record.HostRow;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Keeps the recorded host table in step with Foreman. Hosts are listed only when the counts moved, when the job has
 * stopped, and now and then while hosts wait, because a host that begins to run moves no count. A list costs Foreman as
 * much as live output of all its hosts: so there are pauses between two lists, except before the last, and of a big job the
 * last one shows as a rule only those that have not succeeded.
 */
final class HostStates {

    private static final Duration SHORTEST = Duration.ofSeconds(4);
    private static final Duration LONGEST = Duration.ofSeconds(60);

    private static final Duration MOST_BY_SIZE = Duration.ofSeconds(60);
    private static final Duration MOST_BY_TIME = Duration.ofMinutes(5);

    static final Sentence GONE = Sentence.of(Messages::HostStates_gone);
    private static final Sentence NOT_TAKEN = Sentence.of(Messages::HostStates_notTaken);

    private final JobHosts jobHosts;
    private final AttemptRecord record;
    private final Supplier<Instant> jobBegun;
    private final Supplier<Moment> clock;

    /** When no more had ended than the table has; null before it is known, since a restart may have taken long. */
    private Instant trueAt;

    /** Of a list that goes on where it failed, null while there is none. */
    private Begun listing;

    private boolean listedAfterStop;
    private HostCounts countsListed;
    private Moment due;
    private Moment notBefore;

    /** When counts that have moved are listed; null while they have not. */
    private Moment settled;

    private Duration interval = SHORTEST;

    /** What the last list took. */
    private Duration took = Duration.ZERO;

    /** What was known as a list began: it cannot show more. */
    private record Begun(
            boolean stopped,
            @NonNull HostCounts counts,
            @NonNull Instant at) {}

    /** Recorded, also by a list that failed on a later page. */
    private final List<HostRow> untold = new ArrayList<>();

    /**
     * Follows the hosts of a job.
     *
     * @param jobBegun when the job began, as far as is known by now
     * @param clock the time that it is
     */
    HostStates(
            @NonNull JobHosts jobHosts,
            @NonNull AttemptRecord record,
            @NonNull Supplier<Instant> jobBegun,
            @NonNull Supplier<Moment> clock) {
        this.jobHosts = jobHosts;
        this.record = record;
        this.jobBegun = jobBegun;
        this.clock = clock;
    }

    /** Whether the table shows how the hosts of a stopped job ended. */
    boolean isFinal() {
        return listedAfterStop;
    }

    /** Whether every host has ended by the table, which is as new as what the job says, although the job has not. */
    boolean haveAllEnded(@NonNull JobInvocation job) {
        return isRunning(job) && showsAllEnds(job);
    }

    private boolean showsAllEnds(JobInvocation job) {
        return job.counts().equals(countsListed)
                && areAllEnds(job, record.hosts().stream().map(HostRow::state).toList());
    }

    /**
     * Whether every host has ended although the job's own task goes on, which looks at them now and then only. Nothing that
     * could be doubted counts: where hosts are hidden, gone, cancelled or not planned, or the task is paused, the job says
     * in the end what has become of them.
     *
     * @param hosts the state of each host that is known
     */
    static boolean haveAllEnded(@NonNull JobInvocation job, @NonNull Collection<HostState> hosts) {
        return isRunning(job) && areAllEnds(job, hosts);
    }

    private static boolean isRunning(JobInvocation job) {
        return "running".equals(job.taskState());
    }

    private static boolean areAllEnds(JobInvocation job, Collection<HostState> hosts) {
        HostCounts counts = job.counts();
        long succeeded =
                hosts.stream().filter(state -> state == HostState.SUCCESS).count();
        long failed = hosts.stream().filter(state -> state == HostState.ERROR).count();
        return !hosts.isEmpty()
                && succeeded + failed == hosts.size()
                && is(counts.total(), hosts.size())
                && is(counts.succeeded(), succeeded)
                && is(counts.pending(), 0)
                && counts.missing() == 0;
    }

    private static boolean is(@CheckForNull Integer count, long expected) {
        return count != null && count == expected;
    }

    /**
     * Reads the hosts if there is reason to, and records them page by page.
     *
     * @return the rows that changed since this last returned
     */
    @NonNull
    List<HostRow> refresh(@NonNull JobInvocation job, @NonNull Interlude betweenPages, @NonNull Moment now)
            throws IOException {
        boolean stopped = job.isStopped();
        if (stopped && !listedAfterStop && showsAllEnds(job)) {
            // nothing can have changed since
            listedAfterStop = true;
        }
        boolean moved = !job.counts().equals(countsListed);
        if (!moved) {
            trueAt = now.wall();
            settled = null;
        } else if (settled == null) {
            settled = countsListed == null
                    ? now
                    : now.plus(settling(record.hosts().size(), took));
        }
        if (stopped ? listedAfterStop : !moved && (due != null && now.isBefore(due) || !anyoneWaits())) {
            return List.of();
        }
        boolean early = notBefore != null && now.isBefore(notBefore) || settled != null && now.isBefore(settled);
        if (!stopped && !is(job.counts().pending(), 0) && early) {
            return List.of();
        }
        boolean anew = listing == null || listing.stopped != stopped;
        Begun begun = anew ? new Begun(stopped, job.counts(), now.wall()) : listing;
        listing = begun;
        List<JobHost> hosts = ends(job, betweenPages);
        if (hosts == null) {
            hosts = jobHosts.all(anew, page -> {
                put(changes(page, now.wall()));
                return betweenPages.passes();
            });
        }
        listing = null;
        if (hosts == null) {
            return takeUntold();
        }
        took = clock.get().since(now);
        notBefore = clock.get().plus(pause(hosts.size(), took));
        put(changes(hosts, now.wall()));
        if (stopped) {
            put(endings(hosts, now.wall()));
        }
        trueAt = begun.at;
        listedAfterStop = stopped;
        countsListed = begun.counts;
        settled = null;
        List<HostRow> changed = takeUntold();
        interval = changed.isEmpty() ? min(interval.multipliedBy(2), LONGEST) : shortest(hosts.size());
        due = now.plus(interval);
        return changed;
    }

    /**
     * All hosts, where those that have not succeeded tell of all, so that a short list does in place of one of all: when all
     * have ended by the counts, most of them well, and were seen to run.
     */
    @CheckForNull
    private List<JobHost> ends(JobInvocation job, Interlude betweenPages) throws IOException {
        HostCounts counts = job.counts();
        List<HostRow> rows = List.copyOf(record.hosts());
        List<String> notSeen = rows.stream()
                .filter(row -> row.startedAt() == null)
                .map(HostRow::name)
                .toList();
        int few = rows.size() / 4 - notSeen.size();
        if (!JobHosts.hasPages(rows.size())
                || !is(counts.pending(), 0)
                || few < 0
                || JobHosts.hasPages(notSeen.size())) {
            return null;
        }
        List<JobHost> listed = jobHosts.notSucceeded(few, betweenPages);
        if (listed == null) {
            return null;
        }
        Map<Long, JobHost> told = new HashMap<>();
        jobHosts.named(notSeen).forEach(host -> told.put(host.id(), host));
        listed.forEach(host -> told.put(host.id(), host));
        List<JobHost> hosts = rows.stream()
                .map(row -> told.getOrDefault(row.id(), succeeded(row)))
                .toList();
        // one that is gone is not listed either, but its end is not among those that count as well
        boolean agree = areAllEnds(job, hosts.stream().map(JobHost::state).toList());
        return agree ? hosts : null;
    }

    private static JobHost succeeded(HostRow row) {
        return new JobHost(row.id(), row.name(), HostState.SUCCESS, row.facts());
    }

    private void put(List<HostRow> rows) throws IOException {
        record.putHosts(rows);
        untold.addAll(rows);
    }

    private List<HostRow> takeUntold() {
        List<HostRow> taken = List.copyOf(untold);
        untold.clear();
        return taken;
    }

    private boolean anyoneWaits() {
        return record.counts().isEmpty()
                || record.counts().containsKey(HostState.NOT_PLANNED)
                || record.counts().containsKey(HostState.PENDING);
    }

    private List<HostRow> changes(List<JobHost> hosts, Instant now) {
        List<HostRow> changed = new ArrayList<>();
        Instant before = trueAt == null ? jobBegun.get() : trueAt;
        for (JobHost host : hosts) {
            HostRow old = record.host(host.id());
            HostRow base = old != null ? old : HostRow.unplanned(host.id(), host.name());
            HostRow row = base.in(host.state(), host.facts(), before, now);
            if (!row.equals(old)) {
                changed.add(row);
            }
        }
        return changed;
    }

    /** What became of the hosts of a stopped job that are not listed and whose end was not seen. */
    private List<HostRow> endings(List<JobHost> listed, Instant now) throws ForemanException {
        Set<Long> seen = listed.stream().map(JobHost::id).collect(Collectors.toSet());
        Map<Long, HostRow> absent = new LinkedHashMap<>();
        for (HostRow row : record.hosts()) {
            if (!seen.contains(row.id()) && !row.state().isFinished() && !row.outputComplete()) {
                absent.put(row.id(), row);
            }
        }
        if (absent.isEmpty()) {
            return List.of();
        }
        List<JobHost> found =
                jobHosts.named(absent.values().stream().map(HostRow::name).toList());
        List<HostRow> endings = changes(found, now);
        found.forEach(host -> absent.remove(host.id()));
        absent.values().forEach(row -> endings.add(gone(row, now)));
        return endings;
    }

    private HostRow gone(HostRow row, Instant now) {
        // a power loss may take the row of a host that ran, and leave what it wrote
        boolean ran = row.startedAt() != null || record.chunks(row.id()) > 0;
        return !ran
                ? row.inAnotherJob().completed(null, NOT_TAKEN)
                : row.in(HostState.ERROR, HostFacts.NONE, now).completed(row.exitStatus(), GONE);
    }

    /** In which nothing is listed after a list of so many hosts that took so long. */
    private static Duration pause(int hosts, Duration took) {
        Duration bySize = min(MOST_BY_SIZE, Duration.ofMillis(10L * hosts));
        Duration byTime = min(MOST_BY_TIME, took.multipliedBy(3));
        return bySize.compareTo(byTime) > 0 ? bySize : byTime;
    }

    /** Hosts end one after the other: a long list that begins with the first is old when it is read. */
    private static Duration settling(int hosts, Duration took) {
        Duration bySize = Duration.ofMillis(10L * hosts);
        return JobHosts.hasPages(hosts) ? min(MOST_BY_SIZE, bySize.compareTo(took) > 0 ? bySize : took) : Duration.ZERO;
    }

    private static Duration shortest(int hosts) {
        return min(SHORTEST.plusMillis(10L * hosts), LONGEST);
    }

    private static Duration min(Duration a, Duration b) {
        return a.compareTo(b) < 0 ? a : b;
    }
}
