package io.jenkins.plugins.foreman.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AuthenticationTest {

    private ForemanSimulator simulator;
    private ApiClient api;

    @BeforeEach
    void start() {
        simulator = ForemanSimulator.builder().manualClock().start();
        api = new ApiClient(simulator);
    }

    @AfterEach
    void stop() {
        simulator.close();
    }

    private static String cookie(ApiClient.Answer answer) {
        return answer.response()
                .headers()
                .firstValue("Set-Cookie")
                .orElseThrow()
                .replaceFirst(";.*", "");
    }

    @Test
    void passwordsAndTokensLetIn() throws Exception {
        assertThat(api.as("rexuser").get("/api/status").status()).isEqualTo(200);
        assertThat(api.withCredentials("rexuser:rexuser-token")
                        .get("/api/status")
                        .status())
                .isEqualTo(200);
        assertThat(api.withCredentials("rexuser:wrong").get("/api/status").errorMessage())
                .isEqualTo("Unable to authenticate user rexuser");
        assertThat(api.withCredentials(null).get("/api/ping").status()).isEqualTo(200);
    }

    @Test
    void aDisabledUserIsKeptOut() throws Exception {
        simulator.users().find("rexuser").disable();

        assertThat(api.as("rexuser").get("/api/status").status()).isEqualTo(401);
    }

    @Test
    void afterThirtyFailuresEvenGoodCredentialsAreRefusedForFiveMinutes() throws Exception {
        for (int i = 0; i < 30; i++) {
            api.withCredentials("admin:wrong").get("/api/status");
        }

        assertThat(api.get("/api/status").errorMessage())
                .isEqualTo("Too many tries, please try again in a few minutes.");
        simulator.clock().advance(Duration.ofMinutes(6));
        assertThat(api.get("/api/status").status()).isEqualTo(200);
    }

    @Test
    void anExpiredSessionFailsOnceWithAnEmptyAnswerDespiteGoodCredentials() throws Exception {
        ApiClient withCookie = api.withHeader("Cookie", cookie(api.get("/api/status")));
        assertThat(withCookie.withCredentials(null).get("/api/status").status()).isEqualTo(200);
        simulator.clock().advance(Duration.ofMinutes(61));

        ApiClient.Answer expired = withCookie.get("/api/status");

        assertThat(expired.status()).isEqualTo(401);
        assertThat(expired.text()).isEmpty();
        assertThat(withCookie.get("/api/status").status()).isEqualTo(200);
    }

    @Test
    void anotherUsersSessionWinsOverTheCredentials() throws Exception {
        ApiClient mixed = api.as("rexuser").withHeader("Cookie", cookie(api.get("/api/status")));

        assertThat(mixed.get("/api/current_user").at("/login").asText()).isEqualTo("admin");
    }

    @Test
    void theRequestIdComesBack() throws Exception {
        assertThat(api.withHeader("X-Request-Id", "abc-1")
                        .get("/api/status")
                        .response()
                        .headers()
                        .firstValue("X-Request-Id"))
                .hasValue("abc-1");
    }

    @Test
    void whoMayNotSeeOthersJobsDoesNotFindThem() throws Exception {
        int id = api.run("name ~ host", "x");

        assertThat(api.as("nobody").get("/api/job_invocations").at("/total").asInt())
                .isZero();
        assertThat(api.as("nobody").get("/api/job_invocations/" + id).status()).isEqualTo(404);
        assertThat(api.as("viewer").get("/api/job_invocations/" + id).status()).isEqualTo(200);
    }
}
