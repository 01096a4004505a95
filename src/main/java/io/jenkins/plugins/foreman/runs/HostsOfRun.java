package io.jenkins.plugins.foreman.runs;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.model.Run;
import io.jenkins.plugins.foreman.invocation.HostsCancel;
import io.jenkins.plugins.foreman.record.Attempt;
import java.io.IOException;
import java.util.List;

/** What is done on some hosts of a run while it goes on. */
public final class HostsOfRun {

    private HostsOfRun() {}

    /** The job that runs for it now, null where there is none. */
    @CheckForNull
    public static Long job(@NonNull BuildRun run) {
        Attempt attempt = run.record().head().current();
        return attempt == null || attempt.stoppedAt() != null ? null : attempt.invocationId();
    }

    /**
     * Cancels the job on these hosts. Asks Foreman.
     *
     * @return on how many of them something ran that is being stopped
     */
    public static int cancel(
            @NonNull Run<?, ?> build,
            @NonNull InvocationEntry entry,
            @NonNull Asker asker,
            long job,
            @NonNull List<String> names)
            throws IOException {
        return HostsCancel.send(Servers.connect(build, entry, asker), job, names);
    }
}
