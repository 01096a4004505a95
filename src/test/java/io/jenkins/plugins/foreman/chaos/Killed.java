package io.jenkins.plugins.foreman.chaos;

/** The process is no more: whatever of it still runs in this test must not do anything. */
final class Killed extends Error {

    private static final long serialVersionUID = 1L;

    Killed() {
        super("killed", null, false, false);
    }
}
