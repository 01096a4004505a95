package io.jenkins.plugins.foreman.invocation;

import edu.umd.cs.findbugs.annotations.NonNull;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Asks servers for somebody who waits a few seconds and no longer, and remembers the answers for a while. Each server is
 * asked within its own budget, so that one that is stuck is nobody else's trouble; whoever asks the same at the same moment
 * waits for the same answer; and after its time no question asks any further. Thread-safe.
 */
public final class TimelyAnswers {

    private final Duration patience;
    private final AnswerCache answers;
    private final Map<List<String>, CompletableFuture<Object>> pending = new HashMap<>();

    /**
     * @param patience how long is waited for an answer
     * @param fresh how long one serves again
     * @param most bytes that are kept, about; what servers answer is as long as they like
     */
    public TimelyAnswers(@NonNull Duration patience, @NonNull Duration fresh, long most) {
        this.patience = patience;
        this.answers = new AnswerCache(fresh, most);
    }

    /**
     * The answer, perhaps one of a moment ago. Blocks for at most the patience.
     *
     * @param key of who is asked and what
     * @param question asks within the budget given; its answer is not null
     * @throws TimeoutException when there is none in time
     * @throws IOException as the question does
     */
    @NonNull
    public Object ask(@NonNull List<String> key, @NonNull ServerBudget budget, @NonNull Callable<?> question)
            throws IOException, TimeoutException, InterruptedException {
        Object known;
        CompletableFuture<Object> answer;
        boolean first;
        synchronized (this) {
            known = answers.get(key, Moment.now(budget.scheduler()));
            answer = pending.get(key);
            first = known == null && answer == null;
            if (first) {
                answer = new CompletableFuture<>();
                pending.put(key, answer);
            }
        }
        if (known != null) {
            return known;
        }
        try {
            if (first) {
                submit(key, budget, question, answer);
            }
            return answer.get(patience.toNanos(), TimeUnit.NANOSECONDS);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof IOException cause ? cause : new IOException(e.getCause());
        } finally {
            if (first) {
                // also when the task was dropped, as at a shutdown
                answer.cancel(false);
                synchronized (this) {
                    pending.remove(key, answer);
                }
            }
        }
    }

    private void submit(List<String> key, ServerBudget budget, Callable<?> question, CompletableFuture<Object> answer) {
        Moment end = Moment.now(budget.scheduler()).plus(patience);
        Background.Work work = () -> {
            if (answer.isDone()) {
                return;
            }
            Moment now = Moment.now(budget.scheduler());
            budget.endStepIn(end.since(now));
            Object value = question.call();
            answers.put(key, value, Moment.now(budget.scheduler()));
            answer.complete(value);
        };
        budget.submit(Duration.ZERO, Urgency.PERSON, Background.supervised(work, answer::completeExceptionally));
    }
}
