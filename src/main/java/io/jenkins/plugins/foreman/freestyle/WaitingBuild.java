package io.jenkins.plugins.foreman.freestyle;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.AbortException;
import hudson.FilePath;
import hudson.model.Run;
import hudson.model.TaskListener;
import io.jenkins.plugins.foreman.client.Sentence;
import io.jenkins.plugins.foreman.invocation.Background;
import io.jenkins.plugins.foreman.invocation.Urgency;
import io.jenkins.plugins.foreman.junit.TestReports;
import io.jenkins.plugins.foreman.record.RunHead.Outcome;
import io.jenkins.plugins.foreman.runs.BuildRun;
import io.jenkins.plugins.foreman.runs.BuildRuns;
import io.jenkins.plugins.foreman.runs.DryRuns;
import io.jenkins.plugins.foreman.runs.InvocationEntry.Kind;
import io.jenkins.plugins.foreman.runs.JobDefinition;
import io.jenkins.plugins.foreman.runs.ResultFiles;
import io.jenkins.plugins.foreman.runs.StepResults;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.logging.Level;
import java.util.logging.Logger;

/** A build that waits for a job on its executor, as builds other than Pipelines do. */
final class WaitingBuild {

    private static final Logger LOGGER = Logger.getLogger(WaitingBuild.class.getName());

    private static final Duration RENAMED_EVERY = Duration.ofSeconds(10);

    private final Run<?, ?> build;
    private final FilePath workspace;
    private final TaskListener listener;

    /** @param workspace null where the build has none */
    WaitingBuild(@NonNull Run<?, ?> build, @CheckForNull FilePath workspace, @NonNull TaskListener listener) {
        this.build = build;
        this.workspace = workspace;
        this.listener = listener;
    }

    /**
     * Runs a job to its end.
     *
     * @param rerunOf name of an entry, null for none
     * @param pause before it begins
     * @param failsTheBuild whether a failure is to end the build with its message
     * @throws InterruptedException when the build was aborted; the job has stopped then, or goes on as its settings say
     */
    @NonNull
    Outcome run(
            @NonNull JobDefinition definition,
            @CheckForNull String rerunOf,
            boolean failsTheBuild,
            @NonNull Duration pause)
            throws IOException, InterruptedException {
        ResultFiles.check(definition, workspace);
        String name = BuildRuns.get().prepare(build, definition, Kind.BUILD, null, rerunOf);
        BuildRun run = BuildRuns.get().follow(build, name, new BuildConsole(listener, failsTheBuild), pause);
        try {
            return end(run);
        } catch (CancellationException e) {
            listener.getLogger().println(Messages.WaitingBuild_suspended());
            throw new InterruptedException(Messages.WaitingBuild_suspended());
        }
    }

    /**
     * Waits for what the build would run, which is asked on a thread of the server.
     *
     * @return a sentence for people
     */
    @NonNull
    String dryRun(@NonNull JobDefinition definition) throws IOException, InterruptedException {
        CompletableFuture<String> found = new CompletableFuture<>();
        DryRuns.budget(definition, build)
                .submit(
                        Duration.ZERO,
                        Urgency.PERSON,
                        Background.supervised(
                                () -> found.complete(DryRuns.of(definition, build)), found::completeExceptionally));
        try {
            return found.get();
        } catch (ExecutionException e) {
            throw new AbortException(
                    e.getCause().getMessage() == null
                            ? e.getCause().toString()
                            : e.getCause().getMessage());
        }
    }

    private Outcome end(BuildRun run) throws IOException, InterruptedException {
        BuildRun.End end;
        InterruptedException aborted = null;
        try {
            end = await(run);
        } catch (InterruptedException e) {
            aborted = e;
            run.cancel(Sentence.of(Messages::WaitingBuild_aborted));
            end = await(run);
        }
        TestReports.publish(build, run, null, listener);
        String files = ResultFiles.write(run, workspace, listener);
        try {
            Map<String, Object> job = StepResults.ofGroup(run, end);
            job.put(StepResults.RESULTS, files);
            JobVariables.give(build, job);
        } catch (IOException e) {
            // how the build ends does not depend on them
            LOGGER.log(Level.WARNING, e, () -> "Cannot read what the variables of " + build + " are to say");
        }
        if (aborted != null) {
            throw aborted;
        }
        return end.outcome();
    }

    private static BuildRun.End await(BuildRun run) throws InterruptedException, AbortException {
        Thread thread = Thread.currentThread();
        String name = thread.getName();
        try {
            while (true) {
                // so that a thread dump says what the executor waits for
                thread.setName(name + " : " + run.status());
                try {
                    return run.end().get(RENAMED_EVERY.toSeconds(), TimeUnit.SECONDS);
                } catch (TimeoutException e) {
                    // it goes on
                }
            }
        } catch (ExecutionException e) {
            throw new AbortException(String.valueOf(e.getCause()));
        } finally {
            thread.setName(name);
        }
    }
}
