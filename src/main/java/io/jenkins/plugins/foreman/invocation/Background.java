package io.jenkins.plugins.foreman.invocation;

import edu.umd.cs.findbugs.annotations.NonNull;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * The one way to do something once on a scheduler's threads where somebody waits for it: whatever it throws, an {@link
 * Error} included, is told, so that nobody waits for ever.
 */
public final class Background {

    private static final Logger LOGGER = Logger.getLogger(Background.class.getName());

    private Background() {}

    /** Some work. */
    @FunctionalInterface
    public interface Work {
        void run() throws Exception;
    }

    /** Does it soon; returns at once. */
    public static void run(@NonNull Scheduler scheduler, @NonNull Work work, @NonNull Consumer<Throwable> fault) {
        scheduler.schedule(Duration.ZERO, supervised(work, fault));
    }

    /** The same as a task that never throws, for who has a scheduler or budget of its own. */
    @NonNull
    public static Runnable supervised(@NonNull Work work, @NonNull Consumer<Throwable> fault) {
        return () -> {
            try {
                work.run();
            } catch (Throwable e) {
                if (e instanceof InterruptedException) {
                    Thread.currentThread().interrupt();
                }
                tell(e, fault);
            }
        };
    }

    private static void tell(Throwable e, Consumer<Throwable> fault) {
        try {
            fault.accept(e);
        } catch (RuntimeException | Error again) {
            again.addSuppressed(e);
            LOGGER.log(Level.SEVERE, "Cannot report a fault", again);
        }
    }
}
