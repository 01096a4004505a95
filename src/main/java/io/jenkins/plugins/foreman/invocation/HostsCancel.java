package io.jenkins.plugins.foreman.invocation;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.foreman.client.CancelResult;
import io.jenkins.plugins.foreman.client.Foreman;
import io.jenkins.plugins.foreman.client.ForemanException;
import io.jenkins.plugins.foreman.client.ForemanException.Kind;
import io.jenkins.plugins.foreman.client.ServerStatus;
import java.io.IOException;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Cancels a job on some of its hosts, which Foreman can since remote execution 16.1. An older one overlooks the search and
 * cancels the whole job, so nothing is sent unless it is known to be new enough.
 */
public final class HostsCancel {

    private static final Pattern VERSION = Pattern.compile("(\\d{1,6})\\.(\\d{1,6}).*");
    private static final int NAMES_PER_SEARCH = 200;
    private static final int MAJOR = 16;
    private static final int MINOR = 1;

    private HostsCancel() {}

    /**
     * @param force give up on the running processes at once instead of waiting for them
     * @param search over the hosts of the job
     * @throws InvalidRequestException when the server is too old, or this user may not see how old it is; then nothing is sent
     */
    @NonNull
    public static CancelResult send(@NonNull Foreman foreman, long id, boolean force, @NonNull String search)
            throws IOException {
        requireSearch(foreman, id);
        return foreman.jobInvocations().cancel(id, force, search);
    }

    /**
     * The same by names.
     *
     * @return on how many hosts what ran is being stopped: not those that had ended or wait to begin
     */
    public static int send(@NonNull Foreman foreman, long id, @NonNull List<String> names) throws IOException {
        List<String> hosts = TargetNames.distinct(names);
        requireSearch(foreman, id);
        int stopped = 0;
        for (int from = 0; from < hosts.size(); from += NAMES_PER_SEARCH) {
            List<String> part = hosts.subList(from, Math.min(hosts.size(), from + NAMES_PER_SEARCH));
            stopped += foreman.jobInvocations()
                    .cancel(id, false, SearchText.anyName(part))
                    .cancelledTasks()
                    .size();
        }
        return stopped;
    }

    private static void requireSearch(Foreman foreman, long id) throws IOException {
        // told since 17.0
        if (foreman.jobInvocations().show(id).cancellable() == null) {
            check(version(foreman));
        }
    }

    private static void check(@CheckForNull String version) throws InvalidRequestException {
        Matcher numbers = version == null ? null : VERSION.matcher(version);
        if (numbers == null || !numbers.matches()) {
            throw new InvalidRequestException(Messages::HostsCancel_unknown);
        }
        int major = Integer.parseInt(numbers.group(1));
        if (major < MAJOR || major == MAJOR && Integer.parseInt(numbers.group(2)) < MINOR) {
            throw new InvalidRequestException(() -> Messages.HostsCancel_tooOld(version));
        }
    }

    /** Null where this user may not see it. */
    @CheckForNull
    private static String version(Foreman foreman) throws ForemanException {
        try {
            return foreman.serverStatus().plugins().get(ServerStatus.REMOTE_EXECUTION);
        } catch (ForemanException e) {
            if (e.kind() == Kind.NOT_PERMITTED || e.kind() == Kind.NOT_FOUND) {
                return null;
            }
            throw e;
        }
    }
}
