package io.jenkins.plugins.foreman.invocation;

import edu.umd.cs.findbugs.annotations.NonNull;
import java.time.Duration;
import java.time.Instant;

/** Time and threads as the engine sees them; a test passes one whose time it moves itself. Thread-safe. */
public interface Scheduler {

    /** The wall-clock time, for people and records. It may be set, so nothing is measured with it. */
    @NonNull
    Instant now();

    /** A monotonic time to measure by, in nanoseconds since any moment of this process. */
    long nanoTime();

    /** Runs a task once after a delay, on some thread. Returns at once; a task must not throw. */
    void schedule(@NonNull Duration delay, @NonNull Runnable task);
}
