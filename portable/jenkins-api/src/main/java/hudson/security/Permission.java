package hudson.security;

import edu.umd.cs.findbugs.annotations.CheckForNull;

public final class Permission {
    public final Class owner;

    public final String name;

    public Permission(PermissionGroup group, String name, @CheckForNull Permission impliedBy) {
        throw new UnsupportedOperationException();
    }
}
