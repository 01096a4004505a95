package io.jenkins.plugins.foreman.config;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.init.Terminator;
import hudson.security.ACL;
import hudson.security.ACLContext;
import io.jenkins.plugins.foreman.invocation.Scheduler;
import io.jenkins.plugins.foreman.invocation.ServerBudget;
import io.jenkins.plugins.foreman.invocation.ThreadedScheduler;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/**
 * What all builds share: the few threads that talk to Foreman, and the budget of each server. Made when first needed,
 * ended with Jenkins, and made anew when another Jenkins starts in the same JVM, as in tests.
 */
public final class ForemanRuntime {

    /** Bounds how many builds talk to a Foreman at the same moment, not how many wait for one. */
    private static final int THREADS = 8;

    @CheckForNull
    private static ForemanRuntime current;

    private final ThreadedScheduler threads = new ThreadedScheduler(THREADS);
    private final Scheduler scheduler = new AsSystem(threads);
    private final Map<BudgetKey, ServerBudget> budgets = new HashMap<>();

    private ForemanRuntime() {}

    /** The threads of this plugin. What runs on them has the rights of Jenkins itself. */
    @NonNull
    public static synchronized Scheduler scheduler() {
        return current().scheduler;
    }

    /** The budget of all who talk to this server with these limits, wherever it is configured and whatever its name. */
    @NonNull
    static synchronized ServerBudget budget(@NonNull ForemanServer server) {
        ForemanRuntime runtime = current();
        BudgetKey key = new BudgetKey(server.getUrl(), server.getRequestsInFlight(), server.getRequestsPerMinute());
        return runtime.budgets.computeIfAbsent(
                key, limits -> new ServerBudget(runtime.scheduler, limits.inFlight(), limits.perMinute()));
    }

    /** Ends the threads after what they are doing. */
    @Terminator
    public static synchronized void close() {
        if (current != null) {
            current.threads.close();
            current = null;
        }
    }

    private static synchronized ForemanRuntime current() {
        if (current == null) {
            current = new ForemanRuntime();
        }
        return current;
    }

    private record BudgetKey(@NonNull String url, int inFlight, int perMinute) {}

    /** A thread of its own has no rights, and keeps the class loader of whoever happened to start it. */
    private record AsSystem(@NonNull Scheduler threads) implements Scheduler {

        @Override
        @NonNull
        public Instant now() {
            return threads.now();
        }

        @Override
        public long nanoTime() {
            return threads.nanoTime();
        }

        @Override
        public void schedule(@NonNull Duration delay, @NonNull Runnable task) {
            threads.schedule(delay, () -> {
                Thread.currentThread().setContextClassLoader(ForemanRuntime.class.getClassLoader());
                try (ACLContext system = ACL.as2(ACL.SYSTEM2)) {
                    task.run();
                }
            });
        }
    }
}
