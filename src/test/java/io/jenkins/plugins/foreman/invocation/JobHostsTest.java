package io.jenkins.plugins.foreman.invocation;

import static io.jenkins.plugins.foreman.invocation.RunFixture.command;
import static io.jenkins.plugins.foreman.invocation.RunFixture.settings;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.foreman.client.HostState;
import io.jenkins.plugins.foreman.client.JobHost;
import io.jenkins.plugins.foreman.record.HostRow;
import io.jenkins.plugins.foreman.simulator.ForemanSimulator;
import io.jenkins.plugins.foreman.simulator.HostScript;
import io.jenkins.plugins.foreman.simulator.VersionProfile;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class JobHostsTest {

    private static final String ENDPOINT = "GET /api/job_invocations/:id/hosts";

    @TempDir
    Path directory;

    private RunFixture ended(ForemanSimulator.Builder builder) {
        ForemanSimulator simulator = builder.manualClock().start();
        RunFixture fixture = new RunFixture(simulator, directory.resolve("run"))
                .start(command("#sim lines=1", "name ~ host"), settings(RunFixture.Settings::detached))
                .toEnd();
        simulator.clock().advance(Duration.ofHours(1));
        simulator.counters().reset();
        return fixture;
    }

    private static boolean runs(RunFixture fixture, String host) {
        return fixture.record.attempts() > 0
                && fixture.attempt(0).hosts().stream()
                        .anyMatch(row -> row.name().equals(host) && row.state() == HostState.RUNNING);
    }

    private static List<String> names(int from, int to) {
        return IntStream.rangeClosed(from, to)
                .mapToObj(i -> "host%04d.example.com".formatted(i))
                .toList();
    }

    @Test
    void aHostThatMovesToAPageAlreadyReadIsListed() throws Exception {
        try (RunFixture fixture = ended(ForemanSimulator.builder().hosts(450))) {
            fixture.beforeEachRequest(() -> {
                if (fixture.simulator.counters().requests(ENDPOINT) == 1) {
                    fixture.simulator.fleet().remove("host0001.example.com");
                }
            });

            List<String> listed = new JobHosts(fixture.foreman, 1)
                    .all().stream().map(JobHost::name).toList();

            assertThat(listed).containsAll(names(2, 450)).doesNotHaveDuplicates();
        }
    }

    @Test
    void aListThatHoldsTogetherIsReadOnce() throws Exception {
        try (RunFixture fixture = ended(ForemanSimulator.builder().hosts(450))) {
            assertThat(new JobHosts(fixture.foreman, 1).all()).hasSize(450);
            assertThat(fixture.simulator.counters().requests(ENDPOINT)).isEqualTo(3);
        }
    }

    @Test
    void aServerWithSmallerPagesIsReadToItsEnd() throws Exception {
        try (RunFixture fixture = ended(ForemanSimulator.builder().hosts(30))) {
            fixture.simulator.fleet().mostOnPage(7);

            assertThat(new JobHosts(fixture.foreman, 1).all())
                    .extracting(JobHost::name)
                    .containsExactlyElementsOf(names(1, 30));
            assertThat(fixture.simulator.counters().requests(ENDPOINT)).isEqualTo(5);
        }
    }

    @Test
    void whatAListShowedBeforeItFailedIsTold() throws Exception {
        ForemanSimulator simulator =
                ForemanSimulator.builder().manualClock().hosts(5).start();
        simulator.fleet().mostOnPage(2);
        simulator
                .fleet()
                .scripts(host -> HostScript.builder()
                        .duration(Duration.ofMinutes(2))
                        .exit(0)
                        .build());
        try (RunFixture fixture = new RunFixture(simulator, directory.resolve("run"))) {
            boolean[] failed = {false};
            fixture.beforeEachRequest(() -> {
                if (!failed[0] && runs(fixture, "host0001.example.com")) {
                    failed[0] = true;
                    simulator.faults().on("GET", "/api/job_invocations/1/hosts").status(503);
                }
            });
            fixture.start(command("uptime", "name ~ host"), RunSettings.DEFAULTS);
            fixture.scheduler.runUntil(() -> failed[0] && runs(fixture, "host0005.example.com"));

            assertThat(fixture.changes)
                    .filteredOn(row -> row.state() == HostState.RUNNING)
                    .extracting(HostRow::name)
                    .containsAll(names(1, 5));
        }
    }

    @Test
    void noMorePagesAreReadThanNeededForSoManyHosts() throws Exception {
        try (RunFixture fixture = ended(ForemanSimulator.builder().hosts(450))) {
            assertThat(new JobHosts(fixture.foreman, 1).matching(null, host -> true, 10))
                    .hasSize(10);
            assertThat(fixture.simulator.counters().requests(ENDPOINT)).isEqualTo(1);
        }
    }

    /** A server that says that there are more, however many it has told of. */
    @Test
    void aListWithoutEndEnds() throws Exception {
        try (RunFixture fixture = ended(ForemanSimulator.builder().hosts(1))) {
            StringBuilder page = new StringBuilder();
            for (int i = 1; i <= 200; i++) {
                page.append(page.isEmpty() ? "" : ",")
                        .append("{\"id\":" + i + ",\"name\":\"host" + i + "\",\"job_status\":\"running\"}");
            }
            fixture.simulator
                    .faults()
                    .on("GET", "/api/job_invocations/*/hosts")
                    .always()
                    .json(200, "{\"total\":2147483647,\"subtotal\":2147483647,\"results\":[" + page + "]}");

            assertThat(new JobHosts(fixture.foreman, 1).all()).hasSize(200);
            assertThat(fixture.simulator.counters().requests()).isEqualTo(4);
        }
    }

    @ParameterizedTest
    @EnumSource(VersionProfile.class)
    void hostsAreFoundByNameOnEveryVersion(VersionProfile profile) throws Exception {
        try (RunFixture fixture =
                ended(ForemanSimulator.builder().profile(profile).hosts(120))) {
            fixture.simulator.fleet().remove("host0003.example.com");
            JobHosts hosts = new JobHosts(fixture.foreman, 1);
            hosts.all();

            List<JobHost> found = hosts.named(names(1, 60));

            assertThat(found).extracting(JobHost::name).hasSize(59).doesNotContain("host0003.example.com");
            assertThat(found).extracting(JobHost::state).containsOnly(HostState.SUCCESS);
            assertThat(hosts.named(List.of("host0001.example.com)or(name~host")))
                    .isEmpty();
        }
    }

    /** Names stand in the address of a request, which must not become too long. */
    @Test
    void manyNamesAreAskedForInSeveralRequests() throws Exception {
        try (RunFixture fixture = ended(ForemanSimulator.builder().hosts(120))) {
            assertThat(new JobHosts(fixture.foreman, 1).named(names(1, 120))).hasSize(120);
            assertThat(fixture.simulator.counters().requests(ENDPOINT)).isEqualTo(3);
        }
    }

    @Test
    void aSearchThatTheServerDoesNotKnowIsRefused() throws Exception {
        try (RunFixture fixture = ended(
                ForemanSimulator.builder().profile(VersionProfile.values()[0]).hosts(2))) {
            assertThatThrownBy(() -> new JobHosts(fixture.foreman, 1).matching("name ~ host", host -> true, 5))
                    .isInstanceOf(InvalidRequestException.class)
                    .hasMessageContaining("cannot search");
        }
    }
}
