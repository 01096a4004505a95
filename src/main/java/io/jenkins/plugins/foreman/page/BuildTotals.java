package io.jenkins.plugins.foreman.page;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.model.Run;
import io.jenkins.plugins.foreman.runs.HostTotals;
import java.io.IOException;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;

/** What the Foreman jobs of a build came to, in a few numbers. They are in {@code build.xml} once the jobs have ended. */
public final class BuildTotals {

    private static final Logger LOGGER = Logger.getLogger(BuildTotals.class.getName());

    private final Run<?, ?> build;
    private final HostTotals hosts;
    private final boolean running;

    private BuildTotals(Run<?, ?> build, HostTotals hosts, boolean running) {
        this.build = build;
        this.hosts = hosts;
        this.running = running;
    }

    /** The numbers of a build, null when it has no Foreman job, or when its numbers cannot be read. */
    @CheckForNull
    static BuildTotals of(@NonNull Run<?, ?> build) {
        JobInvocationPage page = new JobInvocationPage(build);
        List<RunGroup> groups = page.getGroups();
        if (groups.isEmpty()) {
            return null;
        }
        try {
            return new BuildTotals(build, page.totals(), groups.stream().anyMatch(RunGroup::isRunning));
        } catch (IOException e) {
            LOGGER.log(Level.WARNING, e, () -> "Cannot read what the Foreman jobs of " + build + " came to");
            return null;
        }
    }

    @NonNull
    public String getDisplayName() {
        return build.getDisplayName();
    }

    /** Where the jobs are shown, from the root of Jenkins. */
    @NonNull
    public String getUrl() {
        return build.getUrl() + JobInvocationPage.URL_NAME + "/";
    }

    @NonNull
    public HostTotals getHosts() {
        return hosts;
    }

    /** Whether one of the jobs is followed at the moment. */
    public boolean isRunning() {
        return running;
    }
}
