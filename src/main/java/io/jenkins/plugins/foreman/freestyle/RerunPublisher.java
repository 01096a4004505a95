package io.jenkins.plugins.foreman.freestyle;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.EnvVars;
import hudson.Extension;
import hudson.FilePath;
import hudson.model.AbstractBuild;
import hudson.model.AbstractProject;
import hudson.model.Result;
import hudson.model.Run;
import hudson.model.TaskListener;
import hudson.tasks.BuildStepDescriptor;
import hudson.tasks.BuildStepMonitor;
import hudson.tasks.Publisher;
import hudson.tasks.Recorder;
import hudson.util.ListBoxModel;
import io.jenkins.plugins.foreman.console.ConsoleLog;
import io.jenkins.plugins.foreman.invocation.RerunRequest.Hosts;
import io.jenkins.plugins.foreman.record.RunHead.Outcome;
import io.jenkins.plugins.foreman.record.RunHead.Verdict;
import io.jenkins.plugins.foreman.runs.BackgroundRuns;
import io.jenkins.plugins.foreman.runs.BuildRuns;
import io.jenkins.plugins.foreman.runs.InvocationEntry;
import io.jenkins.plugins.foreman.runs.JobDefinition;
import io.jenkins.plugins.foreman.runs.JobInvocationsAction;
import io.jenkins.plugins.foreman.runs.Reruns;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import jenkins.tasks.SimpleBuildStep;
import org.jenkinsci.Symbol;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.verb.POST;

/** After the build, runs each of its jobs again on the hosts that did not succeed. */
@SuppressWarnings("unchecked") // the raw return type is inherited
public final class RerunPublisher extends Recorder implements SimpleBuildStep {

    private int attempts = 1;
    private int pause = 60;
    private Counting counting = Counting.WORSEN;

    @DataBoundConstructor
    public RerunPublisher() {
        // everything has a default
    }

    /** What the outcome of the reruns does to the build. */
    public enum Counting {
        /** Hosts that still fail make it unstable; whatever it is already stays. */
        WORSEN,
        /** Hosts that still fail make it fail. */
        FAIL,
        /**
         * They alone decide, over what the build step found as well, which leaves its result to them: a build whose hosts
         * all succeed in the end is a success.
         */
        DECIDE,
        /** Nothing. */
        IGNORE
    }

    /** At most so many reruns. */
    public int getAttempts() {
        return Math.max(1, attempts);
    }

    @DataBoundSetter
    public void setAttempts(int attempts) {
        this.attempts = attempts;
    }

    /** Seconds before each. */
    public int getPause() {
        return Math.max(0, pause);
    }

    @DataBoundSetter
    public void setPause(int pause) {
        this.pause = pause;
    }

    @NonNull
    public Counting getCounting() {
        return counting == null ? Counting.WORSEN : counting;
    }

    @DataBoundSetter
    public void setCounting(@CheckForNull Counting counting) {
        this.counting = counting;
    }

    @Override
    public boolean requiresWorkspace() {
        return false;
    }

    @Override
    public BuildStepMonitor getRequiredMonitorService() {
        return BuildStepMonitor.NONE;
    }

    @Override
    public void perform(@NonNull Run<?, ?> run, @NonNull EnvVars env, @NonNull TaskListener listener)
            throws InterruptedException, IOException {
        if (run.getResult() == Result.ABORTED) {
            return;
        }
        boolean failed = false;
        Verdict worst = Verdict.SUCCESS;
        for (InvocationEntry entry : JobInvocationsAction.entries(run)) {
            if (isToBeRerun(run, entry) && !rerun(run, entry, listener)) {
                failed = true;
                worst = worse(worst, inTheEnd(run, entry));
            }
        }
        switch (getCounting()) {
            case WORSEN -> setResult(run, failed ? Verdict.UNSTABLE : Verdict.SUCCESS);
            case FAIL -> setResult(run, failed ? Verdict.FAILURE : Verdict.SUCCESS);
            case DECIDE -> setResult(run, worst);
            case IGNORE -> {}
        }
    }

    private static void setResult(Run<?, ?> run, Verdict verdict) {
        if (verdict != Verdict.SUCCESS) {
            run.setResult(verdict == Verdict.UNSTABLE ? Result.UNSTABLE : Result.FAILURE);
        }
    }

    private static Verdict worse(Verdict one, Verdict other) {
        return one.compareTo(other) > 0 ? one : other;
    }

