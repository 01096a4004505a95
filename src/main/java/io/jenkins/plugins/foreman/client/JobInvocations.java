package io.jenkins.plugins.foreman.client;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import java.math.BigDecimal;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** The job invocations API of Foreman, one method an endpoint. All methods block and throw {@link ForemanException}. */
public final class JobInvocations {

    /** Most hosts in one page or one bulk read. */
    public static final int BATCH = 100;

    /** Characters kept of one bulk read, where each chunk counts as many more as it takes besides its text. */
    public static final int MOST_KEPT = 1 << 24;

    private static final String PATH = "/api/job_invocations";
    private static final int NOT_CANCELLABLE = 422;

    private final ForemanHttp http;

    private volatile boolean postsOutputs = true;

    JobInvocations(ForemanHttp http) {
        this.http = http;
    }

    /** {@code GET /job_invocations}. */
    @NonNull
    public Page<JobInvocation> list(@NonNull ListQuery query) throws ForemanException {
        return http.call(
                ApiCall.get(Messages::ForemanCall_list, PATH).with(query),
                parser -> PageReader.read(parser, JobInvocationReader::withoutHosts));
    }

    /**
     * {@code GET /job_invocations/:id} without hosts where the server can leave them out: cheap, for polling.
     *
     * @throws ForemanException {@code NOT_FOUND} when it does not exist or may not be seen; {@code SERVER_FAULT} also
     *     when its task was purged
     */
    @NonNull
    public JobInvocation show(long id) throws ForemanException {
        return http.call(
                ApiCall.get(() -> Messages.ForemanCall_show(text(id)), path(id)).with("include_hosts", false),
                JobInvocationReader::withoutHosts);
    }

    /** {@code GET /job_invocations/:id?host_status=true}: with all hosts and their states, unpaged. */
    @NonNull
    public JobInvocation showWithHosts(long id) throws ForemanException {
        return http.call(
                ApiCall.get(() -> Messages.ForemanCall_showWithHosts(text(id)), path(id))
                        .with("host_status", true)
                        .upTo(ReplySize.HOSTS),
                JobInvocationReader::withHosts);
    }

    /**
     * {@code GET /job_invocations/:id/hosts}, REX 14.1 and newer.
     *
     * @throws ForemanException {@code NOT_FOUND} also where the server has no such endpoint
     */
    @NonNull
    public Page<JobHost> hosts(long id, @NonNull ListQuery query) throws ForemanException {
        return http.call(
                ApiCall.get(() -> Messages.ForemanCall_jobHosts(text(id)), path(id) + "/hosts")
                        .with(query),
                parser -> PageReader.read(parser, JobInvocationReader::host));
    }

    /**
     * {@code POST /job_invocations}. Not idempotent.
     *
     * @throws ForemanException {@code INVALID_REQUEST} also for the status 500 with which Foreman refuses bad input
     */
    @NonNull
    public JobInvocation create(@NonNull NewJobInvocation request) throws ForemanException {
        return http.call(
                ApiCall.post(() -> purpose(request), PATH, CreateBody.of(request))
                        .with("include_hosts", false)
                        .creating(CreateBody.masked(request)),
                JobInvocationReader::withoutHosts);
    }

    /**
     * {@code GET /job_invocations/:id/hosts/:host_id}, streamed: memory use does not depend on the length of the output.
     *
     * @param sinceMicros only chunks with a later timestamp, null for all
     * @param chunks called for each chunk in the order of the reply, on the calling thread
     * @return the reply without its chunks
     */
    @NonNull
    public HostOutput output(
            long id, long hostId, @CheckForNull Long sinceMicros, @NonNull Consumer<OutputChunk> chunks)
            throws ForemanException {
        return http.call(
                hostOutput(id, hostId, "").with("since", since(sinceMicros)).upTo(ReplySize.OUTPUT),
                parser -> HostOutputReader.stream(parser, hostId, chunks));
    }

    /**
     * {@code GET /job_invocations/:id/hosts/:host_id/raw}: the output as one text, held in memory; one of more than 32
     * MiB ends with a line that says so.
     *
     * @return null while the host has no task
     */
    @CheckForNull
    public String rawOutput(long id, long hostId) throws ForemanException {
        return http.call(hostOutput(id, hostId, "/raw").upTo(ReplySize.OUTPUT), parser -> {
            String[] output = {null};
            Json.fields(parser, name -> {
                if (name.equals("output")) {
                    output[0] = parser.getValueAsString();
                    if (Json.isCut(parser)) {
                        output[0] += "\n… cut here: longer than " + Json.LONGEST_STRING + " bytes";
                    }
                }
            });
            return output[0];
        });
    }

    /**
     * {@code POST /job_invocations/:id/outputs} for some of the hosts; falls back to {@code GET} where it must.
     *
     * @param hostIds at most {@link #BATCH}; each costs the server several queries, and a call to its smart proxy while
     *     it runs
     * @param sinceMicros one lower bound for all of them, null for all chunks
     * @param limitPerHost characters kept of a host; beyond it, or when {@link #MOST_KEPT} are kept of all hosts, the
     *     host's {@link HostOutput#truncated()} is set
     */
    @NonNull
    public List<HostOutput> outputs(
            long id, @NonNull Collection<Long> hostIds, @CheckForNull Long sinceMicros, int limitPerHost)
            throws ForemanException {
        if (hostIds.isEmpty()) {
            return List.of();
        }
        String search = anyOf(hostIds);
        if (postsOutputs) {
            ObjectNode body = Json.object().put("search_query", search);
            if (sinceMicros != null) {
                body.put("since", since(sinceMicros));
            }
            try {
                return http.call(
                        ApiCall.post(() -> Messages.ForemanCall_outputs(text(id)), path(id) + "/outputs", body)
                                .upTo(ReplySize.OUTPUTS),
                        parser -> HostOutputReader.several(parser, limitPerHost));
            } catch (ForemanException e) {
                if (!e.isUnknownEndpoint()) {
                    throw e;
                }
                postsOutputs = false;
            }
        }
        return outputs(id, search, sinceMicros, limitPerHost);
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
        return http.call(
                getOutputs(id, searchQuery, sinceMicros), parser -> HostOutputReader.several(parser, limitPerHost));
    }

