package io.jenkins.plugins.foreman.invocation;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Answers of servers, kept for a while and within a bound; the one that was used last stays longest. Thread-safe. */
final class AnswerCache {

    /** Of an answer that is empty. */
    private static final int OVERHEAD = 500;

    private final Duration fresh;
    private final long most;
    private final Map<List<?>, Answer> answers = new LinkedHashMap<>(16, 0.75f, true);

    /** Of all answers. */
    private long weight;

    /**
     * @param at when it was put here
     * @param weight about the bytes that it takes, with its key
     */
    private record Answer(@NonNull Object value, @NonNull Moment at, long weight) {}

    /**
     * @param fresh how long an answer serves
     * @param most bytes that are kept, about; what servers answer is as long as they like
     */
    AnswerCache(@NonNull Duration fresh, long most) {
        this.fresh = fresh;
        this.most = most;
    }

    /**
     * The answer of a moment ago, null where there is none.
     *
     * @param key of who is asked by whom, and what
     * @param now of the clock by which it was kept
     */
    @CheckForNull
    synchronized Object get(@NonNull List<?> key, @NonNull Moment now) {
        Answer known = answers.get(key);
        return known != null && now.since(known.at()).compareTo(fresh) < 0 ? known.value() : null;
    }

    /** Keeps an answer. */
    synchronized void put(@NonNull List<?> key, @NonNull Object value, @NonNull Moment now) {
        Answer answer = new Answer(value, now, weight(key, value));
        Answer before = answers.put(key, answer);
        weight += answer.weight() - (before == null ? 0 : before.weight());
        Iterator<Answer> eldest = answers.values().iterator();
        while (weight > most && eldest.hasNext()) {
            weight -= eldest.next().weight();
            eldest.remove();
        }
    }

    /** By the text, which has all that there is in lists, records and texts. */
    private static long weight(List<?> key, Object value) {
        return OVERHEAD
                + (long) (key.toString().length() + String.valueOf(value).length()) * Character.BYTES;
    }
}