    /** What a run has come to by its last rerun, unless the hosts that failed were few enough before. */
    private static Verdict inTheEnd(Run<?, ?> run, InvocationEntry first) throws IOException {
        List<InvocationEntry> group = JobInvocationsAction.group(run, first.getName());
        Verdict before = verdict(run, first);
        Verdict after = verdict(run, group.get(group.size() - 1));
        return worse(before, after) == before ? after : before;
    }

    private static Verdict verdict(Run<?, ?> run, InvocationEntry entry) throws IOException {
        Outcome outcome = BuildRuns.get().record(run, entry).head().outcome();
        return outcome == null ? Verdict.FAILURE : outcome.verdict();
    }

    /** Whether the build steps of a build leave its result to this. */
    static boolean decidesAbout(@NonNull Run<?, ?> run) {
        if (!(run.getParent() instanceof AbstractProject<?, ?> project)) {
            return false;
        }
        RerunPublisher publisher = project.getPublishersList().get(RerunPublisher.class);
        return publisher != null && publisher.getCounting() == Counting.DECIDE;
    }

    static boolean isToBeRerun(@NonNull Run<?, ?> run, @NonNull InvocationEntry entry) throws IOException {
        return entry.getRerunOf() == null && !Reruns.isNotWaitedFor(run, entry);
    }

    /** Returns whether all hosts have succeeded in the end. */
    private boolean rerun(Run<?, ?> run, InvocationEntry first, TaskListener listener)
            throws InterruptedException, IOException {
        InvocationEntry from = first;
        for (int attempt = 1; attempt <= getAttempts(); attempt++) {
            JobDefinition again;
            try {
                again = again(run, from, attempt, listener.getLogger()::println);
            } catch (IOException e) {
                listener.getLogger().println(Messages.RerunPublisher_cannot(String.valueOf(e.getMessage())));
                return false;
            }
            if (again == null) {
                return true;
            }
            Verdict verdict = new WaitingBuild(run, workspace(run), listener)
                    .run(again, first.getName(), false, Duration.ofSeconds(getPause()))
                    .verdict();
            if (verdict == Verdict.SUCCESS) {
                return true;
            }
            List<InvocationEntry> entries = JobInvocationsAction.entries(run);
            from = entries.get(entries.size() - 1);
        }
        return false;
    }

    @CheckForNull
    private static FilePath workspace(Run<?, ?> run) {
        return run instanceof AbstractBuild<?, ?> build ? build.getWorkspace() : null;
    }

    /** What is to run again, null when all hosts have succeeded. */
    @CheckForNull
    private JobDefinition again(Run<?, ?> run, InvocationEntry from, int attempt, Consumer<String> log)
            throws IOException {
        List<String> hosts = Reruns.hosts(run, from, Hosts.FAILED);
        if (hosts.isEmpty()) {
            return null;
        }
        log.accept(Messages.RerunPublisher_again(hosts.size(), attempt, getAttempts(), getPause()));
        return Reruns.ofRun(run, from, null, hosts);
    }

    /** Starts the next rerun, if there is to be one, of a build that has ended before its runs have. */
    void goOn(@NonNull Run<?, ?> run, @NonNull InvocationEntry first, @NonNull ConsoleLog log) throws IOException {
        List<InvocationEntry> group = JobInvocationsAction.group(run, first.getName());
        int attempt = (int) group.stream()
                .filter(entry -> entry.getKind() != InvocationEntry.Kind.PAGE)
                .count();
        InvocationEntry last = group.get(group.size() - 1);
        JobDefinition again = attempt > getAttempts() ? null : again(run, last, attempt, log::line);
        if (again != null) {
            BackgroundRuns.get().startFor(run, again, first.getName(), log, Duration.ofSeconds(getPause()));
        }
    }

    /** Describes the post-build action. */
    @Extension
    @Symbol("rerunForemanJobs")
    public static final class DescriptorImpl extends BuildStepDescriptor<Publisher> {

        @Override
        @NonNull
        public String getDisplayName() {
            return Messages.RerunPublisher_displayName();
        }

        @Override
        @SuppressWarnings("rawtypes")
        public boolean isApplicable(Class<? extends AbstractProject> jobType) {
            return true;
        }

        /** Lists how the outcome can count. */
        @POST
        public ListBoxModel doFillCountingItems() {
            ListBoxModel items = new ListBoxModel();
            items.add(Messages.RerunPublisher_worsen(), Counting.WORSEN.name());
            items.add(Messages.RerunPublisher_fail(), Counting.FAIL.name());
            items.add(Messages.RerunPublisher_decide(), Counting.DECIDE.name());
            items.add(Messages.RerunPublisher_ignore(), Counting.IGNORE.name());
            return items;
        }
    }
}
