package io.jenkins.plugins.foreman.steps;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Util;
import hudson.model.Item;
import io.jenkins.plugins.foreman.client.Foreman;
import io.jenkins.plugins.foreman.config.ForemanRuntime;
import io.jenkins.plugins.foreman.config.ResolvedServer;
import io.jenkins.plugins.foreman.config.ServerLookup;
import io.jenkins.plugins.foreman.invocation.Background;
import java.io.IOException;
import java.time.Duration;
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

    /**
     * Whom a form asks.
     *
     * @param item the job, null for none
     * @param server name, blank or null for the default
     * @param organization blank or null for that of the server
     * @param location blank or null for that of the server
     */
    record Target(
            @CheckForNull Item item,
            @CheckForNull String server,
            @CheckForNull String organization,
            @CheckForNull String location) {}

    /** @param at of a monotonic clock */
    private record Answer(Object value, long at) {}

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
    static <T> T ask(@NonNull Target target, @NonNull Class<T> type, @NonNull String key, @NonNull Question<T> question)
            throws IOException {
        Item item = target.item();
        ResolvedServer resolved =
                ServerLookup.find(target.server(), item).limitedTo(target.organization(), target.location());
        List<String> full = List.of(
                resolved.identity().toString(),
                resolved.server().getCredentialsId(),
                Util.fixNull(resolved.server().getOrganization()),
                Util.fixNull(resolved.server().getLocation()),
                type.getName(),
                key);
        T known = type.cast(known(full));
        return known != null
                ? known
                : type.cast(inTime(full, resolved.within(PATIENCE).connect(null), question));
    }

    @CheckForNull
    private static Object known(List<String> key) {
        synchronized (ANSWERS) {
            Answer answer = ANSWERS.get(key);
            boolean fresh = answer != null && ForemanRuntime.scheduler().nanoTime() - answer.at() < FRESH.toNanos();
            return fresh ? answer.value() : null;
        }
    }

    /** The drop-downs of a form ask at the same moment, some of them the same: they wait for each other. */
    private static Object inTime(List<String> key, Foreman foreman, Question<?> question) throws IOException {
        CompletableFuture<Object> answer = new CompletableFuture<>();
        try {
            if (!AT_ONCE.tryAcquire(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                throw new TimeoutException();
            }
            Background.run(
                    ForemanRuntime.scheduler(),
                    () -> answer(key, foreman, question, answer),
                    answer::completeExceptionally);
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

    private static void answer(
            List<String> key, Foreman foreman, Question<?> question, CompletableFuture<Object> waiting)
            throws IOException {
        try {
            Object answer = known(key);
            if (answer == null) {
                answer = question.ask(foreman);
                synchronized (ANSWERS) {
                    ANSWERS.put(
                            key, new Answer(answer, ForemanRuntime.scheduler().nanoTime()));
                }
            }
            waiting.complete(answer);
        } finally {
            AT_ONCE.release();
        }
    }
}