    /**
     * {@code GET /job_invocations/:id/outputs?raw=true} for some of the hosts: as {@link #outputs(long, Collection, Long,
     * int)}, but each host's output is one chunk of type {@code STDOUT} without timestamp, and one longer than the limit is
     * left out whole.
     */
    @NonNull
    public List<HostOutput> rawOutputs(
            long id, @NonNull Collection<Long> hostIds, @CheckForNull Long sinceMicros, int limitPerHost)
            throws ForemanException {
        return hostIds.isEmpty()
                ? List.of()
                : http.call(
                        getOutputs(id, anyOf(hostIds), sinceMicros).with("raw", true),
                        parser -> HostOutputReader.several(parser, limitPerHost));
    }

    /** A search for hosts by their ids. */
    private static String anyOf(Collection<Long> hostIds) {
        return hostIds.stream().map(String::valueOf).collect(Collectors.joining(",", "id ^ (", ")"));
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
        ObjectNode body = Json.object();
        if (force) {
            // even false would count as true in a query string, so it is only ever sent when it is meant
            body.put("force", true);
        }
        if (search != null) {
            body.put("search", search);
        }
        try {
            return http.call(
                    ApiCall.post(() -> Messages.ForemanCall_cancel(text(id)), path(id) + "/cancel", body),
                    parser -> CancelResult.of(Json.tree(parser)));
        } catch (ForemanException e) {
            if (e.status() == NOT_CANCELLABLE && search == null) {
                return new CancelResult(false, List.of(), List.of());
            }
            throw e;
        }
    }

    /** {@code POST /foreman_tasks/api/recurring_logics/:id/cancel}: the only way to end a recurring job. */
    public void cancelRecurring(long recurringLogicId) throws ForemanException {
        http.call(
                ApiCall.post(
                        () -> Messages.ForemanCall_cancelRecurring(text(recurringLogicId)),
                        "/foreman_tasks/api/recurring_logics/" + recurringLogicId + "/cancel",
                        Json.object()),
                Json::tree);
    }

    /**
     * {@code POST /job_invocations/:id/rerun} in all its variants. Foreman runs on all hosts of a static query whatever
     * the variant, and drops passwords: for failed hosts a fresh create is right.
     *
     * @return the new invocation, read again because the reply itself is a bare record; only that record, with status
     *     {@code UNKNOWN}, when reading it again failed
     */
    @NonNull
    public JobInvocation rerun(long id, @NonNull RerunHosts hosts, @NonNull List<Long> hostIds)
            throws ForemanException {
        ObjectNode body = Json.object();
        switch (hosts) {
            case FAILED_ONLY -> body.put("failed_only", true);
            case SUCCEEDED_ONLY -> body.put("succeeded_only", true);
            case LISTED -> {
                ArrayNode ids = body.putArray("host_ids");
                hostIds.forEach(ids::add);
            }
            default -> {}
        }
        JobInvocation bare = http.call(
                ApiCall.post(() -> Messages.ForemanCall_rerun(text(id)), path(id) + "/rerun", body)
                        .creating(Set.of()),
                JobInvocationReader::withoutHosts);
        try {
            return show(bare.id());
        } catch (ForemanException e) {
            // it runs: throwing here would make the caller start another one
            return bare;
        }
    }

    private static String purpose(NewJobInvocation request) {
        // said because Foreman answers an unknown feature with "Template with id '' was not found"
        return request.feature() == null
                ? Messages.ForemanCall_createOfTemplate(String.valueOf(request.templateId()))
                : Messages.ForemanCall_createOfFeature(request.feature());
    }

    /** As it is, without the separators that a message would give a number. */
    private static String text(long id) {
        return Long.toString(id);
    }

    private static String path(long id) {
        return PATH + "/" + id;
    }

    /** Without organization and location, which older versions mistake for what the host is nested in. */
    private static ApiCall hostOutput(long id, long hostId, String suffix) {
        return ApiCall.get(
                        () -> Messages.ForemanCall_hostOutput(text(hostId), text(id)),
                        path(id) + "/hosts/" + hostId + suffix)
                .withoutTaxonomy();
    }

    private static ApiCall getOutputs(long id, @CheckForNull String searchQuery, @CheckForNull Long sinceMicros) {
        return ApiCall.get(() -> Messages.ForemanCall_outputs(text(id)), path(id) + "/outputs")
                .upTo(ReplySize.OUTPUTS)
                .with("search_query", searchQuery)
                .with("since", since(sinceMicros));
    }

    /** Seconds as a plain decimal: Foreman compares floats, and reads exponents as it likes. */
    @CheckForNull
    private static String since(@CheckForNull Long micros) {
        return micros == null ? null : BigDecimal.valueOf(micros, 6).toPlainString();
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
