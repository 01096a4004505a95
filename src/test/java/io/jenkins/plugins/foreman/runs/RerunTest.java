package io.jenkins.plugins.foreman.runs;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.foreman.client.HostState;
import io.jenkins.plugins.foreman.console.ConsoleOptions;
import io.jenkins.plugins.foreman.invocation.JobInvocationRequest;
import io.jenkins.plugins.foreman.invocation.RerunRequest.Hosts;
import io.jenkins.plugins.foreman.invocation.RunSettings;
import io.jenkins.plugins.foreman.invocation.Threshold;
import io.jenkins.plugins.foreman.view.SampleRun;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RerunTest {

    private static final Instant START = Instant.parse("2026-08-01T10:00:00Z");

    /** A job with credentials of its own and a failure threshold, which does not wait. */
    private record Job(String server, String ssh, String threshold) implements JobDefinition {

        private static final long serialVersionUID = 1L;

        @Override
        public String getServer() {
            return server;
        }

        @Override
        public String getSshCredentialsId() {
            return ssh;
        }

        @Override
        public String getCredentialsId() {
            return ssh;
        }

        @Override
        public JobInvocationRequest request(HostLogin login) {
            return JobInvocationRequest.builder()
                    .jobTemplate("Template")
                    .searchQuery("hostgroup = web")
                    .dynamic(true)
                    .inputs(Map.of("command", "uptime"))
                    .build();
        }

        @Override
        public RunSettings settings(Duration patience) {
            RunSettings some = RunSettings.DEFAULTS;
            return RunSettings.builder()
                    .waitForEnd(false)
                    .retries(2)
                    .retryPause(some.retryPause())
                    .failureThreshold(Threshold.parse(threshold))
                    .unstableThreshold(some.unstableThreshold())
                    .failOnNoHosts(some.failOnNoHosts())
                    .cancelOnAbort(some.cancelOnAbort())
                    .pollInterval(some.pollInterval())
                    .patience(patience)
                    .readAllLive(true)
                    .build();
        }

        @Override
        public ConsoleOptions console() {
            return ConsoleOptions.DEFAULT;
        }
    }

    private final Job first = new Job("production", "first", "1");
    private final Job how = new Job("elsewhere", null, "5");

    @Test
    void runsTheSameJobOnTheHostsAloneAndIsAlwaysWaitedFor() throws Exception {
        Rerun rerun = new Rerun(first, how, List.of("web1.example.com", "web2.example.com"), null);
        JobInvocationRequest request = rerun.request(HostLogin.NONE);

        assertThat(rerun.getServer()).isEqualTo("production");
        assertThat(request.inputs()).containsEntry("command", "uptime");
        assertThat(request.searchQuery()).isNull();
        assertThat(request.hosts()).containsExactly("web1.example.com", "web2.example.com");
        assertThat(request.again()).isTrue();
        assertThat(request.dynamic()).isFalse();
        assertThat(rerun.settings(Duration.ofMinutes(1)).waitForEnd()).isTrue();
        assertThat(rerun.settings(Duration.ofMinutes(1)).failureThreshold()).isEqualTo(Threshold.parse("5"));
    }

    @Test
    void takesTheCredentialsOfTheJobUnlessThereAreOthers() {
        assertThat(new Rerun(first, how, List.of("web1"), null).getSshCredentialsId())
                .isEqualTo("first");
        assertThat(new Rerun(first, new Job(null, "other", "1"), List.of("web1"), null).getSshCredentialsId())
                .isEqualTo("other");
    }

    @Test
    void actsInForemanAsTheRunDidThatItRepeatsUnlessSomebodyElseIsNamed() {
        Job nobody = new Job(null, null, "1");
        Rerun once = new Rerun(nobody, first, List.of("web1"), null);

        assertThat(once.getCredentialsId()).isEqualTo("first");
        assertThat(once.hasSecrets()).isTrue();
        assertThat(new Rerun(once, nobody, List.of("web1"), null).getCredentialsId())
                .isEqualTo("first");
        assertThat(new Rerun(once, new Job(null, "other", "1"), List.of("web1"), null).getCredentialsId())
                .isEqualTo("other");
        assertThat(new Rerun(nobody, nobody, List.of("web1"), null).hasSecrets())
                .isFalse();
    }

    @Test
    void aRerunOfARerunIsNoDeeperThanTheFirst() {
        Rerun once = new Rerun(first, how, List.of("web1", "web2"), null);
        Rerun twice = new Rerun(once, once, List.of("web2"), null);

        assertThat(twice).usingRecursiveComparison().isEqualTo(new Rerun(first, how, List.of("web2"), null));
    }

    @Test
    void aHostIsFailedOrNotByItsLastAttempt(@TempDir Path directory) throws Exception {
        SampleRun run = new SampleRun(directory.resolve("run"), START);
        run.attempt(228, SampleRun.hosts(4));
        run.run(1, 0, 5, "ok\n", 0, null);
        run.run(2, 0, 5, "broken\n", 1, null);
        run.run(3, 0, 5, "broken\n", 1, null);
        run.state(4, HostState.CANCELLED, 5);
        run.attempt(229, List.of(SampleRun.hosts(2).get(1)));
        run.run(2, 10, 15, "mended\n", 0, null);

        assertThat(Hosts.FAILED.of(Reruns.recorded(run.record())))
                .containsExactly("web003.example.org", "web004.example.org");
        assertThat(Hosts.SUCCEEDED.of(Reruns.recorded(run.record())))
                .containsExactly("web001.example.org", "web002.example.org");
        assertThat(Hosts.ALL.of(Reruns.recorded(run.record()))).hasSize(4);
    }
}
