package io.jenkins.plugins.foreman.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/**
 * Makes a job of an earlier one. As seen on REX 17.1 a static job always runs on all its hosts again, whatever was
 * asked for: only its query is changed. A dynamic job honours the choice.
 */
final class RerunComposer {

    private final JobInvocations jobs;
    private final VersionProfile profile;
    private final Call call;

    RerunComposer(JobInvocations jobs, VersionProfile profile, Call call) {
        this.jobs = jobs;
        this.profile = profile;
        this.call = call;
    }

    JobSpec compose(SimJobInvocation original) {
        JobSpec spec = original.spec().rerun();
        spec.user = call.user;
        spec.organization = call.organization;
        spec.location = call.location;
        spec.requestId = call.requestId;
        spec.request = null;
        List<SimHost> chosen = chosen(original);
        if (chosen != null) {
            spec.bookmark = null;
            spec.searchQuery = chosen.isEmpty() ? "name ^ ()" : CreateComposer.queryOf(chosen);
        }
        if (spec.isStatic()) {
            spec.presetHosts = original.targets();
        }
        return spec;
    }

    private List<SimHost> chosen(SimJobInvocation original) {
        JsonNode hostIds = call.body().path("host_ids");
        if (hostIds.isArray()) {
            List<SimHost> hosts = new ArrayList<>();
            for (JsonNode id : hostIds) {
                SimHost host = jobs.fleet().find(id.asInt());
                if (host != null) {
                    hosts.add(host);
                }
            }
            return hosts;
        }
        if (call.truthy("failed_only")) {
            return failed(original);
        }
        if (profile.hasSucceededOnly() && call.truthy("succeeded_only")) {
            return succeeded(original);
        }
        return null;
    }

    /** Of a finished job everything that did not succeed, else what has failed or was cancelled so far. */
    private List<SimHost> failed(SimJobInvocation original) {
        boolean finished = original.isFinished(call.now());
        return filter(
                original,
                result -> finished ? !"success".equals(result) : "error".equals(result) || "cancelled".equals(result));
    }

    private List<SimHost> succeeded(SimJobInvocation original) {
        return filter(original, "success"::equals);
    }

    private List<SimHost> filter(SimJobInvocation original, java.util.function.Predicate<String> wanted) {
        return original.targets().stream()
                .filter(host -> !host.isDeleted())
                .filter(host -> {
                    HostRun run = JobInvocationView.run(original, host);
                    boolean planned = run != null && run.isPlanned(call.now());
                    return wanted.test(planned ? run.result(call.now()) : null);
                })
                .toList();
    }
}
