package io.jenkins.plugins.foreman.runs;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.model.Run;
import io.jenkins.plugins.foreman.client.JobStatus;
import io.jenkins.plugins.foreman.client.Sentence;
import io.jenkins.plugins.foreman.config.ForemanRuntime;
import io.jenkins.plugins.foreman.config.ResolvedServer;
import io.jenkins.plugins.foreman.console.ConsoleLog;
import io.jenkins.plugins.foreman.console.ConsoleOutput;
import io.jenkins.plugins.foreman.invocation.ForwardingListener;
import io.jenkins.plugins.foreman.invocation.JobInvocationRequest;
import io.jenkins.plugins.foreman.invocation.JobInvocationRun;
import io.jenkins.plugins.foreman.invocation.RunListener;
import io.jenkins.plugins.foreman.invocation.RunSettings;
import io.jenkins.plugins.foreman.record.Attempt;
import io.jenkins.plugins.foreman.record.Marker;
import io.jenkins.plugins.foreman.record.RunHead;
import io.jenkins.plugins.foreman.record.RunHead.Outcome;
import io.jenkins.plugins.foreman.record.RunHead.Verdict;
import io.jenkins.plugins.foreman.record.RunRecord;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.logging.Level;
import java.util.logging.Logger;
import jenkins.model.Jenkins;

/** A run of a build while it is followed in this process: the engine, with the server and credentials that it needs. */
public final class BuildRun {

    private static final Logger LOGGER = Logger.getLogger(BuildRun.class.getName());

    private volatile Run<?, ?> build;
    private final StoredRun stored;
    private final RunRecord record;
    private final CompletableFuture<End> end = new CompletableFuture<>();

    private JobInvocationRun engine;
    private Sentence cancelReason;
    private boolean suspended;

    BuildRun(@NonNull Run<?, ?> build, @NonNull StoredRun stored) throws IOException {
        this.build = build;
        this.stored = stored;
        this.record = stored.open();
    }

    /**
     * How a run ended.
     *
     * @param fault what made it end when that was not the job itself, null as a rule
     */
    public record End(@NonNull RunHead head, @CheckForNull Throwable fault) {

        /** What it means for the build: a run that a fault ended has failed. */
        @NonNull
        public Outcome outcome() {
            Outcome kept = head.outcome();
            if (fault == null && kept != null) {
                return kept;
            }
            return kept == null
                    ? new Outcome(
                            Verdict.FAILURE,
                            Sentence.plain(String.valueOf(fault)),
                            ForemanRuntime.scheduler().now())
                    : new Outcome(Verdict.FAILURE, kept.message(), kept.at());
        }
    }

    @NonNull
    public InvocationEntry entry() {
        return stored.entry();
    }

    /** What was asked for. */
    @NonNull
    public JobDefinition definition() {
        return stored.definition();
    }

    /** Where the record is. Other files may be put there for as long as they are needed. */
    @NonNull
    public Path directory() {
        return record.directory();
    }

    /** The record, which this run alone writes to. */
    @NonNull
    public RunRecord record() {
        return record;
    }

    /** Completes when the run has ended, on a thread of this plugin; is cancelled when Jenkins is shut down first. */
    @NonNull
    public CompletableFuture<End> end() {
        return end;
    }

    /** What is waited for at the moment, for a thread dump. */
    @NonNull
    public String status() {
        Attempt attempt = record.head().current();
        if (attempt == null || attempt.invocationId() == null) {
            return "creating a job invocation";
        }
        JobStatus status = attempt.status();
        return "following job invocation " + attempt.invocationId() + (status == null ? "" : ", " + status.label());
    }

    /** Begins or goes on. Asks no server anything yet, and returns soon. */
    void start(@CheckForNull ConsoleLog log, @NonNull Duration pause) throws IOException {
        ConsoleOutput console = log == null
                ? null
                : new ConsoleOutput(record, stored.definition().console(), log);
        RunListener listener = console == null ? new RunListener() {} : console;
        if (record.head().outcome() != null) {
            // only the news of the end was lost
            listener.finished(record.head(), null);
            complete(new End(record.head(), null));
            return;
        }
        try {
            JobInvocationRun made = engine(new Ending(listener));
            synchronized (this) {
                if (suspended) {
                    return;
                }
                engine = made;
                made.start(cancelReason == null ? pause : Duration.ZERO);
                if (cancelReason != null) {
                    made.cancel(cancelReason);
                }
            }
        } catch (Exception | Error e) {
            fail(e, listener);
        }
    }

    private JobInvocationRun engine(RunListener listener) throws IOException {
        JobDefinition definition = stored.definition();
        ResolvedServer server = Servers.forStored(stored, record.head(), build);
        record.mask().add(definition.confidential());
        JobInvocationRequest request = definition.request(
                HostLogin.of(definition, build, stored.entry().getRequestedBy()));
        if (request != null && !server.server().isHideBuild()) {
            request = request.from(source());
        }
        RunSettings settings = definition.settings(server.server().patience());
        return new JobInvocationRun(
                server.connect(build), server.budget(), record, request, settings, listener, new SplittableRandom());
    }

