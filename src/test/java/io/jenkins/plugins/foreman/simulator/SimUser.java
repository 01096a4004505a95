package io.jenkins.plugins.foreman.simulator;

import java.util.Set;
import java.util.TreeSet;

/** A user of Foreman. Immutable but for being disabled. */
public final class SimUser {

    private final int id;
    private final String login;
    private final String password;
    private final String token;
    private final boolean admin;
    private final Set<String> permissions;
    private volatile boolean disabled;

    SimUser(int id, String login, String password, String token, boolean admin, Set<String> permissions) {
        this.id = id;
        this.login = login;
        this.password = password;
        this.token = token;
        this.admin = admin;
        this.permissions = new TreeSet<>(permissions);
    }

    public int id() {
        return id;
    }

    public String login() {
        return login;
    }

    public boolean admin() {
        return admin;
    }

    /** Lets the user in no more. */
    public void disable() {
        disabled = true;
    }

    boolean disabled() {
        return disabled;
    }

    boolean accepts(String secret) {
        return !secret.isEmpty() && (secret.equals(password) || secret.equals(token));
    }

    boolean can(String permission) {
        return admin || permissions.contains(permission);
    }

    Set<String> permissions() {
        return permissions;
    }
}
