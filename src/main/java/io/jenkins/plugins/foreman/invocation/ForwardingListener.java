package io.jenkins.plugins.foreman.invocation;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.foreman.client.JobInvocation;
import io.jenkins.plugins.foreman.record.HostRow;
import io.jenkins.plugins.foreman.record.RunHead;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Passes everything on to another listener; a subclass takes note of what it is after. */
public class ForwardingListener implements RunListener {

    private final RunListener listener;

    protected ForwardingListener(@NonNull RunListener listener) {
        this.listener = listener;
    }

    @Override
    public void begun() {
        listener.begun();
    }

    @Override
    public void created(int attempt, @NonNull JobInvocation invocation, @NonNull String link) {
        listener.created(attempt, invocation, link);
    }

    @Override
    public void scheduled(@NonNull Instant startAt) {
        listener.scheduled(startAt);
    }

    @Override
    public void counts(@NonNull JobInvocation invocation) {
        listener.counts(invocation);
    }

    @Override
    public void hostsChanged(@NonNull List<HostRow> hosts) {
        listener.hostsChanged(hosts);
    }

    @Override
    public void recorded(int attempt, @NonNull List<HostRow> completed) throws IOException {
        listener.recorded(attempt, completed);
    }

    @Override
    public void degraded(@NonNull Throwable cause, @NonNull String message, @NonNull Duration patience) {
        listener.degraded(cause, message, patience);
    }

    @Override
    public void recovered(@NonNull Duration downtime) {
        listener.recovered(downtime);
    }

    @Override
    public void notice(@NonNull String message) {
        listener.notice(message);
    }

    @Override
    public void cancelling(@NonNull String message) {
        listener.cancelling(message);
    }

    @Override
    public void retrying(int attempt, @NonNull List<HostRow> hosts, @NonNull Duration pause) {
        listener.retrying(attempt, hosts, pause);
    }

    @Override
    public void finished(@NonNull RunHead head, @CheckForNull Throwable fault) {
        listener.finished(head, fault);
    }

    @Override
    public boolean wantsLive(int attempt, long hostId) {
        return listener.wantsLive(attempt, hostId);
    }
}
