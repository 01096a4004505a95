package io.jenkins.plugins.foreman.invocation;

import edu.umd.cs.findbugs.annotations.NonNull;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The real thing: a small fixed pool of named daemon threads, which end when nothing is planned for a while. What is stuck
 * takes threads of this pool and of no other.
 */
public final class ThreadedScheduler implements Scheduler, AutoCloseable {

    private final ScheduledThreadPoolExecutor pool;

    /** @param name of the threads, before their number */
    public ThreadedScheduler(@NonNull String name, int threads) {
        pool = new ScheduledThreadPoolExecutor(threads, new Threads(name));
        pool.setKeepAliveTime(30, TimeUnit.SECONDS);
        pool.allowCoreThreadTimeOut(true);
        pool.setRemoveOnCancelPolicy(true);
        pool.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    }

    @Override
    public Instant now() {
        return Instant.now();
    }

    @Override
    public long nanoTime() {
        return System.nanoTime();
    }

    @Override
    public void schedule(@NonNull Duration delay, @NonNull Runnable task) {
        if (!pool.isShutdown()) {
            pool.schedule(task, Math.max(0, delay.toNanos()), TimeUnit.NANOSECONDS);
        }
    }

    /** Ends the threads after what they are doing; what is scheduled does not run any more. */
    @Override
    public void close() {
        pool.shutdown();
    }

    private static final class Threads implements ThreadFactory {
        private final String name;
        private final ThreadFactory defaults = Executors.defaultThreadFactory();
        private final AtomicInteger count = new AtomicInteger();

        Threads(String name) {
            this.name = name;
        }

        @Override
        public Thread newThread(@NonNull Runnable task) {
            Thread thread = defaults.newThread(task);
            thread.setName(name + " #" + count.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        }
    }
}
