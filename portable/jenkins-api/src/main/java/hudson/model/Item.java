package hudson.model;

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
    Permission CONFIGURE = null;

    Permission READ = null;

    Permission EXTENDED_READ = null;

    Permission BUILD = null;

    Permission CANCEL = null;

    ItemGroup<? extends Item> getParent();

    @Override
    String getName();

    @Override
    String getFullName();

    @Override
    String getDisplayName();

    String getUrl();
}
