package io.jenkins.plugins.foreman.steps;

import com.google.common.util.concurrent.ListenableFuture;
import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.AbortException;
import hudson.FilePath;
import hudson.model.Computer;
import hudson.model.Result;
import hudson.model.Run;
import hudson.model.TaskListener;
import io.jenkins.plugins.foreman.client.Sentence;
import io.jenkins.plugins.foreman.config.ForemanRuntime;
import io.jenkins.plugins.foreman.invocation.Background;
import io.jenkins.plugins.foreman.invocation.ServerBudget;
import io.jenkins.plugins.foreman.invocation.Urgency;
import io.jenkins.plugins.foreman.junit.TestReports;
import io.jenkins.plugins.foreman.record.HostValues;
import io.jenkins.plugins.foreman.record.RunHead.Outcome;
import io.jenkins.plugins.foreman.record.RunHead.Verdict;
import io.jenkins.plugins.foreman.runs.BuildRun;
import io.jenkins.plugins.foreman.runs.BuildRuns;
import io.jenkins.plugins.foreman.runs.InvocationEntry;
import io.jenkins.plugins.foreman.runs.JobDefinition;
import io.jenkins.plugins.foreman.runs.JobInvocationEnd;
import io.jenkins.plugins.foreman.runs.JobInvocationFailedException;
import io.jenkins.plugins.foreman.runs.ResultFiles;
import io.jenkins.plugins.foreman.runs.SensitiveValues;
import io.jenkins.plugins.foreman.runs.StepResults;
import java.io.IOException;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.jenkinsci.plugins.workflow.actions.WarningAction;
import org.jenkinsci.plugins.workflow.graph.FlowNode;
import org.jenkinsci.plugins.workflow.steps.FlowInterruptedException;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepExecution;

/**
 * A step that makes or takes a job invocation and follows it to its end. Nothing is done on the thread of the Pipeline.
 * The record of the run is made first, then the state of the Pipeline is saved with its name in it, and only then the run
 * begins: a crash before that has created nothing in Foreman, and after it the record says where to go on.
 */
abstract class FollowingStepExecution extends StepExecution {

    private static final long serialVersionUID = 1L;

    /** Name of the run's entry, null until its record is there. */
    private volatile String record;

    /** Why the step is to stop, null while it is not. */
    private volatile Throwable stopped;

    private transient volatile BuildRun run;

    /** The thread that writes files to the workspace, null where none does. Guarded by this. */
    private transient Thread writer;

    FollowingStepExecution(@NonNull StepContext context) {
        super(context);
    }

    /**
     * What the step runs.
     *
     * @param rerunOf name of an entry, null for none
     */
    record Planned(
            @NonNull JobDefinition definition,
            @NonNull InvocationEntry.Kind kind,
            @CheckForNull String rerunOf) {}

    /** What the step was told, as it is kept. */
    @NonNull
    abstract FollowingStep<?> step();

    /** Makes out what to run, null for nothing; may ask the server that {@link #asked} names, and no other. */
    @CheckForNull
    abstract Planned plan() throws IOException, InterruptedException;

    /** The budget of the server that has to be asked what to run, null where none has to be. Asks nothing itself. */
    @CheckForNull
    ServerBudget asked() throws IOException, InterruptedException {
        return null;
    }

    /** Names of hosts that had not succeeded before what was planned. */
    @NonNull
    Collection<String> unsuccessful() {
        return List.of();
    }

    /** Says why there is nothing to run, where that can be. */
    @NonNull
    String nothing() {
        throw new IllegalStateException("There is always something to run");
    }

    @Override
    public final boolean start() {
        inBackground(this::prepare);
        return false;
    }

    @Override
    public final void onResume() {
        inBackground(record == null ? this::prepare : this::follow);
    }

    private void prepare() throws IOException, InterruptedException {
        if (stopped != null) {
            getContext().onFailure(stopped);
            return;
        }
        ResultFiles.check(step().spec(), getContext().get(FilePath.class));
        step().spec().keepSecrets(SensitiveValues.of(getContext()));
        ServerBudget asked = asked();
        if (asked == null) {
            begin();
        } else {
            asked.submit(Duration.ZERO, Urgency.PERSON, Background.supervised(this::begin, this::fail));
        }
    }

    private void begin() throws IOException, InterruptedException {
        if (stopped != null) {
            getContext().onFailure(stopped);
            return;
        }
        Planned planned = plan();
        if (planned == null) {
            BuildLog.of(getContext(), false).line(nothing());
            getContext().onSuccess(StepResults.nothing(nothing()));
            return;
        }
        record = BuildRuns.get().prepare(build(), planned.definition(), planned.kind(), null, planned.rerunOf());
        ListenableFuture<Void> saved = getContext().saveState();
        saved.addListener(
                () -> inBackground(() -> {
                    // a run that the saved Pipeline does not know would be made a second time after a restart
                    saved.get();
                    follow();
                }),
                Runnable::run);
    }

    private void follow() throws IOException, InterruptedException {
        BuildRun followed = BuildRuns.get().follow(build(), record, BuildLog.of(getContext(), step().isPropagate()));
        run = followed;
        Throwable cause = stopped;
        if (cause != null) {
            followed.cancel(reason(cause));
        }
        followed.end().thenAccept(end -> finish(followed, end));
    }

