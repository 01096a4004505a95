package io.jenkins.plugins.foreman.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.jenkins.plugins.foreman.client.ForemanException.Kind;
import io.jenkins.plugins.foreman.client.JobInvocations.RerunHosts;
import io.jenkins.plugins.foreman.client.JobOptions.Recurrence;
import io.jenkins.plugins.foreman.client.JobTemplate.TemplateInput;
import io.jenkins.plugins.foreman.client.NewJobInvocation.Targeting;
import io.jenkins.plugins.foreman.simulator.ForemanSimulator;
import io.jenkins.plugins.foreman.simulator.SimJobInvocation;
import io.jenkins.plugins.foreman.simulator.VersionProfile;
import java.net.http.HttpClient;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every endpoint and parameter, sent to a Foreman that acts on it. */
class SimulatorApiTest {

    private static final Targeting THREE =
            new Targeting("name ^ (" + name(1) + ", " + name(2) + ", " + name(3) + ")", null, List.of(), false, null);

    private ForemanSimulator simulator =
            ForemanSimulator.builder().manualClock().hosts(25).start();
    private Foreman foreman = as("admin", "changeme", null);

    @AfterEach
    void stop() {
        simulator.close();
    }

    @Test
    void listTakesSearchOrderPageAndPerPage() throws Exception {
        create("first").then("second").then("third");

        Page<JobInvocation> page = jobs().list(new ListQuery("description ~ \"ir\"", "id DESC", 2, 1));

        assertThat(page.total()).isEqualTo(3);
        assertThat(page.subtotal()).isEqualTo(2);
        assertThat(page.page()).isEqualTo(2);
        assertThat(page.perPage()).isEqualTo(1);
        assertThat(page.results()).extracting(JobInvocation::description).containsExactly("first");
    }

    @Test
    void showAndShowWithHosts() throws Exception {
        long id = create("job").id;
        finish();

        assertThat(jobs().show(id).status()).isEqualTo(JobStatus.SUCCEEDED);
        assertThat(jobs().show(id).targeting().hosts()).isEmpty();
        assertThat(jobs().showWithHosts(id).targeting().hosts())
                .extracting(JobHost::state)
                .containsExactly(HostState.SUCCESS, HostState.SUCCESS, HostState.SUCCESS);
    }

    @Test
    void createTakesInputsAndSecretsAndSshOptions() throws Exception {
        NewJobInvocation request = new NewJobInvocation(
                325L,
                null,
                new Targeting("name = " + name(1), null, List.of(), false, true),
                Map.of("command", "uptime"),
                "[m] %{command}",
                JobOptions.builder()
                        .sshUser("deploy")
                        .effectiveUser("oracle")
                        .concurrencyLevel(2)
                        .executionTimeout(60)
                        .timeToPickup(120)
                        .build(),
                new JobSecrets("ssh-secret", "key-secret", "sudo-secret"));

        JobInvocation job = jobs().create(request);

        SimJobInvocation made = simulator.jobInvocation((int) job.id());
        assertThat(made.inputs()).containsEntry("command", "uptime");
        assertThat(made.password()).isEqualTo("ssh-secret");
        assertThat(made.keyPassphrase()).isEqualTo("key-secret");
        assertThat(made.effectiveUserPassword()).isEqualTo("sudo-secret");
        assertThat(made.sshUser()).isEqualTo("deploy");
        assertThat(made.effectiveUser()).isEqualTo("oracle");
        assertThat(job.description()).isEqualTo("[m] uptime");
        assertThat(job.concurrencyLevel()).isEqualTo(2);
        assertThat(job.executionTimeoutInterval()).isEqualTo(60);
        assertThat(job.timeToPickup()).isEqualTo(120);
        assertThat(job.targeting().randomizedOrdering()).isTrue();
    }

    @Test
    void createTakesABookmarkHostIdsAndADynamicQuery() throws Exception {
        long bookmark = foreman.lookups().bookmarks().stream()
                .filter(saved -> saved.name().equals("first hosts"))
                .findFirst()
                .orElseThrow()
                .id();

        assertThat(created(new Targeting(null, bookmark, List.of(), false, null))
                        .hosts())
                .hasSize(25);
        assertThat(created(new Targeting(null, null, List.of(3L, 5L), false, null))
                        .hosts())
                .containsExactly(name(3), name(5));
        assertThat(created(new Targeting("name = " + name(2), null, List.of(), true, null))
                        .targetingType())
                .isEqualTo("dynamic_query");
    }

