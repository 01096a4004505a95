package io.jenkins.plugins.foreman.client;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.io.Serializable;

/**
 * The counters of a job invocation as Foreman reports them. Each is null where the server gives no number: {@code "N/A"}
 * before the job has started, and fields that older versions lack. {@code failed} leaves out tasks that ended with a
 * warning, so the sum need not reach {@code total}.
 *
 * @param total hosts that the task counts
 * @param totalHosts hosts of the targeting, known for a static query before the start
 * @param missing hosts deleted or moved out of sight after the start, 0 when not reported
 */
public record HostCounts(
        @CheckForNull Integer succeeded,
        @CheckForNull Integer failed,
        @CheckForNull Integer pending,
        @CheckForNull Integer cancelled,
        @CheckForNull Integer total,
        @CheckForNull Integer totalHosts,
        int missing)
        implements Serializable {

    private static final long serialVersionUID = 1L;
}
