package io.jenkins.plugins.foreman.runs;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.model.Job;
import jenkins.model.OptionalJobProperty;
import org.jenkinsci.Symbol;
import org.kohsuke.stapler.DataBoundConstructor;

/**
 * Says which other jobs may run the Foreman jobs of this one again: with the inputs and the server of this one, secrets
 * included, and with the output in their own logs. Without it no other job may.
 */
public final class RerunPermissionProperty extends OptionalJobProperty<Job<?, ?>> {

    private final String jobs;

    /** @param jobs full names, one a line or separated by commas; {@code folder/*} for all jobs below a folder */
    @DataBoundConstructor
    public RerunPermissionProperty(@CheckForNull String jobs) {
        this.jobs = jobs == null ? "" : jobs.trim();
    }

    @NonNull
    public String getJobs() {
        return jobs;
    }

    /** Whether a job lets another one repeat its runs. */
    static boolean isGiven(@NonNull Job<?, ?> by, @NonNull Job<?, ?> to) {
        RerunPermissionProperty property = by.getProperty(RerunPermissionProperty.class);
        return property != null && names(property.jobs, to.getFullName());
    }

    /** Whether a list of names has the name of a job, or that of a folder around it. */
    static boolean names(@NonNull String jobs, @NonNull String fullName) {
        for (String each : jobs.split("[\\n,]")) {
            String name = each.trim();
            boolean folder = name.endsWith("/*") && name.length() > 2;
            if (folder
                    ? fullName.startsWith(name.substring(0, name.length() - 1))
                    : !name.isEmpty() && name.equals(fullName)) {
                return true;
            }
        }
        return false;
    }

    /** Describes the property. */
    @Extension
    @Symbol("foremanReruns")
    public static final class DescriptorImpl extends OptionalJobPropertyDescriptor {

        @Override
        @NonNull
        public String getDisplayName() {
            return Messages.RerunPermissionProperty_displayName();
        }
    }
}