    @Test
    void createTakesAFeature() throws Exception {
        JobInvocation job = jobs().create(new NewJobInvocation(
                null, "run_script", THREE, Map.of("command", "id"), null, JobOptions.DEFAULTS, JobSecrets.NONE));

        assertThat(job.templateName()).isEqualTo("Run Command - Script Default");
    }

    @Test
    void createTakesASchedule() throws Exception {
        Instant start = Instant.parse("2031-05-05T10:30:00Z");
        JobOptions options = JobOptions.builder()
                .startAt(start)
                .startBefore(start.plusSeconds(3600))
                .build();

        JobInvocation job = jobs().create(request(THREE, options));

        assertThat(job.mode()).isEqualTo("future");
        assertThat(job.startAt()).isEqualTo(start);
        assertThat(job.startBefore()).isEqualTo(start.plusSeconds(3600));
        assertThat(job.isStopped()).isFalse();
        HostOutput output = jobs().output(job.id(), 1, null, chunk -> {});
        assertThat(output.startAt()).isEqualTo(start);
        assertThat(jobs().rawOutput(job.id(), 1)).isNull();
    }

    @Test
    void createTakesARecurrenceWhoseLogicCanBeCancelled() throws Exception {
        Recurrence recurrence = new Recurrence("5 * * * *", 3, Instant.parse("2032-01-01T00:00:00Z"), "nightly");
        JobOptions options = JobOptions.builder().recurrence(recurrence).build();

        JobInvocation job = jobs().create(request(THREE, options));
        jobs().cancelRecurring(job.recurringLogicId());

        assertThat(job.mode()).isEqualTo("recurring");
        assertThat(job.cronLine()).isEqualTo("5 * * * *");
        assertThat(simulator
                        .jobInvocation((int) job.id())
                        .request()
                        .path("recurrence")
                        .toString())
                .contains("\"max_iteration\":3")
                .contains("\"purpose\":\"nightly\"")
                .contains("\"end_time\":\"2032-01-01T00:00:00Z\"");
    }

    @Test
    void createTakesAnsibleTags() throws Exception {
        JobOptions options = JobOptions.builder()
                .ansible(new JobOptions.Ansible("a,b", true))
                .build();

        JobInvocation job = jobs().create(request(THREE, options));

        assertThat(simulator
                        .jobInvocation((int) job.id())
                        .request()
                        .path("ansible")
                        .toString())
                .isEqualTo("{\"tags\":\"a,b\",\"tags_flag\":\"exclude\"}");
    }

    @Test
    void aRefusedCreateIsAnInvalidRequestAndLeavesNothingToLookUp() {
        ForemanException e = catchThrowableOfType(
                ForemanException.class,
                () -> jobs().create(new NewJobInvocation(
                        325L, null, THREE, Map.of(), null, JobOptions.DEFAULTS, JobSecrets.NONE)));

        assertThat(e.kind()).isEqualTo(Kind.INVALID_REQUEST);
        assertThat(e.isOutcomeUnknown()).isFalse();
        assertThat(e).hasMessageContaining("command");
    }

    @Test
    void aCreateWhoseAnswerIsLostIsFoundByItsDescription() throws Exception {
        simulator.faults().on("POST", "/api/job_invocations").closeAfterProcessing();

        ForemanException e = catchThrowableOfType(ForemanException.class, () -> create("marker-1"));

        assertThat(e.kind()).isEqualTo(Kind.CONNECTION_LOST);
        assertThat(e.isOutcomeUnknown()).isTrue();
        assertThat(jobs().list(ListQuery.first(5, "description ~ " + ListQuery.quote("marker-1")))
                        .results())
                .singleElement()
                .extracting(JobInvocation::isGhost)
                .isEqualTo(false);
    }

