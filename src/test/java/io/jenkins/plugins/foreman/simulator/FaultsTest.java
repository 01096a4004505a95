package io.jenkins.plugins.foreman.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FaultsTest {

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

    @Test
    void aFaultIsForItsEndpointAndOnceUnlessSaidOtherwise() throws Exception {
        Faults.Rule rule = simulator.faults().on("GET", "/api/status").status(503);

        assertThat(api.get("/api/hosts").status()).isEqualTo(200);
        assertThat(api.get("/api/v2/status").status()).isEqualTo(503);
        assertThat(api.get("/api/status").status()).isEqualTo(200);
        assertThat(rule.hits()).isEqualTo(1);
    }

    @Test
    void aFaultCanWaitAndRepeat() throws Exception {
        simulator.faults().on("*", "/api/**").skip(1).times(2).status(502);

        assertThat(api.get("/api/status").status()).isEqualTo(200);
        assertThat(api.get("/api/status").text()).contains("<title>502 Proxy Error</title>");
        assertThat(api.get("/api/status").status()).isEqualTo(502);
        assertThat(api.get("/api/status").status()).isEqualTo(200);
    }

    @Test
    void aLostReplyMeansThatTheJobIsThereAllTheSame() throws Exception {
        simulator.faults().on("POST", "/api/job_invocations").closeAfterProcessing();

        assertThatThrownBy(() -> api.run("name ~ host", "x")).isInstanceOf(IOException.class);

        assertThat(simulator.jobInvocations()).hasSize(1);
    }

    @Test
    void aLostRequestMeansThatItIsNot() {
        simulator.faults().on("POST", "/api/job_invocations").closeBeforeProcessing();

        assertThatThrownBy(() -> api.run("name ~ host", "x")).isInstanceOf(IOException.class);

        assertThat(simulator.jobInvocations()).isEmpty();
    }

    @Test
    void jsonCanEndInTheMiddleWithOrWithoutTheConnection() throws Exception {
        simulator.faults().on("GET", "/api/status").truncatedJson();
        assertThat(api.get("/api/status").json().isMissingNode()).isTrue();

        simulator.faults().on("GET", "/api/status").cutBody();
        assertThatThrownBy(() -> api.get("/api/status")).isInstanceOf(IOException.class);
    }

    @Test
    void theServerCanBeDownForAPeriodOfTheClock() throws Exception {
        simulator.faults().downFor(Duration.ofMinutes(1));

        assertThat(api.get("/api/status").status()).isEqualTo(503);
        simulator.clock().advance(Duration.ofSeconds(61));
        assertThat(api.get("/api/status").status()).isEqualTo(200);

        simulator.faults().unreachableFor(Duration.ofMinutes(1));
        assertThatThrownBy(() -> api.get("/api/status")).isInstanceOf(IOException.class);
    }

    @Test
    void aRestartRefusesConnectionsAndJobsGoOnMeanwhile() throws Exception {
        int id = api.run("name = host0001.example.com", "#sim lines=1");
        simulator.stopListening();
        assertThatThrownBy(() -> api.get("/api/status")).isInstanceOf(IOException.class);
        simulator.clock().advance(Duration.ofSeconds(30));

        simulator.startListening();

        assertThat(api.show(id).path("status_label").asText()).isEqualTo("succeeded");
    }

    @Test
    void otherAnswersCanBeGiven() throws Exception {
        simulator.faults().on("GET", "/api/status").redirect("https://elsewhere.example.com/");
        assertThat(api.get("/api/status").response().headers().firstValue("Location"))
                .hasValue("https://elsewhere.example.com/");
        simulator.faults().on("GET", "/api/status").empty401();
        assertThat(api.get("/api/status").text()).isEmpty();
        simulator.faults().on("GET", "/api/status").status(200);
        assertThat(api.get("/api/status").text()).startsWith("<!DOCTYPE HTML");
        simulator.faults().on("GET", "/api/status").internalServerError();
        assertThat(api.get("/api/status").errorMessage()).startsWith("Internal Server Error");
        simulator.faults().on("GET", "/api/status").slowBody(Duration.ofMillis(10));
        assertThat(api.get("/api/status").at("/result").asText()).isEqualTo("ok");
    }

    @Test
    void everyByteOfACreateCanBeTheLast() throws Exception {
        try (FaultyProxy proxy = FaultyProxy.inFrontOf(simulator)) {
            ApiClient through = api.at(proxy.uri());
            proxy.reset();
            through.run("name ~ host", "x");
            int request = proxy.requestBytes();
            int response = proxy.responseBytes();
            assertThat(request).isGreaterThan(200);
            assertThat(response).isGreaterThan(1000);

            proxy.cutRequestAfter(request - 1);
            assertThatThrownBy(() -> through.run("name ~ host", "x")).isInstanceOf(IOException.class);
            assertThat(simulator.jobInvocations()).hasSize(1);

            proxy.cutResponseAfter(0);
            assertThatThrownBy(() -> through.run("name ~ host", "x")).isInstanceOf(IOException.class);
            assertThat(simulator.jobInvocations()).hasSize(2);

            proxy.cutResponseAfter(300);
            assertThatThrownBy(() -> through.run("name ~ host", "x")).isInstanceOf(IOException.class);
            assertThat(simulator.jobInvocations()).hasSize(3);
            assertThat(proxy.cuts()).isEqualTo(3);
        }
    }
}
