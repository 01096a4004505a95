package io.jenkins.plugins.foreman.invocation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.jenkins.plugins.foreman.simulator.SimulatorClock;
import java.io.IOException;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** Whatever is thrown in the background is told, and harms no thread. */
class BackgroundTest {

    private final VirtualScheduler scheduler = new VirtualScheduler(SimulatorClock.manual(Instant.EPOCH));
    private final AtomicReference<Throwable> told = new AtomicReference<>();

    private void run(Throwable thrown) {
        Background.run(
                scheduler,
                () -> {
                    if (thrown instanceof Error e) {
                        throw e;
                    }
                    throw (Exception) thrown;
                },
                told::set);
        assertThat(told).as("nothing on the caller's thread").hasValue(null);
        assertThat(scheduler.runNext()).isTrue();
    }

    @Test
    void anErrorIsToldLikeAnyFault() {
        for (Throwable each : new Throwable[] {
            new OutOfMemoryError("a test"),
            new NoClassDefFoundError("a test"),
            new IllegalStateException("a test"),
            new IOException("a test")
        }) {
            told.set(null);
            run(each);
            assertThat(told).hasValue(each);
        }
    }

    @Test
    void anInterruptIsToldAndStaysOne() {
        InterruptedException thrown = new InterruptedException("a test");
        run(thrown);
        assertThat(Thread.interrupted()).isTrue();
        assertThat(told).hasValue(thrown);
    }

    @Test
    void whoeverCannotBeToldHarmsNobodyElse() {
        Runnable task = Background.supervised(
                () -> {
                    throw new IOException("a test");
                },
                fault -> {
                    throw new StackOverflowError("a test");
                });
        assertThatCode(task::run).doesNotThrowAnyException();
    }
}
