package io.jenkins.plugins.foreman.client;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;

/**
 * What Foreman tells of a host besides its name. Many hosts have the same, so each text is kept once.
 *
 * @param smartProxy name of the smart proxy that runs the job on it; null before it is planned or where not reported
 * @param operatingSystem with its version; null where not reported, as the other
 * @param hostGroup with those that it is in
 */
public record HostFacts(
        @CheckForNull String smartProxy,
        @CheckForNull String operatingSystem,
        @CheckForNull String hostGroup) {

    /** Nothing is known. */
    public static final HostFacts NONE = new HostFacts(null, null, null);

    /** Keeps each text once. */
    public HostFacts {
        smartProxy = once(smartProxy);
        operatingSystem = once(operatingSystem);
        hostGroup = once(hostGroup);
    }

    @CheckForNull
    private static String once(@CheckForNull String text) {
        return text == null || text.isEmpty() ? null : text.intern();
    }

    /** These, and what was known before where they are silent. */
    @NonNull
    public HostFacts or(@NonNull HostFacts before) {
        HostFacts both = new HostFacts(
                smartProxy != null ? smartProxy : before.smartProxy,
                operatingSystem != null ? operatingSystem : before.operatingSystem,
                hostGroup != null ? hostGroup : before.hostGroup);
        return both.equals(before) ? before : both;
    }

    /** Whether all that the other tells is told here too. */
    public boolean have(@NonNull HostFacts wanted) {
        return wanted.or(this).equals(this);
    }

    /** What stays true of the host in another job. */
    @NonNull
    public HostFacts inAnotherJob() {
        return new HostFacts(null, operatingSystem, hostGroup);
    }
}
