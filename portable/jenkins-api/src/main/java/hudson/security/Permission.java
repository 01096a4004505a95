package hudson.security;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;

public final class Permission {
    @NonNull
    public final Class owner;

    @NonNull
    public final String name;

    /** Keeps the name, so that the constants of the API are not null. */
    @Deprecated
    public Permission(@NonNull PermissionGroup group, @NonNull String name, @CheckForNull Permission impliedBy) {
        this.owner = Permission.class;
        this.name = name;
    }
}
