package io.jenkins.plugins.foreman.invocation;

import edu.umd.cs.findbugs.annotations.NonNull;
import java.time.Duration;
import java.time.Instant;

/** Time and threads as the engine sees them; a test passes one whose time it moves itself. */
public interface Scheduler {

    /** The present. */
    @NonNull
    Instant now();

    /** Runs a task once after a delay, on some thread. Returns at once; a task must not throw. */
    void schedule(@NonNull Duration delay, @NonNull Runnable task);
}
