package io.jenkins.plugins.foreman.invocation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.foreman.client.Foreman;
import io.jenkins.plugins.foreman.client.Mask;
import io.jenkins.plugins.foreman.simulator.ForemanSimulator;
import io.jenkins.plugins.foreman.simulator.SimTemplate;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A template that many runs name at about the same time is asked for once, and nobody is the worse for it. */
class SharedTemplateTest {

    private ForemanSimulator simulator;
    private SimTemplate template;
    private ServerBudget budget;
    private Foreman admin;

    @BeforeEach
    void start() {
        simulator = ForemanSimulator.builder().manualClock().hosts(1).start();
        template = simulator.templates().add("Shared").optional("word", "none");
        budget = new ServerBudget(new VirtualScheduler(simulator.clock()), 4, 6000);
        admin = RunFixture.connect(simulator.uri(), "admin", "changeme");
    }

    @AfterEach
    void stop() {
        simulator.close();
    }

    private Mask resolve(Foreman foreman, Map<String, String> inputs) throws IOException {
        Mask mask = new Mask();
        new RequestResolver(foreman, budget)
                .resolve(
                        JobInvocationRequest.builder()
                                .jobTemplate("Shared")
                                .searchQuery("name ~ host")
                                .inputs(inputs)
                                .build(),
                        "marker",
                        mask);
        return mask;
    }

    private int requestsOf(Map<String, String> inputs) throws IOException {
        simulator.counters().reset();
        resolve(admin, inputs);
        return simulator.counters().requests();
    }

    @Test
    void itIsAskedForOnceAMinute() throws Exception {
        assertThat(requestsOf(Map.of("word", "a"))).isPositive();
        assertThat(requestsOf(Map.of("word", "b"))).isZero();

        simulator.clock().advance(Duration.ofSeconds(61));
        assertThat(requestsOf(Map.of("word", "c"))).isPositive();
    }

    @Test
    void nobodyIsToldOfAMistakeByWhatWasTrueAMomentAgo() throws Exception {
        resolve(admin, Map.of("word", "a"));
        template.optional("colour", "red");

        assertThatCode(() -> resolve(admin, Map.of("colour", "blue"))).doesNotThrowAnyException();
        assertThatThrownBy(() -> resolve(admin, Map.of("size", "big")))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContaining("colour");
    }

    @Test
    void aMistakeIsToldWhoeverHasAskedBefore() throws Exception {
        resolve(admin, Map.of("word", "a"));

        assertThatThrownBy(() -> resolve(admin, Map.of("wrod", "b")))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContaining("wrod");
    }

    @Test
    void whoeverMayNotSeeItIsNotShownWhatOthersSaw() throws Exception {
        resolve(admin, Map.of());

        for (Foreman other : List.of(
                RunFixture.connect(simulator.uri(), "nobody", "nobody-password"),
                RunFixture.connect(simulator.uri(), "admin", "wrong"))) {
            assertThatThrownBy(() -> resolve(other, Map.of())).isInstanceOf(IOException.class);
        }
    }

    @Test
    void whatItHidesIsASecretAsItIsNow() throws Exception {
        template.input("token", "user", null, false, "first-canary", true, List.of());
        resolve(admin, Map.of());
        template.input("other", "user", null, false, "second-canary", true, List.of());

        assertThat(resolve(admin, Map.of()).ofText("second-canary")).doesNotContain("canary");
    }
}
