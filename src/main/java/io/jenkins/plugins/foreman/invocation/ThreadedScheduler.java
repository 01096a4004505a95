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
 * The real thing: a small fixed pool of named daemon threads, shared by all runs. Runs spend their time waiting, not
 * computing, so the pool bounds how many talk to a Foreman at the same moment, not how many there are.
 */
public final class ThreadedScheduler implements Scheduler, AutoCloseable {

    private final ScheduledThreadPoolExecutor pool;

    public ThreadedScheduler(int threads) {
        pool = new ScheduledThreadPoolExecutor(threads, new Threads());
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
        private final ThreadFactory defaults = Executors.defaultThreadFactory();
        private final AtomicInteger count = new AtomicInteger();

        @Override
        public Thread newThread(@NonNull Runnable task) {
            Thread thread = defaults.newThread(task);
            thread.setName("Foreman job invocations #" + count.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        }
    }
}