    private String source() {
        String root = Jenkins.get().getRootUrl();
        return Marker.source(
                build.getParent().getFullName(), build.getNumber(), root == null ? null : root + build.getUrl());
    }

    /** Ends a run that cannot even be begun. */
    private void fail(Throwable e, RunListener listener) {
        try {
            record.update(head -> head.withOutcome(new Outcome(
                    Verdict.FAILURE, Sentence.of(e), ForemanRuntime.scheduler().now())));
        } catch (IOException unsaved) {
            e.addSuppressed(unsaved);
        }
        try {
            listener.finished(record.head(), null);
        } finally {
            complete(new End(record.head(), e));
        }
    }

    /**
     * Wants the run to end. Returns at once; the run goes on until the job has stopped, as its settings say.
     *
     * @param reason who or what wants it, for people
     */
    public void cancel(@NonNull Sentence reason) {
        JobInvocationRun running;
        synchronized (this) {
            if (suspended) {
                // what goes down with Jenkins does not want the job to end
                return;
            }
            cancelReason = reason;
            running = engine;
        }
        if (running != null) {
            running.cancel(reason);
        } else {
            keepWish(reason);
        }
    }

    /** Before there is an engine to do it: a restart that comes first must not forget it. */
    private void keepWish(Sentence reason) {
        try {
            Instant now = ForemanRuntime.scheduler().now();
            record.update(head -> head.wantedToStop(reason, Verdict.ABORTED, now));
        } catch (IOException e) {
            LOGGER.log(Level.WARNING, e, () -> "Cannot record that a run is to stop: " + record.directory());
        }
    }

    /** Stops to follow, as at a shutdown; the record says where to go on. */
    void suspend() {
        JobInvocationRun running;
        synchronized (this) {
            suspended = true;
            running = engine;
        }
        if (running != null) {
            running.suspend();
        }
        close();
        // whoever waits for it may not do so for ever
        end.cancel(false);
    }

    /** Goes on where the job is now. */
    void moved() {
        Run<?, ?> loaded = build.getParent().getBuildByNumber(build.getNumber());
        if (loaded != null) {
            build = loaded;
        }
        Path now = StoredRun.directory(build.getRootDir(), stored.entry().getName());
        if (now.equals(record.directory())) {
            return;
        }
        try {
            record.moved(now);
        } catch (IOException e) {
            LOGGER.log(Level.WARNING, e, () -> "Cannot close all files of " + now);
        }
    }

    /** Stops to follow, since the build is deleted; the job is cancelled as for an abort. */
    void deleted() {
        JobInvocationRun running;
        synchronized (this) {
            suspended = true;
            running = engine;
        }
        if (running != null) {
            running.abandon(Sentence.of(Messages::BuildRun_deleted));
        }
        close();
        BuildRuns.get().forget(this);
        Outcome outcome = new Outcome(
                Verdict.ABORTED,
                Sentence.of(Messages::BuildRun_deleted),
                ForemanRuntime.scheduler().now());
        end.complete(new End(record.head().withOutcome(outcome), null));
    }

    private void complete(End how) {
        try {
            close();
            keepTotals();
            describe();
        } finally {
            BuildRuns.get().ended(this);
            end.complete(how);
        }
    }

    private void keepTotals() {
        try {
            List<InvocationEntry> group =
                    JobInvocationsAction.group(build, stored.entry().getName());
            List<RunRecord> records = new ArrayList<>();
            for (InvocationEntry entry : group) {
                records.add(BuildRuns.get().record(build, entry));
            }
            JobInvocationsAction.keep(build, group.get(0), HostTotals.of(records));
        } catch (IOException | RuntimeException e) {
            LOGGER.log(Level.WARNING, e, () -> "Cannot store the host counts of " + build);
        }
    }

    private void describe() {
        if (!stored.definition().isBuildDescription()) {
            return;
        }
        try {
            BuildDescription.add(build, BuildRuns.get().record(build, stored.entry()));
        } catch (IOException | RuntimeException e) {
            LOGGER.log(Level.WARNING, e, () -> "Cannot add to the description of " + build);
        }
    }

    private void close() {
        try {
            record.close();
        } catch (IOException e) {
            LOGGER.log(Level.WARNING, e, () -> "Cannot close " + record.directory());
        }
    }

    /** The build that has the run, where it is now. */
    @NonNull
    public Run<?, ?> build() {
        return build;
    }

    /** Passes everything on to the console, and the end to whoever waits for it. */
    private final class Ending extends ForwardingListener {

        Ending(RunListener listener) {
            super(listener);
        }

        @Override
        public void finished(@NonNull RunHead head, @CheckForNull Throwable fault) {
            try {
                // the outcome has the fault's message already
                super.finished(head, null);
            } finally {
                complete(new End(head, fault));
            }
        }
    }
}
