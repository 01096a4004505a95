package io.jenkins.plugins.foreman.console;

import java.io.IOException;

/**
 * Prints the output of the hosts of one attempt from the place on where the log is. What it prints follows from the record
 * alone, in an order that a restart does not change. For one thread at a time.
 *
 * <p>A printer that threw anything is of no use any more; another one goes on.
 */
interface HostPrinter {

    /** Prints what is due; its record survives a crash of the machine. */
    void print() throws IOException;

    /** Whether what a host that runs writes next is printed as it comes. */
    boolean isLive(long hostId);

    /** Prints what is left; no more will be recorded, and what is there was made to survive together with the end. */
    void finish() throws IOException;
}
