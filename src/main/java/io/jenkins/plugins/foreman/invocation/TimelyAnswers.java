package io.jenkins.plugins.foreman.invocation;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Asks servers for somebody who waits a few seconds and no longer, and remembers the answers for a while. Each server is
 * asked within its own budget, so that one that is stuck is nobody else's trouble; who asks the same at the same moment
 * waits for the same answer; and after its time no question asks any further. Thread-safe.
 */
public final class TimelyAnswers {

    /** Of an answer that is empty. */
    private static final int OVERHEAD = 500;

    private final Duration patience;
    private final Duration fresh;
    private final long most;
    private final Map<List<String>, Answer> answers = new LinkedHashMap<>(16, 0.75f, true);
    private final Map<List<String>, CompletableFuture<Object>> pending = new HashMap<>();

    /** Of all answers, guarded by this. */
    private long weight;

    /**
     * @param at of the clock of the budget
     * @param weight about the bytes that it takes, with its key
     */
    private record Answer(@NonNull Object value, @NonNull Moment at, long weight) {}

    /**
     * @param patience how long is waited for an answer
     * @param fresh how long one serves again
     * @param most bytes that are kept, about; what servers answer is as long as they like
     */
    public TimelyAnswers(@NonNull Duration patience, @NonNull Duration fresh, long most) {
        this.patience = patience;
        this.fresh = fresh;
        this.most = most;
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
            known = known(key, budget);
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
            keep(key, new Answer(value, Moment.now(budget.scheduler()), weight(key, value)));
            answer.complete(value);
        };
        budget.submit(Duration.ZERO, Urgency.PERSON, Background.supervised(work, answer::completeExceptionally));
    }

    /** By the text, which has all that there is in lists, records and texts. */
    private static long weight(List<String> key, Object value) {
        long chars = String.valueOf(value).length();
        for (String part : key) {
            chars += part.length();
        }
        return OVERHEAD + chars * Character.BYTES;
    }

    private synchronized void keep(List<String> key, Answer answer) {
        Answer before = answers.put(key, answer);
        weight += answer.weight() - (before == null ? 0 : before.weight());
        Iterator<Answer> eldest = answers.values().iterator();
        while (weight > most && eldest.hasNext()) {
            weight -= eldest.next().weight();
            eldest.remove();
        }
    }

    @CheckForNull
    private Object known(List<String> key, ServerBudget budget) {
        Answer known = answers.get(key);
        return known != null && Moment.now(budget.scheduler()).since(known.at()).compareTo(fresh) < 0
                ? known.value()
                : null;
    }
}
