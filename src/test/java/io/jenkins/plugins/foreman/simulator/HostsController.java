package io.jenkins.plugins.foreman.simulator;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Comparator;
import java.util.List;

/** {@code /api/hosts}. Called under the simulator's lock. */
final class HostsController {

    private final JobInvocations jobs;

    HostsController(JobInvocations jobs) {
        this.jobs = jobs;
    }

    private List<SimHost> visible(Call call) {
        return jobs.fleet().all().stream()
                .filter(host -> JobInvocations.canSee(call.user, call.organization, call.location, host))
                .toList();
    }

    Reply index(Call call) {
        boolean thin = call.truthy("thin");
        return LookupsController.list(
                call,
                visible(call),
                jobs.hostFields().of(call.param("search"), null),
                host -> thin ? Json.object().put("id", host.id()).put("name", host.name()) : full(host),
                Comparator.comparing(SimHost::name));
    }

    private SimHost require(Call call) {
        String id = call.path("id");
        Fleet fleet = jobs.fleet();
        SimHost host = id.matches("\\d{1,9}") ? fleet.find(Integer.parseInt(id)) : fleet.find(id);
        if (host == null || !JobInvocations.canSee(call.user, call.organization, call.location, host)) {
            throw ApiError.resourceNotFound("host", id);
        }
        return host;
    }

    Reply show(Call call) {
        return Reply.json(200, full(require(call)));
    }

    Reply destroy(Call call) {
        SimHost host = require(call);
        jobs.fleet().remove(host.name());
        return Reply.json(200, full(host));
    }

    private static ObjectNode full(SimHost host) {
        return Json.object()
                .put("name", host.name())
                .put("id", host.id())
                .put("display_name", host.name())
                .put("operatingsystem_name", host.operatingsystem())
                .put("hostgroup_name", host.hostgroup())
                .put("organization_id", host.organization().id())
                .put("organization_name", host.organization().name())
                .put("location_id", host.location().id())
                .put("location_name", host.location().name());
    }
}
