package hudson.security;

import edu.umd.cs.findbugs.annotations.CheckForNull;

public final class Permission {
    public final Class owner;

    public final String name;

    /** Keeps the name, so that the constants of the API are not null. */
    @Deprecated
    public Permission(PermissionGroup group, String name, @CheckForNull Permission impliedBy) {
        this.owner = Permission.class;
        this.name = name;
    }
}
