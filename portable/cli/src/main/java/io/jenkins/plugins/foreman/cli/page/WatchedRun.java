package io.jenkins.plugins.foreman.cli.page;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.foreman.client.ForemanException;
import io.jenkins.plugins.foreman.client.JobInvocation;
import io.jenkins.plugins.foreman.invocation.ForwardingListener;
import io.jenkins.plugins.foreman.invocation.RunListener;
import io.jenkins.plugins.foreman.record.RunHead;
import io.jenkins.plugins.foreman.record.RunRecord;
import io.jenkins.plugins.foreman.view.ViewedRun;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Keeps of what happens in a run what the page shows beside the record, and passes everything on. */
final class WatchedRun extends ForwardingListener implements ViewedRun {

    private final RunRecord record;
    private final List<String> notices = new CopyOnWriteArrayList<>();
    private volatile Facts facts = new Facts(System.getProperty("user.name"), null, null, null);

    @CheckForNull
    private volatile Trouble trouble;

    WatchedRun(@NonNull RunRecord record, @NonNull RunListener next) {
        super(next);
        this.record = record;
    }

    @Override
    public RunRecord record() {
        return record;
    }

    @Override
    public Facts facts() {
        return facts;
    }

    @Override
    public Trouble trouble() {
        return trouble;
    }

    @Override
    public List<String> notices() {
        return List.copyOf(notices);
    }

    @Override
    public void created(int attempt, @NonNull JobInvocation invocation, @NonNull String link) {
        facts = new Facts(facts.startedBy(), invocation.mode(), invocation.startAt(), invocation.cronLine());
        super.created(attempt, invocation, link);
    }

    @Override
    public void degraded(@NonNull ForemanException cause, @NonNull Duration patience) {
        trouble = new Trouble(Instant.now(), String.valueOf(cause.getMessage()));
        super.degraded(cause, patience);
    }

    @Override
    public void recovered(@NonNull Duration downtime) {
        trouble = null;
        super.recovered(downtime);
    }

    @Override
    public void notice(@NonNull String message) {
        notices.add(message);
        super.notice(message);
    }

    @Override
    public void finished(@NonNull RunHead head, @CheckForNull Throwable fault) {
        trouble = null;
        notices.clear();
        super.finished(head, fault);
    }
}
