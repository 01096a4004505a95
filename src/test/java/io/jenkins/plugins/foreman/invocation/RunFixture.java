package io.jenkins.plugins.foreman.invocation;

import io.jenkins.plugins.foreman.Warnings;
import io.jenkins.plugins.foreman.client.Foreman;
import io.jenkins.plugins.foreman.client.ForemanConnection;
import io.jenkins.plugins.foreman.client.ForemanException;
import io.jenkins.plugins.foreman.client.JobInvocation;
import io.jenkins.plugins.foreman.client.Meter;
import io.jenkins.plugins.foreman.record.AttemptRecord;
import io.jenkins.plugins.foreman.record.HostRow;
import io.jenkins.plugins.foreman.record.RecordLimits;
import io.jenkins.plugins.foreman.record.RunHead;
import io.jenkins.plugins.foreman.record.RunRecord;
import io.jenkins.plugins.foreman.simulator.ForemanSimulator;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/** A run against a simulator in virtual time, with what it told its listener. */
final class RunFixture implements AutoCloseable {

    static final String TEMPLATE = "Run Command - Script Default";

    final ForemanSimulator simulator;
    final VirtualScheduler scheduler;
    final Path directory;
    final List<String> events = new ArrayList<>();
    final List<String> troubles = new ArrayList<>();
    final List<HostRow> changes = new ArrayList<>();
    Foreman foreman;
    RunRecord record;
    JobInvocationRun run;
    ServerBudget budget;
    Throwable fault;
    boolean ended;

    /** Whether somebody sees what the hosts write while they run. */
    boolean live = true;

    /** Watched for once it is gone on with from what is on disk. */
    private Warnings warnings;

    private RetryHook beforeRetry = attempts -> {};

