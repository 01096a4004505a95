package io.jenkins.plugins.foreman.invocation;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.foreman.simulator.SimulatorClock;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ServerBudgetTest {

    private final VirtualScheduler scheduler =
            new VirtualScheduler(SimulatorClock.manual(Instant.parse("2026-11-24T00:00:00Z")));
    private int steps;

    @ParameterizedTest
    @ValueSource(ints = {1, 7})
    void no_more_requests_are_made_in_the_long_run_than_are_allowed(int requestsPerStep) {
        ServerBudget budget = new ServerBudget(scheduler, 4, 60);
        for (int i = 0; i < 50; i++) {
            again(budget, requestsPerStep);
        }
        scheduler.runFor(Duration.ofMinutes(10));

        assertThat(steps * requestsPerStep).isBetween(600, 600 + 15 + requestsPerStep);
    }

    private void again(ServerBudget budget, int requests) {
        budget.submit(Duration.ofMillis(100), () -> {
            steps++;
            budget.spend(requests);
            again(budget, requests);
        });
    }

    @Test
    void no_more_steps_run_at_the_same_time_than_are_allowed() {
        ServerBudget budget = new ServerBudget(scheduler, 2, 6000);
        int[] running = {0};
        int[] most = {0};
        for (int i = 0; i < 10; i++) {
            budget.submit(Duration.ZERO, () -> {
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
}
