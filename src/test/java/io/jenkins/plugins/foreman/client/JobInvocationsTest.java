package io.jenkins.plugins.foreman.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.jenkins.plugins.foreman.client.ForemanException.Kind;
import io.jenkins.plugins.foreman.client.JobInvocation.InputValue;
import io.jenkins.plugins.foreman.client.JobInvocations.RerunHosts;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the methods send, and how they read the replies that a real Foreman gave. */
class JobInvocationsTest {

    private final StubForeman server = new StubForeman();
    private final JobInvocations jobs = server.client().jobInvocations();

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void listSendsSearchOrderAndPage() throws Exception {
        server.recorded("list-with-ghosts");

        Page<JobInvocation> page = jobs.list(new ListQuery("description ~ \"a b\"", "id DESC", 2, 30));

        assertThat(server.last().path()).isEqualTo("/api/job_invocations");
        assertThat(server.last().query())
                .isEqualTo(
                        "search=description%20~%20%22a%20b%22&order=id%20DESC&page=2&per_page=30".replace("~", "%7E"));
        assertThat(page.results()).hasSize(30);
        assertThat(page.total()).isEqualTo(30);
        assertThat(page.subtotal()).isEqualTo(30);
        assertThat(page.perPage()).isEqualTo(30);
    }

    @Test
    void whatRefusedCreatesLeftBehindIsRecognised() throws Exception {
        server.recorded("list-with-ghosts");

        List<JobInvocation> all = jobs.list(ListQuery.first(30, null)).results();

        assertThat(all)
                .filteredOn(JobInvocation::isGhost)
                .extracting(JobInvocation::id)
                .containsExactly(27L, 26L, 25L, 24L, 1L);
    }

    @Test
    void showLeavesTheHostsOut() throws Exception {
        server.recorded("show-running");

        JobInvocation job = jobs.show(31);

        assertThat(server.last().method()).isEqualTo("GET");
        assertThat(server.last().path()).isEqualTo("/api/job_invocations/31");
        assertThat(server.last().query()).isEqualTo("include_hosts=false");
        assertThat(job.status()).isEqualTo(JobStatus.RUNNING);
        assertThat(job.taskState()).isEqualTo("running");
        assertThat(job.isStopped()).isFalse();
        assertThat(job.counts()).isEqualTo(new HostCounts(1, 0, 24, 0, 25, 25, 0));
        assertThat(job.cancellable()).isTrue();
        assertThat(job.startAt()).isEqualTo(Instant.parse("2026-11-24T00:00:07Z"));
        assertThat(job.templateId()).isEqualTo(325);
        assertThat(job.inputs()).containsExactly(new InputValue("command", "#sim lines=8 stderr=1"));
    }

    @Test
    void aServerThatCannotLeaveTheHostsOutIsReadAllTheSame() throws Exception {
        server.recorded("show-host-status");

        JobInvocation job = jobs.show(31);

        assertThat(job.targeting().hosts()).isEmpty();
        assertThat(job.targeting().searchQuery()).isEqualTo("name ~ host");
        assertThat(job.status()).isEqualTo(JobStatus.SUCCEEDED);
    }

    @Test
    void showWithHostsReadsTheStateOfEach() throws Exception {
        server.recorded("show-host-status");

        JobInvocation job = jobs.showWithHosts(31);

        assertThat(server.last().query()).isEqualTo("host_status=true");
        assertThat(job.targeting().hosts())
                .hasSize(25)
                .allMatch(host -> host.state() == HostState.SUCCESS)
                .first()
                .extracting(JobHost::name)
                .isEqualTo("host01.example.com");
    }

    @Test
    void aScheduledJobHasNoTotalYet() throws Exception {
        server.recorded("show-scheduled");

        JobInvocation job = jobs.show(66);

        assertThat(job.status()).isEqualTo(JobStatus.QUEUED);
        assertThat(job.mode()).isEqualTo("future");
        assertThat(job.startAt()).isEqualTo(Instant.parse("2031-05-05T10:30:00Z"));
        assertThat(job.startBefore()).isNull();
        assertThat(job.startedAt()).isNull();
        assertThat(job.counts()).isEqualTo(new HostCounts(0, 0, 0, 0, null, 2, 0));
    }

    @Test
    void aRecurringJobNamesItsLogic() throws Exception {
        server.recorded("show-recurring");

        JobInvocation job = jobs.show(70);

        assertThat(job.mode()).isEqualTo("recurring");
        assertThat(job.recurringLogicId()).isEqualTo(2);
        assertThat(job.cronLine()).isEqualTo("* * * * *");
    }

    @Test
    void aHostDeletedMeanwhileIsCountedAsMissing() throws Exception {
        server.recorded("show-missing-host");

        assertThat(jobs.showWithHosts(77).counts().missing()).isEqualTo(1);
    }