    @Test
    void hostsTakesSearchOrderAndPage() throws Exception {
        long id = create("job").id;
        finish();

        Page<JobHost> page =
                jobs().hosts(id, new ListQuery("name ^ (" + name(1) + ", " + name(2) + ")", "name DESC", 1, 1));

        assertThat(page.subtotal()).isEqualTo(2);
        assertThat(page.results()).extracting(JobHost::name).containsExactly(name(2));
        assertThat(page.results().get(0).facts().smartProxy()).isNotNull();
    }

    @ParameterizedTest
    @EnumSource(VersionProfile.class)
    void outputsByHostInBulkAndRawAgreeInEveryVersion(VersionProfile profile) throws Exception {
        restart(ForemanSimulator.builder().manualClock().hosts(3).profile(profile));
        long id = create("job").id;
        finish();
        List<OutputChunk> streamed = new ArrayList<>();

        HostOutput one = jobs().output(id, 1, null, streamed::add);
        List<HostOutput> some = jobs().outputs(id, List.of(1L, 2L), null, 100_000);
        List<HostOutput> all = jobs().outputs(id, (String) null, null, 100_000);

        assertThat(one.complete()).isTrue();
        assertThat(streamed).isNotEmpty();
        assertThat(some).extracting(HostOutput::hostId).containsExactlyInAnyOrder(1L, 2L);
        assertThat(all).hasSize(3);
        assertThat(text(some.get(0).chunks())).hasSameSizeAs(text(streamed));
        assertThat(jobs().rawOutput(id, 1)).contains("Exit status: 0");
        assertThat(jobs().rawOutputs(id, List.of(1L), null, 100_000))
                .singleElement()
                .satisfies(raw -> assertThat(text(raw.chunks())).contains("Exit status: 0"));
    }

    @Test
    void sinceLeavesOutWhatWasSeen() throws Exception {
        long id = create("job").id;
        finish();
        List<OutputChunk> all = new ArrayList<>();
        jobs().output(id, 1, null, all::add);
        long seen = all.get(all.size() - 2).timestampMicros();

        List<OutputChunk> rest = new ArrayList<>();
        jobs().output(id, 1, seen, rest::add);

        assertThat(rest).containsExactly(all.get(all.size() - 1));
        assertThat(jobs().outputs(id, List.of(1L), seen, 1000).get(0).chunks()).isEqualTo(rest);
        assertThat(jobs().outputs(id, "id = 1", seen, 1000).get(0).chunks()).isEqualTo(rest);
    }

    @Test
    void cancelTakesForceAndSearch() throws Exception {
        long soft = create("soft").id;
        long forced = create("forced").id;
        long some = create("some").id;
        simulator.clock().advance(Duration.ofSeconds(3));

        assertThat(jobs().cancel(soft, false, null).accepted()).isTrue();
        assertThat(jobs().cancel(forced, true, null).accepted()).isTrue();
        CancelResult partial = jobs().cancel(some, false, "name = " + name(1));

        assertThat(partial.cancelledTasks().size() + partial.skippedTasks().size())
                .isEqualTo(1);
        finish();
        assertThat(jobs().cancel(soft, false, null).accepted()).isFalse();
    }

    @Test
    void cancelWithoutThePermissionNamesItAndTheRole() throws Exception {
        Foreman user = as("rexuser", "rexuser-password", null);
        long id = user.jobInvocations()
                .create(request(THREE, JobOptions.DEFAULTS))
                .id();

        ForemanException e = catchThrowableOfType(
                ForemanException.class, () -> user.jobInvocations().cancel(id, false, null));

        assertThat(e.kind()).isEqualTo(Kind.NOT_PERMITTED);
        assertThat(e.missingPermissions()).containsExactly("cancel_job_invocations");
        assertThat(e).hasMessageContaining("Remote Execution Manager");
    }

    @ParameterizedTest
    @EnumSource(RerunHosts.class)
    void rerunInEveryVariantGivesANewJob(RerunHosts variant) throws Exception {
        long id = create("job").id;
        finish();

        JobInvocation again = jobs().rerun(id, variant, List.of(1L));

        assertThat(again.id()).isEqualTo(id + 1);
        assertThat(again.status()).isNotEqualTo(JobStatus.UNKNOWN);
    }

