package io.jenkins.plugins.foreman.runs;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.AbortException;
import hudson.model.Job;
import hudson.model.Queue;
import hudson.model.Run;
import hudson.security.ACL;
import java.io.IOException;
import jenkins.model.Jenkins;
import org.springframework.security.core.Authentication;

/** Who may run a build's job again. */
public final class RerunRules {

    private RerunRules() {}

    /**
     * Lets a build repeat a run of another job only where that job says so, or where the build runs as a user who may build
     * that job and nothing in the run might be a secret. Whether the user may is for the caller to check.
     *
     * @param from the build that has the run
     * @param here the build that wants to repeat it
     * @param who the build runs as
     */
    public static void checkBuild(
            @NonNull Run<?, ?> from,
            @NonNull InvocationEntry entry,
            @NonNull Run<?, ?> here,
            @NonNull Authentication who)
            throws IOException {
        Job<?, ?> to = here.getParent();
        if (from.getParent().equals(to)) {
            return;
        }
        JobDefinition definition = BuildRuns.get().definition(from, entry);
        boolean asksForPermission = who.equals(ACL.SYSTEM2) || definition.hasSecrets();
        if (asksForPermission && !RerunPermissionProperty.isGiven(from.getParent(), to)) {
            throw new AbortException(
                    Messages.RerunRules_notPermitted(from.getParent().getFullName(), to.getFullName()));
        }
        ServerOrigin origin = definition.origin();
        if (origin != null && origin.job() != null) {
            // what that one was given by a third job is not its own to give
            Job<?, ?> first = ServerOrigin.context(origin.job(), from);
            if (!first.equals(to) && !RerunPermissionProperty.isGiven(first, to)) {
                throw new AbortException(Messages.RerunRules_notPermitted(first.getFullName(), to.getFullName()));
            }
        }
    }

    /**
     * Refuses a rerun from a page where Jenkins would not begin a build of the job either.
     *
     * @throws AbortException with the reason
     */
    public static void checkPage(@NonNull Run<?, ?> build) throws AbortException {
        Job<?, ?> job = build.getParent();
        if (!job.isBuildable()) {
            throw new AbortException(Messages.RerunRules_disabled(job.getFullName()));
        }
        if (isOneAtATime(job) && isBusyBeside(build)) {
            throw new AbortException(Messages.RerunRules_notConcurrent(job.getFullName()));
        }
        if (Jenkins.get().isQuietingDown()) {
            throw new AbortException(Messages.RerunRules_quietingDown());
        }
    }

    private static boolean isOneAtATime(Job<?, ?> job) {
        return job instanceof Queue.Task task && !task.isConcurrentBuild();
    }

    private static boolean isBusyBeside(Run<?, ?> build) {
        Run<?, ?> last = build.getParent().getLastBuild();
        boolean building = last != null && last.getNumber() != build.getNumber() && last.isBuilding();
        return building || BuildRuns.get().isFollowedBeside(build);
    }
}
