package io.jenkins.plugins.foreman.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.jenkins.plugins.foreman.client.ForemanException.Kind;
import io.jenkins.plugins.foreman.client.NewJobInvocation.Targeting;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** From the replies that refuse something to an exception that a person understands. */
class ServerErrorsTest {

    private final StubForeman server = new StubForeman();
    private final JobInvocations jobs = server.client().jobInvocations();

    @AfterEach
    void stop() {
        server.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "wrong-password            | NOT_AUTHENTICATED | 401 | Unable to authenticate user admin",
                "expired-session           | NOT_AUTHENTICATED | 401 |",
                "cancel-forbidden          | NOT_PERMITTED     | 403 | Access denied",
                "create-forbidden          | NOT_PERMITTED     | 403 | Access denied",
                "host-output-unknown-job   | NOT_FOUND         | 404 | Job invocation not found by id '999999'",
                "host-output-unknown-host  | NOT_FOUND         | 404 | Host with id '9999' was not found",
                "show-unknown-job          | NOT_FOUND | 404 | Resource job_invocation not found by id '999999'",
                "unknown-route             | NOT_FOUND         | 404 | Not Found",
                "create-unknown-feature    | NOT_FOUND         | 404 | Template with id '' was not found",
                "create-unknown-field      | INVALID_REQUEST | 400 | Field 'nosuchfield' not recognized for searching!",
                "create-unknown-host-id | INVALID_REQUEST | 422 | Couldn't find Host::Managed with 'id'=99999 [WHERE \"hosts\".\"type\" = $1]",
                "create-wrong-content-type | INVALID_REQUEST | 415 | Media type in 'Content-Type: ' is unsupported in API v2 for POST and PUT requests. Please use 'Content-Type: application/json'.",
                "create-invalid-json | INVALID_REQUEST | 400 | There was a problem in the JSON you submitted: 859: unexpected token at '{\"job_invocation\": '",
                "cancel-bad-search | INVALID_REQUEST | 422 | Failed to cancel tasks on hosts: Field 'bogus' not"
                        + " recognized for searching!",
                "cancel-finished           | INVALID_REQUEST   | 422 | The job could not be cancelled.",
            })
    void aRecordedErrorIsToldByKindAndMessage(String recording, Kind kind, int status, String message) {
        server.recorded(recording);

        ForemanException e = show();

        assertThat(e.kind()).isEqualTo(kind);
        assertThat(e.status()).isEqualTo(status);
        assertThat(e.serverMessage()).isEqualTo(message);
        assertThat(e.request()).isEqualTo("GET /api/job_invocations/7");
        assertThat(e.requestId()).isEqualTo(server.last().headers().get("x-request-id"));
        assertThat(e.isOutcomeUnknown()).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "404 | {\"error\":\"Could not rerun job 360\"}                | Could not rerun job 360",
                "404 | {\"message\":\"Organization with id 7 not found\"}     | Organization with id 7 not found",
                "422 | {\"error\":{\"full_messages\":[\"A is bad\",\"B too\"]}} | A is bad, B too",
                "422 | {\"error\":{\"errors\":{\"name\":[\"is taken\"]}}}     | name is taken",
                "422 | {\"displayMessage\":\"Katello says no\",\"errors\":[\"x\"]} | Katello says no",
                "400 | {\"error\":{\"message\":null}}                         |",
                "400 | {}                                                     |",
                "400 | plain words                                            | plain words",
            })
    void everyShapeOfAnErrorIsRead(int status, String body, String message) {
        server.reply(status, body);

        assertThat(show().serverMessage()).isEqualTo(message);
    }

    @ParameterizedTest
    @CsvSource({"create-missing-input, INVALID_REQUEST", "create-crash, SERVER_FAULT"})
    void aStatus500OfACreateIsARefusalUnlessItIsACrash(String recording, Kind kind) {
        server.recorded(recording);

        ForemanException e = create();

        assertThat(e.kind()).isEqualTo(kind);
        assertThat(e.isTransient()).isEqualTo(kind == Kind.SERVER_FAULT);
        // a crash may come after the job was started
        assertThat(e.isOutcomeUnknown()).isEqualTo(kind == Kind.SERVER_FAULT);
    }

    @Test
    void aStatus500OfAShowIsAFaultOfTheServer() {
        server.recorded("create-missing-input");

        assertThat(show().kind()).isEqualTo(Kind.SERVER_FAULT);
    }

    @ParameterizedTest
    @CsvSource({"502", "503", "504", "500"})
    void aPageInsteadOfAnErrorIsReducedToItsTitle(int status) {
        server.reply(
                status,
                "text/html",
                "<html><head><title>503 Service\n Unavailable</title></head><body><p>stack</p></body></html>");

        ForemanException e = create();

        assertThat(e.kind()).isEqualTo(Kind.UNAVAILABLE);
        assertThat(e.serverMessage()).isEqualTo("503 Service Unavailable");
        assertThat(e.isTransient()).isTrue();
        assertThat(e.isOutcomeUnknown()).isTrue();
    }

    @Test
    void maintenanceIsUnavailable() {
        server.reply(503, "{\"message\":\"Maintenance\"}");

        assertThat(show().kind()).isEqualTo(Kind.UNAVAILABLE);
    }

    @Test
    void tooManyRequestsIsUnavailable() {
        server.reply(429, "text/plain", "slow down");

        assertThat(show().kind()).isEqualTo(Kind.UNAVAILABLE);
    }

    @Test
    void aPageWithStatus200IsNotForeman() {
        server.reply(200, "text/html; charset=utf-8", "<html><title>Sign in</title></html>");

        ForemanException e = show();

        assertThat(e.kind()).isEqualTo(Kind.NOT_FOREMAN);
        assertThat(e).hasMessageContaining("Sign in").hasMessageContaining("Check that the URL");
    }

    @Test
    void aPageNotFoundIsNotForeman() {
        server.reply(404, "text/html", "<h1>It works!</h1>");

        assertThat(show().kind()).isEqualTo(Kind.NOT_FOREMAN);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {"[1]", "{\"ok\":true}", "<html>", "hello", "\"text\""})
    void otherContentIsNotForeman(String body) {
        server.reply(200, body);

        ForemanException e = show();

        assertThat(e.kind()).isEqualTo(Kind.NOT_FOREMAN);
        assertThat(e.isTransient()).isFalse();
    }

    @Test
    void aRedirectIsNotFollowedButExplained() {
        String https = "https://foreman.example.com/api/job_invocations/7?token=abc";
        server.reply(301, Map.of("Location", https), new byte[0]);

        ForemanException e = show();

        assertThat(e.kind()).isEqualTo(Kind.NOT_FOREMAN);
        assertThat(e)
                .hasMessageContaining("redirects (301) to https://foreman.example.com/api/job_invocations/7")
                .hasMessageContaining("Set the URL of Foreman to https://foreman.example.com.")
                .message()
                .doesNotContain("abc");
    }

    @Test
    void aRedirectToALoginPageIsNotFollowedEither() {
        server.reply(302, Map.of("Location", "/users/login"), new byte[0]);

        assertThat(show()).hasMessageContaining("redirects (302) to /users/login");
    }

    @Test
    void aMissingPermissionIsListedWithTheRoleThatHasIt() {
        server.recorded("cancel-forbidden");

        ForemanException e = catchThrowableOfType(ForemanException.class, () -> jobs.cancel(7, false, null));

        assertThat(e.missingPermissions()).containsExactly("cancel_job_invocations");
        assertThat(e)
                .hasMessage("Foreman at " + server.uri()
                        + " does not permit rexuser to cancel job invocation 7 (403): Access denied. Missing"
                        + " permission: cancel_job_invocations. The role \"Remote Execution Manager\" has it, \"Remote"
                        + " Execution User\" does not.");
    }

    @Test
    void aWrongPasswordIsExplained() {
        server.recorded("wrong-password");

        assertThat(show())
                .hasMessage("Foreman at " + server.uri()
                        + " refused the login of rexuser (401): Unable to authenticate user admin. Check user and"
                        + " password or token of the credentials.");
    }

    @Test
    void aLockoutIsExplained() {
        server.reply(401, "{\"error\":{\"message\":\"Too many tries, please try again in a few minutes.\"}}");

        assertThat(show()).hasMessageContaining("Wait a few minutes");
    }

    @Test
    void anEndpointThatTheVersionLacksIsToldFromAThingThatIsNotThere() {
        server.recorded("unknown-route").recorded("show-unknown-job");

        assertThat(show().isUnknownEndpoint()).isTrue();
        assertThat(show().isUnknownEndpoint()).isFalse();
    }

    @Test
    void theVersionIsReadFromTheHeadersHoweverTheyAreWritten() {
        server.recorded("show-unknown-job");
        server.reply(404, Map.of("foreman-version", "3.99"), "{}".getBytes());

        assertThat(show().foremanVersion()).isEqualTo("3.13.0-develop");
        assertThat(show().foremanVersion()).isEqualTo("3.99");
    }

    private ForemanException show() {
        return catchThrowableOfType(ForemanException.class, () -> jobs.show(7));
    }

    private ForemanException create() {
        Targeting targeting = new Targeting("name ~ x", null, List.of(), false, null);
        return catchThrowableOfType(
                ForemanException.class,
                () -> jobs.create(new NewJobInvocation(
                        1L, null, targeting, Map.of(), null, JobOptions.DEFAULTS, JobSecrets.NONE)));
    }
}
