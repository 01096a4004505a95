package io.jenkins.plugins.foreman.console;

import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.foreman.record.HostRow;
import java.io.IOException;
import java.util.List;

/** Prints the output of the hosts of one attempt. For one thread at a time. */
interface HostPrinter {

    /** Prints what is due after output was recorded. */
    void recorded(@NonNull List<HostRow> completed) throws IOException;

    /** Prints what is left; no more will be recorded. */
    void finish() throws IOException;
}
