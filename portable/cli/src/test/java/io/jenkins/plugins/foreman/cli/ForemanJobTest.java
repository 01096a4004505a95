package io.jenkins.plugins.foreman.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.jenkins.plugins.foreman.client.Foreman;
import io.jenkins.plugins.foreman.client.ForemanConnection;
import io.jenkins.plugins.foreman.client.ForemanException;
import io.jenkins.plugins.foreman.client.JobOptions;
import io.jenkins.plugins.foreman.client.JobSecrets;
import io.jenkins.plugins.foreman.client.JobTemplate;
import io.jenkins.plugins.foreman.client.NewJobInvocation;
import io.jenkins.plugins.foreman.simulator.ForemanSimulator;
import io.jenkins.plugins.foreman.simulator.HostScript;
import io.jenkins.plugins.foreman.simulator.SimJobInvocation;
import io.jenkins.plugins.foreman.simulator.SimulatorClock;
import io.jenkins.plugins.foreman.simulator.TlsMode;
import io.jenkins.plugins.foreman.simulator.VersionProfile;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class ForemanJobTest {

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private final Map<String, String> variables = new HashMap<>();
    private final List<String> prompts = new ArrayList<>();
    private String typed;
    private ForemanSimulator simulator;

    @TempDir
    private Path folder;

    @BeforeEach
    void startSimulator() {
        use(ForemanSimulator.builder().manualClock().start());
    }

    private void use(ForemanSimulator started) {
        stopSimulator();
        simulator = started;
        variables.put("FOREMAN_SERVER_URL", simulator.uri().toString());
        variables.put("FOREMAN_USERNAME", "rexmanager");
        variables.put("FOREMAN_PASSWORD", "rexmanager-password");
    }

    @AfterEach
    void stopSimulator() {
        if (simulator != null) {
            simulator.close();
        }
    }

    private int run(String... args) {
        out.getBuffer().setLength(0);
        err.getBuffer().setLength(0);
        CommandLine command = ForemanJob.commandLine(new Environment(variables::get, prompt -> {
            prompts.add(prompt);
            return typed;
        }));
        return command.setOut(new PrintWriter(out)).setErr(new PrintWriter(err)).execute(args);
    }

    private String job(String command) throws ForemanException {
        Foreman foreman = new Foreman(ForemanConnection.of(simulator.uri(), "admin", () -> "changeme"));
        JobTemplate template = foreman.lookups().templateByName("Run Command - Script Default");
        return Long.toString(foreman.jobInvocations()
                .create(new NewJobInvocation(
                        template.id(),
                        null,
                        new NewJobInvocation.Targeting("name ~ host", null, List.of(), false, null),
                        Map.of("command", command),
                        null,
                        JobOptions.DEFAULTS,
                        JobSecrets.NONE))
                .id());
    }

    private String finishedJob(String command) throws ForemanException {
        String id = job(command);
        simulator.clock().advance(Duration.ofMinutes(5));
        return id;
    }

    @Test
    void listShowsTheNewestJobsFirst() throws ForemanException {
        String first = finishedJob("uptime");
        String second = job("#sim fail=all");

        assertThat(run("list")).isEqualTo(ExitCode.OK);

        List<String> lines = out.toString().lines().toList();
        assertThat(lines.get(0)).startsWith("ID").endsWith("DESCRIPTION");
        assertThat(lines.get(1)).matches(second + " +running .*");
        assertThat(lines.get(2)).matches(first + " +succeeded +3 +0 .*");
    }

    @Test
    void listIsInTheOrderThatIsWanted() throws ForemanException {
        String first = finishedJob("uptime");
        job("uptime");

        assertThat(run("list", "--order", "id ASC", "--limit", "1", "--json")).isEqualTo(ExitCode.OK);

        assertThat(json().get(0).get("id").asText()).isEqualTo(first);
    }

    @Test
    void aRepetitionIsAskedForWithAllThatItMayHave() throws ForemanException {
        String[] common = {
            "run", "-t", "Run Command - Script Default", "--search", "name ~ host", "-i", "command=uptime"
        };

        assertThat(run(with(
                        common, "--no-wait", "--cron", "30 2 * * *", "--max-iterations", "5", "--purpose", "nightly")))
                .isEqualTo(ExitCode.OK);
        assertThat(new Foreman(ForemanConnection.of(simulator.uri(), "admin", () -> "changeme"))
                        .jobInvocations()
                        .show(1)
                        .cronLine())
                .isEqualTo("30 2 * * *");

        assertThat(run(with(common, "--no-wait", "--purpose", "nightly"))).isEqualTo(ExitCode.USAGE);
        assertThat(simulator.jobInvocations()).hasSize(1);
    }

    private static String[] with(String[] common, String... more) {
        return Stream.concat(Stream.of(common), Stream.of(more)).toArray(String[]::new);
    }

    @Test
    void listStopsAtItsLimit() throws ForemanException {
        job("uptime");
        String newest = job("uptime");

        assertThat(run("list", "--limit", "1", "--json")).isEqualTo(ExitCode.OK);

        assertThat(json()).hasSize(1);
        assertThat(json().get(0).get("id").asText()).isEqualTo(newest);
    }

    @Test
    void showTellsWhatAPersonWantsToKnow() throws ForemanException {
        String id = finishedJob("#sim fail=host0002");

        assertThat(run("show", id)).isEqualTo(ExitCode.OK);

        assertThat(out.toString())
                .contains("Job        #" + id)
                .contains("Status     failed")
                .contains("Template   Run Command - Script Default")
                .contains("Failed     1")
                .contains(simulator.uri() + "/job_invocations/" + id);
    }

    @ParameterizedTest
    @EnumSource
    void showListsTheHostsOfEveryVersion(VersionProfile profile) throws ForemanException {
        use(ForemanSimulator.builder().profile(profile).hosts(120).manualClock().start());
        String id = finishedJob("#sim fail=host0002");

        assertThat(run("show", id, "--hosts", "--json")).isEqualTo(ExitCode.OK);

        assertThat(json().get("hosts")).hasSize(120);
        assertThat(json().get("hosts").get(0).get("name").asText()).startsWith("host0");
        assertThat(json().get("hosts").findValuesAsText("status")).containsOnlyOnce("error");
    }

    @Test
    void outputPrintsAllHostsUnderHeadings() throws ForemanException {
        String id = finishedJob("#sim lines=2");

        assertThat(run("output", id)).isEqualTo(ExitCode.OK);

        assertThat(out.toString())
                .contains("==> host0001.example.com (success) <==")
                .contains("host0003.example.com line 2 of 2");
    }

    @Test
    void outputOfFailedHostsLeavesTheOthersOut() throws ForemanException {
        String id = finishedJob("#sim lines=1 fail=host0002");

        assertThat(run("output", id, "--failed")).isEqualTo(ExitCode.OK);

        assertThat(out.toString()).contains("host0002.example.com line 1 of 1").doesNotContain("host0001", "==>");
    }

    @Test
    void theExitStatusIsALineOfItsOwn() throws ForemanException {
        simulator.fleet().scripts(host -> HostScript.lines(Duration.ofSeconds(1), 0, "no end of line"));
        String id = finishedJob("uptime");

        assertThat(run("output", id, "host0001.example.com")).isEqualTo(ExitCode.OK);

        assertThat(out.toString().lines()).containsExactly("no end of line", "Exit status: 0");
    }

    @Test
    void whatForemanMakesUpIsNoOutput() throws ForemanException {
        String id = job("#sim lines=20");
        simulator.clock().advance(Duration.ofSeconds(7));
        simulator.fleet().smartProxy().goDown(simulator.clock());

        assertThat(run("output", id, "host0001.example.com", "--json")).isEqualTo(ExitCode.OK);

        assertThat(out.toString()).doesNotContain("Error loading data from proxy");
        assertThat(err.toString()).contains("host0001.example.com: Error loading data from proxy");
    }

    @Test
    void outputIsReadOnFromATimeOrAsForemanAssemblesIt() throws Exception {
        String id = finishedJob("#sim lines=3 delay=1");
        assertThat(run("output", id, "host0001.example.com", "--json")).isEqualTo(ExitCode.OK);
        JsonNode second =
                new ObjectMapper().readTree(out.toString().lines().toList().get(1));
        BigDecimal seen = BigDecimal.valueOf(second.get("timestamp_micros").asLong(), 6);

        assertThat(run("output", id, "host0001.example.com", "--since", seen.toPlainString()))
                .isEqualTo(ExitCode.OK);
        assertThat(out.toString()).contains("line 3 of 3").doesNotContain("line 1 of 3");

        assertThat(run("output", id, "host0001.example.com", "--raw")).isEqualTo(ExitCode.OK);
        assertThat(out.toString()).contains("line 1 of 3", "line 3 of 3");
        assertThat(run("output", id, "--raw", "--json")).isEqualTo(ExitCode.USAGE);
    }

    @Test
    void outputAsJsonIsOneObjectALine() throws IOException {
        String id = finishedJob("#sim lines=1");

        assertThat(run("output", id, "host0001.example.com", "--json")).isEqualTo(ExitCode.OK);

        JsonNode first =
                new ObjectMapper().readTree(out.toString().lines().findFirst().orElseThrow());
        assertThat(first.get("host").asText()).isEqualTo("host0001.example.com");
        assertThat(first.get("type").asText()).isEqualTo("stdout");
        assertThat(first.get("text").asText()).isEqualTo("host0001.example.com line 1 of 1\n");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void outputSteersNoTerminalButMayColourIt(boolean json) throws ForemanException {
        simulator
                .fleet()
                .scripts(host -> HostScript.lines(
                        Duration.ofSeconds(1),
                        0,
                        "\u001b[31mred\u001b[0m \u001b]52;c;Z2c=\u0007clip \u001b[2J\u001b[5n\u009b6n\u009d0;t\u009c \u0090q\u009c\u007f.",
                        " end\r\n"));
        String id = finishedJob("uptime");

        List<String> args = new ArrayList<>(List.of("output", id, "host0001.example.com"));
        if (json) {
            args.add("--json");
        }
        assertThat(run(args.toArray(String[]::new))).isEqualTo(ExitCode.OK);

        assertThat(out.toString())
                .contains("red", "end")
                .doesNotContainPattern("[\\x00-\\x09\\x0b-\\x1a\\x1c-\\x1f\\x7f-\\x9f]");
        assertThat(out.toString().replaceAll("\u001b\\[[0-9;]*m", "")).doesNotContain("\u001b");
        if (!json) {
            assertThat(out.toString()).contains("\u001b[31mred").doesNotContain("]52", "[2J");
        }
    }

    @Test
    void outputOfAHostThatTheJobDoesNotHaveIsWrongUsage() throws ForemanException {
        String id = finishedJob("uptime");

        assertThat(run("output", id, "nosuch.example.com")).isEqualTo(ExitCode.USAGE);

        assertThat(err.toString()).startsWith("foreman-job: Job invocation " + id + " has no host nosuch.example.com.");
    }

    @Test
    void cancelAsksForemanToCancel() throws ForemanException {
        String id = job("sleep 600");

        assertThat(run("cancel", id)).isEqualTo(ExitCode.OK);

        assertThat(out.toString())
                .isEqualTo("Foreman is cancelling job invocation " + id + "." + System.lineSeparator());
        simulator.clock().advance(Duration.ofMinutes(1));
        assertThat(run("cancel", id)).isEqualTo(ExitCode.FOREMAN);
        assertThat(err.toString()).contains("nothing left to cancel");
    }

    @Test
    void aMissingPermissionIsSaidInOneLine() throws ForemanException {
        String id = job("sleep 600");
        variables.put("FOREMAN_PASSWORD", "rexuser-token");

        assertThat(run("cancel", id, "--user", "rexuser")).isEqualTo(ExitCode.FOREMAN);

        assertThat(err.toString()).startsWith("foreman-job: ").contains("cancel_job_invocations");
        assertThat(err.toString().lines()).hasSize(1);
    }

    @Test
    void anUnreachableServerIsSaidInOneLine() {
        simulator.close();

        assertThat(run("list")).isEqualTo(ExitCode.FOREMAN);

        assertThat(err.toString().lines()).hasSize(1);
        assertThat(out.toString()).isEmpty();
    }

    @Test
    void aWrongPasswordIsNotShown() {
        variables.put("FOREMAN_PASSWORD", "very-secret");

        assertThat(run("list")).isEqualTo(ExitCode.FOREMAN);

        assertThat(err.toString()).startsWith("foreman-job: ").doesNotContain("very-secret");
    }

    @Test
    void thePasswordIsAskedForWhenNoVariableHasIt() {
        variables.remove("FOREMAN_PASSWORD");
        typed = "rexmanager-token";

        assertThat(run("list")).isEqualTo(ExitCode.OK);

        assertThat(prompts).containsExactly("Password or token of rexmanager on 127.0.0.1");
    }

    @Test
    void withoutPasswordAndTerminalTheRemedyIsSaid() {
        variables.remove("FOREMAN_PASSWORD");

        assertThat(run("list")).isEqualTo(ExitCode.USAGE);

        assertThat(err.toString()).contains("set FOREMAN_PASSWORD");
    }

    @Test
    void withoutServerTheRemedyIsSaid() {
        variables.remove("FOREMAN_SERVER_URL");

        assertThat(run("list")).isEqualTo(ExitCode.USAGE);

        assertThat(err.toString()).contains("give --server, or set FOREMAN_SERVER_URL");
    }

    @Test
    void aCertificateGivenByFileIsTrusted() throws IOException {
        use(ForemanSimulator.builder().manualClock().tls(TlsMode.SELF_SIGNED).start());
        Path ca = Files.writeString(folder.resolve("ca.pem"), simulator.certificatePem());

        assertThat(run("list")).isEqualTo(ExitCode.FOREMAN);
        assertThat(run("list", "--ca", ca.toString())).isEqualTo(ExitCode.OK);
    }

    /** Runs are followed in real time, so the simulator's clock is fast. */
    private void useRunningSimulator() {
        use(ForemanSimulator.builder().clock(SimulatorClock.running(60)).start());
    }

    @Test
    void runShowsTheOutputAndSucceedsWithTheJob() {
        useRunningSimulator();

        assertThat(run(
                        "run",
                        "-t",
                        "Run Command - Script Default",
                        "-i",
                        "command=#sim lines=2",
                        "--search",
                        "name ~ host"))
                .isEqualTo(ExitCode.OK);

        assertThat(out.toString())
                .contains("/job_invocations/1", "host0003.example.com line 2 of 2", "3 hosts: 3 succeeded, in ");
    }

    @Test
    void runFailsWithTheJobAndNamesTheHosts() {
        useRunningSimulator();

        assertThat(run(
                        "run",
                        "-t",
                        "Run Command - Script Default",
                        "-i",
                        "command=#sim fail=host0002",
                        "-H",
                        "host0001.example.com,host0002.example.com",
                        "--json"))
                .isEqualTo(ExitCode.JOB_FAILED);

        assertThat(json().get("result").asText()).isEqualTo("failure");
        assertThat(json().get("message").asText()).contains("host0002.example.com");
        assertThat(json().get("hosts")).hasSize(2);
        assertThat(err.toString()).contains("host0001.example.com line 3 of 3");
    }

    @Test
    void runIsUnstableBetweenItsThresholds() {
        useRunningSimulator();

        assertThat(run(
                        "run",
                        "-t",
                        "Run Command - Script Default",
                        "-i",
                        "command=#sim fail=host0002",
                        "--search",
                        "name ~ host",
                        "--failure-threshold",
                        "50%"))
                .isEqualTo(ExitCode.UNSTABLE);
    }

    @Test
    void anUnstableThresholdAloneNeverFails() {
        useRunningSimulator();
        List<String> args = List.of("run", "-t", "Run Command - Script Default", "--search", "name ~ host", "-i");

        List<String> all = new ArrayList<>(args);
        all.addAll(List.of("command=#sim fail=all", "--unstable-threshold", "1"));
        assertThat(run(all.toArray(String[]::new))).isEqualTo(ExitCode.UNSTABLE);
    }

    @Test
    void theResultHasEachHostAsItsLastAttemptLeftIt() {
        useRunningSimulator();
        AtomicInteger scripts = new AtomicInteger();
        simulator.fleet().scripts(host -> {
            boolean first = host.name().equals("host0002.example.com") && scripts.getAndIncrement() == 0;
            return HostScript.lines(Duration.ofSeconds(1), first ? 3 : 0, "one\n");
        });

        assertThat(run(
                        "run",
                        "-t",
                        "Run Command - Script Default",
                        "-i",
                        "command=uptime",
                        "--search",
                        "name ~ host",
                        "--retries=1",
                        "--json"))
                .isEqualTo(ExitCode.OK);

        assertThat(json().get("job_invocations")).hasSize(2);
        assertThat(json().get("hosts").findValuesAsText("name")).hasSize(3);
        assertThat(json().get("hosts").findValuesAsText("status")).containsOnly("success");
    }

    @Test
    void whatForemanLeftBehindOfARefusedJobIsNamedAsThat() throws ForemanException {
        assertThat(run("run", "-t", "Run Command - Script Default", "-i", "command=uptime", "--search", "name = (x"))
                .isNotEqualTo(ExitCode.OK);
        assertThat(simulator.jobInvocations()).singleElement().matches(SimJobInvocation::ghost);

        assertThat(run("list")).isEqualTo(ExitCode.OK);
        assertThat(out.toString()).contains("no task").doesNotContain("queued");
        for (String command : new String[] {"show", "rerun", "cancel"}) {
            assertThat(run(command, "1")).as(command).isEqualTo(ExitCode.USAGE);
            assertThat(err.toString()).contains("refused to create it");
        }
    }

    @Test
    void aRerunSaysThatHostsAreNoLongerThere() throws ForemanException {
        useRunningSimulator();
        String id = finishedJob("#sim lines=1 fail=host0002,host0003");
        simulator.fleet().remove("host0003.example.com");

        assertThat(run("rerun", id)).isEqualTo(ExitCode.JOB_FAILED);

        assertThat(err.toString()).contains("1 of the 3 hosts of job invocation " + id + " no longer exist");
        assertThat(out.toString()).contains("host0002.example.com line 1 of 1").doesNotContain("host0003.example.com");
    }

    @Test
    void runOfAnUnknownTemplateIsWrongUsage() {
        assertThat(run("run", "-t", "Run Comand", "--search", "name ~ host")).isEqualTo(ExitCode.USAGE);

        assertThat(err.toString().lines()).hasSize(1);
        assertThat(err.toString()).startsWith("foreman-job: There is no job template");
    }

    @Test
    void rerunRunsOnTheFailedHostsOnly() throws ForemanException {
        useRunningSimulator();
        String id = finishedJob("#sim lines=1 fail=host0002");

        assertThat(run("rerun", id)).isEqualTo(ExitCode.JOB_FAILED);

        assertThat(out.toString()).contains("host0002.example.com line 1 of 1").doesNotContain("host0001", "host0003");
    }

    @Test
    void rerunByForemanTakesAllHostsOrSaysThatItWould() throws ForemanException {
        String id = finishedJob("#sim lines=1 fail=host0002");

        assertThat(run("rerun-by-foreman", id, "--failed")).isEqualTo(ExitCode.USAGE);
        assertThat(err.toString()).contains("Nothing was started", "foreman-job rerun");
        assertThat(run("rerun-by-foreman", id, "--failed", "--succeeded")).isEqualTo(ExitCode.USAGE);
        assertThat(simulator.jobInvocations()).hasSize(1);

        assertThat(run("rerun-by-foreman", id)).isEqualTo(ExitCode.OK);
        assertThat(run("rerun-by-foreman", id, "--hosts", "host0002.example.com", "--allow-all-hosts"))
                .isEqualTo(ExitCode.OK);
        assertThat(out.toString()).contains("/job_invocations/3");
        assertThat(simulator.jobInvocations()).hasSize(3);
    }

    @Test
    void rerunDoesNotRunWithAHiddenInputMissing() {
        useRunningSimulator();
        variables.put("KEY", "s3cret");
        assertThat(run(
                        "run",
                        "-t",
                        "Deploy Application",
                        "-i",
                        "version=1",
                        "--input-env",
                        "api_key=KEY",
                        "--search",
                        "name ~ host",
                        "--no-wait"))
                .isEqualTo(ExitCode.OK);
        simulator.clock().advance(Duration.ofMinutes(5));

        assertThat(run("rerun", "1", "--all")).isEqualTo(ExitCode.USAGE);
        assertThat(err.toString()).contains("--input-env api_key=VARIABLE").doesNotContain("s3cret");

        assertThat(run("rerun", "1", "--all", "--input-env", "api_key=KEY")).isEqualTo(ExitCode.OK);
    }

    private void runPlaybook() {
        assertThat(run(
                        "run",
                        "-t",
                        "Ansible - Run playbook",
                        "-i",
                        "playbook=- hosts: all",
                        "--ansible-tags",
                        "deploy",
                        "--search",
                        "name ~ host",
                        "--no-wait"))
                .isEqualTo(ExitCode.OK);
        simulator.clock().advance(Duration.ofMinutes(5));
    }

    @Test
    void rerunDoesNotRunAWholePlaybookInsteadOfSomeTags() {
        useRunningSimulator();
        runPlaybook();

        assertThat(run("rerun", "1", "--all")).isEqualTo(ExitCode.USAGE);
        assertThat(err.toString())
                .contains("does not tell its ansible", "--ansible-tags", "--ansible-skip-tags", "--without ansible");
        assertThat(simulator.jobInvocations()).hasSize(1);
    }

    @Test
    void rerunTakesTagsOrTheWordThatThereWereNone() {
        useRunningSimulator();
        runPlaybook();

        assertThat(run("rerun", "1", "--all", "--ansible-skip-tags", "slow")).isEqualTo(ExitCode.OK);
        assertThat(run("rerun", "1", "--all", "--without", "ansible")).isEqualTo(ExitCode.OK);
        assertThat(simulator.jobInvocation(1).request().path("ansible"))
                .hasToString("{\"tags\":\"deploy\",\"tags_flag\":\"include\"}");
        assertThat(simulator.jobInvocation(2).request().path("ansible"))
                .hasToString("{\"tags\":\"slow\",\"tags_flag\":\"exclude\"}");
        assertThat(simulator.jobInvocation(3).request().has("ansible")).isFalse();
    }

    @Test
    void rerunOnAnOldVersionAsksForWhatThatDoesNotTell() throws ForemanException {
        use(ForemanSimulator.builder()
                .profile(VersionProfile.REX_13_2)
                .clock(SimulatorClock.running(60))
                .start());
        String id = finishedJob("#sim lines=1");

        assertThat(run("rerun", id, "--all")).isEqualTo(ExitCode.USAGE);
        assertThat(err.toString())
                .contains("--concurrency-level, --execution-timeout", "--without concurrency-level,execution-timeout");
        assertThat(run("rerun", id, "--all", "--concurrency-level", "2", "--without", "execution-timeout"))
                .isEqualTo(ExitCode.OK);

        assertThat(simulator.jobInvocations()).hasSize(2);
        assertThat(simulator.jobInvocation(2).request().path("concurrency_control"))
                .hasToString("{\"concurrency_level\":2}");
        assertThat(simulator.jobInvocation(2).request().has("execution_timeout_interval"))
                .isFalse();
    }

    @Test
    void helpTellsTheExitCodes() {
        assertThat(run("--help")).isEqualTo(ExitCode.OK);

        assertThat(out.toString()).contains("Exit codes:", "aborted");
    }

    private JsonNode json() {
        try {
            return new ObjectMapper().readTree(out.toString());
        } catch (IOException e) {
            throw new AssertionError(out.toString(), e);
        }
    }
}
