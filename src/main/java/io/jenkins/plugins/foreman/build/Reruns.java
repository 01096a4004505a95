package io.jenkins.plugins.foreman.build;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.AbortException;
import hudson.model.Run;
import io.jenkins.plugins.foreman.client.Foreman;
import io.jenkins.plugins.foreman.invocation.JobInvocationRequest;
import io.jenkins.plugins.foreman.invocation.RerunRequest;
import io.jenkins.plugins.foreman.invocation.RerunRequest.Hosts;
import io.jenkins.plugins.foreman.record.HostRow;
import io.jenkins.plugins.foreman.record.RunHead;
import io.jenkins.plugins.foreman.record.RunRecord;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Makes definitions that run a job again on some of its hosts: of a build's own run, or of any job in Foreman. */
public final class Reruns {

    private Reruns() {}

    /**
     * Of a run that a build has a record of. Asks Foreman only where the run followed a job that was made elsewhere.
     *
     * @param build that has it
     * @param how settings and console, null for those of the run itself
     * @param names hosts, empty for those that {@code which} says
     */
    @NonNull
    public static JobDefinition ofRun(
            @NonNull Run<?, ?> build,
            @NonNull InvocationEntry entry,
            @CheckForNull JobDefinition how,
            @NonNull Hosts which,
            @NonNull List<String> names)
            throws IOException {
        JobDefinition job = BuildRuns.get().definition(build, entry.getName());
        RunRecord record = BuildRuns.get().record(build, entry.getName());
        List<String> hosts = names.isEmpty() ? hosts(record, which) : names;
        if (hosts.isEmpty()) {
            throw new AbortException(Messages.Reruns_noHosts());
        }
        JobDefinition like = how != null ? how : job;
        Long existing = job.existingInvocation();
        if (existing != null) {
            Foreman foreman = Servers.connect(entry.getServer(), build);
            JobInvocationRequest request =
                    RerunRequest.of(foreman, existing, which, hosts).request();
            return new Rerun(new ForeignJob(entry.getServer(), request), like, hosts);
        }
        return new Rerun(job, like, hosts);
    }

    /** Of a job in Foreman, by its id. Asks Foreman. */
    @NonNull
    public static JobDefinition ofJob(
            @NonNull Run<?, ?> build,
            @CheckForNull String server,
            long id,
            @NonNull JobDefinition how,
            @NonNull Hosts which,
            @NonNull List<String> names)
            throws IOException {
        RerunRequest rerun = RerunRequest.of(Servers.connect(server, build), id, which, names);
        return new Rerun(new ForeignJob(server, rerun.request()), how, rerun.hosts());
    }

    /** The hosts of a run by the state that they came to, retries included. */
    @NonNull
    public static List<String> hosts(@NonNull RunRecord record, @NonNull Hosts which) throws IOException {
        Map<Long, HostRow> rows = new LinkedHashMap<>();
        RunHead head = record.head();
        for (int i = 0; i < head.attempts().size(); i++) {
            record.attempt(i).hosts().forEach(row -> rows.put(row.id(), row));
        }
        return rows.values().stream()
                .filter(row -> which.include(row.state()))
                .map(HostRow::name)
                .toList();
    }
}
