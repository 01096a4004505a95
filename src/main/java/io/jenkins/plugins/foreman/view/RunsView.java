package io.jenkins.plugins.foreman.view;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.foreman.record.RunHead;
import java.io.IOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;

/**
 * The runs that one page shows together: a first run and the reruns of its hosts. Keeps what is costly to work out
 * (sorted tables, causes of failures), so one object should serve all requests to a page. Thread-safe.
 */
public final class RunsView {

    private final Supplier<List<ViewedRun>> runs;
    private final Clock clock;
    private final HostTable table;
    private final FailureGroups failures;

    /** @param runs the runs in order, asked for with every request; the first one never changes */
    public RunsView(@NonNull Supplier<List<ViewedRun>> runs) {
        this(runs, Clock.systemUTC());
    }

    RunsView(@NonNull Supplier<List<ViewedRun>> runs, @NonNull Clock clock) {
        this.runs = runs;
        this.clock = clock;
        this.failures = new FailureGroups();
        this.table = new HostTable(failures);
    }

    @NonNull
    Clock clock() {
        return clock;
    }

    @NonNull
    HostTable table() {
        return table;
    }

    @NonNull
    FailureGroups failures() {
        return failures;
    }

    @NonNull
    List<ViewedRun> runs() {
        return runs.get();
    }

    /** All attempts of all runs, oldest first. */
    @NonNull
    List<ViewedAttempt> attempts() throws IOException {
        List<ViewedAttempt> attempts = new ArrayList<>();
        List<ViewedRun> all = runs();
        for (int run = 0; run < all.size(); run++) {
            RunHead head = all.get(run).record().head();
            for (int index = 0; index < head.attempts().size(); index++) {
                attempts.add(new ViewedAttempt(
                        run,
                        index,
                        head,
                        head.attempts().get(index),
                        all.get(run).record().attempt(index)));
            }
        }
        return attempts;
    }

    /** The attempts that a scope takes in, all of them or one. */
    @NonNull
    List<ViewedAttempt> attempts(@NonNull String scope) throws IOException, PageRequest.BadRequest {
        List<ViewedAttempt> all = attempts();
        if (scope.equals(HostFilter.ALL)) {
            return all;
        }
        return List.of(attempt(all, scope));
    }

    @NonNull
    ViewedAttempt attempt(@NonNull String key) throws IOException, PageRequest.BadRequest {
        return attempt(attempts(), key);
    }

    private static ViewedAttempt attempt(List<ViewedAttempt> all, String key) throws PageRequest.BadRequest {
        for (ViewedAttempt attempt : all) {
            if (attempt.key().equals(key)) {
                return attempt;
            }
        }
        throw new PageRequest.BadRequest("there is no attempt " + key);
    }

    /** The hosts that a filter lets through, in its order. */
    @NonNull
    List<ViewedHost> hosts(@NonNull HostFilter filter) throws IOException, PageRequest.BadRequest {
        return table.hosts(attempts(filter.scope()), filter, clock.instant());
    }

    /** The same to the last one, however long that takes: for what is kept or acted upon. */
    @NonNull
    List<ViewedHost> allHosts(@NonNull HostFilter filter) throws IOException, PageRequest.BadRequest {
        if (filter.group() != null) {
            failures.ofAll(hosts(HostFilter.failed(filter.scope())));
        }
        return hosts(filter);
    }

    /** A host by the attempt that it is of; for the merged scope its last one. */
    @NonNull
    ViewedHost host(@NonNull String scope, long id) throws IOException, PageRequest.BadRequest {
        List<ViewedAttempt> attempts = attempts(scope);
        for (int i = attempts.size() - 1; i >= 0; i--) {
            var row = attempts.get(i).record().host(id);
            if (row != null) {
                return new ViewedHost(attempts.get(i), row);
            }
        }
        throw new PageRequest.BadRequest("there is no host " + id);
    }

    /** How all of it came out, for people; null while it goes on. */
    @CheckForNull
    public String outcome(@NonNull Locale locale) throws IOException {
        List<ViewedAttempt> all = attempts();
        return new OutcomeText(new PageTexts(locale))
                .ofAll(runs(), all, table.counts(all, HostFilter.ALL, clock.instant()));
    }

    /** Something that differs whenever a record of the attempts has changed. */
    static long revision(@NonNull List<ViewedAttempt> attempts) {
        long revision = attempts.size();
        for (ViewedAttempt attempt : attempts) {
            revision = revision * 1_000_003 + attempt.record().revision();
        }
        return revision;
    }
}
