package io.jenkins.plugins.foreman.runs;

import hudson.Extension;
import hudson.model.Item;
import hudson.model.Run;
import hudson.model.listeners.ItemListener;
import hudson.model.listeners.RunListener;
import java.io.IOException;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Lets runs that are followed know when their job gets another place, or when it or their build is deleted. */
@Extension
public final class JobChanges extends ItemListener {

    private static final Logger LOGGER = Logger.getLogger(JobChanges.class.getName());

    /** Told of each item, those in a folder that was renamed or moved included. */
    @Override
    public void onLocationChanged(Item item, String oldFullName, String newFullName) {
        BuildRuns.get().begun().moved(oldFullName, newFullName, JobChanges::tell);
        BuildRuns.get().moved(item);
    }

    @Override
    public void onDeleted(Item item) {
        BuildRuns.get().deleted(build -> build.getParent().equals(item));
        BuildRuns.get().begun().deletedJob(item.getFullName(), JobChanges::tell);
    }

    private static void tell(IOException fault) {
        LOGGER.log(Level.WARNING, "Cannot record where a run has moved to", fault);
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
            BuildRuns.get().begun().deletedBuild(deleted.getExternalizableId(), JobChanges::tell);
        }
    }
}
