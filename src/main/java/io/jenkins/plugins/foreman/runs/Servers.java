package io.jenkins.plugins.foreman.runs;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.AbortException;
import hudson.model.Run;
import io.jenkins.plugins.foreman.client.Foreman;
import io.jenkins.plugins.foreman.config.ResolvedServer;
import io.jenkins.plugins.foreman.config.ServerIdentity;
import io.jenkins.plugins.foreman.config.ServerLookup;
import io.jenkins.plugins.foreman.invocation.ServerBudget;
import io.jenkins.plugins.foreman.record.RunHead;
import java.io.IOException;

/**
 * The servers as builds use them: a new run takes the nearest of a name, and whatever goes on with a run that there is
 * takes the server that it was begun with or none.
 */
public final class Servers {

    private Servers() {}

    /** The server of that name for a build, with whom acts there. Asks the server nothing. */
    @NonNull
    public static ResolvedServer find(@CheckForNull String name, @NonNull Asker asker) throws AbortException {
        return asker.at(ServerLookup.find(name, asker.build().getParent()), null);
    }

    /** Makes a client to go on with a run of a build, without asking the server anything yet. */
    @NonNull
    static Foreman connect(@NonNull Run<?, ?> build, @NonNull InvocationEntry entry, @NonNull Asker asker)
            throws IOException {
        String ofRun = BuildRuns.get().definition(build, entry).getCredentialsId();
        return asker.at(origin(build, entry, build).find(build), ofRun).connect(asker.build());
    }

    /** The budget of the server that goes on with a run of a build. */
    @NonNull
    public static ServerBudget budget(@NonNull Run<?, ?> build, @NonNull InvocationEntry entry) throws IOException {
        return origin(build, entry, build).find(build).budget();
    }

    /**
     * The server that a run was begun with.
     *
     * @param here the build that is to use it, perhaps one of another job
     */
    @NonNull
    static ServerOrigin origin(@NonNull Run<?, ?> build, @NonNull InvocationEntry entry, @NonNull Run<?, ?> here)
            throws IOException {
        BuildRuns runs = BuildRuns.get();
        ServerOrigin from = runs.definition(build, entry).origin();
        String own = build.getParent().equals(here.getParent())
                ? null
                : build.getParent().getFullName();
        String job = from == null || from.job() == null ? own : from.job();
        return origin(entry, runs.record(build, entry).head(), job);
    }

    /** The server for a run that is to begin. */
    @NonNull
    static ResolvedServer forNew(@NonNull JobDefinition definition, @NonNull Run<?, ?> build) throws IOException {
        ServerOrigin origin = definition.origin();
        ResolvedServer server =
                origin == null ? ServerLookup.find(definition.getServer(), build.getParent()) : origin.find(build);
        return limited(Asker.itself(build).at(server, definition.getCredentialsId()), definition);
    }

    /** The server for a run that was begun. */
    @NonNull
    static ResolvedServer forStored(@NonNull StoredRun stored, @NonNull RunHead head, @NonNull Run<?, ?> build)
            throws IOException {
        ServerOrigin from = stored.definition().origin();
        ResolvedServer server =
                origin(stored.entry(), head, from == null ? null : from.job()).find(build);
        Asker asker = new Asker(build, stored.entry().getRequestedBy(), null);
        return limited(asker.at(server, stored.definition().getCredentialsId()), stored.definition());
    }

    private static ServerOrigin origin(InvocationEntry entry, RunHead head, @CheckForNull String job) {
        return new ServerOrigin(job, new ServerIdentity(entry.getServer(), head.serverOwner(), head.serverUrl()));
    }

    private static ResolvedServer limited(ResolvedServer server, JobDefinition definition) {
        return server.limitedTo(definition.getOrganization(), definition.getLocation());
    }
}
