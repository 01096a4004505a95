package io.jenkins.plugins.foreman.steps;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.model.Item;
import io.jenkins.plugins.foreman.client.Foreman;
import io.jenkins.plugins.foreman.config.ForemanRuntime;
import io.jenkins.plugins.foreman.config.ResolvedServer;
import io.jenkins.plugins.foreman.config.ServerLookup;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import jenkins.model.Jenkins;

/**
 * Asks a Foreman for what a form offers: only for who may configure the job, for a few seconds, and not again within a
 * minute. A form never depends on the answer.
 */
final class FormLookup {

    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final Duration FRESH = Duration.ofSeconds(60);
    private static final int MOST_ANSWERS = 200;

    /** Forms take at most so many threads from the builds. */
    private static final Semaphore AT_ONCE = new Semaphore(2);

    private static final Map<List<String>, Answer> ANSWERS = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<List<String>, Answer> eldest) {
            return size() > MOST_ANSWERS;
        }
    };

    private FormLookup() {}

    /** Something that is asked. */
    @FunctionalInterface
    interface Question<T> {
        T ask(Foreman foreman) throws IOException;
    }

    private record Answer(Object value, Instant at) {}

    /** Whether somebody may make Jenkins ask a server on behalf of this job. */
    static boolean mayAsk(@CheckForNull Item item) {
        return item == null ? Jenkins.get().hasPermission(Jenkins.ADMINISTER) : item.hasPermission(Item.CONFIGURE);
    }

    /**
     * The answer, perhaps one of a moment ago.
     *
     * @param key tells the question from others to the same server
     * @throws IOException when there is none in time; the message says why
     */
    @NonNull
    static <T> T ask(
            @CheckForNull Item item,
            @CheckForNull String server,
            @NonNull Class<T> type,
            @NonNull String key,
            @NonNull Question<T> question)
            throws IOException {
        ResolvedServer resolved = ServerLookup.find(server, item);
        List<String> full = List.of(
                item == null ? "" : item.getFullName(),
                resolved.server().getName(),
                resolved.server().getUrl(),
                type.getName(),
                key);
        Instant now = ForemanRuntime.scheduler().now();
        synchronized (ANSWERS) {
            Answer known = ANSWERS.get(full);
            if (known != null && now.isBefore(known.at().plus(FRESH))) {
                return type.cast(known.value());
            }
        }
        T answer = inTime(resolved.connect(null), question);
        synchronized (ANSWERS) {
            ANSWERS.put(full, new Answer(answer, now));
        }
        return answer;
    }

    private static <T> T inTime(Foreman foreman, Question<T> question) throws IOException {
        if (!AT_ONCE.tryAcquire()) {
            throw new IOException(Messages.FormLookup_busy());
        }
        CompletableFuture<T> answer = new CompletableFuture<>();
        ForemanRuntime.scheduler().schedule(Duration.ZERO, () -> {
            try {
                answer.complete(question.ask(foreman));
            } catch (IOException | RuntimeException e) {
                answer.completeExceptionally(e);
            } finally {
                AT_ONCE.release();
            }
        });
        try {
            return answer.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            throw new IOException(Messages.FormLookup_slow(PATIENCE.toSeconds()), e);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof IOException cause ? cause : new IOException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }
}
