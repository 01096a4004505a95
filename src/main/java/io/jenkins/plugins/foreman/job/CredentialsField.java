package io.jenkins.plugins.foreman.job;

import com.cloudbees.plugins.credentials.CredentialsProvider;
import com.cloudbees.plugins.credentials.common.StandardListBoxModel;
import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Util;
import hudson.model.Item;
import hudson.util.ListBoxModel;
import jenkins.model.Jenkins;

/** What the fields of credentials in the form of a job have in common. */
public final class CredentialsField {

    private CredentialsField() {}

    /** Whether somebody may see which credentials there are. */
    public static boolean mayList(@CheckForNull Item item) {
        return item == null
                ? Jenkins.get().hasPermission(Jenkins.ADMINISTER)
                : item.hasPermission(Item.EXTENDED_READ) || item.hasPermission(CredentialsProvider.USE_ITEM);
    }

    /** What others see: the one that is chosen. */
    @NonNull
    public static ListBoxModel current(@CheckForNull String id) {
        return new StandardListBoxModel().includeCurrentValue(Util.fixNull(id));
    }
}
