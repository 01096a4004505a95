package io.jenkins.plugins.foreman.page;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.AbortException;
import hudson.model.Run;
import io.jenkins.plugins.foreman.runs.RerunRules;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Holds a run while a rerun of it is looked into and started, so that of several who ask at once only one starts it. */
final class RunClaim {

    /** By the identity of the first run. */
    private static final Set<String> CLAIMED = ConcurrentHashMap.newKeySet();

    private final String identity;

    private RunClaim(String identity) {
        this.identity = identity;
    }

    /** @throws AbortException when it runs already or may not run now */
    @NonNull
    static RunClaim of(@NonNull Run<?, ?> build, @NonNull RunGroup group) throws AbortException {
        RunClaim claim = of(group.identity());
        try {
            if (group.isRunning()) {
                throw new AbortException(Messages.RunClaim_running());
            }
            RerunRules.checkPage(build);
            return claim;
        } catch (AbortException | RuntimeException e) {
            claim.close();
            throw e;
        }
    }

    @NonNull
    static RunClaim of(@NonNull String identity) throws AbortException {
        if (!CLAIMED.add(identity)) {
            throw new AbortException(Messages.RunClaim_running());
        }
        return new RunClaim(identity);
    }

    void close() {
        CLAIMED.remove(identity);
    }
}
