package io.jenkins.plugins.foreman.config;

import com.cloudbees.hudson.plugins.folder.AbstractFolder;
import com.cloudbees.hudson.plugins.folder.AbstractFolderProperty;
import com.cloudbees.hudson.plugins.folder.AbstractFolderPropertyDescriptor;
import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import edu.umd.cs.findbugs.annotations.Nullable;
import hudson.Extension;
import hudson.Util;
import hudson.model.Item;
import hudson.util.ComboBoxModel;
import java.util.List;
import net.sf.json.JSONObject;
import org.jenkinsci.Symbol;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.StaplerRequest2;
import org.kohsuke.stapler.verb.POST;

/** The Foreman servers of the jobs in a folder. They come before those of the folders around it and the global ones. */
public final class ForemanFolderProperty extends AbstractFolderProperty<AbstractFolder<?>> {

    private final List<ForemanServer> servers;
    private String defaultServer;

    /**
     * Takes the servers.
     *
     * @throws IllegalArgumentException when a name is missing or given twice, or an address is not one
     */
    @DataBoundConstructor
    public ForemanFolderProperty(List<ForemanServer> servers) {
        this.servers = ServerList.checked(servers);
    }

    @NonNull
    public List<ForemanServer> getServers() {
        return servers == null ? List.of() : List.copyOf(servers);
    }

    /** Name of the server of jobs that name none, here or farther out; null for none. */
    @CheckForNull
    public String getDefaultServer() {
        return defaultServer;
    }

    @DataBoundSetter
    public void setDefaultServer(@CheckForNull String defaultServer) {
        this.defaultServer = Util.fixEmptyAndTrim(defaultServer);
    }

    /** Form of the property. */
    @Extension
    @Symbol("foremanFolderServers")
    public static final class DescriptorImpl extends AbstractFolderPropertyDescriptor {

        @Override
        @NonNull
        public String getDisplayName() {
            return Messages.ForemanFolderProperty_displayName();
        }

        /** Gives no property where nothing is configured, and a readable error where it is wrong. */
        @Override
        public ForemanFolderProperty newInstance(@Nullable StaplerRequest2 req, JSONObject formData)
                throws FormException {
            if (req == null) {
                return null;
            }
            JSONObject form = formData.isNullObject() ? new JSONObject() : formData;
            List<ForemanServer> bound = req.bindJSONToList(ForemanServer.class, form.opt("servers"));
            String problem = ServerList.problem(bound);
            if (problem != null) {
                throw new FormException(problem, "servers");
            }
            ForemanFolderProperty property = new ForemanFolderProperty(bound);
            property.setDefaultServer(form.optString("defaultServer"));
            return bound.isEmpty() && property.getDefaultServer() == null ? null : property;
        }

        /** Offers the servers that are saved, from the folder outwards. */
        @POST
        public ComboBoxModel doFillDefaultServerItems(@AncestorInPath Item item) {
            return item != null && FormAccess.mayConfigure(item)
                    ? new ComboBoxModel(ServerLookup.names(item))
                    : new ComboBoxModel();
        }
    }
}