    @Test
    void hostsSendsSearchOrderAndPage() throws Exception {
        server.recorded("hosts-finished");

        Page<JobHost> hosts = jobs.hosts(31, new ListQuery("name = x", "name", 1, 100));

        assertThat(server.last().path()).isEqualTo("/api/job_invocations/31/hosts");
        assertThat(server.last().query()).isEqualTo("search=name%20%3D%20x&order=name&page=1&per_page=100");
        assertThat(hosts.results())
                .hasSize(25)
                .contains(new JobHost(
                        1, "host01.example.com", HostState.SUCCESS, new HostFacts("proxy.example.com", null, null)));
    }

    @Test
    void aHostWithoutTaskIsNotPlanned() throws Exception {
        server.recorded("hosts-waiting");

        assertThat(jobs.hosts(66, ListQuery.first(20, null)).results())
                .extracting(JobHost::state)
                .containsOnly(HostState.NOT_PLANNED);
    }

    @Test
    void theOutputOfOneHostIsHandedOnChunkByChunk() throws Exception {
        server.recorded("host-output-since");
        List<OutputChunk> chunks = new ArrayList<>();

        HostOutput output = jobs.output(31, 1, 1795478415061219L, chunks::add);

        assertThat(server.last().path()).isEqualTo("/api/job_invocations/31/hosts/1");
        assertThat(server.last().query()).isEqualTo("since=1795478415.061219");
        assertThat(output).isEqualTo(new HostOutput(1, true, List.of(), null, false));
        assertThat(chunks)
                .containsExactly(
                        new OutputChunk(
                                OutputChunk.OutputType.STDERR,
                                "host01.example.com line 8 of 8\n",
                                1795478415326541L,
                                659L,
                                "7"),
                        new OutputChunk(
                                OutputChunk.OutputType.STDOUT, "Exit status: 0", 1795478416071551L, null, null));
    }

    @Test
    void withoutALowerBoundNoneIsSent() throws Exception {
        server.recorded("host-output-since");

        jobs.output(31, 1, null, chunk -> {});

        assertThat(server.last().query()).isNull();
    }

    @Test
    void anEarlyTimestampIsSentAsAPlainDecimal() throws Exception {
        server.recorded("host-output-since");

        jobs.output(31, 1, 5L, chunk -> {});

        assertThat(server.last().query()).isEqualTo("since=0.000005");
    }

    @Test
    void theOutputOfAScheduledJobSaysWhenItStarts() throws Exception {
        server.recorded("host-output-delayed");

        HostOutput output = jobs.output(66, 1, null, chunk -> {});

        assertThat(output.complete()).isFalse();
        assertThat(output.startAt()).isEqualTo(Instant.parse("2031-05-05T10:30:00Z"));
    }

    @Test
    void rawOutputIsOneText() throws Exception {
        server.recorded("host-raw");

        String output = jobs.rawOutput(31, 1);

        assertThat(server.last().path()).isEqualTo("/api/job_invocations/31/hosts/1/raw");
        assertThat(output).startsWith("host01.example.com line 1 of 8\n").endsWith("Exit status: 0");
    }

    @Test
    void rawOutputIsNullWhileThereIsNoTask() throws Exception {
        server.recorded("host-raw-delayed");

        assertThat(jobs.rawOutput(66, 1)).isNull();
    }

    @Test
    void outputsOfSomeHostsAreAskedForInABody() throws Exception {
        server.recorded("outputs-25");

        List<HostOutput> outputs = jobs.outputs(31, List.of(1L, 2L), 1795478413025882L, 100_000);

        assertThat(server.last().method()).isEqualTo("POST");
        assertThat(server.last().path()).isEqualTo("/api/job_invocations/31/outputs");
        assertThat(server.last().body()).isEqualTo("{\"search_query\":\"id ^ (1,2)\",\"since\":\"1795478413.025882\"}");
        assertThat(outputs)
                .hasSize(25)
                .allSatisfy(output -> assertThat(output.chunks()).hasSize(9));
        assertThat(outputs.get(24).hostId()).isEqualTo(25);
    }

    @Test
    void outputsOfNoHostsAreNotAskedFor() throws Exception {
        assertThat(jobs.outputs(31, List.<Long>of(), null, 1000)).isEmpty();
        assertThat(server.received()).isEmpty();
    }

    @Test
    void aServerThatTakesOutputsOnlyByGetIsAskedByGetFromThenOn() throws Exception {
        server.recorded("unknown-route").recorded("outputs-25").recorded("outputs-25");

        jobs.outputs(31, List.of(1L), null, 1000);
        jobs.outputs(31, List.of(2L), null, 1000);

        assertThat(server.received()).extracting(StubForeman.Received::method).containsExactly("POST", "GET", "GET");
        assertThat(server.last().query()).isEqualTo("search_query=id%20%5E%20%282%29");
    }

