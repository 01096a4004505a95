package io.jenkins.plugins.foreman.view;

import io.jenkins.plugins.foreman.client.HostCounts;
import io.jenkins.plugins.foreman.client.HostFacts;
import io.jenkins.plugins.foreman.client.HostState;
import io.jenkins.plugins.foreman.client.JobStatus;
import io.jenkins.plugins.foreman.client.OutputChunk.OutputType;
import io.jenkins.plugins.foreman.client.Sentence;
import io.jenkins.plugins.foreman.record.Attempt;
import io.jenkins.plugins.foreman.record.AttemptRecord;
import io.jenkins.plugins.foreman.record.HostRow;
import io.jenkins.plugins.foreman.record.JobFacts;
import io.jenkins.plugins.foreman.record.Marker;
import io.jenkins.plugins.foreman.record.RecordLimits;
import io.jenkins.plugins.foreman.record.RecordedChunk;
import io.jenkins.plugins.foreman.record.RunHead;
import io.jenkins.plugins.foreman.record.RunHead.Verdict;
import io.jenkins.plugins.foreman.record.RunRecord;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

/** A run that a test writes as the engine would, a step at a time. */
public final class SampleRun {

    public static final String DESCRIPTION = "Update openssl on the web farm";

    private static final String MARKER = Marker.next();

    private final RunRecord record;
    private final Instant start;
    private final AtomicLong chunks = new AtomicLong();
    private JobFacts facts;
    private RunHead.Schedule schedule = new RunHead.Schedule("immediate", null, null);

    public SampleRun(Path directory, Instant start) throws IOException {
        this(directory, start, "https://foreman.example.org");
    }

    public SampleRun(Path directory, Instant start, String server) throws IOException {
        this.start = start;
        RunHead head = RunHead.started(server, start);
        record = RunRecord.create(directory, RecordLimits.DEFAULT, head);
    }

    public RunRecord record() {
        return record;
    }

    /** As a page is given it. */
    public ViewedRun viewed() {
        return new ViewedRun(record, "alice");
    }

    /** Foreman does not answer, or, given null, answers again. */
    public void setTrouble(String message) throws IOException {
        RunHead.Trouble trouble = message == null ? null : new RunHead.Trouble(Instant.now(), Sentence.plain(message));
        record.update(head -> head.withTrouble(trouble));
    }

    public void setNotices(String... notices) throws IOException {
        record.update(
                head -> head.withNotices(Stream.of(notices).map(Sentence::plain).toList()));
    }

    /** When the attempts that follow are to run. */
    public void setSchedule(String mode, Instant startAt, String recurrence) {
        schedule = new RunHead.Schedule(mode, startAt, recurrence);
    }

    /** What Foreman says of the jobs of the attempts that follow. */
    public void setFacts(String search, JobFacts.Input... inputs) {
        facts = new JobFacts(search, false, null, List.of(inputs), "deploy", null, 10, 3600, null);
    }

    /** A further attempt, with these hosts, none of which has begun. */
    public SampleRun attempt(long invocation, List<HostRow> hosts) throws IOException {
        return attempt(invocation, DESCRIPTION, hosts);
    }

    public SampleRun attempt(long invocation, String description, List<HostRow> hosts) throws IOException {
        Attempt attempt = new Attempt(
                MARKER,
                true,
                1,
                invocation,
                MARKER + " " + description,
                "Run Command - Script Default",
                List.of(),
                schedule,
                facts,
                JobStatus.RUNNING,
                new HostCounts(0, 0, hosts.size(), 0, hosts.size(), hosts.size(), 0),
                start,
                null,
                false);
        record.save(record.head().withNewAttempt(attempt));
        current().putHosts(hosts);
        return this;
    }

    public AttemptRecord current() throws IOException {
        return record.attempt(record.attempts() - 1);
    }

    /** Hosts {@code web001.example.org} and so on, ids from 1. */
    public static List<HostRow> hosts(int count) {
        List<HostRow> hosts = new ArrayList<>();
        for (int i = 1; i <= count; i++) {
            hosts.add(HostRow.unplanned(i, String.format("web%03d.example.org", i)));
        }
        return hosts;
    }

