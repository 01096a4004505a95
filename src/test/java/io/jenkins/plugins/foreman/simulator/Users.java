package io.jenkins.plugins.foreman.simulator;

import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The users. From the start there are admin/changeme and, with the password {@code <login>-password} and a personal
 * access token {@code <login>-token}: rexuser (role Remote Execution User), rexmanager (Remote Execution Manager, may
 * cancel), rextask (as rexuser, and reads tasks), viewer and nobody (no role). Thread-safe.
 */
public final class Users {

    /** Permissions of the role Remote Execution User (read from REX 17.1). */
    static final Set<String> REX_USER = Set.of(
            "view_job_templates",
            "view_job_invocations",
            "create_job_invocations",
            "create_template_invocations",
            "view_hosts",
            "view_smart_proxies",
            "view_remote_execution_features");

    private static final Set<String> VIEWER = Set.of(
            "view_job_templates",
            "view_job_invocations",
            "view_hosts",
            "view_smart_proxies",
            "view_remote_execution_features",
            "view_foreman_tasks",
            "view_recurring_logics");

    private final Map<String, SimUser> byLogin = new LinkedHashMap<>();
    private int nextId = 8;

    Users() {
        byLogin.put("admin", new SimUser(nextId++, "admin", "changeme", "admin-token", true, Set.of()));
        nextId++;
        add("rexuser", REX_USER);
        add("rexmanager", with(REX_USER, "cancel_job_invocations", "edit_job_templates", "view_recurring_logics"));
        add("rextask", with(REX_USER, "view_foreman_tasks"));
        add("viewer", VIEWER);
        add("nobody", Set.of());
    }

    static Set<String> with(Set<String> base, String... more) {
        Set<String> all = new HashSet<>(base);
        all.addAll(List.of(more));
        return all;
    }

    /** Adds a user with the permissions, the password {@code <login>-password} and the token {@code <login>-token}. */
    public synchronized SimUser add(String login, Set<String> permissions) {
        SimUser user = new SimUser(nextId++, login, login + "-password", login + "-token", false, permissions);
        byLogin.put(login, user);
        return user;
    }

    /** The user, or null. */
    public synchronized SimUser find(String login) {
        return byLogin.get(login);
    }

    public synchronized Collection<SimUser> all() {
        return List.copyOf(byLogin.values());
    }
}
