package io.jenkins.plugins.foreman.simulator;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Set;
import java.util.TreeSet;

/** What tells a client where it is: ping, status, plugins, the current user and permissions. */
final class StatusController {

    private final VersionProfile profile;
    private final Fleet fleet;

    StatusController(VersionProfile profile, Fleet fleet) {
        this.profile = profile;
        this.fleet = fleet;
    }

    Reply ping(Call call) {
        ObjectNode node = Json.object();
        node.putObject("results")
                .putObject("foreman")
                .putObject("database")
                .put("active", true)
                .put("duration_ms", "0");
        return Reply.json(200, node);
    }

    Reply status(Call call) {
        return Reply.json(
                200,
                Json.object()
                        .put("result", "ok")
                        .put("status", 200)
                        .put("version", profile.foremanVersion())
                        .put("api_version", 2));
    }

    Reply plugins(Call call) {
        ArrayNode results = Json.array();
        results.add(plugin(
                "foreman-tasks",
                "The goal of this plugin is to unify the way of showing task statuses",
                profile.rexVersion()));
        results.add(plugin(
                "foreman_remote_execution", "A plugin bringing remote execution to the Foreman", profile.rexVersion()));
        int total = results.size();
        return Reply.index(Paging.of(call, total, true).fields(call, total, total), results);
    }

    private static ObjectNode plugin(String name, String description, String version) {
        return Json.object()
                .put("id", name)
                .put("name", name)
                .put("author", "Foreman developers")
                .put("description", description)
                .put("url", "https://theforeman.org")
                .put("version", version);
    }

    Reply currentUser(Call call) {
        SimUser user = call.user;
        ObjectNode node = Json.object();
        node.put("firstname", user.admin() ? "Admin" : "F");
        node.put("lastname", user.admin() ? "User" : user.login());
        node.put("mail", user.login() + "@example.com").put("mail_enabled", false);
        node.put("admin", user.admin()).put("auth_source_id", 4).put("disabled", false);
        node.put("auth_source_name", "Internal").putNull("timezone").putNull("locale");
        node.put("last_login_on", Micros.rabl(call.now()));
        node.put("created_at", "2026-01-05 08:00:00 UTC").put("updated_at", "2026-01-05 08:00:00 UTC");
        node.put("id", user.id()).put("login", user.login()).putNull("description");
        node.putArray("ssh_keys");
        node.set(
                "default_location",
                LookupsController.taxonomyBase(fleet.locations().get(0)));
        ArrayNode locations = node.putArray("locations");
        fleet.locations().forEach(location -> locations.add(LookupsController.taxonomyBase(location)));
        node.set(
                "default_organization",
                LookupsController.taxonomyBase(fleet.organizations().get(0)));
        ArrayNode organizations = node.putArray("organizations");
        fleet.organizations().forEach(one -> organizations.add(LookupsController.taxonomyBase(one)));
        node.put("effective_admin", user.admin());
        node.putArray("cached_usergroups");
        node.putObject("auth_source_internal")
                .put("id", 4)
                .put("type", "AuthSourceInternal")
                .put("name", "Internal");
        node.putArray("mail_notifications");
        node.putArray("roles");
        node.putArray("usergroups");
        return Reply.json(200, node);
    }

    Reply currentPermissions(Call call) {
        Set<String> names = new TreeSet<>(call.user.permissions());
        if (call.user.admin()) {
            names.addAll(Users.with(
                    Users.REX_USER,
                    "cancel_job_invocations",
                    "view_foreman_tasks",
                    "view_recurring_logics",
                    "execute_jobs_on_infrastructure_hosts"));
        }
        ArrayNode results = Json.array();
        int id = 1;
        for (String name : names) {
            results.addObject().put("name", name).put("id", id++).put("resource_type", (String) null);
        }
        int total = results.size();
        return Reply.index(Paging.of(call, total, true).fields(call, total, total), results);
    }
}
