package io.jenkins.plugins.foreman.client;

import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * The end of the time of one call. The HTTP client's own timeout ends with the headers; this one also ends the reading
 * of the body, by closing it under the reader.
 */
final class Deadline implements AutoCloseable {

    private final long end;
    private final CompletableFuture<Void> timer = new CompletableFuture<>();

    Deadline(Duration time) {
        end = System.nanoTime() + time.toNanos();
    }

    long remainingNanos() {
        return Math.max(0, end - System.nanoTime());
    }

    boolean isOver() {
        return end - System.nanoTime() <= 0;
    }

    /** Closes the body when time is up, unless this deadline is closed before. Call it once. */
    void closeWhenOver(Closeable body) {
        // The timer thread of CompletableFuture is the JVM's own, so a client needs none
        timer.orTimeout(remainingNanos(), TimeUnit.NANOSECONDS).whenComplete((nothing, timeout) -> {
            if (timeout != null) {
                closeQuietly(body);
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
