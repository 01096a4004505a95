package io.jenkins.plugins.foreman.job;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.Util;
import hudson.model.Describable;
import hudson.model.Descriptor;
import hudson.util.FormValidation;
import io.jenkins.plugins.foreman.client.JobOptions;
import io.jenkins.plugins.foreman.invocation.InvalidRequestException;
import io.jenkins.plugins.foreman.invocation.PointInTime;
import java.io.Serializable;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** How a job repeats in Foreman. */
public final class Recurrence implements Describable<Recurrence>, Serializable {

    private static final long serialVersionUID = 1L;

    private final String cronLine;
    private Integer maxIteration;
    private String endTime;
    private String purpose;

    @DataBoundConstructor
    public Recurrence(String cronLine) {
        this.cronLine = Util.fixNull(cronLine).trim();
    }

    @NonNull
    public String getCronLine() {
        return cronLine;
    }

    /** After how many runs it ends, null for no end. */
    @CheckForNull
    public Integer getMaxIteration() {
        return maxIteration;
    }

    @DataBoundSetter
    public void setMaxIteration(@CheckForNull Integer maxIteration) {
        // an empty field of a form comes as 0
        this.maxIteration = maxIteration == null || maxIteration > 0 ? maxIteration : null;
    }

    /** A point in time, null for no end. */
    @CheckForNull
    public String getEndTime() {
        return endTime;
    }

    @DataBoundSetter
    public void setEndTime(@CheckForNull String endTime) {
        this.endTime = Util.fixEmptyAndTrim(endTime);
    }

    /** A name under which only one repeating job may be active. */
    @CheckForNull
    public String getPurpose() {
        return purpose;
    }

    @DataBoundSetter
    public void setPurpose(@CheckForNull String purpose) {
        this.purpose = Util.fixEmptyAndTrim(purpose);
    }

    /** As Foreman is asked for it, which answers a repetition without a cron line with an error of its own. */
    @NonNull
    JobOptions.Recurrence option() throws InvalidRequestException {
        if (cronLine.isEmpty()) {
            throw new InvalidRequestException(Messages::Recurrence_noCronLine);
        }
        return new JobOptions.Recurrence(cronLine, maxIteration, PointInTime.parse(endTime), purpose);
    }

    @NonNull
    Recurrence expanded(@NonNull Expansion expansion) {
        Recurrence copy = new Recurrence(expansion.of(cronLine));
        copy.maxIteration = maxIteration;
        copy.endTime = expansion.of(endTime);
        copy.purpose = expansion.of(purpose);
        return copy;
    }

    /** Form of a recurrence. */
    @Extension
    public static final class DescriptorImpl extends Descriptor<Recurrence> {

        @Override
        @NonNull
        public String getDisplayName() {
            return Messages.Recurrence_displayName();
        }

        /** Says whether there is a cron line. */
        @POST
        public FormValidation doCheckCronLine(@QueryParameter String value) {
            return value.isBlank() ? FormValidation.error(Messages.Recurrence_noCronLine()) : FormValidation.ok();
        }

        /** Says whether it is a point in time. */
        @POST
        public FormValidation doCheckEndTime(@QueryParameter String value) {
            return TimeField.check(value);
        }
    }
}
