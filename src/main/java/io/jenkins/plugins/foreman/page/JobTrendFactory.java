package io.jenkins.plugins.foreman.page;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.model.Action;
import hudson.model.Job;
import java.util.Collection;
import java.util.List;
import jenkins.model.TransientActionFactory;

/** Gives every job the box; whether there is something to show is found out when its page is rendered. */
@Extension
@SuppressWarnings("rawtypes")
public final class JobTrendFactory extends TransientActionFactory<Job> {

    @Override
    public Class<Job> type() {
        return Job.class;
    }

    @Override
    public Class<? extends Action> actionType() {
        return JobTrend.class;
    }

    @Override
    @NonNull
    public Collection<? extends Action> createFor(@NonNull Job target) {
        Job<?, ?> job = target;
        return List.of(new JobTrend(job));
    }
}
