package io.jenkins.plugins.foreman.page;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.model.Item;
import hudson.model.Job;
import hudson.model.Run;
import hudson.views.ListViewColumn;
import hudson.views.ListViewColumnDescriptor;
import org.jenkinsci.Symbol;
import org.kohsuke.stapler.DataBoundConstructor;

/** A column of views with what the Foreman jobs of the last build came to. */
public final class JobInvocationsColumn extends ListViewColumn {

    @DataBoundConstructor
    public JobInvocationsColumn() {
        // there is nothing to configure
    }

    /** The last build's numbers, null when there are none, or not for who asks. */
    @CheckForNull
    public BuildTotals last(@NonNull Item item) {
        if (!(item instanceof Job<?, ?> job) || !job.hasPermission(Item.READ)) {
            return null;
        }
        Run<?, ?> build = job.getLastBuild();
        return build == null ? null : BuildTotals.of(build);
    }

    /** Describes the column. */
    @Extension
    @Symbol("foremanJobs")
    public static final class DescriptorImpl extends ListViewColumnDescriptor {

        @Override
        @NonNull
        public String getDisplayName() {
            return Messages.JobInvocationsColumn_displayName();
        }

        @Override
        public boolean shownByDefault() {
            return false;
        }
    }
}
