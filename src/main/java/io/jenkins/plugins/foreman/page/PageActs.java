package io.jenkins.plugins.foreman.page;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.AbortException;
import hudson.model.Item;
import hudson.model.Run;
import io.jenkins.plugins.foreman.client.HostState;
import io.jenkins.plugins.foreman.client.Sentence;
import io.jenkins.plugins.foreman.invocation.TimelyAnswers;
import io.jenkins.plugins.foreman.record.HostRow;
import io.jenkins.plugins.foreman.runs.Asker;
import io.jenkins.plugins.foreman.runs.BackgroundRuns;
import io.jenkins.plugins.foreman.runs.BuildRun;
import io.jenkins.plugins.foreman.runs.BuildRuns;
import io.jenkins.plugins.foreman.runs.HostsOfRun;
import io.jenkins.plugins.foreman.runs.InvocationEntry;
import io.jenkins.plugins.foreman.runs.JobDefinition;
import io.jenkins.plugins.foreman.runs.Reruns;
import io.jenkins.plugins.foreman.runs.Servers;
import io.jenkins.plugins.foreman.view.RunActs;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeoutException;
import jenkins.model.Jenkins;

/** What the one who asks may do on the page. */
final class PageActs implements RunActs {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    /** None is kept: what runs again goes by what Foreman says now. */
    private static final TimelyAnswers ANSWERS = new TimelyAnswers(PATIENCE, Duration.ZERO, 0);

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

    /** What runs then is written by who types it, as the job is by who configures it. */
    @Override
    public boolean mayChangeInputs() {
        return mayRerun() && build.hasPermission(Item.CONFIGURE);
    }

    @Override
    public boolean mayCancel() {
        return build.hasPermission(group.cancelPermission()) && group.isRunning();
    }

    @Override
    public boolean mayCancelHosts() {
        return mayCancel();
    }

    @Override
    public void rerun(@NonNull List<HostRow> hosts, @NonNull Map<String, String> inputs) throws Refused {
        if (!inputs.isEmpty()) {
            build.checkPermission(Item.CONFIGURE);
        }
        RunClaim claim;
        try {
            claim = RunClaim.of(build, group);
        } catch (AbortException e) {
            throw new Refused(String.valueOf(e.getMessage()));
        }
        try {
            start(hosts, inputs);
        } finally {
            claim.close();
        }
    }

    private void start(List<HostRow> hosts, Map<String, String> inputs) throws Refused {
        List<InvocationEntry> entries = group.entries();
        try {
            boolean asks = false;
            for (InvocationEntry entry : entries) {
                asks |= Reruns.asksForeman(build, entry);
            }
            Asker asker = new Asker(build, user(), null);
            JobDefinition rerun = asks ? inTime(entries, hosts, inputs, asker) : rerun(entries, hosts, inputs, asker);
            BackgroundRuns.get().start(build, rerun, user(), group.getName());
        } catch (IOException e) {
            throw new Refused(String.valueOf(e.getMessage()));
        }
    }

    private JobDefinition inTime(
            List<InvocationEntry> entries, List<HostRow> hosts, Map<String, String> inputs, Asker asker)
            throws IOException {
        List<String> key = new ArrayList<>();
        inputs.forEach((name, value) -> key.addAll(List.of(name, value)));
        InvocationEntry last = entries.get(entries.size() - 1);
        return (JobDefinition) ask("rerun", last, hosts, key, () -> rerun(entries, hosts, inputs, asker));
    }

    /** On a thread of the server and within its budget: a server that is stuck keeps none of those that serve pages. */
    private Object ask(String act, InvocationEntry entry, List<HostRow> hosts, List<String> more, Callable<?> work)
            throws IOException {
        // whoever asks does so with credentials that others may not have
        List<String> key = new ArrayList<>(List.of(act, entry.identity(build), String.valueOf(user())));
        key.add(String.valueOf(hosts.size()));
        hosts.forEach(host -> key.add(host.name()));
        key.addAll(more);
        try {
            return ANSWERS.ask(key, Servers.budget(build, entry), work::call);
        } catch (TimeoutException e) {
            throw new IOException(Messages.PageActs_slow(PATIENCE.toSeconds()), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    private JobDefinition rerun(
            List<InvocationEntry> entries, List<HostRow> hosts, Map<String, String> inputs, Asker asker)
            throws IOException {
        Map<String, HostState> now = new HashMap<>();
        for (InvocationEntry entry : entries) {
            now.putAll(Reruns.states(build, entry, asker));
        }
        List<String> names = hosts.stream()
                .filter(host -> host.state() == HostState.SUCCESS || now.get(host.name()) != HostState.SUCCESS)
                .map(HostRow::name)
                .toList();
        if (names.isEmpty()) {
            throw new AbortException(Messages.PageActs_mended());
        }
        return Reruns.ofRun(build, entries.get(entries.size() - 1), asker, inputs, names);
    }

    @Override
    public void cancel() throws Refused {
        boolean any = false;
        String user = user();
        for (InvocationEntry entry : group.entries()) {
            BuildRun run = BuildRuns.get().followed(build, entry);
            if (run != null) {
                run.cancel(Sentence.of(() -> Messages.PageActs_cancelled(user)));
                any = true;
            }
        }
        if (!any) {
            throw new Refused(Messages.PageActs_nothing());
        }
    }

    @Override
    public int cancelHosts(@NonNull List<HostRow> hosts) throws Refused {
        List<String> names = hosts.stream().map(HostRow::name).toList();
        Asker asker = new Asker(build, user(), null);
        int stopped = 0;
        try {
            for (InvocationEntry entry : group.entries()) {
                BuildRun run = BuildRuns.get().followed(build, entry);
                Long job = run == null ? null : HostsOfRun.job(run);
                if (job != null) {
                    stopped += (int) ask(
                            "cancel",
                            entry,
                            hosts,
                            List.of(),
                            () -> HostsOfRun.cancel(build, entry, asker, job, names));
                }
            }
        } catch (IOException e) {
            throw new Refused(String.valueOf(e.getMessage()));
        }
        if (stopped == 0) {
            throw new Refused(Messages.PageActs_nothing());
        }
        return stopped;
    }

    private static String user() {
        return Jenkins.getAuthentication2().getName();
    }
}
