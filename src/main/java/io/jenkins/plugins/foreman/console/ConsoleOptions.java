package io.jenkins.plugins.foreman.console;

import edu.umd.cs.findbugs.annotations.NonNull;

/**
 * What a person wants to see in the build log.
 *
 * @param colours whether colours and attributes of the output are kept, as ANSI sequences
 * @param maxLinesPerHost more lines of one host are left out, with a note about it: when printed as they come the last
 *     ones, when printed in groups the first ones; 0 for no limit
 */
public record ConsoleOptions(@NonNull Mode mode, boolean colours, int maxLinesPerHost) {

    /** By the number of hosts, with colours, at most ten thousand lines a host. */
    public static final ConsoleOptions DEFAULT = new ConsoleOptions(Mode.AUTO, true, 10_000);

    /** Whether so many lines of a host are too many. */
    boolean exceeds(long lines) {
        return maxLinesPerHost > 0 && lines > maxLinesPerHost;
    }
}
