package io.jenkins.plugins.foreman.invocation;

import static io.jenkins.plugins.foreman.invocation.RunFixture.command;
import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.foreman.record.RunHead.Verdict;
import io.jenkins.plugins.foreman.simulator.ForemanSimulator;
import io.jenkins.plugins.foreman.simulator.HostScript;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever is thrown at whichever call ends in a next step or in an end that is told. */
class StepLoopTest {

    private static final JobInvocationRequest REQUEST = command("uptime", "name ~ host");

    @TempDir
    Path directory;

    private ForemanSimulator simulator() {
        ForemanSimulator simulator = ForemanSimulator.builder()
                .manualClock()
                .hosts(2, "host%02d.example.com")
                .start();
        simulator.fleet().scripts(host -> HostScript.lines(Duration.ofSeconds(6), 0, "one\n", "two\n"));
        return simulator;
    }

    private static void fail(String how) {
        switch (how) {
            case "OutOfMemoryError" -> throw new OutOfMemoryError("a test");
            case "StackOverflowError" -> throw new StackOverflowError("a test");
            case "LinkageError" -> throw new NoClassDefFoundError("a test");
            default -> throw new UncheckedIOException(new IOException("a test"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"OutOfMemoryError", "StackOverflowError", "LinkageError", "RuntimeException"})
    void aThrowableOnceAtAnyCallDoesNotEndTheRun(String how) throws IOException {
        AtomicInteger requests = new AtomicInteger();
        try (RunFixture counting = new RunFixture(simulator(), directory.resolve("counting"))) {
            counting.beforeEachRequest(requests::incrementAndGet)
                    .start(REQUEST, RunSettings.DEFAULTS)
                    .toEnd();
        }
        for (int at = 1; at <= requests.get(); at++) {
            int failing = at;
            AtomicInteger count = new AtomicInteger();
            try (RunFixture fixture = new RunFixture(simulator(), directory.resolve(how + at))) {
                fixture.beforeEachRequest(() -> {
                            if (count.incrementAndGet() == failing) {
                                fail(how);
                            }
                        })
                        .start(REQUEST, RunSettings.DEFAULTS)
                        .toEnd();
                assertThat(fixture.simulator.jobInvocations())
                        .as("at call %d", at)
                        .hasSizeLessThanOrEqualTo(1);
                if (fixture.outcome().verdict() == Verdict.SUCCESS) {
                    assertThat(fixture.output(0))
                            .as("at call %d", at)
                            .allSatisfy((host, text) -> assertThat(text).isEqualTo("one\ntwo\n"));
                } else {
                    // Before Foreman has answered, the fault may be one of the set-up.
                    assertThat(fixture.simulator.jobInvocations()).isEmpty();
                    assertThat(fixture.outcome().message().toString()).contains("a test");
                }
            }
        }
    }

    @Test
    void aThrowableThatStaysEndsTheRunAndIsTold() {
        AtomicBoolean failing = new AtomicBoolean();
        try (RunFixture fixture = new RunFixture(simulator(), directory.resolve("always"))) {
            fixture.beforeEachRequest(() -> {
                        if (failing.get()) {
                            fail("OutOfMemoryError");
                        }
                    })
                    .start(REQUEST, RunSettings.DEFAULTS);
            fixture.scheduler.runUntil(() -> !fixture.simulator.jobInvocations().isEmpty());
            failing.set(true);
            Instant began = fixture.scheduler.now();
            fixture.toEnd();

            // it does not mend itself as an outage does
            assertThat(Duration.between(began, fixture.scheduler.now())).isLessThan(Duration.ofMinutes(6));

            assertThat(fixture.outcome().verdict()).isEqualTo(Verdict.FAILURE);
            assertThat(fixture.outcome().message().toString()).contains("a test");
        }
    }

    @Test
    void aStepThatGotLostIsPlannedAgain() {
        try (RunFixture fixture = new RunFixture(simulator(), directory.resolve("lost"))) {
            AtomicInteger steps = new AtomicInteger();
            AtomicReference<Throwable> end = new AtomicReference<>();
            AtomicBoolean lose = new AtomicBoolean(true);
            Scheduler losing = new Scheduler() {
                @Override
                public Instant now() {
                    return fixture.scheduler.now();
                }

                @Override
                public long nanoTime() {
                    return fixture.scheduler.nanoTime();
                }

                @Override
                public void schedule(Duration delay, Runnable task) {
                    if (!delay.isZero() || !lose.getAndSet(false)) {
                        fixture.scheduler.schedule(delay, task);
                    }
                }
            };
            StepLoop loop = new StepLoop(
                    new ServerBudget(losing, 4, 6000),
                    () -> Urgency.READING,
                    () -> steps.incrementAndGet() < 3 ? Duration.ofSeconds(1) : null,
                    end::set);
            loop.start();
            fixture.scheduler.runUntil(loop::isStopped);

            assertThat(steps).hasValue(3);
            assertThat(end).hasValue(null);
            fixture.start(REQUEST, RunSettings.DEFAULTS).toEnd();
        }
    }

    @Test
    void aLoopThatIsHurriedTakesItsNextStepAtOnceAndTakesItOnce() {
        try (ForemanSimulator simulator = simulator()) {
            VirtualScheduler scheduler = new VirtualScheduler(simulator.clock());
            Instant began = scheduler.now();
            List<Long> steps = new ArrayList<>();
            AtomicReference<StepLoop> loop = new AtomicReference<>();
            loop.set(new StepLoop(
                    new ServerBudget(scheduler, 4, 6000),
                    () -> Urgency.READING,
                    () -> {
                        steps.add(Duration.between(began, scheduler.now()).toSeconds());
                        if (steps.size() == 2) {
                            loop.get().hurry();
                        }
                        return Duration.ofSeconds(100);
                    },
                    fault -> {}));
            loop.get().start();
            scheduler.runFor(Duration.ofSeconds(30));
            loop.get().hurry();
            scheduler.runFor(Duration.ofSeconds(200));
            loop.get().stop();

            assertThat(steps).containsExactly(0L, 30L, 30L, 130L, 230L);
        }
    }

    @Test
    void aStepThatWaitsForRoomLongerThanTheWatchKeepsItsPlace() {
        try (ForemanSimulator simulator = simulator()) {
            VirtualScheduler scheduler = new VirtualScheduler(simulator.clock());
            ServerBudget budget = new ServerBudget(scheduler, 4, 12);
            int[] steps = new int[100];
            List<StepLoop> loops = new ArrayList<>();
            for (int i = 0; i < steps.length; i++) {
                int run = i;
                loops.add(new StepLoop(
                        budget,
                        () -> Urgency.READING,
                        () -> {
                            budget.request();
                            steps[run]++;
                            return Duration.ofSeconds(2);
                        },
                        fault -> {}));
            }
            loops.forEach(StepLoop::start);
            scheduler.runFor(Duration.ofMinutes(60));
            loops.forEach(StepLoop::stop);

            // 12 a minute for each in turn
            assertThat(Arrays.stream(steps).boxed())
                    .allSatisfy(count -> assertThat(count).isBetween(7, 8));
        }
    }
}
