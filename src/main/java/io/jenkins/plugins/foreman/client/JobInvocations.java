package io.jenkins.plugins.foreman.client;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import java.util.Collection;
import java.util.List;
import java.util.function.Consumer;

/** The job invocations API of Foreman, one method an endpoint. All methods block and throw {@link ForemanException}. */
public final class JobInvocations {

    /** Most hosts in one page or one bulk read. */
    public static final int BATCH = 100;

    private final ForemanHttp http;

    JobInvocations(ForemanHttp http) {
        this.http = http;
    }

    /** {@code GET /job_invocations}. */
    @NonNull
    public Page<JobInvocation> list(@NonNull ListQuery query) throws ForemanException {
        throw new UnsupportedOperationException();
    }

    /**
     * {@code GET /job_invocations/:id} without hosts where the server can leave them out: cheap, for polling.
     *
     * @throws ForemanException {@code NOT_FOUND} when it does not exist or may not be seen; {@code SERVER_FAULT} also
     *     when its task was purged
     */
    @NonNull
    public JobInvocation show(long id) throws ForemanException {
        throw new UnsupportedOperationException();
    }

    /** {@code GET /job_invocations/:id?host_status=true}: with all hosts and their states, unpaged. */
    @NonNull
    public JobInvocation showWithHosts(long id) throws ForemanException {
        throw new UnsupportedOperationException();
    }

    /**
     * {@code GET /job_invocations/:id/hosts}, REX 14.1 and newer.
     *
     * @throws ForemanException {@code NOT_FOUND} also where the server has no such endpoint
     */
    @NonNull
    public Page<JobHost> hosts(long id, @NonNull ListQuery query) throws ForemanException {
        throw new UnsupportedOperationException();
    }

    /**
     * {@code POST /job_invocations}. Not idempotent.
     *
     * @throws ForemanException {@code INVALID_REQUEST} also for the status 500 with which Foreman refuses bad input
     */
    @NonNull
    public JobInvocation create(@NonNull NewJobInvocation request) throws ForemanException {
        throw new UnsupportedOperationException();
    }

    /**
     * {@code GET /job_invocations/:id/hosts/:host_id}, streamed: memory use does not depend on the length of the output.
     *
     * @param sinceMicros only chunks with a later timestamp, null for all
     * @param chunks called for each chunk in the order of the reply, on the calling thread
     * @return the reply without its chunks
     */
    @NonNull
    public HostOutput output(long id, long hostId, @CheckForNull Long sinceMicros, @NonNull Consumer<OutputChunk> chunks)
            throws ForemanException {
        throw new UnsupportedOperationException();
    }

    /**
     * {@code GET /job_invocations/:id/hosts/:host_id/raw}: the output as one text.
     *
     * @return null while the host has no task
     */
    @CheckForNull
    public String rawOutput(long id, long hostId) throws ForemanException {
        throw new UnsupportedOperationException();
    }

    /**
     * {@code POST /job_invocations/:id/outputs} for some of the hosts; falls back to {@code GET} where it must.
     *
     * @param hostIds at most {@link #BATCH}; each costs the server several queries, and a call to its smart proxy while
     *     it runs
     * @param sinceMicros one lower bound for all of them, null for all chunks
     * @param limitPerHost characters kept of a host; beyond it the host's {@link HostOutput#truncated()} is set
     */
    @NonNull
    public List<HostOutput> outputs(
            long id, @NonNull Collection<Long> hostIds, @CheckForNull Long sinceMicros, int limitPerHost)
            throws ForemanException {
        throw new UnsupportedOperationException();
    }

    /**
     * {@code GET /job_invocations/:id/outputs} as the API has it, for the step of that name.
     *
     * @param searchQuery over hosts, null for all
     */
    @NonNull
    public List<HostOutput> outputs(
            long id, @CheckForNull String searchQuery, @CheckForNull Long sinceMicros, int limitPerHost)
            throws ForemanException {
        throw new UnsupportedOperationException();
    }

    /**
     * {@code POST /job_invocations/:id/cancel}.
     *
     * @param force give up on the running processes at once instead of waiting for them
     * @param search cancel only on matching hosts (REX 16.1 and newer), null for the whole job
     * @return not accepted when there is nothing left to cancel
     */
    @NonNull
    public CancelResult cancel(long id, boolean force, @CheckForNull String search) throws ForemanException {
        throw new UnsupportedOperationException();
    }

    /**
     * {@code POST /job_invocations/:id/rerun} in all its variants. Foreman runs on all hosts of a static query whatever
     * the variant, and drops passwords: for failed hosts a fresh create is right.
     *
     * @return the new invocation, read again because the reply itself is a bare record
     */
    @NonNull
    public JobInvocation rerun(long id, @NonNull RerunHosts hosts, @NonNull List<Long> hostIds) throws ForemanException {
        throw new UnsupportedOperationException();
    }

    /** Which hosts the API's own rerun is asked for. */
    public enum RerunHosts {
        ALL,
        FAILED_ONLY,
        SUCCEEDED_ONLY,
        /** Those given by id. */
        LISTED
    }
}
