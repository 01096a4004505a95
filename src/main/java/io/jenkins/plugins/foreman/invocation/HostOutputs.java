package io.jenkins.plugins.foreman.invocation;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.foreman.client.ForemanException;
import io.jenkins.plugins.foreman.client.HostOutput;
import io.jenkins.plugins.foreman.client.JobHost;
import io.jenkins.plugins.foreman.client.JobInvocations;
import io.jenkins.plugins.foreman.client.OutputChunk;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Outputs of hosts of a job as texts, asked for in requests that a server can answer in time, and no more of them than is
 * wanted. What does not fit into the reply for several hosts is read alone.
 */
public final class HostOutputs {

    private static final int HOSTS_PER_REQUEST = 20;

    private final JobInvocations jobs;
    private final long jobId;
    private final boolean raw;

    @CheckForNull
    private final Long since;

    /**
     * Asks nothing yet.
     *
     * @param raw whether as Foreman itself puts each output together
     * @param since only what was written later, in microseconds since 1970; null for all
     */
    public HostOutputs(@NonNull JobInvocations jobs, long jobId, boolean raw, @CheckForNull Long since) {
        this.jobs = jobs;
        this.jobId = jobId;
        this.raw = raw;
        this.since = since;
    }

    /**
     * What a host wrote.
     *
     * @param complete whether nothing more will come
     * @param cut whether there is more than was wanted
     * @param until when the last of it was written, in microseconds since 1970; null where nothing was, or raw
     */
    public record Text(
            boolean complete,
            boolean cut,
            @NonNull String output,
            @CheckForNull Long until) {}

    /** Takes the outputs. */
    @FunctionalInterface
    public interface Sink {
        /** The output of a host. */
        void host(@NonNull JobHost host, @NonNull Text text);
    }

    /**
     * Reads them in the order of the hosts.
     *
     * @param charsPerHost characters of a host that are wanted
     * @param charsInAll characters of all that are wanted; of hosts for which none are left the text is empty
     */
    public void read(@NonNull List<JobHost> hosts, int charsPerHost, long charsInAll, @NonNull Sink sink)
            throws ForemanException {
        long left = charsInAll;
        for (int from = 0; from < hosts.size(); from += HOSTS_PER_REQUEST) {
            List<JobHost> part = hosts.subList(from, Math.min(hosts.size(), from + HOSTS_PER_REQUEST));
            Map<Long, HostOutput> outputs = left == 0 ? Map.of() : together(part, charsPerHost);
            for (JobHost host : part) {
                int most = (int) Math.min(left, charsPerHost);
                Text text = most == 0 ? new Text(false, true, "", null) : text(host, outputs.get(host.id()), most);
                left -= text.output().length();
                sink.host(host, text);
            }
        }
    }

    private Map<Long, HostOutput> together(List<JobHost> hosts, int charsPerHost) throws ForemanException {
        List<Long> ids = hosts.stream().map(JobHost::id).toList();
        List<HostOutput> outputs =
                raw ? jobs.rawOutputs(jobId, ids, since, charsPerHost) : jobs.outputs(jobId, ids, since, charsPerHost);
        Map<Long, HostOutput> byHost = new HashMap<>();
        outputs.forEach(output -> byHost.put(output.hostId(), output));
        return byHost;
    }

    private Text text(JobHost host, @CheckForNull HostOutput output, int most) throws ForemanException {
        TextBuilder text = new TextBuilder(most);
        if (output == null) {
            // it has been deleted since the hosts were listed, or hidden
            return text.build(false);
        }
        if (!output.truncated()) {
            output.chunks().forEach(text::add);
            return text.build(output.complete());
        }
        if (raw && since == null) {
            String whole = jobs.rawOutput(jobId, host.id());
            text.add(new OutputChunk(OutputChunk.OutputType.STDOUT, whole == null ? "" : whole, 0, null, null));
            return text.build(output.complete());
        }
        return read(host.id(), most);
    }

    /** Reads that of one host, which is passed on as it comes. */
    @NonNull
    public Text read(long hostId, int most) throws ForemanException {
        TextBuilder text = new TextBuilder(most);
        return text.build(jobs.output(jobId, hostId, since, text::add).complete());
    }

    /** Puts an output together, up to a length. */
    private static final class TextBuilder {
        private final int most;
        private final StringBuilder text = new StringBuilder();
        private boolean cut;
        private long until;

        TextBuilder(int most) {
            this.most = most;
        }

        void add(OutputChunk chunk) {
            int room = most - text.length();
            cut |= chunk.text().length() > room;
            if (!cut) {
                until = Math.max(until, chunk.timestampMicros());
            }
            text.append(chunk.text(), 0, Math.min(room, chunk.text().length()));
        }

        Text build(boolean complete) {
            return new Text(complete, cut, text.toString(), until == 0 ? null : until);
        }
    }
}