    @Test
    void outputsAsTheApiHasThemTakeASearchAndALowerBound() throws Exception {
        server.recorded("outputs-25");

        jobs.outputs(31, "name ~ web", 1_500_000L, 1000);

        assertThat(server.last().method()).isEqualTo("GET");
        assertThat(server.last().query()).isEqualTo("search_query=name%20%7E%20web&since=1.500000");
    }

    @Test
    void rawOutputsAreOneTextAHost() throws Exception {
        server.recorded("outputs-raw");

        List<HostOutput> outputs = jobs.rawOutputs(31, List.of(4L, 7L), 1_500_000L, 1000);

        assertThat(server.last().query()).isEqualTo("search_query=id%20%5E%20%284%2C7%29&since=1.500000&raw=true");
        assertThat(outputs).hasSize(25);
        assertThat(outputs.get(2).chunks())
                .singleElement()
                .satisfies(chunk -> assertThat(chunk.text()).endsWith("\nExit status: 0"));
    }

    @Test
    void cancelSendsAnEmptyObject() throws Exception {
        server.recorded("cancel");

        CancelResult result = jobs.cancel(35, false, null);

        assertThat(server.last().path()).isEqualTo("/api/job_invocations/35/cancel");
        assertThat(server.last().body()).isEqualTo("{}");
        assertThat(result).isEqualTo(new CancelResult(true, List.of(), List.of()));
    }

    @Test
    void cancelSendsForceOnlyWhenItIsMeant() throws Exception {
        server.recorded("cancel");

        jobs.cancel(35, true, null);

        assertThat(server.last().body()).isEqualTo("{\"force\":true}");
    }

    @Test
    void cancelOnSomeHostsNamesTheTasks() throws Exception {
        server.recorded("cancel-search");

        CancelResult result = jobs.cancel(81, false, "name = host01.example.com");

        assertThat(server.last().body()).isEqualTo("{\"search\":\"name = host01.example.com\"}");
        assertThat(result.accepted()).isTrue();
        assertThat(result.cancelledTasks()).containsExactly("59371404-aad6-4eba-85bd-977530411269");
        assertThat(result.skippedTasks()).isEmpty();
    }

    @Test
    void cancellingAFinishedJobIsNotAnError() throws Exception {
        server.recorded("cancel-finished");

        assertThat(jobs.cancel(35, false, null).accepted()).isFalse();
    }

    @Test
    void aBadSearchIsAnErrorOfTheCancel() {
        server.recorded("cancel-bad-search");

        assertThatExceptionOfType(ForemanException.class)
                .isThrownBy(() -> jobs.cancel(81, false, "bogus = 1"))
                .satisfies(e -> assertThat(e.kind()).isEqualTo(Kind.INVALID_REQUEST))
                .withMessageContaining("Field 'bogus' not recognized for searching!");
    }

    @Test
    void recurringLogicIsCancelledAtItsOwnEndpoint() throws Exception {
        server.recorded("recurring-cancel");

        jobs.cancelRecurring(3);

        assertThat(server.last().method()).isEqualTo("POST");
        assertThat(server.last().path()).isEqualTo("/foreman_tasks/api/recurring_logics/3/cancel");
    }

    @Test
    void rerunSendsItsVariantAndReadsTheNewJob() throws Exception {
        server.recorded("rerun").recorded("show-running");
        server.recorded("rerun").recorded("show-running");
        server.recorded("rerun").recorded("show-running");
        server.recorded("rerun").recorded("show-running");

        for (RerunHosts variant : RerunHosts.values()) {
            assertThat(jobs.rerun(44, variant, List.of(3L, 5L)).status()).isEqualTo(JobStatus.RUNNING);
        }

        assertThat(server.received())
                .filteredOn(request -> request.method().equals("POST"))
                .allSatisfy(request -> assertThat(request.path()).isEqualTo("/api/job_invocations/44/rerun"))
                .extracting(StubForeman.Received::body)
                .containsExactly("{}", "{\"failed_only\":true}", "{\"succeeded_only\":true}", "{\"host_ids\":[3,5]}");
        assertThat(server.last().path()).isEqualTo("/api/job_invocations/48");
    }

    @Test
    void aRerunThatCannotBeShownIsStillReported() throws Exception {
        server.recorded("rerun").reply(503, "text/html", "<html>");

        JobInvocation job = jobs.rerun(44, RerunHosts.ALL, List.of());

        assertThat(job.id()).isEqualTo(48);
        assertThat(job.status()).isEqualTo(JobStatus.UNKNOWN);
        assertThat(job.taskId()).isEqualTo("f73cf815-183f-49af-a0e0-1082a9fcf764");
        assertThat(job.isGhost()).isFalse();
    }
}
