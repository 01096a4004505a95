package io.jenkins.plugins.foreman.job;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.Util;
import hudson.model.Describable;
import hudson.model.Descriptor;
import hudson.util.FormValidation;
import io.jenkins.plugins.foreman.invocation.PointInTime;
import java.io.Serializable;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** When a job starts, if not at once. */
public final class Scheduling implements Describable<Scheduling>, Serializable {

    private static final long serialVersionUID = 1L;

    private String startAt;
    private String startBefore;

    @DataBoundConstructor
    public Scheduling() {
        // everything is optional
    }

    /** A point in time, see {@link PointInTime}; null for at once. */
    @CheckForNull
    public String getStartAt() {
        return startAt;
    }

    @DataBoundSetter
    public void setStartAt(@CheckForNull String startAt) {
        this.startAt = Util.fixEmptyAndTrim(startAt);
    }

    /** A point in time after which it is not started any more, null for none. */
    @CheckForNull
    public String getStartBefore() {
        return startBefore;
    }

    @DataBoundSetter
    public void setStartBefore(@CheckForNull String startBefore) {
        this.startBefore = Util.fixEmptyAndTrim(startBefore);
    }

    /** Whether it says nothing, as the form does where it is opened and left empty. */
    boolean isEmpty() {
        return startAt == null && startBefore == null;
    }

    @NonNull
    Scheduling expanded(@NonNull Expansion expansion) {
        Scheduling copy = new Scheduling();
        copy.startAt = expansion.of(startAt);
        copy.startBefore = expansion.of(startBefore);
        return copy;
    }

    /** Form of the two times. */
    @Extension
    public static final class DescriptorImpl extends Descriptor<Scheduling> {

        @Override
        @NonNull
        public String getDisplayName() {
            return Messages.Scheduling_displayName();
        }

        /** Says whether it is a point in time. */
        @POST
        public FormValidation doCheckStartAt(@QueryParameter String value) {
            return TimeField.check(value);
        }

        /** Says whether it is a point in time. */
        @POST
        public FormValidation doCheckStartBefore(@QueryParameter String value) {
            return TimeField.check(value);
        }
    }
}
