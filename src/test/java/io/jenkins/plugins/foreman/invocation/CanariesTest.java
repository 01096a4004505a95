package io.jenkins.plugins.foreman.invocation;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.foreman.client.JobOptions;
import io.jenkins.plugins.foreman.client.JobSecrets;
import io.jenkins.plugins.foreman.client.Mask;
import io.jenkins.plugins.foreman.console.ConsoleOptions;
import io.jenkins.plugins.foreman.console.ConsoleOutput;
import io.jenkins.plugins.foreman.record.HostRow;
import io.jenkins.plugins.foreman.record.RecordLimits;
import io.jenkins.plugins.foreman.record.RunHead;
import io.jenkins.plugins.foreman.record.RunRecord;
import io.jenkins.plugins.foreman.simulator.ForemanSimulator;
import io.jenkins.plugins.foreman.simulator.HostScript;
import io.jenkins.plugins.foreman.simulator.OutputType;
import io.jenkins.plugins.foreman.view.PageEndpoint;
import io.jenkins.plugins.foreman.view.PageReply;
import io.jenkins.plugins.foreman.view.PageRequest;
import io.jenkins.plugins.foreman.view.RunActs;
import io.jenkins.plugins.foreman.view.RunPage;
import io.jenkins.plugins.foreman.view.RunsView;
import io.jenkins.plugins.foreman.view.ViewedRun;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A secret in each place that takes one, repeated by hosts and by the server, and looked for in all that is left of a run. */
class CanariesTest {

    private static final String OF_ENVIRONMENT = "canary-env'$1";
    private static final List<String> CANARIES = List.of(
            OF_ENVIRONMENT,
            "canary-input",
            "canary-hidden",
            "canary-ssh",
            "canary-key-passphrase",
            "canary-sudo",
            "canary-environment-of-build");

    @TempDir
    Path directory;

