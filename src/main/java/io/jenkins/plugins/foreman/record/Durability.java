package io.jenkins.plugins.foreman.record;

/**
 * Whether written data is forced to the disk. The system property {@value #PROPERTY} turns it off, for disks where that
 * takes unbearably long and for tests: a crash of the machine may then cost more than the last moments, one of the
 * process still costs nothing.
 */
final class Durability {

    static final String PROPERTY = "io.jenkins.plugins.foreman.record.noSync";

    private Durability() {}

    static boolean isWanted() {
        return !Boolean.getBoolean(PROPERTY);
    }
}
