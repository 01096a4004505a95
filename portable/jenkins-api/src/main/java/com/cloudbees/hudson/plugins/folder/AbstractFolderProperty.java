package com.cloudbees.hudson.plugins.folder;

import hudson.ExtensionPoint;
import hudson.model.AbstractDescribableImpl;
import hudson.model.Descriptor;
import hudson.model.ReconfigurableDescribable;
import net.sf.json.JSONObject;
import org.kohsuke.stapler.StaplerRequest2;

public abstract class AbstractFolderProperty<C extends AbstractFolder<?>>
        extends AbstractDescribableImpl<AbstractFolderProperty<?>>
        implements ExtensionPoint, ReconfigurableDescribable<AbstractFolderProperty<?>> {
    protected transient C owner;

    @Override
    public AbstractFolderPropertyDescriptor getDescriptor() {
        throw new UnsupportedOperationException();
    }

    @Override
    public AbstractFolderProperty<?> reconfigure(StaplerRequest2 req, JSONObject form) throws Descriptor.FormException {
        throw new UnsupportedOperationException();
    }
}
