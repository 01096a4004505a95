package io.jenkins.plugins.foreman.config;

import com.cloudbees.hudson.plugins.folder.AbstractFolder;
import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.AbortException;
import hudson.model.Item;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import jenkins.model.Jenkins;

/** Finds the server of a job: in its folder, in the folders around it, or globally. Asks no server anything. */
public final class ServerLookup {

    private ServerLookup() {}

    /**
     * The server of that name that is nearest to the job.
     *
     * @param name blank or null for the nearest default, or the only server of the nearest place that has any
     * @param context the job, null for the global servers alone
     * @throws AbortException when there is no such server; the message lists those that there are, and the remedy
     */
    @NonNull
    public static ResolvedServer find(@CheckForNull String name, @CheckForNull Item context) throws AbortException {
        return new ServerChoice(levels(context)).find(name);
    }

    /**
     * The server that a run was begun with. Where it is not there any more, or at another address of which no
     * administrator has said that it is the same Foreman, there is none: a run has secrets that no other may get.
     *
     * @throws AbortException when there is no such server; the message says why, and the remedy
     */
    @NonNull
    public static ResolvedServer findAgain(@NonNull ServerIdentity identity, @NonNull Item context) throws IOException {
        AddressChanges changes = AddressChanges.parse(ForemanServers.get().getAddressChanges());
        return new ServerChoice(levels(context)).findAgain(identity, changes, level -> ServerOwner.id(level.owner()));
    }

    /** Names of all servers that the job can use, the nearest first. */
    @NonNull
    public static List<String> names(@CheckForNull Item context) {
        return new ServerChoice(levels(context)).names();
    }

    private static List<ServerLevel> levels(@CheckForNull Item context) {
        List<ServerLevel> levels = new ArrayList<>();
        Object at = context;
        while (at instanceof Item item) {
            if (item instanceof AbstractFolder<?> folder) {
                ForemanFolderProperty property = folder.getProperties().get(ForemanFolderProperty.class);
                if (property != null) {
                    levels.add(new ServerLevel(
                            folder.getFullName(), folder, property.getServers(), property.getDefaultServer()));
                }
            }
            at = item.getParent();
        }
        ForemanServers global = ForemanServers.get();
        levels.add(new ServerLevel(null, Jenkins.get(), global.getServers(), global.getDefaultServer()));
        return levels;
    }
}
