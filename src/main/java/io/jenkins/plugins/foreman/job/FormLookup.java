package io.jenkins.plugins.foreman.job;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Util;
import hudson.model.Item;
import hudson.util.ComboBoxModel;
import io.jenkins.plugins.foreman.client.Foreman;
import io.jenkins.plugins.foreman.client.Language;
import io.jenkins.plugins.foreman.config.ResolvedServer;
import io.jenkins.plugins.foreman.config.ServerLookup;
import io.jenkins.plugins.foreman.invocation.TimelyAnswers;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeoutException;
import jenkins.model.Jenkins;

/**
 * Asks a Foreman for what a form offers: for a few seconds, and not again within a minute. Who calls it has looked whether
 * the person may ask. A form never depends on the answer.
 */
public final class FormLookup {

    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final long MOST_KEPT = 16 << 20;
    private static final TimelyAnswers ANSWERS = new TimelyAnswers(PATIENCE, Duration.ofSeconds(60), MOST_KEPT);

    private FormLookup() {}

    /** Something that is asked. */
    @FunctionalInterface
    public interface Question<T> {
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
    public record Target(
            @CheckForNull Item item,
            @CheckForNull String server,
            @CheckForNull String organization,
            @CheckForNull String location) {}

    /** The servers that a job can use, for who may see how it is configured. */
    @NonNull
    public static ComboBoxModel servers(@CheckForNull Item item) {
        boolean may =
                item == null ? Jenkins.get().hasPermission(Jenkins.ADMINISTER) : item.hasPermission(Item.EXTENDED_READ);
        return may ? new ComboBoxModel(ServerLookup.names(item)) : new ComboBoxModel();
    }

    /** Whether somebody may make Jenkins ask a server on behalf of this job. */
    public static boolean mayAsk(@CheckForNull Item item) {
        return item == null ? Jenkins.get().hasPermission(Jenkins.ADMINISTER) : item.hasPermission(Item.CONFIGURE);
    }

    /**
     * The answer, perhaps one of a moment ago.
     *
     * @param key tells the question from others to the same server
     * @throws IOException when there is none in time; the message says why
     */
    @NonNull
    public static <T> T ask(
            @NonNull Target target, @NonNull Class<T> type, @NonNull String key, @NonNull Question<T> question)
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
        try {
            Foreman foreman = resolved.within(PATIENCE).connect(null);
            return type.cast(ANSWERS.ask(full, resolved.budget(), Language.kept(() -> question.ask(foreman))));
        } catch (TimeoutException e) {
            throw new IOException(Messages.FormLookup_slow(PATIENCE.toSeconds()), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }
}
