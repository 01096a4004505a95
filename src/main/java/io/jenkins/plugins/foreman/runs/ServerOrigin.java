package io.jenkins.plugins.foreman.runs;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.AbortException;
import hudson.model.Job;
import hudson.model.Run;
import hudson.security.ACL;
import hudson.security.ACLContext;
import io.jenkins.plugins.foreman.config.ResolvedServer;
import io.jenkins.plugins.foreman.config.ServerIdentity;
import io.jenkins.plugins.foreman.config.ServerLookup;
import java.io.IOException;
import java.io.Serializable;
import jenkins.model.Jenkins;

/** The server of a run that another one repeats, as a build keeps it; a class, since records cannot be read from XML. */
public final class ServerOrigin implements Serializable {

    private static final long serialVersionUID = 1L;

    private final String job;
    private final String name;
    private final String owner;
    private final String url;

    /** @param job full name of the job from which the server is looked up, null for that of the build itself */
    ServerOrigin(@CheckForNull String job, @NonNull ServerIdentity identity) {
        this.job = job;
        this.name = identity.name();
        this.owner = identity.owner();
        this.url = identity.url();
    }

    @CheckForNull
    String job() {
        return job;
    }

    /** The server, and no other one of its name. */
    @NonNull
    ResolvedServer find(@NonNull Run<?, ?> build) throws IOException {
        return ServerLookup.findAgain(new ServerIdentity(name, owner, url), context(job, build));
    }

    /** The job whose servers are meant; a name that another one has taken does no harm, its servers being others. */
    @NonNull
    static Job<?, ?> context(@CheckForNull String job, @NonNull Run<?, ?> build) throws AbortException {
        if (job == null) {
            return build.getParent();
        }
        try (ACLContext system = ACL.as2(ACL.SYSTEM2)) {
            Job<?, ?> found = Jenkins.get().getItemByFullName(job, Job.class);
            if (found == null) {
                throw new AbortException(Messages.ServerOrigin_noJob(job));
            }
            return found;
        }
    }
}
