package io.jenkins.plugins.foreman.console;

import edu.umd.cs.findbugs.annotations.NonNull;

/** How much of the hosts' output goes to the build log, and how it is told apart. */
public enum Mode {
    /** {@link #PREFIXED} for few hosts, {@link #GROUPED} for some, {@link #FAILED} for many. */
    AUTO,
    /** Every line as it comes, with the host's name before it. */
    PREFIXED,
    /** The whole output of a host when it has ended, under a heading. */
    GROUPED,
    /** The same, of hosts that did not succeed. */
    FAILED,
    /** Counts only. */
    NONE;

    /** Up to this many hosts {@link #AUTO} means {@link #PREFIXED}. */
    public static final int MAX_PREFIXED_HOSTS = 20;

    /** Up to this many hosts {@link #AUTO} means {@link #GROUPED}, and {@link #FAILED} beyond. */
    public static final int MAX_GROUPED_HOSTS = 200;

    /** What {@link #AUTO} means for a number of hosts; any other mode means itself. */
    @NonNull
    Mode forHosts(int hosts) {
        if (this != AUTO) {
            return this;
        }
        if (hosts <= MAX_PREFIXED_HOSTS) {
            return PREFIXED;
        }
        return hosts <= MAX_GROUPED_HOSTS ? GROUPED : FAILED;
    }
}
