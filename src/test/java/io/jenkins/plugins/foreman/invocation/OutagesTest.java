package io.jenkins.plugins.foreman.invocation;

import static io.jenkins.plugins.foreman.invocation.RunFixture.command;
import static io.jenkins.plugins.foreman.invocation.RunFixture.settings;
import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.foreman.client.HostState;
import io.jenkins.plugins.foreman.client.Sentence;
import io.jenkins.plugins.foreman.record.RunHead.Verdict;
import io.jenkins.plugins.foreman.simulator.Faults;
import io.jenkins.plugins.foreman.simulator.ForemanSimulator;
import io.jenkins.plugins.foreman.simulator.HostScript;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Which answers end a run, which are borne, for how long, and what is said. */
class OutagesTest {

    private static final JobInvocationRequest REQUEST = command("uptime", "name ~ host");
    private static final String JOB = "/api/job_invocations/*";
    private static final String OUTPUTS = "/api/job_invocations/*/outputs";

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
        simulator.fleet().scripts(host -> HostScript.lines(Duration.ofSeconds(60), 0, "one\n", "two\n"));
        fixture = new RunFixture(simulator, directory.resolve("run"));
    }

    @AfterEach
    void stop() {
        fixture.close();
    }

    private void untilRunning(RunSettings settings) {
        fixture.start(REQUEST, settings);
        fixture.scheduler.runUntil(() -> fixture.attempt(0).counts().containsKey(HostState.RUNNING));
    }

    private void untilRunningForTenMinutes() {
        simulator
                .fleet()
                .scripts(host -> HostScript.lines(
                        Duration.ofSeconds(10),
                        0,
                        IntStream.range(0, 60).mapToObj(i -> i + "\n").toArray(String[]::new)));
        untilRunning(RunSettings.DEFAULTS);
    }

    @Test
    void outputThatNowAndThenCannotBeReadIsNoOutage() {
        untilRunningForTenMinutes();
        for (int i = 0; i < 8; i++) {
            simulator.faults().on("POST", OUTPUTS).status(503).times(1);
            fixture.scheduler.runFor(Duration.ofSeconds(40));
        }

        assertThat(fixture.troubles).isEmpty();
        assertThat(fixture.attempt(0).counts()).containsOnlyKeys(HostState.RUNNING);
    }

    @Test
    void outputThatCannotBeReadAtAllIsToldWhileTheHostsRun() {
        untilRunningForTenMinutes();
        simulator.faults().on("POST", OUTPUTS).always().status(503);
        fixture.scheduler.runFor(Duration.ofMinutes(3));

        assertThat(fixture.troubles).hasSize(1);
        assertThat(fixture.attempt(0).counts()).containsOnlyKeys(HostState.RUNNING);
    }

    private static Arguments answer(String what, Consumer<Faults.Rule> effect) {
        return Arguments.argumentSet(what, effect);
    }

    static Stream<Arguments> answersOfOthers() {
        return Stream.of(
                answer("a redirect to a sorry page", rule -> rule.redirect("https://sorry.example.com/")),
                answer("a page that says all is well", rule -> rule.status(200)),
                answer("a load balancer's 404", rule -> rule.text(404, "text/plain", "default backend - 404\n")),
                answer("a firewall's 403", rule -> rule.text(403, "text/html", "<html>Forbidden</html>")),
                answer("a proxy's 413", rule -> rule.text(413, "text/html", "<html>Too large</html>")),
                answer("JSON of something else", rule -> rule.json(200, "{\"status\":\"ok\"}")),
                answer("half an answer", Faults.Rule::truncatedJson),
                answer("Foreman's own 500", Faults.Rule::internalServerError),
                answer("Foreman's own 401, once", Faults.Rule::empty401),
                answer("Foreman's own 404, once", rule -> rule.json(404, "{\"message\":\"Resource not found\"}")),
                answer(
                        "Foreman's own 403, once",
                        rule -> rule.json(403, "{\"error\":{\"message\":\"Access denied\"}}")));
    }

    @ParameterizedTest
    @MethodSource("answersOfOthers")
    void oneOddAnswerAfterGoodOnesDoesNotEndTheRun(Consumer<Faults.Rule> effect) {
        untilRunning(RunSettings.DEFAULTS);
        effect.accept(simulator.faults().on("GET", JOB));
        fixture.toEnd();

        assertThat(fixture.outcome().verdict())
                .as(fixture.outcome().message().toString())
                .isEqualTo(Verdict.SUCCESS);
        assertThat(fixture.output(0))
                .allSatisfy((host, text) -> assertThat(text).isEqualTo("one\ntwo\n"));
        assertThat(Collections.frequency(fixture.events, "recovered")).isEqualTo(1);
    }

    @ParameterizedTest
    @MethodSource("answersOfOthers")
    void anOddAnswerToTheCreationMakesNoSecondJob(Consumer<Faults.Rule> effect) {
        effect.accept(simulator.faults().on("POST", "/api/job_invocations"));
        fixture.start(REQUEST, RunSettings.DEFAULTS).toEnd();

        assertThat(simulator.jobInvocations().stream().filter(job -> !job.ghost()))
                .hasSizeLessThanOrEqualTo(1);
    }

    @Test
    void aRefusalThatStaysEndsTheRunAfterMinutesNotHalfAnHour() {
        untilRunning(RunSettings.DEFAULTS);
        Instant refused = fixture.scheduler.now();
        simulator.faults().on("GET", JOB).always().json(404, "{\"message\":\"Resource not found\"}");
        fixture.toEnd();

        assertThat(fixture.outcome().verdict()).isEqualTo(Verdict.FAILURE);
        assertThat(fixture.outcome().message().toString()).contains("may still be running");
        assertThat(Duration.between(refused, fixture.scheduler.now()))
                .isBetween(Duration.ofMinutes(2), Duration.ofMinutes(6));
    }

    @Test
    void aCreateThatForemanCallsInvalidIsSentOnce() {
        Faults.Rule refused =
                simulator.faults().on("POST", "/api/job_invocations").always();
        refused.json(422, "{\"error\":{\"message\":\"Validation failed: Targeting is invalid\"}}");
        Instant began = fixture.scheduler.now();
        fixture.start(REQUEST, RunSettings.DEFAULTS).toEnd();

        assertThat(refused.hits()).isEqualTo(1);
        assertThat(fixture.outcome().message().toString()).contains("Targeting is invalid");
        assertThat(fixture.scheduler.now()).isEqualTo(began);
        assertThat(fixture.troubles).isEmpty();
    }

    @Test
    void recoveryIsToldWhenNothingFailsAnyMore() {
        simulator.fleet().scripts(host -> HostScript.lines(Duration.ofHours(1), 0, "one\n", "two\n"));
        untilRunning(RunSettings.DEFAULTS);
        simulator.faults().on("POST", OUTPUTS).always().status(504);
        fixture.scheduler.runUntil(() -> fixture.record.head().trouble() != null);
        fixture.scheduler.runFor(Duration.ofMinutes(10));

        assertThat(fixture.events).noneMatch(event -> event.equals("recovered"));
        assertThat(fixture.record.head().trouble()).isNotNull();
        simulator.faults().clear();
        fixture.scheduler.runFor(Duration.ofMinutes(5));
        assertThat(fixture.events).containsOnlyOnce("recovered");
        assertThat(fixture.record.head().trouble()).isNull();
        fixture.toEnd();
    }

    @Test
    void refusalsDoNotAddUp() {
        simulator.fleet().scripts(host -> HostScript.lines(Duration.ofMinutes(20), 0, "one\n", "two\n"));
        untilRunning(RunSettings.DEFAULTS);
        for (int i = 0; i < 8; i++) {
            simulator.faults().on("GET", JOB).json(404, "{\"message\":\"Resource not found\"}");
            fixture.scheduler.runFor(Duration.ofMinutes(2));
        }
        fixture.toEnd();

        assertThat(fixture.outcome().verdict())
                .as(fixture.outcome().message().toString())
                .isEqualTo(Verdict.SUCCESS);
    }

    @Test
    void aLoginThatIsRefusedIsTriedSoSeldomThatTheAddressIsNotLockedOut() {
        untilRunning(RunSettings.DEFAULTS);
        simulator.faults().on("*", "/**").always().empty401();
        int before = simulator.counters().requests();
        fixture.toEnd();

        assertThat(fixture.outcome().verdict()).isEqualTo(Verdict.FAILURE);
        assertThat(simulator.counters().requests() - before).isBetween(2, 6);
    }

    @Test
    void theWishOfAServerToBeLeftAloneIsHeeded() {
        untilRunning(RunSettings.DEFAULTS);
        simulator.faults().on("GET", JOB).times(1).retryAfter(300);
        fixture.scheduler.runUntil(() -> fixture.record.head().trouble() != null);
        long before = simulator.counters().requests("GET /api/job_invocations/:id");
        fixture.scheduler.runFor(Duration.ofSeconds(290));
        assertThat(simulator.counters().requests("GET /api/job_invocations/:id"))
                .isEqualTo(before);
        fixture.toEnd();
        assertThat(fixture.outcome().verdict()).isEqualTo(Verdict.SUCCESS);
    }

    @Test
    void theLongerAnOutageLastsTheLessOftenForemanIsAsked() {
        untilRunning(RunSettings.DEFAULTS);
        Faults.Rule down = simulator.faults().on("GET", JOB).always();
        down.status(503);
        fixture.scheduler.runFor(Duration.ofMinutes(20));

        assertThat(down.hits()).isBetween(20, 30);
        fixture.run.suspend();
    }

    @Test
    void anOutageAfterARestartBeforeARetryIsNoWrongAddress() throws Exception {
        simulator.fleet().scripts(host -> HostScript.lines(Duration.ofSeconds(1), 1, "no\n"));
        RunSettings once = settings(s -> s.retries(1));
        fixture.start(REQUEST, once);
        fixture.scheduler.runUntil(() -> fixture.record.attempts() == 2);
        fixture.run.suspend();
        fixture.record.close();
        simulator.faults().on("*", "/**").always().redirect("https://sorry.example.com/");
        fixture.resume(REQUEST, once);
        fixture.scheduler.runFor(Duration.ofMinutes(10));
        simulator.faults().clear();
        fixture.toEnd();

        assertThat(simulator.jobInvocations()).hasSize(2);
        assertThat(fixture.outcome().message().toString()).contains("hosts failed");
    }

    @Test
    void outagesDoNotAddUp() {
        simulator.fleet().scripts(host -> HostScript.lines(Duration.ofHours(2), 0, "one\n", "two\n"));
        untilRunning(settings(s -> s.patience(Duration.ofMinutes(10))));
        for (int i = 0; i < 5; i++) {
            simulator.faults().downFor(Duration.ofMinutes(7));
            fixture.scheduler.runFor(Duration.ofMinutes(12));
        }
        fixture.toEnd();
        assertThat(fixture.outcome().verdict())
                .as(fixture.outcome().message().toString())
                .isEqualTo(Verdict.SUCCESS);
    }

    static Stream<Arguments> wrongAddresses() throws Exception {
        try (java.net.ServerSocket free = new java.net.ServerSocket(0)) {
            return Stream.of(
                    Arguments.argumentSet("no such host", "http://foreman.invalid:3000", "foreman.invalid"),
                    Arguments.argumentSet("nobody listens", "http://127.0.0.1:" + free.getLocalPort(), "127.0.0.1"));
        }
    }

    @ParameterizedTest
    @MethodSource("wrongAddresses")
    void aWrongAddressEndsTheStepWithinTwoMinutes(String url, String named) {
        fixture.foreman = RunFixture.connect(URI.create(url), "admin", "changeme");
        Instant began = fixture.scheduler.now();
        fixture.start(REQUEST, RunSettings.DEFAULTS).toEnd();

        assertThat(Duration.between(began, fixture.scheduler.now())).isLessThan(Duration.ofMinutes(3));
        assertThat(fixture.outcome().message().toString()).contains(named).doesNotContain("go on", "goes on");
    }

    @Test
    void anOutageThatIsNoMatterOfTheAddressIsBorneBeforeTheJobExists() {
        simulator.faults().downFor(Duration.ofMinutes(20));
        fixture.start(REQUEST, RunSettings.DEFAULTS).toEnd();
        assertThat(fixture.outcome().verdict()).isEqualTo(Verdict.SUCCESS);
    }

    @Test
    void liveOutputThatCannotBeReadDoesNotEndTheRun() {
        simulator.fleet().scripts(host -> HostScript.lines(Duration.ofMinutes(90), 0, "one\n", "two\n"));
        untilRunning(RunSettings.DEFAULTS);
        Faults.Rule broken = simulator.faults().on("POST", OUTPUTS).times(200);
        broken.status(504);
        fixture.scheduler.runFor(Duration.ofMinutes(80));
        assertThat(broken.hits()).isPositive();
        simulator.faults().clear();
        fixture.toEnd();

        assertThat(fixture.outcome().verdict())
                .as(fixture.outcome().message().toString())
                .isEqualTo(Verdict.SUCCESS);
        assertThat(fixture.output(0))
                .allSatisfy((host, text) -> assertThat(text).isEqualTo("one\ntwo\n"));
    }

    @Test
    void outputComesLiveWhileTheHostsCannotBeListed() {
        simulator.fleet().scripts(host -> HostScript.lines(Duration.ofMinutes(5), 0, "one\n", "two\n", "three\n"));
        // its end moves the counts, so that the hosts are to be listed
        simulator.fleet().host("host02.example.com").script(HostScript.lines(Duration.ofMinutes(1), 0, "one\n"));
        untilRunning(RunSettings.DEFAULTS);
        Faults.Rule broken =
                simulator.faults().on("GET", "/api/job_invocations/*/hosts").always();
        broken.status(504);
        fixture.scheduler.runFor(Duration.ofMinutes(12));

        assertThat(broken.hits()).isPositive();
        assertThat(fixture.output(0)).containsEntry("host01.example.com", "one\ntwo\nthree\n");
        simulator.faults().clear();
        fixture.toEnd();
        assertThat(fixture.outcome().verdict()).isEqualTo(Verdict.SUCCESS);
    }

    @Test
    void anAbortDoesNotWaitForOutputThatCannotBeRead() {
        simulator.fleet().scripts(host -> HostScript.lines(Duration.ofHours(5), 0, "one\n", "two\n"));
        untilRunning(RunSettings.DEFAULTS);
        noOutputCanBeRead();
        Instant wished = fixture.scheduler.now();
        fixture.run.cancel(Sentence.plain("Aborted."));
        fixture.toEnd();

        assertThat(fixture.outcome().verdict()).isEqualTo(Verdict.ABORTED);
        assertThat(simulator.jobInvocations().get(0).cancelRequested()).isTrue();
        assertThat(Duration.between(wished, fixture.scheduler.now())).isLessThan(Duration.ofMinutes(5));
        assertThat(fixture.host("host01.example.com").reason()).asString().contains("504");
    }

    @Test
    void anAbortBearsNoMoreThanTheAdministratorHasSet() {
        simulator.fleet().scripts(host -> HostScript.lines(Duration.ofHours(5), 0, "one\n", "two\n"));
        untilRunning(settings(s -> s.patience(Duration.ofSeconds(10))));
        noOutputCanBeRead();
        Instant wished = fixture.scheduler.now();
        fixture.run.cancel(Sentence.plain("Aborted."));
        fixture.toEnd();

        assertThat(Duration.between(wished, fixture.scheduler.now())).isLessThan(Duration.ofSeconds(45));
    }

    private void noOutputCanBeRead() {
        simulator.faults().on("*", OUTPUTS).always().status(504);
        simulator.faults().on("GET", "/api/job_invocations/*/hosts/*").always().status(504);
    }

    private void sixtyHosts(HostScript script) {
        simulator.fleet().addHosts(60 - simulator.fleet().size(), "more%02d.example.com");
        simulator.fleet().scripts(host -> script);
    }

    @Test
    void oneHostWhoseOutputCannotBeReadCostsNoneOfTheOthersTheirs() {
        sixtyHosts(HostScript.lines(Duration.ofSeconds(1), 0, "one\n", "two\n"));
        simulator.fleet().host("more44.example.com").outputBroken(true);
        Instant begun = fixture.scheduler.now();
        fixture.start(command("uptime", "name ~ example"), RunSettings.DEFAULTS).toEnd();

        Map<String, String> output = fixture.output(0);
        assertThat(output.remove("more44.example.com")).isEmpty();
        assertThat(output)
                .hasSize(59)
                .allSatisfy((host, text) -> assertThat(text).isEqualTo("one\ntwo\n"));
        assertThat(fixture.host("more44.example.com").reason()).asString().startsWith("The output could not be read");
        assertThat(fixture.outcome().message().toString()).isEqualTo("All 60 hosts succeeded.");
        assertThat(fixture.events.stream().filter(event -> event.contains("The output here is incomplete")))
                .hasSize(1);
        assertThat(Duration.between(begun, fixture.scheduler.now())).isLessThan(Duration.ofMinutes(10));
    }

    @Test
    void afterAFailureRequestsGrowAgain() {
        simulator.fleet().addHosts(600 - simulator.fleet().size(), "more%03d.example.com");
        simulator.fleet().scripts(host -> HostScript.lines(Duration.ofSeconds(1), 0, "one\n"));
        simulator.faults().on("POST", OUTPUTS).times(4).status(504);
        fixture.start(command("uptime", "name ~ example"), RunSettings.DEFAULTS).toEnd();

        assertThat(fixture.output(0)).hasSize(600);
        assertThat(simulator.counters().requests()).isLessThan(100);
    }

    @Test
    void oneRunningHostWhoseOutputCannotBeReadDoesNotSilenceTheOthers() {
        sixtyHosts(HostScript.builder()
                .stdout(Duration.ofSeconds(5), "one\n")
                .duration(Duration.ofHours(1))
                .build());
        simulator.fleet().host("more07.example.com").outputBroken(true);
        fixture.start(command("uptime", "name ~ example"), RunSettings.DEFAULTS);
        fixture.scheduler.runFor(Duration.ofMinutes(10));

        Map<String, String> output = fixture.output(0);
        assertThat(output.remove("more07.example.com")).isEmpty();
        assertThat(output)
                .hasSize(59)
                .allSatisfy((host, text) -> assertThat(text).isEqualTo("one\n"));
        simulator.fleet().host("more07.example.com").outputBroken(false);
        fixture.toEnd();
        assertThat(fixture.output(0))
                .allSatisfy((host, text) -> assertThat(text).isEqualTo("one\n"));
    }

    @Test
    void aShortPauseOfTheJobIsNotTold() {
        untilRunning(RunSettings.DEFAULTS);
        simulator.jobInvocations().get(0).pause();
        fixture.scheduler.runFor(Duration.ofSeconds(60));
        simulator.jobInvocations().get(0).resume();
        fixture.toEnd();

        assertThat(fixture.events).noneMatch(event -> event.contains("paused"));
    }
}
