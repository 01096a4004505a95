package io.jenkins.plugins.foreman.runs;

import com.cloudbees.plugins.credentials.common.StandardUsernamePasswordCredentials;
import com.cloudbees.plugins.credentials.domains.DomainRequirement;
import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.AbortException;
import hudson.model.Run;
import io.jenkins.plugins.foreman.config.ResolvedServer;
import java.util.List;

/**
 * Who asks a Foreman: whatever credentials are named, they are looked up for the build that asks, and for nobody else.
 *
 * @param build that asks
 * @param requestedBy id of the user who wants it, null for the build itself
 * @param credentialsId whose user acts in Foreman, null for that of the run it is about, or of the server
 */
public record Asker(
        @NonNull Run<?, ?> build,
        @CheckForNull String requestedBy,
        @CheckForNull String credentialsId) {

    /** A build, as the run that it is about acts. */
    @NonNull
    public static Asker itself(@NonNull Run<?, ?> build) {
        return new Asker(build, null, null);
    }

    /** The server with whom acts there. */
    @NonNull
    ResolvedServer at(@NonNull ResolvedServer server, @CheckForNull String ofRun) {
        String id = credentialsId != null ? credentialsId : ofRun;
        return id == null ? server : server.actingAs(new OfBuild(id, build, requestedBy));
    }

    private record OfBuild(
            @NonNull String id,
            @NonNull Run<?, ?> build,
            @CheckForNull String requestedBy) implements ResolvedServer.Login {

        @Override
        @CheckForNull
        public StandardUsernamePasswordCredentials find(@NonNull List<DomainRequirement> domain) throws AbortException {
            return HostLogin.lookUp(StandardUsernamePasswordCredentials.class, id, build, requestedBy, domain);
        }
    }
}
