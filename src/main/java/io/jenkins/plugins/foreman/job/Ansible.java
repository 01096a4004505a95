package io.jenkins.plugins.foreman.job;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.Util;
import hudson.model.Describable;
import hudson.model.Descriptor;
import java.io.Serializable;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;

/** Settings of jobs that Ansible runs. */
public final class Ansible implements Describable<Ansible>, Serializable {

    private static final long serialVersionUID = 1L;

    private final String tags;
    private boolean skipTags;

    @DataBoundConstructor
    public Ansible(String tags) {
        this.tags = Util.fixNull(tags).trim();
    }

    /** Separated by commas. */
    @NonNull
    public String getTags() {
        return tags;
    }

    /** Whether the tags are to be left out instead of run. */
    public boolean isSkipTags() {
        return skipTags;
    }

    @DataBoundSetter
    public void setSkipTags(boolean skipTags) {
        this.skipTags = skipTags;
    }

    @NonNull
    public Ansible expanded(@NonNull Expansion expansion) {
        Ansible copy = new Ansible(expansion.of(tags));
        copy.skipTags = skipTags;
        return copy;
    }

    /** Form of the settings. */
    @Extension
    public static final class DescriptorImpl extends Descriptor<Ansible> {

        @Override
        @NonNull
        public String getDisplayName() {
            return Messages.Ansible_displayName();
        }
    }
}
