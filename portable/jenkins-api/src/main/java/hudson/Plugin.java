package hudson;

import hudson.model.Saveable;
import java.io.IOException;
import jenkins.model.Loadable;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.kohsuke.stapler.StaplerProxy;

public abstract class Plugin implements Loadable, Saveable, StaplerProxy {
    @Deprecated
    protected Plugin() {
        throw new UnsupportedOperationException();
    }

    @Override
    public synchronized void load() throws IOException {
        throw new UnsupportedOperationException();
    }

    @Override
    public synchronized void save() throws IOException {
        throw new UnsupportedOperationException();
    }

    @Restricted(NoExternalUse.class)
    @Override
    public Object getTarget() {
        throw new UnsupportedOperationException();
    }
}
