package io.jenkins.plugins.foreman.build;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.AbortException;
import hudson.model.Run;
import io.jenkins.plugins.foreman.client.Foreman;
import io.jenkins.plugins.foreman.config.ResolvedServer;
import io.jenkins.plugins.foreman.config.ServerLookup;

/** The servers as builds use them: with an organization and location of their own where they ask for one. */
public final class Servers {

    private Servers() {}

    /** Makes a client for a build, without asking the server anything yet. */
    @NonNull
    public static Foreman connect(@CheckForNull String name, @NonNull Run<?, ?> build) throws AbortException {
        return ServerLookup.find(name, build.getParent()).connect(build);
    }

    @NonNull
    static ResolvedServer find(@CheckForNull String name, @NonNull JobDefinition definition, @NonNull Run<?, ?> build)
            throws AbortException {
        return ServerLookup.find(name, build.getParent())
                .limitedTo(definition.getOrganization(), definition.getLocation());
    }
}