    /** Asks the run to end; the step ends with it. */
    @Override
    public final void stop(@NonNull Throwable cause) {
        stopped = cause;
        getContext().saveState();
        BuildRun followed = run;
        if (followed != null) {
            followed.cancel(reason(cause));
        }
        synchronized (this) {
            if (writer != null) {
                writer.interrupt();
            }
        }
    }

    private static Sentence reason(Throwable cause) {
        String message = cause.getMessage();
        if (message == null || message.isBlank()) {
            return Sentence.of(Messages::FollowingStepExecution_aborted);
        }
        // a sentence follows
        return Sentence.plain(message.matches("(?s).*[.!?]\\s*") ? message : message.strip() + '.');
    }

    private void finish(BuildRun followed, BuildRun.End end) {
        if (step().getResults() != null || step().isHostValues()) {
            // an agent that hangs, or much output, may have a thread, but none of those that talk to the server
            Computer.threadPoolForRemoting.execute(() -> deliver(followed, end));
        } else {
            deliver(followed, end);
        }
    }

    private void deliver(BuildRun followed, BuildRun.End end) {
        try {
            TaskListener listener = getContext().get(TaskListener.class);
            if (listener != null) {
                TestReports.publish(build(), followed, getContext().get(FlowNode.class), listener);
            }
            // also after an abort, for what comes then; a second one interrupts it
            String files = writeFiles(followed, listener);
            Throwable cause = stopped;
            if (cause != null) {
                getContext().onFailure(cause);
            } else {
                Map<String, Object> job = StepResults.of(followed, end, unsuccessful());
                job.put(StepResults.RESULTS, files);
                job.put(StepResults.HOST_VALUES, step().isHostValues() ? hostValues(followed, listener) : null);
                tellWhatIsMended(job, listener);
                deliver(end.outcome(), job);
            }
        } catch (InterruptedException e) {
            Throwable cause = stopped;
            getContext().onFailure(cause == null ? e : cause);
        } catch (Exception | Error e) {
            fail(e);
        }
    }

    @CheckForNull
    private String writeFiles(BuildRun followed, @CheckForNull TaskListener listener)
            throws IOException, InterruptedException {
        if (step().getResults() == null || listener == null) {
            return null;
        }
        synchronized (this) {
            writer = Thread.currentThread();
        }
        try {
            return ResultFiles.write(followed, getContext().get(FilePath.class), listener);
        } finally {
            synchronized (this) {
                writer = null;
            }
            // what stopped this is not meant for whoever has the thread next
            Thread.interrupted();
        }
    }

    /** What hosts have said; null, with the reason in the log, where that cannot be read: the job is judged all the same. */
    @CheckForNull
    private Map<String, Map<String, String>> hostValues(BuildRun followed, @CheckForNull TaskListener listener) {
        String remark;
        Map<String, Map<String, String>> values = null;
        try {
            HostValues found = HostValues.of(followed.record());
            values = found.byHost();
            remark = found.left() == 0 ? null : Messages.FollowingStepExecution_valuesLeft(found.left());
        } catch (IOException e) {
            remark = Messages.FollowingStepExecution_noValues(e.getMessage());
        }
        if (remark != null && listener != null) {
            listener.getLogger().println(remark);
        }
        return values;
    }

    private void tellWhatIsMended(Map<String, Object> job, @CheckForNull TaskListener listener) {
        int before = unsuccessful().size();
        if (before > 0 && listener != null) {
            listener.getLogger().println(Messages.FollowingStepExecution_mended(job.get("mended"), before));
        }
    }

    private void deliver(Outcome outcome, Map<String, Object> job) throws IOException, InterruptedException {
        Verdict verdict = outcome.verdict();
        boolean propagate = step().isPropagate();
        if (propagate && verdict == Verdict.FAILURE) {
            // an interruption would have its own way with the result of catchError
            getContext()
                    .onFailure(
                            new JobInvocationFailedException(outcome.message().toString(), job));
            return;
        }
        if (propagate && verdict == Verdict.ABORTED) {
            getContext()
                    .onFailure(new FlowInterruptedException(
                            Result.ABORTED,
                            false,
                            new JobInvocationEnd(outcome.message().toString())));
            return;
        }
        if (verdict != Verdict.SUCCESS) {
            Result result = Result.fromString(verdict.name());
            FlowNode node = getContext().get(FlowNode.class);
            if (node != null) {
                node.addAction(
                        new WarningAction(result).withMessage(outcome.message().toString()));
            }
            if (propagate) {
                build().setResult(result);
            }
        }
        getContext().onSuccess(job);
    }

    private Run<?, ?> build() throws IOException, InterruptedException {
        Run<?, ?> build = getContext().get(Run.class);
        if (build == null) {
            throw new AbortException(Messages.FollowingStepExecution_noBuild());
        }
        return build;
    }

    @Override
    @CheckForNull
    public final String getStatus() {
        BuildRun followed = run;
        if (followed == null) {
            return "about to begin";
        }
        return followed.status();
    }

    /** Does something on the plugin's own threads; what goes wrong there ends the step. */
    private void inBackground(Background.Work work) {
        Background.run(ForemanRuntime.scheduler(), work, this::fail);
    }

    private void fail(Throwable fault) {
        getContext().onFailure(plain(fault));
    }

    /** What a person can mend is told without a stack trace. */
    private static Throwable plain(Throwable e) {
        if (e instanceof ExecutionException && e.getCause() != null) {
            return plain(e.getCause());
        }
        return e instanceof AbortException || !(e instanceof IOException) || e.getMessage() == null
                ? e
                : new AbortException(e.getMessage());
    }
}
