package hudson.model;

public interface ModifiableTopLevelItemGroup extends ModifiableItemGroup<TopLevelItem> {}
