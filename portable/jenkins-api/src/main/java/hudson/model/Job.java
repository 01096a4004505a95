package hudson.model;

import hudson.ExtensionPoint;
import hudson.search.QuickSilver;
import jenkins.model.ModelObjectWithChildren;
import jenkins.widgets.HasWidgets;
import org.kohsuke.stapler.StaplerOverridable;
import org.kohsuke.stapler.export.Exported;

public abstract class Job<JobT extends Job<JobT, RunT>, RunT extends Run<JobT, RunT>> extends AbstractItem
        implements ExtensionPoint, StaplerOverridable, ModelObjectWithChildren, HasWidgets {
    protected Job(ItemGroup parent, String name) {
        super(parent, name);
    }

    @Exported
    public abstract boolean isBuildable();

    public <T extends JobProperty> T getProperty(Class<T> clazz) {
        throw new UnsupportedOperationException();
    }

    public RunT getBuildByNumber(int n) {
        throw new UnsupportedOperationException();
    }

    @Exported
    @QuickSilver
    public RunT getLastBuild() {
        throw new UnsupportedOperationException();
    }
}
