package io.jenkins.plugins.foreman.page;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.model.Action;
import hudson.model.Run;
import io.jenkins.plugins.foreman.runs.JobInvocationsAction;
import java.util.Collection;
import java.util.List;
import jenkins.model.TransientActionFactory;

/** Gives every build that has job invocations their page. */
@Extension
@SuppressWarnings("rawtypes")
public final class PageFactory extends TransientActionFactory<Run> {

    @Override
    public Class<Run> type() {
        return Run.class;
    }

    @Override
    public Class<? extends Action> actionType() {
        return JobInvocationPage.class;
    }

    @Override
    @NonNull
    public Collection<? extends Action> createFor(@NonNull Run target) {
        Run<?, ?> build = target;
        return JobInvocationsAction.entries(build).isEmpty() ? List.of() : List.of(new JobInvocationPage(build));
    }
}