    public void state(long host, HostState state, long second) throws IOException {
        HostFacts facts = new HostFacts(
                "proxy" + (host % 3 + 1) + ".example.org", "RedHat 9.4", host % 2 == 0 ? "database" : "web");
        current().putHosts(List.of(current().host(host).in(state, facts, start.plusSeconds(second))));
    }

    public void out(long host, String text) throws IOException {
        output(host, OutputType.STDOUT, text);
    }

    /** Standard output at a time of its own, in milliseconds from the start. */
    public void outAt(long host, long millis, String text) throws IOException {
        current()
                .append(
                        host,
                        List.of(new RecordedChunk(
                                OutputType.STDOUT,
                                (start.toEpochMilli() + millis) * 1000,
                                chunks.incrementAndGet(),
                                text,
                                false)));
    }

    public void output(long host, OutputType type, String text) throws IOException {
        long number = chunks.incrementAndGet();
        current()
                .append(
                        host,
                        List.of(new RecordedChunk(
                                type, start.toEpochMilli() * 1000 + number * 1000, number, text, false)));
    }

    /** Chunks of a host turn out to be others from one of them on. */
    public void replaceTail(long host, int keep, List<String> texts) throws IOException {
        List<RecordedChunk> later = new ArrayList<>();
        for (String text : texts) {
            long number = chunks.incrementAndGet();
            later.add(new RecordedChunk(OutputType.STDOUT, start.toEpochMilli() * 1000 + number, number, text, true));
        }
        current().replaceTail(host, keep, later);
    }

    /** Runs a host from its start to its end. */
    public void run(long host, long from, long to, String text, int exit, String reason) throws IOException {
        state(host, HostState.RUNNING, from);
        out(host, text);
        end(host, to, exit, reason);
    }

    /** A host whose script cannot be started, as the smart proxy tells it. */
    public void unreachable(long host, long second, String cause) throws IOException {
        String told = "Error initializing command: Net::SSH::ConnectionTimeout - " + cause;
        state(host, HostState.RUNNING, second);
        output(host, OutputType.DEBUG, told + "\n");
        output(host, OutputType.DEBUG, "StandardError: Job execution failed\n");
        state(host, HostState.ERROR, second);
        current().putHosts(List.of(current().host(host).completed("EXCEPTION", Sentence.plain(told))));
    }

    public void end(long host, long second, int exit, String reason) throws IOException {
        if (exit != 0) {
            output(host, OutputType.DEBUG, "StandardError: Job execution failed\n");
        }
        out(host, "Exit status: " + exit + "\n");
        state(host, exit == 0 ? HostState.SUCCESS : HostState.ERROR, second);
        current()
                .putHosts(List.of(current()
                        .host(host)
                        .completed(String.valueOf(exit), reason == null ? null : Sentence.plain(reason))));
    }

    /** The attempt is over; the run goes on until {@link #finish}. */
    public void finishAttempt(JobStatus status, long second) throws IOException {
        Attempt now = record.head().current();
        record.save(record.head()
                .withCurrent(new Attempt(
                        now.marker(),
                        true,
                        1,
                        now.invocationId(),
                        now.description(),
                        now.templateName(),
                        now.hostIds(),
                        now.schedule(),
                        now.facts(),
                        status,
                        now.counts(),
                        now.startedAt(),
                        start.plusSeconds(second),
                        true)));
    }

    /** The run is over as its hosts and its thresholds tell. */
    public void judged(Verdict verdict, RunHead.Basis basis, long second) throws IOException {
        finishAttempt(verdict == Verdict.SUCCESS ? JobStatus.SUCCEEDED : JobStatus.FAILED, second);
        record.save(record.head()
                .withOutcome(new RunHead.Outcome(
                        verdict, Sentence.plain("Stored long ago."), start.plusSeconds(second), basis)));
    }

    public void finish(Verdict verdict, String message, long second) throws IOException {
        finishAttempt(verdict == Verdict.SUCCESS ? JobStatus.SUCCEEDED : JobStatus.FAILED, second);
        record.save(record.head()
                .withOutcome(new RunHead.Outcome(verdict, Sentence.plain(message), start.plusSeconds(second))));
    }
}
