package io.jenkins.plugins.foreman.invocation;

import static io.jenkins.plugins.foreman.invocation.JobInvocationRequests.request;
import static io.jenkins.plugins.foreman.invocation.JobInvocationRequests.template;
import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.foreman.client.Foreman;
import io.jenkins.plugins.foreman.client.ForemanConnection;
import io.jenkins.plugins.foreman.client.JobOptions;
import io.jenkins.plugins.foreman.client.JobSecrets;
import io.jenkins.plugins.foreman.record.RunHead.Verdict;
import io.jenkins.plugins.foreman.simulator.ForemanSimulator;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each mistake gives one message that names the cause and the remedy, and creates nothing. */
class BadInputTest {

    private static final Map<String, String> COMMAND = Map.of("command", "uptime");

    @TempDir
    Path directory;

    private ForemanSimulator simulator;
    private RunFixture fixture;

    @BeforeEach
    void start() {
        simulator = ForemanSimulator.builder()
                .manualClock()
                .hosts(3, "host%02d.example.com")
                .start();
        fixture = new RunFixture(simulator, directory.resolve("run"));
    }

    @AfterEach
    void stop() {
        fixture.close();
    }

    private void expect(JobInvocationRequest request, String... parts) {
        fixture.start(request, RunFixture.settings(s -> s.patience(Duration.ofSeconds(10))))
                .toEnd();

        assertThat(fixture.outcome().verdict()).isEqualTo(Verdict.FAILURE);
        assertThat(fixture.outcome().message().toString()).contains(parts).doesNotContain("Exception", "{0}", "ERF");
        assertThat(simulator.jobInvocations().stream().filter(job -> !job.ghost()))
                .isEmpty();
    }

    @Test
    void anInputThatComesFromATemplateWhichTheUserMayNotSeeIsLeftToForeman() {
        simulator.templates().template("Package Action - Script Default").hideFrom("rexuser");
        Map<String, String> inputs = Map.of("ticket", "CHG1", "action", "update", "package", "bash");
        fixture.as("rexuser")
                .start(template("Package Update With Checks", inputs), RunSettings.DEFAULTS)
                .toEnd();

        assertThat(fixture.outcome().message().toString()).isEqualTo("All 3 hosts succeeded.");
        assertThat(simulator.jobInvocations().get(0).inputs()).containsEntry("package", "bash");
    }

    @Test
    void anInputThatForemanDoesNotKnowEitherIsNamedInItsWords() {
        simulator.templates().template("Package Action - Script Default").hideFrom("rexuser");
        Map<String, String> inputs = Map.of("ticket", "CHG1", "packge", "bash");
        fixture.as("rexuser")
                .start(template("Package Update With Checks", inputs), RunSettings.DEFAULTS)
                .toEnd();

        assertThat(fixture.outcome().message().toString())
                .contains("Unknown input packge for template Package Update With Checks");
    }

    @Test
    void anUnknownTemplateNamesSimilarOnes() {
        expect(template("Run Comand - Script Default", COMMAND), "no job template", "Run Command - Script Default");
    }

    @Test
    void aMissingRequiredInputIsNamed() {
        expect(template(RunFixture.TEMPLATE, Map.of()), "\"command\"", "required", RunFixture.TEMPLATE);
    }

    @Test
    void anUnknownInputIsNamedWithThoseThatExist() {
        expect(template(RunFixture.TEMPLATE, Map.of("command", "uptime", "comand", "x")), "\"comand\"", "\"command\"");
    }

    @Test
    void aTemplateAndAFeatureTogetherAreRefused() {
        expect(
                request(
                        RunFixture.TEMPLATE,
                        "puppet_run_host",
                        List.of(),
                        "name ~ host",
                        COMMAND,
                        JobOptions.DEFAULTS,
                        JobSecrets.NONE),
                "either a job template or a feature");
    }

    @Test
    void nothingToRunIsRefused() {
        expect(template(" ", COMMAND), "Say what to run");
    }

    @Test
    void nowhereToRunIsRefused() {
        expect(
                request(RunFixture.TEMPLATE, null, List.of(), " ", COMMAND, JobOptions.DEFAULTS, JobSecrets.NONE),
                "on which hosts");
    }

    @Test
    void aListOfHostsAndASearchTogetherAreRefused() {
        expect(
                request(
                        RunFixture.TEMPLATE,
                        null,
                        List.of("host01.example.com"),
                        "name ~ host",
                        COMMAND,
                        JobOptions.DEFAULTS,
                        JobSecrets.NONE),
                "only one of");
    }

