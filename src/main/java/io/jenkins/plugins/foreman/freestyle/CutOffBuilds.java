package io.jenkins.plugins.foreman.freestyle;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.model.AbstractProject;
import hudson.model.Run;
import io.jenkins.plugins.foreman.console.ConsoleLog;
import io.jenkins.plugins.foreman.runs.BuildRun;
import io.jenkins.plugins.foreman.runs.BuildRuns;
import io.jenkins.plugins.foreman.runs.EndedTooEarly;
import io.jenkins.plugins.foreman.runs.InvocationEntry;
import io.jenkins.plugins.foreman.runs.JobInvocationsAction;
import java.io.IOException;

/** Does the post-build reruns of builds that a restart of Jenkins has cut off, as their jobs say now. */
@Extension
public final class CutOffBuilds implements EndedTooEarly {

    @Override
    public void runEnded(@NonNull BuildRun run, @NonNull BuildRun.End end, @NonNull ConsoleLog log) throws IOException {
        Run<?, ?> build = run.build();
        if (end.head().cancel() != null || !(build.getParent() instanceof AbstractProject<?, ?> project)) {
            // whoever has ended it does not want it again
            return;
        }
        RerunPublisher rerun = project.getPublishersList().get(RerunPublisher.class);
        if (rerun == null) {
            return;
        }
        for (InvocationEntry entry : JobInvocationsAction.entries(build)) {
            if (RerunPublisher.isToBeRerun(build, entry) && !isFollowed(build, entry)) {
                rerun.goOn(build, entry, log);
            }
        }
    }

    private static boolean isFollowed(Run<?, ?> build, InvocationEntry first) {
        return JobInvocationsAction.group(build, first.getName()).stream()
                .anyMatch(entry -> BuildRuns.get().followed(build, entry) != null);
    }
}
