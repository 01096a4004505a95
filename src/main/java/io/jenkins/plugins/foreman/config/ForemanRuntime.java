package io.jenkins.plugins.foreman.config;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.init.Terminator;
import hudson.security.ACL;
import hudson.security.ACLContext;
import io.jenkins.plugins.foreman.invocation.Scheduler;
import io.jenkins.plugins.foreman.invocation.ServerBudget;
import io.jenkins.plugins.foreman.invocation.ThreadedScheduler;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.WeakHashMap;

/**
 * What all builds share: the budget of each server, with the threads that talk to it, and a few threads for what asks no
 * server. So a server that is stuck takes its own share of threads and nobody else's. Made when first needed, ended with
 * Jenkins, and made anew when another Jenkins starts in the same JVM, as in tests.
 */
public final class ForemanRuntime {

    /** For files and states of Pipelines; nothing that waits for a server. */
    private static final int THREADS = 4;

    @CheckForNull
    private static ForemanRuntime current;

    private final Set<ThreadedScheduler> pools = Collections.newSetFromMap(new WeakHashMap<>());
    private final Scheduler scheduler = pool("Foreman job invocations", THREADS);

    /** A budget goes, with its threads, when nobody uses it any more. */
    private final Map<BudgetKey, WeakReference<ServerBudget>> budgets = new HashMap<>();

    private ForemanRuntime() {}

    /** The threads for what asks no server. What runs on them has the rights of Jenkins itself. */
    @NonNull
    public static synchronized Scheduler scheduler() {
        return current().scheduler;
    }

    /** The budget of all who talk to this server with these limits, wherever it is configured and whatever its name. */
    @NonNull
    static synchronized ServerBudget budget(@NonNull ForemanServer server) {
        ForemanRuntime runtime = current();
        BudgetKey key = new BudgetKey(server.getUrl(), server.getRequestsInFlight(), server.getRequestsPerMinute());
        WeakReference<ServerBudget> known = runtime.budgets.get(key);
        ServerBudget budget = known == null ? null : known.get();
        if (budget == null) {
            runtime.budgets.values().removeIf(each -> each.get() == null);
            Scheduler threads = runtime.pool("Foreman at " + key.url(), ServerBudget.threads(key.inFlight()));
            budget = new ServerBudget(threads, key.inFlight(), key.perMinute());
            runtime.budgets.put(key, new WeakReference<>(budget));
        }
        return budget;
    }

    private Scheduler pool(String name, int threads) {
        ThreadedScheduler pool = new ThreadedScheduler(name, threads);
        pools.add(pool);
        return new AsSystem(pool);
    }

    /** Ends the threads after what they are doing, without waiting for that. */
    @Terminator
    public static synchronized void close() {
        if (current != null) {
            current.pools.forEach(ThreadedScheduler::close);
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
