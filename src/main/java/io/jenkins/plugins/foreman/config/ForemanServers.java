package io.jenkins.plugins.foreman.config;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.ExtensionList;
import hudson.Util;
import hudson.util.ComboBoxModel;
import hudson.util.FormValidation;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import jenkins.model.GlobalConfiguration;
import net.sf.json.JSONObject;
import org.jenkinsci.Symbol;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.StaplerRequest2;
import org.kohsuke.stapler.verb.POST;

/** The Foreman servers that every job can use. */
@Extension
@Symbol("foremanServers")
public final class ForemanServers extends GlobalConfiguration {

    private List<ForemanServer> servers = new ArrayList<>();
    private String defaultServer;
    private String addressChanges;

    public ForemanServers() {
        load();
    }

    /** The one instance. */
    @NonNull
    public static ForemanServers get() {
        return ExtensionList.lookupSingleton(ForemanServers.class);
    }

    @Override
    @NonNull
    public String getDisplayName() {
        return Messages.ForemanServers_displayName();
    }

    @NonNull
    public synchronized List<ForemanServer> getServers() {
        return servers == null ? List.of() : List.copyOf(servers);
    }

    /**
     * Replaces the servers.
     *
     * @throws IllegalArgumentException when a name is missing or given twice, or an address is not one
     */
    @DataBoundSetter
    public synchronized void setServers(@CheckForNull List<ForemanServer> servers) {
        this.servers = ServerList.checked(servers);
        save();
    }

    /** Name of the server of jobs that name none, null for none. */
    @CheckForNull
    public synchronized String getDefaultServer() {
        return defaultServer;
    }

    @DataBoundSetter
    public synchronized void setDefaultServer(@CheckForNull String defaultServer) {
        this.defaultServer = Util.fixEmptyAndTrim(defaultServer);
        save();
    }

    /**
     * Addresses at which the same Foreman was before, so that runs begun there go on where it is now: a change a line, the
     * former address first. Null for none. They hold for the servers of folders too, and only administrators can give them.
     */
    @CheckForNull
    public synchronized String getAddressChanges() {
        return addressChanges;
    }

    @DataBoundSetter
    public synchronized void setAddressChanges(@CheckForNull String addressChanges) {
        this.addressChanges = Util.fixEmptyAndTrim(addressChanges);
        save();
    }

    /** Binds by hand, since Stapler would not call a setter for the removal of the last server. */
    @Override
    public synchronized boolean configure(StaplerRequest2 req, JSONObject json) throws FormException {
        List<ForemanServer> bound = req.bindJSONToList(ForemanServer.class, json.get("servers"));
        String problem = ServerList.problem(bound);
        if (problem != null) {
            throw new FormException(problem, "servers");
        }
        String chosen = Util.fixEmptyAndTrim(json.optString("defaultServer"));
        servers = new ArrayList<>(bound);
        // the default may have been removed just now, which the form does not know
        defaultServer = bound.stream().anyMatch(server -> server.getName().equals(chosen)) ? chosen : null;
        addressChanges = Util.fixEmptyAndTrim(json.optString("addressChanges"));
        save();
        return true;
    }

    /** Says which line is not a change of an address. */
    @POST
    public FormValidation doCheckAddressChanges(@QueryParameter String value) {
        if (!FormAccess.mayConfigure(null)) {
            return FormValidation.ok();
        }
        return Util.fixNull(value)
                .lines()
                .filter(line -> !line.isBlank())
                .map(AddressChanges::problem)
                .filter(Objects::nonNull)
                .findFirst()
                .map(FormValidation::error)
                .orElse(FormValidation.ok());
    }

    /** Says whether there is such a server; one that is still to be saved is not known here. */
    @POST
    public FormValidation doCheckDefaultServer(@QueryParameter String value) {
        return !FormAccess.mayConfigure(null)
                        || Util.fixNull(value).isBlank()
                        || ServerLookup.names(null).contains(value.trim())
                ? FormValidation.ok()
                : FormValidation.warning(Messages.ForemanServers_notSaved(value.trim()));
    }

    /** Offers the servers that are saved. */
    @POST
    public ComboBoxModel doFillDefaultServerItems() {
        return FormAccess.mayConfigure(null) ? new ComboBoxModel(ServerLookup.names(null)) : new ComboBoxModel();
    }
}
