package io.jenkins.plugins.foreman.invocation;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.foreman.client.Foreman;
import io.jenkins.plugins.foreman.client.ForemanException;
import io.jenkins.plugins.foreman.client.JobInvocation;
import io.jenkins.plugins.foreman.client.JobInvocations;
import io.jenkins.plugins.foreman.client.ListQuery;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Looks at the jobs of all runs on a server. Where several that may see the same are due at about the same time, one list
 * shows them all, which costs Foreman little more than one of them; a job that is alone is asked for by itself. Only what a
 * list shows counts: what it leaves out is asked for. Thread-safe.
 */
final class JobLooks {

    /** A look serves whoever is due so much later, too. */
    static final Duration SHARED = Duration.ofSeconds(1);

    /** A look that has waited for longer serves nobody. */
    private static final Duration FRESH = Duration.ofSeconds(10);

    /** Who has not come so long after their time has been left to itself. */
    private static final Duration LOST = Duration.ofMinutes(15);

    private static final int MOST_WAITING = 10_000;

    private final Scheduler scheduler;
    private final Map<Key, Waiting> waiting = new LinkedHashMap<>();

    /** @param sight equal for clients that may see the same, by {@link Foreman#sight} */
    private record Key(@NonNull Object sight, long jobId) {}

    /**
     * A look that somebody is going to take.
     *
     * @param since older looks do not serve them
     * @param job as it was seen for them meanwhile, null while it was not
     * @param seenAt when that was asked for
     */
    private record Waiting(
            @NonNull Moment since,
            @NonNull Moment due,
            @CheckForNull JobInvocation job,
            @CheckForNull Moment seenAt) {

        /** The job, where somebody has looked for them; null where they have to look themselves. */
        @CheckForNull
        JobInvocation served(Moment now) {
            Moment seen = seenAt;
            return seen != null && !seen.isBefore(since) && now.since(seen).compareTo(FRESH) <= 0 ? job : null;
        }
    }

    JobLooks(@NonNull Scheduler scheduler) {
        this.scheduler = scheduler;
    }

    /**
     * Says that somebody is going to look at a job.
     *
     * @param since older looks do not serve them
     * @param due when they are going to ask
     */
    void expect(@NonNull Foreman foreman, long jobId, @NonNull Moment since, @NonNull Moment due) {
        Object sight = foreman.sight();
        synchronized (this) {
            if (sight != null && waiting.size() < MOST_WAITING) {
                waiting.put(new Key(sight, jobId), new Waiting(since, due, null, null));
            }
        }
    }

    /** Says that nobody is going to look at a job any more. */
    synchronized void forget(@NonNull Foreman foreman, long jobId) {
        Object sight = foreman.sight();
        if (sight != null) {
            waiting.remove(new Key(sight, jobId));
        }
    }

    /**
     * The job as it is, or was when somebody else looked for whoever {@linkplain #expect expects} to look now; without what lists leave out, unless it is {@linkplain
     * JobInvocation#isWhole() whole}.
     *
     * @throws ForemanException as {@link JobInvocations#show} does, or when the list cannot be had
     */
    @NonNull
    JobInvocation look(@NonNull Foreman foreman, long jobId) throws ForemanException {
        Object sight = foreman.sight();
        if (sight == null) {
            return foreman.jobInvocations().show(jobId);
        }
        Moment now = Moment.now(scheduler);
        List<Long> ids;
        synchronized (this) {
            Waiting mine = waiting.remove(new Key(sight, jobId));
            JobInvocation served = mine == null ? null : mine.served(now);
            if (served != null) {
                return served;
            }
            ids = due(sight, now);
        }
        JobInvocation job = ids.isEmpty() ? null : list(foreman, jobId, sight, ids, now);
        return job == null ? foreman.jobInvocations().show(jobId) : job;
    }

    /** The jobs that somebody else is going to look at soon: who is due first comes first. */
    private List<Long> due(Object sight, Moment now) {
        waiting.values().removeIf(each -> now.since(each.due()).compareTo(LOST) > 0);
        Moment soon = now.plus(SHARED);
        return waiting.entrySet().stream()
                .filter(each -> each.getKey().sight().equals(sight))
                .filter(each -> !soon.isBefore(each.getValue().due()))
                .filter(each -> each.getValue().served(now) == null)
                .sorted(Comparator.comparingLong(each -> each.getValue().due().nanos() - now.nanos()))
                .limit(JobInvocations.BATCH - 1)
                .map(each -> each.getKey().jobId())
                .toList();
    }

    /** Returns null where the list does not show the job or Foreman does not let it be listed. */
    @CheckForNull
    private JobInvocation list(Foreman foreman, long jobId, Object sight, List<Long> others, Moment now)
            throws ForemanException {
        List<Long> ids = new ArrayList<>(others);
        ids.add(jobId);
        String search = ids.stream().map(String::valueOf).collect(Collectors.joining(",", "id ^ (", ")"));
        JobInvocation mine = null;
        try {
            for (JobInvocation job : foreman.jobInvocations()
                    .list(ListQuery.first(ids.size(), search))
                    .results()) {
                if (job.id() == jobId) {
                    mine = job;
                } else if (others.contains(job.id())) {
                    serve(new Key(sight, job.id()), job, now);
                }
            }
        } catch (ForemanException e) {
            // a refusal of the list is none of the job; whatever else is the matter would be so with the job, too
            if (!e.isForemans() || e.isTransient() || e.kind() == ForemanException.Kind.NOT_AUTHENTICATED) {
                throw e;
            }
        }
        return mine;
    }

    private synchronized void serve(Key key, JobInvocation job, Moment seenAt) {
        waiting.computeIfPresent(key, (same, each) -> new Waiting(each.since(), each.due(), job, seenAt));
    }
}
