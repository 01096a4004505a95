package io.jenkins.plugins.foreman.record;

import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Nothing waits for the disk, for tests that write thousands of records and take no power away. */
public final class NoSync implements BeforeAllCallback, AfterAllCallback {

    @Override
    public void beforeAll(ExtensionContext context) {
        System.setProperty(Disk.NO_SYNC, "true");
    }

    @Override
    public void afterAll(ExtensionContext context) {
        System.clearProperty(Disk.NO_SYNC);
    }
}
