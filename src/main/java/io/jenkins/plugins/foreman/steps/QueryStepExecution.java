package io.jenkins.plugins.foreman.steps;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.AbortException;
import hudson.model.Run;
import hudson.model.TaskListener;
import io.jenkins.plugins.foreman.client.Foreman;
import io.jenkins.plugins.foreman.client.ForemanException;
import io.jenkins.plugins.foreman.config.ForemanRuntime;
import io.jenkins.plugins.foreman.config.ResolvedServer;
import io.jenkins.plugins.foreman.invocation.Background;
import io.jenkins.plugins.foreman.invocation.Scheduler;
import io.jenkins.plugins.foreman.invocation.Urgency;
import io.jenkins.plugins.foreman.runs.Asker;
import io.jenkins.plugins.foreman.runs.Servers;
import java.io.IOException;
import java.time.Duration;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepExecution;

/**
 * Asks on the plugin's threads, within the budget of the server. A fault that may pass is borne for as long as the server
 * says; a restart just asks again, unless what is asked for may have been done.
 */
final class QueryStepExecution extends StepExecution {

    private static final long serialVersionUID = 1L;

    private static final Duration PAUSE = Duration.ofSeconds(5);

    private final QueryStep step;

    private transient volatile boolean stopped;

    QueryStepExecution(@NonNull QueryStep step, @NonNull StepContext context) {
        super(context);
        this.step = step;
    }

    @Override
    public boolean start() {
        begin();
        return false;
    }

    @Override
    public void onResume() {
        if (step.isRepeatable()) {
            begin();
        } else {
            getContext().onFailure(new AbortException(Messages.QueryStepExecution_restarted()));
        }
    }

    @Override
    public void stop(@NonNull Throwable cause) {
        stopped = true;
        getContext().onFailure(cause);
    }

    @Override
    @NonNull
    public String getStatus() {
        return "asking Foreman";
    }

    private void begin() {
        Scheduler scheduler = ForemanRuntime.scheduler();
        Background.run(
                scheduler,
                () -> {
                    Run<?, ?> build = getContext().get(Run.class);
                    if (build == null) {
                        throw new AbortException(Messages.FollowingStepExecution_noBuild());
                    }
                    Asker asker = new Asker(build, null, step.getCredentialsId());
                    ResolvedServer server = Servers.find(step.getServer(), asker);
                    Foreman foreman = server.connect(build);
                    plan(Duration.ZERO, server, foreman, scheduler.nanoTime(), true);
                },
                this::fail);
    }

    private void plan(Duration pause, ResolvedServer server, Foreman foreman, long begun, boolean first) {
        server.budget()
                .submit(
                        pause,
                        Urgency.PERSON,
                        Background.supervised(() -> ask(server, foreman, begun, first), this::fail));
    }

    private void ask(ResolvedServer server, Foreman foreman, long begun, boolean first) throws IOException {
        if (stopped) {
            return;
        }
        try {
            Object answer = step.ask(foreman, server.server().getUrl());
            if (!stopped) {
                getContext().onSuccess(answer);
            }
        } catch (ForemanException e) {
            if (e.isTransient()
                    && (step.isRepeatable() || !e.isOutcomeUnknown())
                    && ForemanRuntime.scheduler().nanoTime() - begun
                            < server.server().patience().toNanos()) {
                if (first) {
                    tell(Messages.QueryStepExecution_again(e.getMessage()));
                }
                plan(PAUSE, server, foreman, begun, false);
            } else {
                throw e;
            }
        }
    }

    private void tell(String message) {
        try {
            TaskListener listener = getContext().get(TaskListener.class);
            if (listener != null) {
                listener.getLogger().println(message);
            }
        } catch (IOException e) {
            // the answer matters, not the remark
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void fail(Throwable e) {
        if (!stopped) {
            boolean plain = e instanceof IOException && !(e instanceof AbortException) && e.getMessage() != null;
            getContext().onFailure(plain ? new AbortException(e.getMessage()) : e);
        }
    }
}
