package hudson.model;

import hudson.search.SearchableModelObject;

public abstract class AbstractModelObject implements SearchableModelObject {
    @Override
    public String getSearchName() {
        throw new UnsupportedOperationException();
    }
}
