package io.jenkins.plugins.foreman.page;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.model.InvisibleAction;
import hudson.model.Item;
import hudson.model.Job;
import hudson.model.Run;
import java.util.ArrayList;
import java.util.List;

/** The box on a job's page with what its last builds' Foreman jobs came to. It has no address and no entry of its own. */
public final class JobTrend extends InvisibleAction {

    /** Builds are loaded one after the other, from the last one back, and no more than these. */
    private static final int MOST_LOOKED_AT = 20;

    private static final int MOST_SHOWN = 10;

    private final Job<?, ?> job;

    JobTrend(@NonNull Job<?, ?> job) {
        this.job = job;
    }

    /** The last builds that ran Foreman jobs, newest first; none for who may not see them. */
    @NonNull
    public List<BuildTotals> getBuilds() {
        List<BuildTotals> builds = new ArrayList<>();
        Run<?, ?> build = job.hasPermission(Item.READ) ? job.getLastBuild() : null;
        for (int i = 0; i < MOST_LOOKED_AT && build != null && builds.size() < MOST_SHOWN; i++) {
            BuildTotals totals = BuildTotals.of(build);
            if (totals != null) {
                builds.add(totals);
            }
            build = build.getPreviousBuild();
        }
        return builds;
    }

    /** The bar of one of the builds. */
    @NonNull
    public List<TrendBar.Part> bar(@NonNull BuildTotals of, @NonNull List<BuildTotals> builds) {
        int most = builds.stream()
                .mapToInt(build -> build.getHosts().getTotal())
                .max()
                .orElse(0);
        return TrendBar.of(of.getHosts(), most);
    }
}
