package hudson.model;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.search.SearchableModelObject;
import hudson.security.AccessControlled;
import hudson.security.Permission;
import jenkins.model.FullyNamed;
import jenkins.model.FullyNamedModelObject;
import jenkins.model.Named;
import jenkins.util.io.OnMaster;

public interface Item
        extends PersistenceRoot,
                FullyNamedModelObject,
                SearchableModelObject,
                FullyNamed,
                Named,
                AccessControlled,
                OnMaster {
    Permission CONFIGURE = new Permission(null, "Configure", null);

    Permission READ = new Permission(null, "Read", null);

    Permission EXTENDED_READ = new Permission(null, "ExtendedRead", null);

    Permission BUILD = new Permission(null, "Build", null);

    Permission CANCEL = new Permission(null, "Cancel", null);

    ItemGroup<? extends Item> getParent();

    @NonNull
    @Override
    String getName();

    @NonNull
    @Override
    String getFullName();

    @Override
    String getDisplayName();

    String getUrl();
}
