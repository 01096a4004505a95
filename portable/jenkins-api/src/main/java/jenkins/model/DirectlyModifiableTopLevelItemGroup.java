package jenkins.model;

import hudson.model.ModifiableTopLevelItemGroup;

public interface DirectlyModifiableTopLevelItemGroup extends ModifiableTopLevelItemGroup {}
