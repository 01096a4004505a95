package io.jenkins.plugins.foreman.invocation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.foreman.client.Meter;
import io.jenkins.plugins.foreman.simulator.ForemanSimulator;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ServerBudgetTest {

    private final ForemanSimulator simulator =
            ForemanSimulator.builder().manualClock().start();
    private final VirtualScheduler scheduler = new VirtualScheduler(simulator.clock());
    private final List<String> done = new ArrayList<>();
    private int steps;

    @AfterEach
    void stop() {
        simulator.close();
    }

    private void submit(ServerBudget budget, Urgency urgency) {
        budget.submit(Duration.ZERO, urgency, () -> done.add(urgency.name()));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 7})
    void noMoreRequestsAreMadeInTheLongRunThanAreAllowed(int requestsPerStep) {
        ServerBudget budget = new ServerBudget(scheduler, 4, 60);
        for (int i = 0; i < 50; i++) {
            again(budget, requestsPerStep);
        }
        scheduler.runFor(Duration.ofMinutes(10));

        assertThat(steps * requestsPerStep).isBetween(600, 600 + 15 + requestsPerStep);
    }

    private void again(ServerBudget budget, int requests) {
        budget.submit(Duration.ofMillis(100), Urgency.READING, () -> {
            steps++;
            for (int i = 0; i < requests; i++) {
                budget.request();
            }
            again(budget, requests);
        });
    }

    @Test
    void noMoreStepsRunAtTheSameTimeThanAreAllowed() {
        ServerBudget budget = new ServerBudget(scheduler, 2, 6000);
        int[] running = {0};
        int[] most = {0};
        for (int i = 0; i < 10; i++) {
            budget.submit(Duration.ZERO, Urgency.READING, () -> {
                steps++;
                most[0] = Math.max(most[0], ++running[0]);
                // while this step takes its time, other threads come to theirs
                while (scheduler.runNext()) {}
                running[0]--;
            });
        }
        scheduler.runFor(Duration.ofSeconds(1));

        assertThat(steps).isEqualTo(10);
        assertThat(most[0]).isEqualTo(2);
    }

    @Test
    void theMostUrgentComesFirstAndACancelEvenWhereTheBudgetIsExhausted() {
        ServerBudget budget = new ServerBudget(scheduler, 1, 60);
        for (int i = 0; i < 200; i++) {
            budget.request();
        }
        submit(budget, Urgency.READING);
        submit(budget, Urgency.PERSON);
        submit(budget, Urgency.CANCEL);
        scheduler.runFor(Duration.ofSeconds(1));
        assertThat(done).containsExactly("CANCEL");

        scheduler.runFor(Duration.ofMinutes(5));
        assertThat(done).containsExactly("CANCEL", "PERSON", "READING");
    }

    @Test
    void aCancelFindsRoomBesideAllThatAreStuckAndOneOnly() throws Exception {
        CountDownLatch stuck = new CountDownLatch(2);
        CountDownLatch end = new CountDownLatch(1);
        Semaphore cancelled = new Semaphore(0);
        try (ThreadedScheduler threads = new ThreadedScheduler("test", ServerBudget.threads(2))) {
            ServerBudget budget = new ServerBudget(threads, 2, 600);
            for (int i = 0; i < 2; i++) {
                budget.submit(Duration.ZERO, Urgency.READING, () -> {
                    stuck.countDown();
                    await(end);
                });
            }
            assertThat(stuck.await(60, TimeUnit.SECONDS)).isTrue();
            budget.submit(Duration.ZERO, Urgency.READING, () -> done.add("another"));
            budget.submit(Duration.ZERO, Urgency.CANCEL, cancelled::release);

            assertThat(cancelled.tryAcquire(60, TimeUnit.SECONDS)).isTrue();
            assertThat(done).isEmpty();
            end.countDown();
        }
    }

    @Test
    void aStepThatAsksWithoutEndEnds() {
        ServerBudget budget = new ServerBudget(scheduler, 1, 60_000);
        int[] asked = {0};
        budget.submit(
                Duration.ZERO,
                Urgency.READING,
                () -> assertThatThrownBy(() -> {
                            while (asked[0] < 1_000_000) {
                                budget.request();
                                asked[0]++;
                            }
                        })
                        .isInstanceOf(Meter.ExhaustedException.class)
                        .hasMessageContaining("in a row"));
        scheduler.runNext();

        assertThat(asked[0]).isEqualTo(ServerBudget.MOST_REQUESTS_IN_STEP);
    }

    @Test
    void aStepThatReadsWithoutEndEnds() {
        ServerBudget budget = new ServerBudget(scheduler, 1, 60_000);
        long[] read = {0};
        budget.submit(
                Duration.ZERO,
                Urgency.READING,
                () -> assertThatThrownBy(() -> {
                            while (read[0] < 2 * ServerBudget.MOST_BYTES_IN_STEP) {
                                budget.received(1 << 20);
                                read[0] += 1 << 20;
                            }
                        })
                        .isInstanceOf(Meter.ExhaustedException.class)
                        .hasMessageContaining("32 GiB in a row"));
        scheduler.runNext();

        assertThat(read[0]).isEqualTo(ServerBudget.MOST_BYTES_IN_STEP);
    }

    @Test
    void aStepThatLastsWithoutEndEnds() {
        ServerBudget budget = new ServerBudget(scheduler, 1, 60_000);
        int[] asked = {0};
        budget.submit(
                Duration.ZERO,
                Urgency.READING,
                () -> assertThatThrownBy(() -> {
                            while (asked[0] < 1_000_000) {
                                budget.request();
                                asked[0]++;
                                simulator.clock().advance(Duration.ofMinutes(1));
                            }
                        })
                        .isInstanceOf(Meter.ExhaustedException.class)
                        .hasMessageContaining("in time"));
        scheduler.runNext();

        assertThat(asked[0]).isEqualTo((int) ServerBudget.LONGEST_STEP.toMinutes());
    }

    @Test
    void limitsThatMakeNoSenseNeitherStopEverythingNorOpenTheDoors() {
        ServerBudget none = new ServerBudget(scheduler, 0, 0);
        submit(none, Urgency.READING);
        scheduler.runFor(Duration.ofMinutes(1));

        assertThat(done).containsExactly("READING");
        assertThat(ServerBudget.threads(1_000_000)).isEqualTo(ServerBudget.MOST_IN_FLIGHT + 1);
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