    private final Queue<String> told = new ConcurrentLinkedQueue<>();
    private final Handler handler = new Handler() {
        @Override
        public void publish(LogRecord logged) {
            // The JVM's HTTP server of the simulator is not ours.
            if (!logged.getLoggerName().startsWith("com.sun.net.httpserver")) {
                told.add(new SimpleFormatter().format(logged));
            }
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    };

    private ForemanSimulator simulator;
    private VirtualScheduler scheduler;
    private Level level;

    @BeforeEach
    void start() {
        level = Logger.getLogger("").getLevel();
        Logger.getLogger("").setLevel(Level.ALL);
        Logger.getLogger("").addHandler(handler);
        simulator = ForemanSimulator.builder().manualClock().hosts(2).start();
        scheduler = new VirtualScheduler(simulator.clock());
    }

    @AfterEach
    void stop() {
        simulator.close();
        Logger.getLogger("").removeHandler(handler);
        Logger.getLogger("").setLevel(level);
    }

    private static JobInvocationRequest request(Map<String, String> inputs, String template, String description) {
        return JobInvocationRequest.builder()
                .jobTemplate(template)
                .searchQuery("name ~ host")
                .inputs(inputs)
                .descriptionFormat(description)
                .options(JobOptions.builder()
                        .sshUser("deploy")
                        .effectiveUser("root")
                        .build())
                .secrets(new JobSecrets("canary-ssh", "canary-key-passphrase", "canary-sudo"))
                .secretInputs(Set.of("version"))
                .build();
    }

    @Test
    void whatTheTemplateHidesIsMaskedBeforeAnythingIsSent() throws Exception {
        Mask mask = new Mask();

        new RequestResolver(RunFixture.connect(simulator.uri(), "admin", "changeme"))
                .resolve(deploy(null), "jenkins-00000000-0000", mask);

        assertThat(mask.ofText("key canary-hidden")).isEqualTo("key ****");
        assertThat(simulator.jobInvocations()).isEmpty();
    }

    private static JobInvocationRequest deploy(String description) {
        return request(
                Map.of("version", "canary-input", "api_key", "canary-hidden", "window", "with " + OF_ENVIRONMENT),
                "Deploy Application",
                description);
    }

    /** Every canary in every stretch of output, cut at another place each time, in one chunk, and in single characters. */
    private static HostScript echo() {
        HostScript.Builder script = HostScript.builder().duration(Duration.ofSeconds(90));
        long at = 0;
        for (OutputType type : List.of(OutputType.STDOUT, OutputType.STDERR)) {
            for (String canary : CANARIES) {
                for (int cut = 0; cut <= canary.length(); cut++) {
                    script.chunk(Duration.ofMillis(at += 150), type, "x " + canary.substring(0, cut));
                    script.chunk(Duration.ofMillis(at += 50), type, canary.substring(cut) + " y\n");
                }
                for (char c : canary.toCharArray()) {
                    script.chunk(Duration.ofMillis(at += 5), type, String.valueOf(c));
                }
                script.chunk(Duration.ofMillis(at += 5), type, "\n");
            }
        }
        script.chunk(
                Duration.ofMillis(at + 1), OutputType.DEBUG, "StandardError: failed: " + String.join(" ", CANARIES));
        return script.exit(1).build();
    }

    private RunRecord record(Path path) throws IOException {
        if (Files.exists(path)) {
            return RunRecord.open(path, RecordLimits.DEFAULT);
        }
        return RunRecord.create(
                path, RecordLimits.DEFAULT, RunHead.started(simulator.uri().toString(), scheduler.now()));
    }

    private JobInvocationRun run(RunRecord record, JobInvocationRequest request) throws IOException {
        record.mask().add(List.of(OF_ENVIRONMENT, "canary-environment-of-build"));
        ConsoleOutput console = new ConsoleOutput(record, ConsoleOptions.DEFAULT, told::add);
        JobInvocationRun run = new JobInvocationRun(
                RunFixture.connect(simulator.uri(), "admin", "changeme"),
                new ServerBudget(scheduler, 4, 6000),
                record,
                request,
                RunSettings.DEFAULTS,
                console,
                new Random(1));
        run.start();
        return run;
    }

    /** Whatever the page, its exports and the test result say. */
    private void look(RunRecord record) throws IOException {
        told.add(record.head().toString());
        RunsView view = new RunsView(() -> List.of(new ViewedRun(record, null)));
        RunPage page = new RunPage(view, RunActs.NONE);
        for (String path :
                List.of("summary", "hosts", "failures", "export.csv", "export.json", "report.html", "junit.xml")) {
            told.add(reply(page, path, Map.of()));
        }
        if (record.attempts() == 0) {
            return;
        }
        for (HostRow row : record.attempt(0).hosts()) {
            Map<String, String> host = new LinkedHashMap<>(Map.of("host", Long.toString(row.id())));
            for (String path : List.of("output", "download")) {
                told.add(reply(page, path, host));
            }
            host.put("q", "canary");
            told.add(reply(page, "search", host));
            StringBuilder text = new StringBuilder();
            StringBuilder stdout = new StringBuilder();
            record.attempt(0).forEachChunk(row.id(), 0, chunk -> {
                text.append(chunk.text());
                stdout.append(chunk.type().name().equals("STDOUT") ? chunk.text() : "");
                return true;
            });
            told.add(text.toString());
            told.add(stdout.toString());
        }
    }

    private static String reply(RunPage page, String path, Map<String, String> params) throws IOException {
        PageReply reply = page.handle(PageEndpoint.find(path, false), new PageRequest(params, Locale.ENGLISH, null));
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        PageReply.Body body = reply.body();
        if (body != null) {
            body.writeTo(out);
        }
        return out.toString(StandardCharsets.UTF_8);
    }

    private void nothingIsFound() throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                told.add(Files.readString(file, StandardCharsets.ISO_8859_1));
            }
        }
        assertThat(told).hasSizeGreaterThan(30).anyMatch(text -> text.contains("****"));
        Pattern leak = Pattern.compile("canary-(env|input|hidden|ssh|key|sudo)|-env'\\$1|environment-of-build");
        assertThat(told).filteredOn(text -> leak.matcher(text).find()).isEmpty();
    }

    @Test
    void hostsThatRepeatSecretsAreMaskedWhileTheyRunAndAfterwards() throws IOException {
        HostScript echo = echo();
        simulator.fleet().scripts(host -> echo);
        try (RunRecord record = record(directory.resolve("run"))) {
            run(record, deploy(null));
            int[] steps = {0};
            scheduler.runUntil(() -> {
                try {
                    if (++steps[0] % 16 == 0) {
                        look(record);
                    }
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
                return record.head().outcome() != null;
            });
            look(record);
            for (HostRow row : record.attempt(0).hosts()) {
                StringBuilder text = new StringBuilder();
                record.attempt(0).forEachChunk(row.id(), 0, chunk -> {
                    text.append(chunk.text());
                    return true;
                });
                assertThat(text).contains("x **** y\nx **** y\n").contains("failed: **** ****");
            }
        }
        nothingIsFound();
        assertThat(simulator.jobInvocations().get(0).description())
                .contains("version=\"****\"")
                .contains("window=\"with ****\"")
                .doesNotContain(CANARIES);
        assertThat(simulator.jobInvocations().get(0).inputs()).containsEntry("version", "canary-input");
    }

    @Test
    void aRunThatIsGoneOnWithMasksToo() throws IOException {
        HostScript echo = echo();
        simulator.fleet().scripts(host -> echo);
        // somebody's own text is given to Foreman as it is
        String described = "canary-environment-of-build %{version} " + "x".repeat(180) + " canary-environment-of-build";
        RunRecord first = record(directory.resolve("run"));
        JobInvocationRun before = run(first, deploy(described));
        scheduler.runUntil(() -> first.head().current() != null && hasOutput(first));
        before.suspend();
        first.close();
        try (RunRecord second = record(directory.resolve("run"))) {
            run(second, deploy(described));
            scheduler.runUntil(() -> second.head().outcome() != null);
            look(second);
        }
        nothingIsFound();
    }

    private static boolean hasOutput(RunRecord record) {
        try {
            return record.attempt(0).chunks(1) > 5;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void aServerThatRepeatsSecretsInItsErrorsIsMasked() throws IOException {
        // nobody has told the server yet, nor the server that it is hidden, when it is asked for the template
        String said = String.join(" ", CANARIES);
        String early = said.replace("canary-hidden", "");
        String json = "{\"error\":{\"message\":\"" + said + "\",\"full_messages\":[\"" + said
                + "\"],\"missing_permissions\":[\"" + said + "\"]}}";
        for (String call :
                List.of("POST /api/job_invocations", "GET /api/job_invocations/:id", "GET /api/job_templates")) {
            for (int status : List.of(403, 422, 500, 503)) {
                simulator.faults().clear();
                String[] parts = call.split(" ");
                simulator
                        .faults()
                        .on(parts[0], parts[1])
                        .json(status, parts[1].endsWith("templates") ? json.replace(said, early) : json)
                        .always();
                try (RunRecord record = record(directory.resolve(call.replaceAll("\\W", "_") + status))) {
                    run(record, deploy(null));
                    scheduler.runUntil(() -> record.head().outcome() != null);
                    look(record);
                }
            }
        }
        nothingIsFound();
    }

    @Test
    void aSecretTooShortToBeMaskedIsRefused() throws IOException {
        try (RunRecord record = record(directory.resolve("run"))) {
            run(record, request(Map.of("version", "12"), "Deploy Application", null));
            scheduler.runUntil(() -> record.head().outcome() != null);
            assertThat(record.head().outcome().message().toString())
                    .contains("\"version\"")
                    .contains("fewer than 3 characters");
        }
        assertThat(simulator.jobInvocations()).isEmpty();
    }
}
