package io.jenkins.plugins.foreman.client;

import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The end of the time of one call. The HTTP client's own timeout ends with the headers; this one also ends the reading
 * of the body, by closing it under the reader. What is long and comes fast gets more time.
 */
final class Deadline implements AutoCloseable {

    /** In which a body of any length may come. */
    private static final long BYTES_PER_SECOND = 1 << 20;

    private final long time;
    private final AtomicLong end;
    private final CompletableFuture<Void> timer = new CompletableFuture<>();

    Deadline(Duration time) {
        this.time = time.toNanos();
        this.end = new AtomicLong(System.nanoTime() + this.time);
    }

    long remainingNanos() {
        return Math.max(0, end.get() - System.nanoTime());
    }

    boolean isOver() {
        return end.get() - System.nanoTime() <= 0;
    }

    /** Some of the body has come. What came fast saves no time for a body that stands still then. */
    void received(long bytes) {
        long more = TimeUnit.SECONDS.toNanos(bytes) / BYTES_PER_SECOND;
        long most = System.nanoTime() + time;
        end.updateAndGet(known -> known + Math.max(0, Math.min(more, most - known)));
    }

    /** Closes the body when time is up, unless this deadline is closed before. Call it once. */
    void closeWhenOver(Closeable body) {
        // The timer thread of CompletableFuture is the JVM's own, so a client needs none
        timer.copy().orTimeout(remainingNanos(), TimeUnit.NANOSECONDS).whenComplete((nothing, timeout) -> {
            if (timeout != null && isOver()) {
                closeQuietly(body);
            } else if (timeout != null) {
                closeWhenOver(body);
            }
        });
    }

    @Override
    public void close() {
        timer.complete(null);
    }

    private static void closeQuietly(Closeable body) {
        try {
            body.close();
        } catch (IOException e) {
            // the reader is told by its own failing read
        }
    }
}