    @Test
    void aVersionWithoutHostsEndpointIsToldFromAMissingJob() throws Exception {
        restart(ForemanSimulator.builder().manualClock().hosts(3).profile(VersionProfile.REX_13_2));
        long id = create("job").id;

        ForemanException old =
                catchThrowableOfType(ForemanException.class, () -> jobs().hosts(id, ListQuery.first(10, null)));
        ForemanException missing = catchThrowableOfType(ForemanException.class, () -> jobs().show(999));

        assertThat(old.kind()).isEqualTo(Kind.NOT_FOUND);
        assertThat(old.isUnknownEndpoint()).isTrue();
        assertThat(missing.kind()).isEqualTo(Kind.NOT_FOUND);
        assertThat(missing.isUnknownEndpoint()).isFalse();
    }

    @ParameterizedTest
    @EnumSource(VersionProfile.class)
    void organizationAndLocationGoWithEveryCall(VersionProfile profile) throws Exception {
        restart(ForemanSimulator.builder().manualClock().hosts(3).profile(profile));
        String organization = simulator.fleet().organizations().get(0).name();
        foreman = as("admin", "changeme", organization);
        long id = create("job").id;
        finish();

        assertThat(jobs().show(id).id()).isEqualTo(id);
        assertThat(jobs().output(id, 1, null, chunk -> {}).complete()).isTrue();
        ForemanException e = catchThrowableOfType(
                ForemanException.class,
                () -> as("admin", "changeme", "No Such Org").jobInvocations().show(id));
        assertThat(e.kind()).isEqualTo(Kind.NOT_FOUND);
        assertThat(e).hasMessageContaining("No Such Org");
    }

    @Test
    void templatesAreListedWithoutSnippetsAndReadWithForeignInputs() throws Exception {
        Lookups lookups = foreman.lookups();

        assertThat(lookups.templates(ListQuery.first(100, null)).results())
                .extracting(JobTemplate::name)
                .contains("Deploy Application")
                .doesNotContain("Read Only Snippet");
        assertThat(lookups.templates(ListQuery.first(100, "job_category = Packages or name ~ Reboot"))
                        .results())
                .hasSize(3)
                .allMatch(template -> template.inputs().isEmpty());
        JobTemplate found = lookups.templateByName("Package Update With Checks");
        assertThat(lookups.template(found.id()).inputs())
                .extracting(TemplateInput::name)
                .containsExactly("ticket", "action", "package");
        JobTemplate deploy =
                lookups.template(lookups.templateByName("Deploy Application").id());
        assertThat(deploy.inputs())
                .filteredOn(TemplateInput::hidden)
                .extracting(TemplateInput::name)
                .containsExactly("api_key");
        assertThat(deploy.inputs())
                .filteredOn(input -> !input.options().isEmpty())
                .singleElement()
                .satisfies(input -> assertThat(input.options()).containsExactly("stable", "beta"));
        assertThat(lookups.templateByName("No Such Template")).isNull();
    }

    @Test
    void featuresBookmarksAndHostsAreLookedUp() throws Exception {
        Lookups lookups = foreman.lookups();

        assertThat(lookups.features()).extracting(Lookups.Feature::label).contains("run_script", "ansible_run_host");
        assertThat(lookups.bookmarks())
                .extracting(Lookups.Bookmark::name)
                .containsExactlyInAnyOrder("first hosts", "web servers");
        Page<Lookups.NamedItem> hosts = lookups.hosts(ListQuery.first(2, "name ~ host"));
        assertThat(hosts.subtotal()).isEqualTo(25);
        assertThat(hosts.results()).extracting(Lookups.NamedItem::name).containsExactly(name(1), name(2));
    }

