package hudson.model;

import edu.umd.cs.findbugs.annotations.CheckForNull;

public abstract class InvisibleAction implements Action {
    @Override
    @CheckForNull
    public final String getIconFileName() {
        throw new UnsupportedOperationException();
    }

    @Override
    @CheckForNull
    public final String getDisplayName() {
        throw new UnsupportedOperationException();
    }

    @Override
    @CheckForNull
    public String getUrlName() {
        throw new UnsupportedOperationException();
    }
}
