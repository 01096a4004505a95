package io.jenkins.plugins.foreman.invocation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.foreman.client.HostState;
import io.jenkins.plugins.foreman.client.JobInvocation;
import io.jenkins.plugins.foreman.client.JobOptions;
import io.jenkins.plugins.foreman.client.JobSecrets;
import io.jenkins.plugins.foreman.client.JobSetting;
import io.jenkins.plugins.foreman.invocation.RerunRequest.Given;
import io.jenkins.plugins.foreman.invocation.RerunRequest.Hosts;
import io.jenkins.plugins.foreman.simulator.ForemanSimulator;
import io.jenkins.plugins.foreman.simulator.HostScript;
import io.jenkins.plugins.foreman.simulator.VersionProfile;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class RerunRequestTest {

    private static final List<String> HOST = List.of("host0001.example.com");
    private static final JobOptions FULL = JobOptions.builder()
            .sshUser("deploy")
            .effectiveUser("oracle")
            .concurrencyLevel(2)
            .executionTimeout(77)
            .timeToPickup(600)
            .build();

    @TempDir
    private Path directory;

    private RunFixture ended(String command) {
        ForemanSimulator simulator =
                ForemanSimulator.builder().manualClock().hosts(4).start();
        return new RunFixture(simulator, directory)
                .start(RunFixture.command(command, "name ~ host"), RunSettings.DEFAULTS)
                .toEnd();
    }

    @Test
    void takesExactlyTheHostsThatFailed() throws Exception {
        try (RunFixture fixture = ended("#sim lines=1 fail=host0002,host0004")) {
            JobInvocation job = fixture.foreman.jobInvocations().show(1);
            List<String> failed = Hosts.FAILED.of(RerunRequest.states(fixture.foreman, job));
            JobInvocationRequest request =
                    RerunRequest.of(fixture.foreman, job, failed, Given.NOTHING, JobSecrets.NONE);

            assertThat(failed).containsExactlyInAnyOrder("host0002.example.com", "host0004.example.com");
            assertThat(request.inputs()).containsEntry("command", "#sim lines=1 fail=host0002,host0004");
            assertThat(request.hosts()).containsExactlyInAnyOrder("host0002.example.com", "host0004.example.com");
            assertThat(Hosts.ALL.of(RerunRequest.states(fixture.foreman, job))).hasSize(4);
        }
    }

    @ParameterizedTest
    @EnumSource(VersionProfile.class)
    void findsTheHostsThatFailedOnEveryVersion(VersionProfile profile) throws Exception {
        ForemanSimulator simulator = ForemanSimulator.builder()
                .profile(profile)
                .manualClock()
                .hosts(4)
                .start();
        try (RunFixture fixture = new RunFixture(simulator, directory)
                .start(RunFixture.command("#sim lines=1 fail=host0002,host0004", "name ~ host"), RunSettings.DEFAULTS)
                .toEnd()) {
            JobInvocation job = fixture.foreman.jobInvocations().show(1);

            assertThat(Hosts.FAILED.of(RerunRequest.states(fixture.foreman, job)))
                    .containsExactlyInAnyOrder("host0002.example.com", "host0004.example.com");
        }
    }

    @Test
    void takesNoHostWhereNoneFailed() throws Exception {
        try (RunFixture fixture = ended("#sim lines=1")) {
            JobInvocation job = fixture.foreman.jobInvocations().show(1);

            assertThat(Hosts.FAILED.of(RerunRequest.states(fixture.foreman, job)))
                    .isEmpty();
            assertThat(Hosts.SUCCEEDED.of(RerunRequest.states(fixture.foreman, job)))
                    .hasSize(4);
        }
    }

    @Test
    void refusesAJobThatStillRuns() throws Exception {
        ForemanSimulator simulator =
                ForemanSimulator.builder().manualClock().hosts(2).start();
        simulator.fleet().scripts(host -> HostScript.builder().never().build());
        try (RunFixture fixture = new RunFixture(simulator, directory)
                .start(RunFixture.command("uptime", "name ~ host"), RunFixture.settings(RunFixture.Settings::detached))
                .toEnd()) {
            JobInvocation job = fixture.foreman.jobInvocations().show(1);

            assertThatThrownBy(() -> RerunRequest.states(fixture.foreman, job))
                    .isInstanceOf(InvalidRequestException.class)
                    .hasMessageContaining("has not ended yet");
        }
    }

    @Test
    void refusesWhatWouldRunWithAsterisks() throws Exception {
        ForemanSimulator simulator =
                ForemanSimulator.builder().manualClock().hosts(2).start();
        simulator.templates().add("Restore").hidden("password", true);
        JobInvocationRequest request = JobInvocationRequest.builder()
                .jobTemplate("Restore")
                .searchQuery("name ~ host")
                .inputs(Map.of("password", "hush"))
                .build();
        try (RunFixture fixture = new RunFixture(simulator, directory)
                .start(request, RunSettings.DEFAULTS)
                .toEnd()) {
            JobInvocation job = fixture.foreman.jobInvocations().show(1);
            List<String> hosts = List.of("host0001.example.com");

            assertThatThrownBy(() -> RerunRequest.of(fixture.foreman, job, hosts, Given.NOTHING, JobSecrets.NONE))
                    .isInstanceOf(InvalidRequestException.class)
                    .hasMessageContaining("\"password\"");
            Given given = new Given(Map.of("password", "psst"), JobOptions.DEFAULTS, Set.of());
            assertThat(RerunRequest.of(fixture.foreman, job, hosts, given, JobSecrets.NONE)
                            .inputs())
                    .containsEntry("password", "psst");
        }
    }

    /** A script with everything that a rerun takes over. */
    private static JobInvocationRequest full(String template) {
        return JobInvocationRequest.builder()
                .jobTemplate(template)
                .searchQuery("name ~ host")
                .randomized(true)
                .inputs(Map.of("command", "#sim lines=1"))
                .options(FULL)
                .build();
    }

    private RunFixture ended(VersionProfile profile, JobInvocationRequest request) {
        ForemanSimulator simulator = ForemanSimulator.builder()
                .profile(profile)
                .manualClock()
                .hosts(2)
                .start();
        simulator.templates().add("Fixed user").effectiveUser("deploy", false).required("command", null);
        return new RunFixture(simulator, directory)
                .start(request, RunSettings.DEFAULTS)
                .toEnd();
    }

    @ParameterizedTest
    @CsvSource({
        "REX_5, EFFECTIVE_USER CONCURRENCY_LEVEL EXECUTION_TIMEOUT",
        "REX_9, EFFECTIVE_USER CONCURRENCY_LEVEL EXECUTION_TIMEOUT",
        "REX_13_2, CONCURRENCY_LEVEL EXECUTION_TIMEOUT",
        "REX_14_1, CONCURRENCY_LEVEL EXECUTION_TIMEOUT",
        "REX_16_7,",
        "REX_17_1,"
    })
    void runsAsTheJobDidOrNamesWhatForemanDoesNotTell(VersionProfile profile, String settings) throws Exception {
        List<JobSetting> untold = settings == null
                ? List.of()
                : Arrays.stream(settings.split(" ")).map(JobSetting::valueOf).toList();
        try (RunFixture fixture = ended(profile, full(RunFixture.TEMPLATE))) {
            JobInvocation job = fixture.foreman.jobInvocations().show(1);
            Given given = new Given(
                    Map.of(),
                    JobOptions.builder()
                            .effectiveUser("oracle")
                            .concurrencyLevel(2)
                            .executionTimeout(77)
                            .build(),
                    Set.of());

            assertThat(RerunRequest.untold(fixture.foreman, job, Given.NOTHING)).containsExactlyElementsOf(untold);
            if (!untold.isEmpty()) {
                assertThatThrownBy(() -> RerunRequest.of(fixture.foreman, job, HOST, Given.NOTHING, JobSecrets.NONE))
                        .isInstanceOf(InvalidRequestException.class)
                        .hasMessageContainingAll(
                                untold.stream().map(JobSetting::parameter).toArray(String[]::new));
            }
            JobInvocationRequest request = RerunRequest.of(
                    fixture.foreman, job, HOST, untold.isEmpty() ? Given.NOTHING : given, JobSecrets.NONE);
            assertThat(request.inputs()).containsEntry("command", "#sim lines=1");
            assertThat(request.randomized()).isTrue();
            assertThat(request.options().effectiveUser()).isEqualTo("oracle");
            assertThat(request.options().concurrencyLevel()).isEqualTo(2);
            assertThat(request.options().executionTimeout()).isEqualTo(77);
            assertThat(request.options().sshUser()).isEqualTo(job.sshUser());
            assertThat(request.options().timeToPickup()).isEqualTo(job.timeToPickup());
        }
    }

    @Test
    void whatIsNamedToRunWithoutIsLeftOutWhetherForemanTellsItOrNot() throws Exception {
        for (VersionProfile profile : List.of(VersionProfile.REX_9, VersionProfile.REX_17_1)) {
            try (RunFixture fixture = ended(profile, full(RunFixture.TEMPLATE))) {
                JobInvocation job = fixture.foreman.jobInvocations().show(1);
                Set<JobSetting> without =
                        RerunRequest.without(List.of("effectiveUser", "concurrency-level", "executionTimeout"));
                Given given = new Given(Map.of(), JobOptions.DEFAULTS, without);

                JobOptions options = RerunRequest.of(fixture.foreman, job, HOST, given, JobSecrets.NONE)
                        .options();

                assertThat(options.effectiveUser()).isNull();
                assertThat(options.concurrencyLevel()).isNull();
                assertThat(options.executionTimeout()).isNull();
            }
        }
        assertThatThrownBy(() -> RerunRequest.without(List.of("sshUser")))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContainingAll("\"sshUser\"", "ansible", "executionTimeout");
    }

    @Test
    void theUserOfATemplateThatAllowsNoOtherNeedNotBeTold() throws Exception {
        try (RunFixture fixture = ended(VersionProfile.REX_9, full("Fixed user"))) {
            JobInvocation job = fixture.foreman.jobInvocations().show(1);

            assertThat(RerunRequest.untold(fixture.foreman, job, Given.NOTHING))
                    .containsExactly(JobSetting.CONCURRENCY_LEVEL, JobSetting.EXECUTION_TIMEOUT);
        }
    }

    @ParameterizedTest
    @EnumSource(VersionProfile.class)
    void noPlaybookRunsAgainWithoutItsTagsUnlessThatIsSaid(VersionProfile profile) throws Exception {
        JobInvocationRequest request = JobInvocationRequest.builder()
                .jobTemplate("Ansible - Run playbook")
                .searchQuery("name ~ host")
                .inputs(Map.of("playbook", "- hosts: all"))
                .options(JobOptions.builder()
                        .ansible(new JobOptions.Ansible("deploy", false))
                        .build())
                .build();
        try (RunFixture fixture = ended(profile, request)) {
            JobInvocation job = fixture.foreman.jobInvocations().show(1);
            Set<JobSetting> others =
                    EnumSet.of(JobSetting.EFFECTIVE_USER, JobSetting.CONCURRENCY_LEVEL, JobSetting.EXECUTION_TIMEOUT);
            Given nothing = new Given(Map.of(), JobOptions.DEFAULTS, others);
            Given tags = new Given(Map.of(), request.options(), others);

            assertThatThrownBy(() -> RerunRequest.of(fixture.foreman, job, HOST, nothing, JobSecrets.NONE))
                    .isInstanceOf(InvalidRequestException.class)
                    .hasMessageContaining("does not tell its ansible.");
            assertThat(RerunRequest.of(fixture.foreman, job, HOST, tags, JobSecrets.NONE)
                            .options()
                            .ansible())
                    .isEqualTo(request.options().ansible());
            assertThat(RerunRequest.of(fixture.foreman, job, HOST, nothing.leaving(JobSetting.ANSIBLE), JobSecrets.NONE)
                            .options()
                            .ansible())
                    .isNull();
        }
    }

    @Test
    void inputsThatForemanDoesNotShowAreNotTakenForNone() throws Exception {
        try (RunFixture fixture = ended("#sim lines=1")) {
            long template = fixture.foreman.jobInvocations().show(1).templateId();
            fixture.simulator
                    .faults()
                    .on("GET", "/api/job_invocations/1")
                    .json(
                            200,
                            "{\"id\": 1, \"template_id\": " + template + ", \"status_label\": \"failed\","
                                    + " \"effective_user\": null, \"concurrency_level\": null,"
                                    + " \"execution_timeout_interval\": null, \"template_invocations\": []}");
            JobInvocation job = fixture.foreman.jobInvocations().show(1);
            Given inputs = new Given(Map.of("command", "uptime"), JobOptions.DEFAULTS, Set.of());

            assertThat(RerunRequest.untold(fixture.foreman, job, Given.NOTHING)).containsExactly(JobSetting.INPUTS);
            assertThat(RerunRequest.of(fixture.foreman, job, HOST, inputs, JobSecrets.NONE)
                            .inputs())
                    .containsExactlyEntriesOf(Map.of("command", "uptime"));
        }
    }

    @Test
    void takesOnlyNamesOfHostsOfTheJob() throws Exception {
        List<String> all = List.of("host01.example.com", "host02.example.com", "evil)or(name~h");

        assertThat(RerunRequest.named(List.of(" host02.example.com", "host02.example.com"), all))
                .containsExactly("host02.example.com");
        assertThatThrownBy(() -> RerunRequest.named(List.of("host01.example.com", "host03.example.com"), all))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContaining("host03.example.com")
                .hasMessageNotContainingAny("host01");
        for (String name : List.of("host01.example.com)or(name~host", "a b", "\"a\"", "", "evil)or(name~h", "a\nb c")) {
            assertThatThrownBy(() -> RerunRequest.named(List.of(name), all))
                    .as(name)
                    .isInstanceOf(InvalidRequestException.class);
        }
    }

    @Test
    void theKindsOfHostsAreTheirStates() {
        assertThat(Hosts.FAILED.include(HostState.NOT_PLANNED)).isTrue();
        assertThat(Hosts.FAILED.include(HostState.CANCELLED)).isTrue();
        assertThat(Hosts.FAILED.include(HostState.SUCCESS)).isFalse();
        assertThat(Hosts.SUCCEEDED.include(HostState.ERROR)).isFalse();
        assertThat(Hosts.ALL.include(HostState.ERROR)).isTrue();
    }
}
