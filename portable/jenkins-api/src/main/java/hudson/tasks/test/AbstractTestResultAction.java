package hudson.tasks.test;

import hudson.model.HealthReportingAction;
import hudson.model.Run;
import jenkins.management.Badge;
import jenkins.model.RunAction2;
import jenkins.model.Tab;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;

@ExportedBean
public abstract class AbstractTestResultAction<T extends AbstractTestResultAction> extends Tab
        implements HealthReportingAction, RunAction2 {
    @Deprecated
    protected AbstractTestResultAction(Run owner) {
        super(owner);
    }

    @Override
    public void onAttached(Run<?, ?> r) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void onLoad(Run<?, ?> r) {
        throw new UnsupportedOperationException();
    }

    @Override
    public String getDisplayName() {
        throw new UnsupportedOperationException();
    }

    @Exported(visibility = 2)
    @Override
    public String getUrlName() {
        throw new UnsupportedOperationException();
    }

    @Override
    public String getIconFileName() {
        throw new UnsupportedOperationException();
    }

    @Override
    public Badge getBadge() {
        throw new UnsupportedOperationException();
    }

    public double getHealthScaleFactor() {
        throw new UnsupportedOperationException();
    }

    public abstract Object getResult();
}
