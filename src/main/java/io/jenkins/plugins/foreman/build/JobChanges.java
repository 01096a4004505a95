package io.jenkins.plugins.foreman.build;

import hudson.Extension;
import hudson.model.Item;
import hudson.model.Run;
import hudson.model.listeners.ItemListener;
import hudson.model.listeners.RunListener;

/** Lets runs that are followed know when their job gets another place, or when it or their build is deleted. */
@Extension
public final class JobChanges extends ItemListener {

    /** Told of each item, those in a folder that was renamed or moved included. */
    @Override
    public void onLocationChanged(Item item, String oldFullName, String newFullName) {
        BuildRuns.get().moved(item);
        BackgroundRuns.get().moved(item);
    }

    @Override
    public void onDeleted(Item item) {
        BuildRuns.get().deleted(build -> build.getParent().equals(item));
    }

    /** The same for single builds. */
    @Extension
    @SuppressWarnings("rawtypes")
    public static final class OfBuilds extends RunListener<Run> {

        @Override
        public void onDeleted(Run deleted) {
            BuildRuns.get()
                    .deleted(build -> build.getNumber() == deleted.getNumber()
                            && build.getParent().equals(deleted.getParent()));
        }
    }
}
