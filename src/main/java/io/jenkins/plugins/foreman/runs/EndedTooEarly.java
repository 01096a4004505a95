package io.jenkins.plugins.foreman.runs;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.ExtensionPoint;
import io.jenkins.plugins.foreman.console.ConsoleLog;
import java.io.IOException;

/** Does what a build would have done after a run that went on in the background, since Jenkins was restarted meanwhile. */
public interface EndedTooEarly extends ExtensionPoint {

    /**
     * Told as a step within the budget of the run's server, once a run, the runs that are started here included.
     *
     * @param log appended to that of the build
     */
    void runEnded(@NonNull BuildRun run, @NonNull BuildRun.End end, @NonNull ConsoleLog log)
            throws IOException, InterruptedException;
}
