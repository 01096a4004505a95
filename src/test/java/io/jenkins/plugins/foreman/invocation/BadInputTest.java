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
        assertThat(fixture.outcome().message()).contains(parts).doesNotContain("Exception", "{0}", "ERF");
        assertThat(simulator.jobInvocations().stream().filter(job -> !job.ghost()))
                .isEmpty();
    }

    @Test
    void an_input_that_comes_from_a_template_which_the_user_may_not_see_is_left_to_foreman() {
        simulator.templates().template("Package Action - Script Default").hideFrom("rexuser");
        Map<String, String> inputs = Map.of("ticket", "CHG1", "action", "update", "package", "bash");
        fixture.as("rexuser")
                .start(template("Package Update With Checks", inputs), RunSettings.DEFAULTS)
                .toEnd();

        assertThat(fixture.outcome().message()).isEqualTo("All 3 hosts succeeded.");
        assertThat(simulator.jobInvocations().get(0).inputs()).containsEntry("package", "bash");
    }

    @Test
    void an_input_that_foreman_does_not_know_either_is_named_in_its_words() {
        simulator.templates().template("Package Action - Script Default").hideFrom("rexuser");
        Map<String, String> inputs = Map.of("ticket", "CHG1", "packge", "bash");
        fixture.as("rexuser")
                .start(template("Package Update With Checks", inputs), RunSettings.DEFAULTS)
                .toEnd();

        assertThat(fixture.outcome().message())
                .contains("Unknown input packge for template Package Update With Checks");
    }

    @Test
    void an_unknown_template_names_similar_ones() {
        expect(template("Run Comand - Script Default", COMMAND), "no job template", "Run Command - Script Default");
    }

    @Test
    void a_missing_required_input_is_named() {
        expect(template(RunFixture.TEMPLATE, Map.of()), "\"command\"", "required", RunFixture.TEMPLATE);
    }

    @Test
    void an_unknown_input_is_named_with_those_that_exist() {
        expect(template(RunFixture.TEMPLATE, Map.of("command", "uptime", "comand", "x")), "\"comand\"", "\"command\"");
    }

    @Test
    void a_template_and_a_feature_together_are_refused() {
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
    void nothing_to_run_is_refused() {
        expect(template(" ", COMMAND), "Say what to run");
    }

    @Test
    void nowhere_to_run_is_refused() {
        expect(
                request(RunFixture.TEMPLATE, null, List.of(), " ", COMMAND, JobOptions.DEFAULTS, JobSecrets.NONE),
                "on which hosts");
    }

    @Test
    void a_list_of_hosts_and_a_search_together_are_refused() {
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
    void mistyped_hosts_are_named_before_anything_runs() {
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
    void a_host_name_that_is_none_is_refused() {
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
    void an_unknown_feature_names_those_that_exist() {
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
                "There are: ");
    }

    @Test
    void a_search_with_a_syntax_error_says_what_foreman_says_of_it() {
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
    void a_search_for_an_unknown_field_says_what_foreman_says_of_it() {
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
    void a_start_in_the_past_says_what_foreman_says_of_it() {
        JobOptions past = new JobOptions(
                null, null, null, null, null, simulator.clock().instant().minus(Duration.ofDays(1)), null, null, null);
        expect(request(RunFixture.TEMPLATE, null, List.of(), "name ~ host", COMMAND, past, JobSecrets.NONE), "refused");
    }

    @Test
    void a_wrong_password_says_where_to_correct_it() {
        fixture.foreman = RunFixture.connect(simulator.uri(), "rexuser", "wrong");
        expect(template(RunFixture.TEMPLATE, COMMAND), "refused the login of rexuser (401)", "credentials");
        assertThat(simulator.counters().requests()).isEqualTo(1);
    }

    @Test
    void a_user_without_a_role_is_told_what_is_missing() {
        fixture.foreman = RunFixture.connect(simulator.uri(), "nobody", "nobody-password");
        expect(template(RunFixture.TEMPLATE, COMMAND), "nobody");
    }

    @Test
    void a_server_that_is_not_there_is_named() {
        fixture.foreman = connect("http://127.0.0.1:1/");
        expect(template(RunFixture.TEMPLATE, COMMAND), "127.0.0.1:1");
    }

    @Test
    void a_host_name_that_does_not_resolve_is_named() {
        fixture.foreman = connect("https://foreman.invalid/");
        expect(template(RunFixture.TEMPLATE, COMMAND), "foreman.invalid");
    }

    @Test
    void a_page_of_something_else_is_said_to_be_no_foreman() {
        simulator.faults().on("*", "/**").always().json(200, "[1, 2]");
        expect(template(RunFixture.TEMPLATE, COMMAND), "address of Foreman itself");
    }

    @Test
    void a_redirect_says_which_address_to_set() {
        simulator.faults().on("*", "/**").always().redirect("https://elsewhere.example.com/api/job_templates");
        expect(template(RunFixture.TEMPLATE, COMMAND), "https://elsewhere.example.com");
    }

    private static Foreman connect(String url) {
        return new Foreman(ForemanConnection.of(URI.create(url), "admin", () -> "changeme"));
    }
}
