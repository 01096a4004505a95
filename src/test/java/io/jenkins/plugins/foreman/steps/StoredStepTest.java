package io.jenkins.plugins.foreman.steps;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.foreman.client.Foreman;
import io.jenkins.plugins.foreman.client.ForemanConnection;
import io.jenkins.plugins.foreman.console.Mode;
import io.jenkins.plugins.foreman.freestyle.RerunPublisher;
import io.jenkins.plugins.foreman.invocation.RerunRequest;
import io.jenkins.plugins.foreman.invocation.RunSettings;
import io.jenkins.plugins.foreman.job.JobSpec;
import io.jenkins.plugins.foreman.runs.HostLogin;
import io.jenkins.plugins.foreman.simulator.ForemanSimulator;
import java.lang.reflect.Field;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Steps whose values have come past their setters, as from a file of a job that somebody has posted. */
class StoredStepTest {

    private static void store(Object step, String field, Object value) throws ReflectiveOperationException {
        Field there = null;
        for (Class<?> type = step.getClass(); there == null; type = type.getSuperclass()) {
            try {
                there = type.getDeclaredField(field);
            } catch (NoSuchFieldException e) {
                // of a type that it extends
            }
        }
        there.setAccessible(true);
        there.set(step, value);
    }

    @ParameterizedTest
    @ValueSource(ints = {Integer.MIN_VALUE, -1})
    void numbersThatMakeNoSenseAreTakenAsNone(int stored) throws Exception {
        JobSpec step = new JobSpec();
        for (String field : new String[] {
            "linesPerHost",
            "pollInterval",
            "timeout",
            "retries",
            "retryPause",
            "concurrencyLevel",
            "executionTimeout",
            "timeToPickup"
        }) {
            store(step, field, stored);
        }

        RunSettings settings = step.settings(Duration.ofMinutes(1));
        assertThat(settings.timeout()).isNull();
        assertThat(settings.retries()).isZero();
        assertThat(settings.retryPause()).isZero();
        assertThat(settings.pollInterval()).isPositive();
        assertThat(step.console().maxLinesPerHost()).isZero();
        store(step, "jobTemplate", "Run Command - Script Default");
        store(step, "searchQuery", "name ~ host");
        assertThat(step.request(HostLogin.NONE).options())
                .extracting("concurrencyLevel", "executionTimeout", "timeToPickup")
                .containsOnlyNulls();
        RerunJobInvocationStep rerun = new RerunJobInvocationStep();
        store(rerun, "concurrencyLevel", stored);
        store(rerun, "executionTimeout", stored);
        assertThat(rerun.getConcurrencyLevel()).isNull();
        assertThat(rerun.getExecutionTimeout()).isNull();
    }

    @Test
    void whatAFileLeavesOutIsAsByDefault() throws Exception {
        JobSpec step = new JobSpec();
        store(step, "consoleOutput", null);
        store(step, "inputs", null);

        assertThat(step.console().mode()).isEqualTo(Mode.AUTO);
        assertThat(step.getInputs()).isEmpty();
    }

    @Test
    void aRerunIsTriedAtLeastOnceAndNotBeforeItsTime() throws Exception {
        RerunPublisher publisher = new RerunPublisher();
        store(publisher, "attempts", -1);
        store(publisher, "pause", -1);
        store(publisher, "counting", null);

        assertThat(publisher.getAttempts()).isEqualTo(1);
        assertThat(publisher.getPause()).isZero();
        assertThat(publisher.getCounting()).isEqualTo(RerunPublisher.Counting.WORSEN);
    }

    @Test
    void aNegativeNumberOfAnswersIsNone() throws Exception {
        try (ForemanSimulator simulator =
                ForemanSimulator.builder().manualClock().hosts(2).start()) {
            Foreman foreman = new Foreman(ForemanConnection.of(simulator.uri(), "admin", () -> "changeme"));
            PreviewJobInvocationHostsStep preview = new PreviewJobInvocationHostsStep();
            store(preview, "searchQuery", "name ~ host");
            store(preview, "limit", -1);

            Map<?, ?> answer = (Map<?, ?>) preview.ask(foreman, "https://foreman.example.com");
            assertThat(answer.get("hosts")).isEqualTo(List.of());
        }
    }

    @Test
    void noMoreOutputIsGivenThanAJenkinsCanBear() throws Exception {
        JobInvocationOutputStep output = new JobInvocationOutputStep(1);
        output.setMaxChars(Integer.MAX_VALUE);
        assertThat(output.getMaxChars()).isEqualTo(JobInvocationOutputStep.MOST_CHARS);
        store(output, "maxChars", -1);
        assertThat(output.getMaxChars()).isZero();
        JobInvocationOutputsStep outputs = new JobInvocationOutputsStep(1);
        store(outputs, "maxChars", Integer.MAX_VALUE);
        assertThat(outputs.getMaxChars()).isEqualTo(JobInvocationOutputStep.MOST_CHARS);
        store(outputs, "limit", -1);
        assertThat(outputs.getLimit()).isZero();
        RerunJobInvocationByForemanStep rerun = new RerunJobInvocationByForemanStep(1);
        store(rerun, "which", null);
        assertThat(rerun.getWhich()).isEqualTo(RerunRequest.Hosts.ALL);
        JobInvocationHostsStep hosts = new JobInvocationHostsStep(1);
        store(hosts, "limit", -1);
        assertThat(hosts.getLimit()).isZero();
    }
}