    @Test
    void mistypedHostsAreNamedBeforeAnythingRuns() {
        expect(
                request(
                        RunFixture.TEMPLATE,
                        null,
                        List.of("host01.example.com", "hots02.example.com"),
                        null,
                        COMMAND,
                        JobOptions.DEFAULTS,
                        JobSecrets.NONE),
                "1 of these 2 hosts",
                "hots02.example.com");
    }

    @Test
    void aSingleHostIsNotCounted() {
        expect(
                request(
                        RunFixture.TEMPLATE,
                        null,
                        List.of("hots02.example.com"),
                        null,
                        COMMAND,
                        JobOptions.DEFAULTS,
                        JobSecrets.NONE),
                "Foreman does not know this host, or does not show it to this user: hots02.example.com. Correct the name,");
    }

    @Test
    void aHostNameThatIsNoneIsRefused() {
        expect(
                request(
                        RunFixture.TEMPLATE,
                        null,
                        List.of("host01) or (name ~ x"),
                        null,
                        COMMAND,
                        JobOptions.DEFAULTS,
                        JobSecrets.NONE),
                "not the name of a host");
    }

    @Test
    void anUnknownFeatureNamesThoseThatExist() {
        expect(
                request(
                        null,
                        "no_such_feature",
                        List.of(),
                        "name ~ host",
                        Map.of(),
                        JobOptions.DEFAULTS,
                        JobSecrets.NONE),
                "no remote execution feature \"no_such_feature\"",
                "Available: ");
    }

    @Test
    void aSearchWithASyntaxErrorSaysWhatForemanSaysOfIt() {
        expect(
                request(
                        RunFixture.TEMPLATE,
                        null,
                        List.of(),
                        "name = (host",
                        COMMAND,
                        JobOptions.DEFAULTS,
                        JobSecrets.NONE),
                "refused",
                "400");
    }

    @Test
    void aSearchForAnUnknownFieldSaysWhatForemanSaysOfIt() {
        expect(
                request(
                        RunFixture.TEMPLATE,
                        null,
                        List.of(),
                        "bogus = 1",
                        COMMAND,
                        JobOptions.DEFAULTS,
                        JobSecrets.NONE),
                "bogus");
    }

    @Test
    void aStartInThePastSaysWhatForemanSaysOfIt() {
        JobOptions past = JobOptions.builder()
                .startAt(simulator.clock().instant().minus(Duration.ofDays(1)))
                .build();
        expect(request(RunFixture.TEMPLATE, null, List.of(), "name ~ host", COMMAND, past, JobSecrets.NONE), "refused");
    }

    @Test
    void aWrongPasswordSaysWhereToCorrectIt() {
        fixture.foreman = RunFixture.connect(simulator.uri(), "rexuser", "wrong");
        expect(template(RunFixture.TEMPLATE, COMMAND), "refused the login of rexuser (401)", "credentials");
        assertThat(simulator.counters().requests()).isEqualTo(1);
    }

    @Test
    void aUserWithoutARoleIsToldWhatIsMissing() {
        fixture.foreman = RunFixture.connect(simulator.uri(), "nobody", "nobody-password");
        expect(template(RunFixture.TEMPLATE, COMMAND), "nobody");
    }

    @Test
    void aServerThatIsNotThereIsNamed() {
        fixture.foreman = connect("http://127.0.0.1:1/");
        expect(template(RunFixture.TEMPLATE, COMMAND), "127.0.0.1:1");
    }

    @Test
    void aHostNameThatDoesNotResolveIsNamed() {
        fixture.foreman = connect("https://foreman.invalid/");
        expect(template(RunFixture.TEMPLATE, COMMAND), "foreman.invalid");
    }

    @Test
    void aPageOfSomethingElseIsSaidToBeNoForeman() {
        simulator.faults().on("*", "/**").always().json(200, "[1, 2]");
        expect(template(RunFixture.TEMPLATE, COMMAND), "address of Foreman itself");
    }

    @Test
    void aRedirectSaysWhichAddressToSet() {
        simulator.faults().on("*", "/**").always().redirect("https://elsewhere.example.com/api/job_templates");
        expect(template(RunFixture.TEMPLATE, COMMAND), "https://elsewhere.example.com");
    }

    private static Foreman connect(String url) {
        return new Foreman(ForemanConnection.of(URI.create(url), "admin", () -> "changeme"));
    }
}
