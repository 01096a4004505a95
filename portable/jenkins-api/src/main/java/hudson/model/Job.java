package hudson.model;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.ExtensionPoint;
import hudson.search.QuickSilver;
import org.kohsuke.stapler.export.Exported;

public abstract class Job<JobT extends Job<JobT, RunT>, RunT extends Run<JobT, RunT>> extends AbstractItem
        implements ExtensionPoint {
    protected Job(ItemGroup parent, String name) {
        super(parent, name);
    }

    @CheckForNull
    public RunT getBuildByNumber(int n) {
        throw new UnsupportedOperationException();
    }

    @Exported
    @QuickSilver
    public RunT getLastBuild() {
        throw new UnsupportedOperationException();
    }
}
