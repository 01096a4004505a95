package io.jenkins.plugins.foreman.config;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.model.ItemGroup;
import java.util.List;

/**
 * The servers of one place on the way from a job outwards.
 *
 * @param folder full name of the folder, null for the global ones
 * @param owner where credentials are looked up
 */
record ServerLevel(
        @CheckForNull String folder,
        @NonNull ItemGroup<?> owner,
        @NonNull List<ForemanServer> servers,
        @CheckForNull String defaultServer) {

    @CheckForNull
    ResolvedServer find(@NonNull String name) {
        for (ForemanServer server : servers) {
            if (server.getName().equals(name)) {
                return new ResolvedServer(server, owner);
            }
        }
        return null;
    }
}
