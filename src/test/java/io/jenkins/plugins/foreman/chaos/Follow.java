package io.jenkins.plugins.foreman.chaos;

import io.jenkins.plugins.foreman.client.JobInvocation;
import io.jenkins.plugins.foreman.console.ConsoleOutput;
import io.jenkins.plugins.foreman.invocation.RunListener;
import io.jenkins.plugins.foreman.record.HostRow;
import io.jenkins.plugins.foreman.record.RunHead;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/** Passes what a run tells on to its console, writes it down, and tells a process that is no more nothing. */
final class Follow implements RunListener {

    private final RunListener console;
    private final Runnable alive;
    private final Consumer<String> told;
    private final BiConsumer<RunHead, Throwable> end;

    Follow(ConsoleOutput console, Runnable alive, Consumer<String> told, BiConsumer<RunHead, Throwable> end) {
        this.console = console;
        this.alive = alive;
        this.told = told;
        this.end = end;
    }

    @Override
    public void begun() {
        alive.run();
        console.begun();
    }

    @Override
    public void created(int attempt, JobInvocation invocation, String link) {
        alive.run();
        told.accept("created " + invocation.id());
        console.created(attempt, invocation, link);
    }

    @Override
    public void scheduled(Instant startAt) {
        alive.run();
        told.accept("scheduled");
        console.scheduled(startAt);
    }

    @Override
    public void counts(JobInvocation invocation) {
        alive.run();
        console.counts(invocation);
    }

    @Override
    public boolean wantsLive(int attempt, long hostId) {
        return console.wantsLive(attempt, hostId);
    }

    @Override
    public void hostsChanged(List<HostRow> hosts) {
        alive.run();
        console.hostsChanged(hosts);
    }

    @Override
    public void recorded(int attempt, List<HostRow> completed) throws IOException {
        alive.run();
        console.recorded(attempt, completed);
    }

    @Override
    public void degraded(Throwable cause, String message, Duration patience) {
        alive.run();
        told.accept("degraded " + cause);
        console.degraded(cause, message, patience);
    }

    @Override
    public void recovered(Duration downtime) {
        alive.run();
        told.accept("recovered");
        console.recovered(downtime);
    }

    @Override
    public void notice(String message) {
        alive.run();
        told.accept("notice " + message);
        console.notice(message);
    }

    @Override
    public void cancelling(String message) {
        alive.run();
        told.accept("cancelling " + message);
        console.cancelling(message);
    }

    @Override
    public void retrying(int attempt, List<HostRow> hosts, Duration pause) {
        alive.run();
        told.accept("retrying " + hosts.stream().map(HostRow::name).toList());
        console.retrying(attempt, hosts, pause);
    }

    @Override
    public void finished(RunHead head, Throwable fault) {
        alive.run();
        told.accept("finished " + head.outcome() + (fault == null ? "" : " by " + fault));
        console.finished(head, fault);
        end.accept(head, fault);
    }
}
