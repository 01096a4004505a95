package io.jenkins.plugins.foreman.page;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.AbortException;
import hudson.model.Run;
import io.jenkins.plugins.foreman.build.BackgroundRuns;
import io.jenkins.plugins.foreman.build.BuildRun;
import io.jenkins.plugins.foreman.build.BuildRuns;
import io.jenkins.plugins.foreman.build.InvocationEntry;
import io.jenkins.plugins.foreman.build.Reruns;
import io.jenkins.plugins.foreman.client.HostState;
import io.jenkins.plugins.foreman.record.HostRow;
import io.jenkins.plugins.foreman.view.RunActs;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import jenkins.model.Jenkins;

/** What the one who asks may do on the page. */
final class PageActs implements RunActs {

    private final Run<?, ?> build;
    private final RunGroup group;

    PageActs(@NonNull Run<?, ?> build, @NonNull RunGroup group) {
        this.build = build;
        this.group = group;
    }

    @Override
    public boolean mayRerun() {
        return build.hasPermission(group.rerunPermission()) && !group.isRunning();
    }

    @Override
    public boolean mayCancel() {
        return build.hasPermission(group.cancelPermission()) && group.isRunning();
    }

    @Override
    public void rerun(@NonNull List<HostRow> hosts) throws Refused {
        RunClaim claim;
        try {
            claim = RunClaim.of(build, group);
        } catch (AbortException e) {
            throw new Refused(String.valueOf(e.getMessage()));
        }
        try {
            start(hosts);
        } finally {
            claim.close();
        }
    }

    private void start(List<HostRow> hosts) throws Refused {
        List<InvocationEntry> entries = group.entries();
        try {
            Map<String, HostState> now = new HashMap<>();
            for (InvocationEntry entry : entries) {
                now.putAll(Reruns.states(build, entry));
            }
            List<String> names = hosts.stream()
                    .filter(host -> host.state() == HostState.SUCCESS || now.get(host.name()) != HostState.SUCCESS)
                    .map(HostRow::name)
                    .toList();
            if (names.isEmpty()) {
                throw new Refused(Messages.PageActs_mended());
            }
            InvocationEntry last = entries.get(entries.size() - 1);
            BackgroundRuns.get().start(build, Reruns.ofRun(build, last, null, names), user(), group.getName());
        } catch (IOException e) {
            throw new Refused(String.valueOf(e.getMessage()));
        }
    }

    @Override
    public void cancel() throws Refused {
        boolean any = false;
        for (InvocationEntry entry : group.entries()) {
            BuildRun run = BuildRuns.get().followed(build, entry);
            if (run != null) {
                run.cancel(Messages.PageActs_cancelled(user()));
                any = true;
            }
        }
        if (!any) {
            throw new Refused(Messages.PageActs_nothing());
        }
    }

    private static String user() {
        return Jenkins.getAuthentication2().getName();
    }
}
