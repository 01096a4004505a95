package io.jenkins.plugins.foreman.invocation;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.foreman.client.Foreman;
import io.jenkins.plugins.foreman.client.ForemanConnection;
import io.jenkins.plugins.foreman.client.JobInvocation;
import io.jenkins.plugins.foreman.client.JobOptions;
import io.jenkins.plugins.foreman.client.JobSecrets;
import io.jenkins.plugins.foreman.console.ConsoleOptions;
import io.jenkins.plugins.foreman.console.ConsoleOutput;
import io.jenkins.plugins.foreman.record.JobFacts;
import io.jenkins.plugins.foreman.record.RecordLimits;
import io.jenkins.plugins.foreman.record.RunHead;
import io.jenkins.plugins.foreman.record.RunRecord;
import io.jenkins.plugins.foreman.simulator.ForemanSimulator;
import io.jenkins.plugins.foreman.simulator.SimJobInvocation;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecretsTest {

    private static final List<String> SECRETS =
            List.of("secret-of-ssh", "secret-of-key", "secret-of-sudo", "secret-of-input", "rexmanager-token");

    private final Map<String, RunHead> heads = new HashMap<>();

    @TempDir
    Path directory;

    @Test
    void noSecretOfAJobAppearsInTheLogTheConsoleTheRecordOrAnError() throws IOException {
        // threads of the JVM still log while the result is looked at
        Queue<String> written = new ConcurrentLinkedQueue<>();
        Logger root = Logger.getLogger("");
        Level before = root.getLevel();
        Handler handler = new Collector(written);
        root.setLevel(Level.ALL);
        root.addHandler(handler);
        try (ForemanSimulator simulator =
                ForemanSimulator.builder().manualClock().hosts(2).start()) {
            run(simulator, template(simulator), "name ~ host", "ok", written);
            run(simulator, template(simulator), "bogus = 1", "refused", written);
            simulator.faults().on("POST", "/api/job_invocations").internalServerError();
            run(simulator, template(simulator), "name ~ host", "failed", written);

            SimJobInvocation job = simulator.jobInvocations().get(0);
            assertThat(job.password()).isEqualTo("secret-of-ssh");
            assertThat(job.keyPassphrase()).isEqualTo("secret-of-key");
            assertThat(job.effectiveUserPassword()).isEqualTo("secret-of-sudo");
            assertThat(job.inputs()).containsValue("secret-of-input");
        } finally {
            root.removeHandler(handler);
            root.setLevel(before);
        }
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                written.add(Files.readString(file, StandardCharsets.ISO_8859_1));
            }
        }
        assertThat(written).hasSizeGreaterThan(50);
        assertThat(written).allSatisfy(text -> assertThat(text).doesNotContain(SECRETS));
    }

    @Test
    void whatRanIsRecordedAsForemanShowsItAndAValueThatIsTooLongNotInPart() throws IOException {
        try (ForemanSimulator simulator =
                ForemanSimulator.builder().manualClock().hosts(2).start()) {
            run(simulator, template(simulator), "name ~ host", "short", new ConcurrentLinkedQueue<>());
            JobInvocationRequest request = JobInvocationRequests.request(
                    "Deploy Application",
                    null,
                    List.of(),
                    "name ~ host",
                    Map.of("version", "1".repeat(5000), "api_key", "secret-of-input"),
                    JobOptions.DEFAULTS,
                    JobSecrets.NONE);
            run(simulator, request, "name ~ host", "long", new ConcurrentLinkedQueue<>());
        }

        JobFacts facts = heads.get("short").currentAttempt().facts();
        assertThat(facts.search()).isEqualTo("name ~ host");
        assertThat(facts.effectiveUser()).isEqualTo("root");
        assertThat(facts.inputs())
                .contains(
                        new JobFacts.Input("version", "1"),
                        new JobFacts.Input("api_key", JobInvocation.InputValue.HIDDEN));
        assertThat(heads.get("long").currentAttempt().facts().inputs()).contains(new JobFacts.Input("version", null));
    }

    /** A template with a hidden input. */
    private static JobInvocationRequest template(ForemanSimulator simulator) {
        return JobInvocationRequests.request(
                "Deploy Application",
                null,
                List.of(),
                "name ~ host",
                Map.of("version", "1", "api_key", "secret-of-input"),
                JobOptions.builder().sshUser("deploy").effectiveUser("root").build(),
                new JobSecrets("secret-of-ssh", "secret-of-key", "secret-of-sudo"));
    }

    private void run(
            ForemanSimulator simulator, JobInvocationRequest plain, String search, String name, Queue<String> written)
            throws IOException {
        JobInvocationRequest request = JobInvocationRequests.request(
                plain.jobTemplate(), null, List.of(), search, plain.inputs(), plain.options(), plain.secrets());
        written.add(request.toString());
        VirtualScheduler scheduler = new VirtualScheduler(simulator.clock());
        Foreman foreman = new Foreman(ForemanConnection.of(simulator.uri(), "rexmanager", () -> "rexmanager-token"));
        try (RunRecord record = RunRecord.create(
                directory.resolve(name),
                RecordLimits.DEFAULT,
                RunHead.started(simulator.uri().toString(), scheduler.now()))) {
            ConsoleOutput console = new ConsoleOutput(record, ConsoleOptions.DEFAULT, written::add);
            new JobInvocationRun(
                            foreman,
                            new ServerBudget(scheduler, 4, 6000),
                            record,
                            request,
                            RunSettings.DEFAULTS,
                            console,
                            new Random(1))
                    .start();
            scheduler.runUntil(() -> record.head().outcome() != null);
            written.add(record.head().toString());
            heads.put(name, record.head());
        }
    }

    private static final class Collector extends Handler {
        private final Queue<String> written;

        Collector(Queue<String> written) {
            this.written = written;
        }

        @Override
        public void publish(LogRecord logged) {
            // The JVM's HTTP server of the simulator is not ours.
            if (!logged.getLoggerName().startsWith("com.sun.net.httpserver")) {
                written.add(new SimpleFormatter().format(logged));
            }
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }
}