    @Test
    void statusPluginsPermissionsAndUserServeAConnectionTest() throws Exception {
        ServerStatus status = foreman.serverStatus();
        ServerStatus user = as("rexuser", "rexuser-token", null).serverStatus();

        assertThat(status.foremanVersion()).isEqualTo(VersionProfile.REX_17_1.foremanVersion());
        assertThat(status.plugins()).containsEntry("foreman_remote_execution", VersionProfile.REX_17_1.rexVersion());
        assertThat(status.currentUser()).isEqualTo(new ServerStatus.CurrentUser("admin", true));
        assertThat(user.permissions()).contains("create_job_invocations").doesNotContain("cancel_job_invocations");
        assertThat(catchThrowableOfType(
                                ForemanException.class,
                                () -> as("rexuser", "wrong", null)
                                        .serverStatus()
                                        .foremanVersion())
                        .kind())
                .isEqualTo(Kind.NOT_AUTHENTICATED);
    }

    @Test
    void anOldVersionCannotTellPermissions() throws Exception {
        restart(ForemanSimulator.builder().manualClock().profile(VersionProfile.REX_5));

        assertThat(foreman.serverStatus().permissions()).isNull();
    }

    @Test
    void faultsBetweenClientAndServerAreToldApart() throws Exception {
        long id = create("job").id;
        String show = "/api/job_invocations/*";
        simulator.faults().on("GET", show).status(503);
        assertThat(failureOfShow(id)).isEqualTo(Kind.UNAVAILABLE);
        simulator.faults().on("GET", show).status(200);
        assertThat(failureOfShow(id)).isEqualTo(Kind.NOT_FOREMAN);
        simulator.faults().on("GET", show).internalServerError();
        assertThat(failureOfShow(id)).isEqualTo(Kind.SERVER_FAULT);
        simulator.faults().on("GET", show).empty401();
        assertThat(failureOfShow(id)).isEqualTo(Kind.NOT_AUTHENTICATED);
        simulator.faults().on("GET", show).redirect("https://sso.example.com/login?from=x");
        assertThat(failureOfShow(id)).isEqualTo(Kind.NOT_FOREMAN);
        simulator.faults().on("GET", show).truncatedJson();
        assertThat(failureOfShow(id)).isEqualTo(Kind.CONNECTION_LOST);
        simulator.faults().on("GET", show).cutBody();
        assertThat(failureOfShow(id)).isEqualTo(Kind.CONNECTION_LOST);
        simulator.stopListening();
        assertThat(failureOfShow(id)).isEqualTo(Kind.CONNECTION_REFUSED);
        simulator.startListening();
        assertThat(jobs().show(id).id()).isEqualTo(id);
    }

    private Kind failureOfShow(long id) {
        return catchThrowableOfType(ForemanException.class, () -> jobs().show(id))
                .kind();
    }

    private JobInvocations jobs() {
        return foreman.jobInvocations();
    }

    private void restart(ForemanSimulator.Builder builder) {
        simulator.close();
        simulator = builder.start();
        foreman = as("admin", "changeme", null);
    }

    private void finish() {
        for (int i = 0; i < 60; i++) {
            simulator.clock().advance(Duration.ofSeconds(5));
        }
    }

    private Foreman as(String user, String password, String organization) {
        return new Foreman(new ForemanConnection(
                simulator.uri(),
                user,
                () -> password,
                organization,
                null,
                simulator.certificatePem(),
                Duration.ofSeconds(5),
                Duration.ofSeconds(30),
                HttpClient::newBuilder));
    }

    private SimJobInvocation created(Targeting targeting) throws ForemanException {
        return simulator.jobInvocation(
                (int) jobs().create(request(targeting, JobOptions.DEFAULTS)).id());
    }

    private Created create(String description) throws ForemanException {
        return new Created(jobs().create(new NewJobInvocation(
                        325L, null, THREE, Map.of("command", "id"), description, JobOptions.DEFAULTS, JobSecrets.NONE))
                .id());
    }

    private static NewJobInvocation request(Targeting targeting, JobOptions options) {
        return new NewJobInvocation(325L, null, targeting, Map.of("command", "id"), null, options, JobSecrets.NONE);
    }

    private static String text(List<OutputChunk> chunks) {
        StringBuilder text = new StringBuilder();
        chunks.forEach(chunk -> text.append(chunk.text()));
        return text.toString();
    }

    private static String name(int number) {
        return String.format("host%04d.example.com", number);
    }

    private final class Created {
        private final long id;

        private Created(long id) {
            this.id = id;
        }

        private Created then(String description) throws ForemanException {
            return create(description);
        }
    }
}