    private final RunListener listener = new RunListener() {
        @Override
        public void created(int attempt, JobInvocation invocation, String link) {
            events.add("created " + invocation.id());
        }

        @Override
        public void scheduled(Instant startAt) {
            events.add("scheduled");
        }

        @Override
        public void degraded(Throwable cause, String message, Duration patience) {
            troubles.add(message);
            events.add("degraded "
                    + (cause instanceof ForemanException failed
                            ? failed.kind()
                            : cause.getClass().getSimpleName()));
        }

        @Override
        public void recovered(Duration downtime) {
            events.add("recovered");
        }

        @Override
        public void hostsChanged(List<HostRow> hosts) {
            changes.addAll(hosts);
        }

        @Override
        public void notice(String message) {
            events.add("notice " + message);
        }

        @Override
        public void cancelling(String message) {
            events.add("cancelling " + message);
        }

        @Override
        public void retrying(int attempt, List<HostRow> hosts, Duration pause) {
            events.add("retrying " + hosts.size());
            try {
                beforeRetry.accept(record.attempts());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public boolean wantsLive(int attempt, long hostId) {
            return live;
        }

        @Override
        public void finished(RunHead head, Throwable cause) {
            events.add("finished");
            fault = cause;
            ended = true;
        }
    };

    RunFixture(ForemanSimulator simulator, Path directory) {
        this.simulator = simulator;
        this.scheduler = new VirtualScheduler(simulator.clock());
        this.directory = directory;
        this.foreman = connect(simulator.uri(), "admin", "changeme");
    }

    /** Told how many attempts are recorded when a retry is told of. */
    interface RetryHook {
        void accept(int attempts) throws IOException;
    }

    RunFixture beforeRetry(RetryHook hook) {
        beforeRetry = hook;
        return this;
    }

    /** Lets every request run something first; an Error thrown there ends the engine as a crash would. */
    RunFixture beforeEachRequest(Runnable hook) {
        return beforeEachRequest("admin", "changeme", hook);
    }

    RunFixture beforeEachRequest(String user, String password, Runnable hook) {
        foreman = new Foreman(ForemanConnection.of(simulator.uri(), user, () -> password), hook::run);
        return this;
    }

    /** Tells what is asked and answered. */
    RunFixture metered(Meter meter) {
        foreman = new Foreman(ForemanConnection.of(simulator.uri(), "admin", () -> "changeme"), meter);
        return this;
    }

    /** The recorded output in the order in which a console shows it, by host name. */
    Map<String, String> shown(int index) {
        Map<String, String> texts = new TreeMap<>();
        AttemptRecord attempt = attempt(index);
        try {
            attempt.follow(
                    0,
                    (hostId, chunks, end) -> chunks.stream()
                            .filter(chunk -> !chunk.reordered())
                            .forEach(chunk -> texts.merge(attempt.host(hostId).name(), chunk.text(), String::concat)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return texts;
    }

    static Foreman connect(URI uri, String user, String password) {
        return new Foreman(ForemanConnection.of(uri, user, () -> password));
    }

    /** A request for a command on the hosts of a search. */
    static JobInvocationRequest command(String command, String search) {
        return JobInvocationRequest.builder()
                .jobTemplate(TEMPLATE)
                .searchQuery(search)
                .inputs(Map.of("command", command))
                .build();
    }

    RunFixture as(String user) {
        foreman = connect(simulator.uri(), user, user + "-password");
        return this;
    }

    RunFixture start(JobInvocationRequest request, RunSettings settings) {
        try {
            record = RunRecord.create(
                    directory,
                    RecordLimits.DEFAULT,
                    RunHead.started(simulator.uri().toString(), scheduler.now()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        begin(request, settings);
        return this;
    }

    /** Follows a job that exists already. */
    RunFixture follow(long id, Path into) {
        try {
            record = RunRecord.create(
                    into,
                    RecordLimits.DEFAULT,
                    JobInvocationRun.following(simulator.uri().toString(), id, scheduler.now()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        begin(null, RunSettings.DEFAULTS);
        return this;
    }

    /** Goes on from what is on disk, as another process would. */
    RunFixture resume(JobInvocationRequest request, RunSettings settings) {
        if (warnings == null) {
            warnings = new Warnings();
            warnings.watch();
        }
        try {
            record = RunRecord.resume(directory, RecordLimits.DEFAULT);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        begin(request, settings);
        return this;
    }

    private void begin(JobInvocationRequest request, RunSettings settings) {
        ended = false;
        fault = null;
        budget = new ServerBudget(scheduler, 4, 6000);
        run = new JobInvocationRun(foreman, budget, record, request, settings, listener, new Random(1));
        run.start();
    }

    RunFixture toEnd() {
        scheduler.runUntil(() -> ended);
        return this;
    }

    RunHead.Outcome outcome() {
        return record.head().outcome();
    }

    AttemptRecord attempt(int index) {
        try {
            return record.attempt(index);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    HostRow host(String name) {
        return attempt(record.attempts() - 1).hosts().stream()
                .filter(row -> row.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    /** All recorded output of an attempt as text, by host name. */
    Map<String, String> output(int index) {
        Map<String, String> texts = new TreeMap<>();
        AttemptRecord attempt = attempt(index);
        for (HostRow row : attempt.hosts()) {
            StringBuilder text = new StringBuilder();
            try {
                attempt.forEachChunk(row.id(), 0, chunk -> {
                    text.append(chunk.text());
                    return true;
                });
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            texts.put(row.name(), text.toString());
        }
        return texts;
    }

    static RunSettings settings(UnaryOperator<Settings> change) {
        return change.apply(new Settings()).build();
    }

    /** The settings that tests vary, the rest as by default. */
    static final class Settings {
        private int retries;
        private Threshold failure = Threshold.NONE;
        private Threshold unstable = Threshold.NONE;
        private boolean failOnNoHosts = true;
        private boolean cancelOnAbort = true;
        private boolean waitForEnd = true;
        private Duration patience = RunSettings.DEFAULTS.patience();
        private Duration timeout;

        Settings retries(int value) {
            retries = value;
            return this;
        }

        Settings failure(String value) {
            failure = Threshold.parse(value);
            return this;
        }

        Settings unstable(String value) {
            unstable = Threshold.parse(value);
            return this;
        }

        Settings noHostsAreFine() {
            failOnNoHosts = false;
            return this;
        }

        Settings leaveOnAbort() {
            cancelOnAbort = false;
            return this;
        }

        Settings detached() {
            waitForEnd = false;
            return this;
        }

        Settings patience(Duration value) {
            patience = value;
            return this;
        }

        Settings timeout(Duration value) {
            timeout = value;
            return this;
        }

        RunSettings build() {
            return RunSettings.builder()
                    .waitForEnd(waitForEnd)
                    .retries(retries)
                    .failureThreshold(failure)
                    .unstableThreshold(unstable)
                    .failOnNoHosts(failOnNoHosts)
                    .cancelOnAbort(cancelOnAbort)
                    .patience(patience)
                    .timeout(timeout)
                    .build();
        }
    }

    @Override
    public void close() {
        try {
            record.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        simulator.close();
        if (warnings != null) {
            warnings.requireNone();
        }
    }
}
