package io.jenkins.plugins.junit.storage;

import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.Beta;

@Restricted(Beta.class)
public interface TestResultImpl {}
