package io.jenkins.plugins.foreman.invocation;

import static io.jenkins.plugins.foreman.invocation.RunFixture.settings;
import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.foreman.client.Foreman;
import io.jenkins.plugins.foreman.client.ForemanConnection;
import io.jenkins.plugins.foreman.record.Attempt;
import io.jenkins.plugins.foreman.record.NoSync;
import io.jenkins.plugins.foreman.record.RunHead.Verdict;
import io.jenkins.plugins.foreman.simulator.FaultyProxy;
import io.jenkins.plugins.foreman.simulator.ForemanSimulator;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.IntConsumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Cuts the connection after every single byte of the create exchange. */
@ExtendWith(NoSync.class)
class CreationTest {

    /** Named by its id, the template takes three requests; then comes the create. */
    private static final int REQUESTS_BEFORE_CREATE = 3;

    private static final String SOURCE = "[deploy #1 https://jenkins.example.com/job/deploy/1/]";

    private static final JobInvocationRequest REQUEST = JobInvocationRequest.builder()
            .jobTemplate("325")
            .searchQuery("name = host01.example.com")
            .inputs(Map.of("command", "uptime"))
            .build()
            .from(SOURCE);

    @TempDir
    Path directory;

    private ForemanSimulator simulator;
    private FaultyProxy proxy;
    private int runs;

    @BeforeEach
    void start() {
        simulator = ForemanSimulator.builder()
                .manualClock()
                .hosts(1, "host%02d.example.com")
                .start();
        proxy = FaultyProxy.inFrontOf(simulator);
    }

    @AfterEach
    void stop() {
        proxy.close();
        simulator.close();
    }

    /** Runs until the job exists, with something done to the proxy right before the create is sent. */
    private void runOnce(Runnable beforeCreate) throws Exception {
        int before = simulator.jobInvocations().size();
        int[] requests = {0};
        RunFixture fixture = new RunFixture(simulator, directory.resolve("run-" + runs++));
        fixture.foreman = new Foreman(ForemanConnection.of(proxy.uri(), "admin", () -> "changeme"), () -> {
            if (requests[0]++ == REQUESTS_BEFORE_CREATE) {
                beforeCreate.run();
            }
        });
        fixture.start(REQUEST, settings(RunFixture.Settings::detached)).toEnd();
        fixture.record.close();

        assertThat(fixture.outcome().verdict())
                .as(fixture.outcome().message().toString())
                .isEqualTo(Verdict.SUCCESS);
        assertThat(simulator.jobInvocations()).hasSize(before + 1);
        Attempt attempt = fixture.record.head().currentAttempt();
        assertThat(simulator.jobInvocations().get(before).description())
                .isEqualTo(attempt.marker() + " " + SOURCE + " Run uptime");
        assertThat(attempt.title()).isEqualTo("Run uptime");
        assertThat(fixture.record.head().currentAttempt().invocationId())
                .isEqualTo(simulator.jobInvocations().get(before).id());
    }

    private void cutAtEveryByte(int length, IntConsumer cutAfter) throws Exception {
        assertThat(length).isGreaterThan(100);
        for (int bytes = 0; bytes < length; bytes++) {
            int cut = bytes;
            runOnce(() -> cutAfter.accept(cut));
        }
    }

    private int[] lengths() throws Exception {
        runOnce(proxy::reset);
        return new int[] {proxy.requestBytes(), proxy.responseBytes()};
    }

    @Test
    void exactlyOneJobExistsAfterTheRequestWasCutAtAnyByte() throws Exception {
        cutAtEveryByte(lengths()[0], proxy::cutRequestAfter);
    }

    @Test
    void exactlyOneJobExistsAfterTheResponseWasCutAtAnyByte() throws Exception {
        cutAtEveryByte(lengths()[1], proxy::cutResponseAfter);
    }
}
