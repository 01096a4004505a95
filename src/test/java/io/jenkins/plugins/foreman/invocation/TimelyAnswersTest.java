package io.jenkins.plugins.foreman.invocation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.foreman.client.Meter;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TimelyAnswersTest {

    private static final Duration FRESH = Duration.ofMinutes(10);

    private static final long MOST = 100_000;

    private final CountDownLatch end = new CountDownLatch(1);
    private final ThreadedScheduler stuckThreads = new ThreadedScheduler("stuck", ServerBudget.threads(2));
    private final ThreadedScheduler healthyThreads = new ThreadedScheduler("healthy", ServerBudget.threads(2));
    private final ServerBudget stuck = new ServerBudget(stuckThreads, 2, 600);
    private final ServerBudget healthy = new ServerBudget(healthyThreads, 2, 600);

    @AfterEach
    void stop() {
        end.countDown();
        stuckThreads.close();
        healthyThreads.close();
    }

    private Object never() throws InterruptedException {
        end.await();
        return "late";
    }

    @Test
    void aServerThatIsStuckStopsNoOther() throws Exception {
        TimelyAnswers hurried = new TimelyAnswers(Duration.ofMillis(1), FRESH, MOST);
        for (int i = 0; i < 20; i++) {
            List<String> key = List.of("stuck", "question " + i);
            assertThatThrownBy(() -> hurried.ask(key, stuck, this::never)).isInstanceOf(TimeoutException.class);
        }
        TimelyAnswers patient = new TimelyAnswers(Duration.ofMinutes(1), FRESH, MOST);

        assertThat(patient.ask(List.of("healthy"), healthy, () -> "at once")).isEqualTo("at once");
    }

    @Test
    void anAnswerServesAgainAndForItsOwnKeyOnly() throws Exception {
        TimelyAnswers answers = new TimelyAnswers(Duration.ofMinutes(1), FRESH, MOST);
        AtomicInteger asked = new AtomicInteger();

        assertThat(answers.ask(List.of("folder one", "q"), healthy, asked::incrementAndGet))
                .isEqualTo(1);
        assertThat(answers.ask(List.of("folder one", "q"), healthy, asked::incrementAndGet))
                .isEqualTo(1);
        assertThat(answers.ask(List.of("folder two", "q"), healthy, asked::incrementAndGet))
                .isEqualTo(2);
    }

    @Test
    void whereNoAnswerIsKeptEachIsANewOne() throws Exception {
        TimelyAnswers present = new TimelyAnswers(Duration.ofMinutes(1), Duration.ZERO, 0);
        AtomicInteger asked = new AtomicInteger();

        assertThat(present.ask(List.of("q"), healthy, asked::incrementAndGet)).isEqualTo(1);
        assertThat(present.ask(List.of("q"), healthy, asked::incrementAndGet)).isEqualTo(2);
    }

    @Test
    void aQuestionAsksNoFurtherAfterItsTime() throws Exception {
        TimelyAnswers hurried = new TimelyAnswers(Duration.ofMillis(20), FRESH, MOST);
        CountDownLatch over = new CountDownLatch(1);
        CountDownLatch refused = new CountDownLatch(1);
        assertThatThrownBy(() -> hurried.ask(List.of("q"), stuck, () -> {
                    over.await();
                    try {
                        stuck.request();
                    } catch (Meter.ExhaustedException e) {
                        refused.countDown();
                    }
                    return "late";
                }))
                .isInstanceOf(TimeoutException.class);
        over.countDown();

        assertThat(refused.await(60, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void aQuestionThatWasDroppedAtAShutdownIsAskedAnew() throws Exception {
        stuckThreads.close();
        TimelyAnswers hurried = new TimelyAnswers(Duration.ofMillis(50), FRESH, MOST);
        assertThatThrownBy(() -> hurried.ask(List.of("q"), stuck, () -> "dropped"))
                .isInstanceOf(TimeoutException.class);
        TimelyAnswers same = hurried;

        // by the next scheduler; a slow machine may need more than one try
        Object answer = null;
        for (int i = 0; answer == null && i < 1000; i++) {
            try {
                answer = same.ask(List.of("q"), healthy, () -> "anew");
            } catch (TimeoutException e) {
                // again
            }
        }
        assertThat(answer).isEqualTo("anew");
    }

    @Test
    void noMoreIsKeptThanMemoryIsMeantForIt() throws Exception {
        TimelyAnswers answers = new TimelyAnswers(Duration.ofMinutes(1), FRESH, MOST);
        AtomicInteger asked = new AtomicInteger();
        int half = (int) MOST / 2 / Character.BYTES;
        for (String key : List.of("one", "other")) {
            answers.ask(List.of(key), healthy, () -> text(asked, half));
        }
        assertThat(asked.get()).isEqualTo(2);

        // the later one is there, the earlier one had to go
        answers.ask(List.of("other"), healthy, () -> text(asked, half));
        assertThat(asked.get()).isEqualTo(2);
        answers.ask(List.of("one"), healthy, () -> text(asked, half));
        assertThat(asked.get()).isEqualTo(3);

        // what is more than all that is kept is given, and no more
        Object big = answers.ask(List.of("big"), healthy, () -> text(asked, (int) MOST));
        assertThat(big.toString()).hasSize((int) MOST);
        answers.ask(List.of("big"), healthy, () -> text(asked, (int) MOST));
        assertThat(asked.get()).isEqualTo(5);

        // keys are part of it: a search may be as long as somebody likes
        answers.ask(List.of("x".repeat((int) MOST)), healthy, () -> text(asked, 1));
        answers.ask(List.of("x".repeat((int) MOST)), healthy, () -> text(asked, 1));
        assertThat(asked.get()).isEqualTo(7);
    }

    private static Object text(AtomicInteger asked, int chars) {
        asked.incrementAndGet();
        return List.of("x".repeat(Math.max(0, chars - 2)));
    }
}
