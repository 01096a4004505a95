package io.jenkins.plugins.foreman.invocation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.foreman.client.Foreman;
import io.jenkins.plugins.foreman.client.ForemanException;
import io.jenkins.plugins.foreman.client.JobOptions;
import io.jenkins.plugins.foreman.client.JobOptions.Recurrence;
import io.jenkins.plugins.foreman.client.Mask;
import io.jenkins.plugins.foreman.record.Attempt;
import io.jenkins.plugins.foreman.record.RecordLimits;
import io.jenkins.plugins.foreman.record.RunRecord;
import io.jenkins.plugins.foreman.simulator.ForemanSimulator;
import io.jenkins.plugins.foreman.simulator.HostScript;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JobLooksTest {

    private static final String SHOW = "GET /api/job_invocations/:id";
    private static final String LIST = "GET /api/job_invocations";

    @TempDir
    Path directory;

    private ForemanSimulator simulator;
    private VirtualScheduler scheduler;
    private JobLooks looks;
    private Foreman admin;
    private final List<RunRecord> records = new ArrayList<>();

    @BeforeEach
    void start() {
        simulator = ForemanSimulator.builder()
                .manualClock()
                .hosts(100, "host%03d.example.com")
                .start();
        simulator
                .fleet()
                .scripts(host -> HostScript.builder()
                        .duration(Duration.ofMinutes(5))
                        .exit(0)
                        .build());
        scheduler = new VirtualScheduler(simulator.clock());
        looks = new JobLooks(scheduler);
        admin = as("admin", "changeme");
    }

    @AfterEach
    void stop() throws IOException {
        for (RunRecord record : records) {
            record.close();
        }
        simulator.close();
    }

    private Foreman as(String user, String password) {
        return RunFixture.connect(simulator.uri(), user, password);
    }

    private long job(int host) throws IOException {
        return job(host, JobOptions.DEFAULTS);
    }

    private long job(int host, JobOptions options) throws IOException {
        String search = String.format("name = host%03d.example.com", host);
        JobInvocationRequest plain = RunFixture.command("sleep 300", search);
        return admin.jobInvocations()
                .create(new RequestResolver(admin)
                        .resolve(
                                JobInvocationRequest.builder()
                                        .jobTemplate(plain.jobTemplate())
                                        .searchQuery(search)
                                        .inputs(plain.inputs())
                                        .options(options)
                                        .build(),
                                "marker",
                                new Mask()))
                .id();
    }

    private Moment now() {
        return Moment.now(scheduler);
    }

    private JobInvocationRun follow(ServerBudget budget, long job, String place) throws IOException {
        Path into = directory.resolve(place);
        RunRecord record = into.toFile().exists()
                ? RunRecord.resume(into, RecordLimits.DEFAULT)
                : RunRecord.create(
                        into,
                        RecordLimits.DEFAULT,
                        JobInvocationRun.following(simulator.uri().toString(), job, scheduler.now()));
        records.add(record);
        JobInvocationRun run = new JobInvocationRun(
                admin.metered(budget),
                budget,
                record,
                null,
                RunSettings.DEFAULTS,
                new RunListener() {},
                new Random(job));
        run.start();
        return run;
    }

    @Test
    void oneListServesAllWhoAreDue() throws Exception {
        long first = job(1);
        long second = job(2);
        looks.expect(admin, second, now(), now());
        simulator.counters().reset();

        assertThat(looks.look(admin, first).id()).isEqualTo(first);
        assertThat(looks.look(admin, second).id()).isEqualTo(second);

        assertThat(simulator.counters().byEndpoint()).containsOnlyKeys(LIST).containsEntry(LIST, 1);
    }

    @Test
    void aJobThatIsAloneIsAskedForByItself() throws Exception {
        long first = job(1);
        long later = job(2);
        looks.expect(admin, later, now(), now().plus(Duration.ofSeconds(5)));
        simulator.counters().reset();

        assertThat(looks.look(admin, first).isWhole()).isTrue();

        assertThat(simulator.counters().byEndpoint()).containsOnlyKeys(SHOW);
    }

    @Test
    void nobodyIsServedByALookThatIsTooOldForThem() throws Exception {
        long first = job(1);
        long second = job(2);
        looks.expect(admin, second, now().plus(Duration.ofMillis(500)), now().plus(Duration.ofMillis(900)));
        looks.look(admin, first);
        simulator.clock().advance(Duration.ofSeconds(1));
        simulator.counters().reset();

        looks.look(admin, second);

        assertThat(simulator.counters().requests(SHOW)).isEqualTo(1);
    }

    @Test
    void aLookThatHasWaitedForLongServesNobody() throws Exception {
        long first = job(1);
        long second = job(2);
        looks.expect(admin, second, now(), now());
        looks.look(admin, first);
        simulator.clock().advance(Duration.ofSeconds(11));
        simulator.counters().reset();

        looks.look(admin, second);

        assertThat(simulator.counters().requests(SHOW)).isEqualTo(1);
    }

    @Test
    void whoeverMayNotSeeAJobIsNotShownWhatOthersSaw() throws Exception {
        long first = job(1);
        long second = job(2);
        for (Foreman other : List.of(as("nobody", "nobody-password"), as("admin", "wrong"))) {
            looks.expect(other, second, now(), now());
            looks.expect(admin, second, now(), now());
            looks.look(admin, first);

            assertThatThrownBy(() -> looks.look(other, second)).isInstanceOf(ForemanException.class);
        }
    }

    @Test
    void whatAListLeavesOutIsAskedFor() throws Exception {
        long first = job(1);
        looks.expect(admin, first, now(), now());

        assertThatThrownBy(() -> looks.look(admin, 4711))
                .isInstanceOfSatisfying(
                        ForemanException.class, e -> assertThat(e.kind()).isEqualTo(ForemanException.Kind.NOT_FOUND));
        assertThat(looks.look(admin, first).id()).isEqualTo(first);
    }

    @Test
    void aListThatIsRefusedDoesNotKeepAnybodyFromLooking() throws Exception {
        long first = job(1);
        long second = job(2);
        simulator
                .faults()
                .on("GET", "/api/job_invocations")
                .json(403, "{\"error\":{\"message\":\"Access denied\",\"details\":\"no\",\"missing_permissions\":[]}}")
                .always();
        looks.expect(admin, second, now(), now());

        assertThat(looks.look(admin, first).id()).isEqualTo(first);
        assertThat(looks.look(admin, second).id()).isEqualTo(second);
    }

    @Test
    void aServerThatIsAwayIsAskedOnceALook() throws Exception {
        long first = job(1);
        long second = job(2);
        looks.expect(admin, second, now(), now());
        simulator.faults().on("GET", "/api/job_invocations").status(503).always();
        simulator.counters().reset();

        assertThatThrownBy(() -> looks.look(admin, first)).isInstanceOf(ForemanException.class);

        assertThat(simulator.counters().requests()).isEqualTo(1);
    }

    @Test
    void whoDoesNotComeIsNotLookedForForEver() throws Exception {
        long first = job(1);
        long second = job(2);
        looks.expect(admin, second, now(), now());
        simulator.clock().advance(Duration.ofMinutes(16));
        simulator.counters().reset();

        looks.look(admin, first);

        assertThat(simulator.counters().byEndpoint()).containsOnlyKeys(SHOW);
    }

    @Test
    void afterARestartEveryRunIsLookedAtWithinAMinuteWhateverTheBudget() throws Exception {
        int runs = 100;
        List<Long> jobs = new ArrayList<>();
        List<JobInvocationRun> before = new ArrayList<>();
        ServerBudget wide = new ServerBudget(scheduler, 4, 6000);
        for (int i = 1; i <= runs; i++) {
            jobs.add(job(i));
            before.add(follow(wide, jobs.get(i - 1), "run" + i));
        }
        Instant seen = simulator.clock().instant().plusSeconds(60);
        scheduler.runUntil(() -> simulator.clock().instant().isAfter(seen));
        before.forEach(JobInvocationRun::suspend);
        // all have ended meanwhile
        simulator.clock().advance(Duration.ofMinutes(10));
        Instant restart = simulator.clock().instant();
        simulator.counters().reset();

        ServerBudget narrow = new ServerBudget(scheduler, 4, 12);
        int from = records.size();
        for (int i = 1; i <= runs; i++) {
            follow(narrow, jobs.get(i - 1), "run" + i);
        }
        scheduler.runUntil(() -> simulator.clock().instant().isAfter(restart.plusSeconds(55)));

        assertThat(records.subList(from, from + runs)).allSatisfy(record -> {
            Attempt attempt = record.head().currentAttempt();
            assertThat(attempt.counts().succeeded()).isEqualTo(1);
            assertThat(attempt.stoppedAt()).isNotNull();
        });
        assertThat(simulator.counters().requests()).isLessThanOrEqualTo(25);
    }

    @Test
    void whatListsLeaveOutOfAJobStaysKnown() throws Exception {
        ServerBudget budget = new ServerBudget(scheduler, 4, 6000);
        JobOptions weekly = JobOptions.builder()
                .recurrence(new Recurrence("0 3 * * 1", 5, null, null))
                .build();
        follow(budget, job(1, weekly), "one");
        follow(budget, job(2, weekly), "two");
        scheduler.runUntil(() -> simulator.counters().requests(LIST) >= 3);

        assertThat(records).allSatisfy(record -> {
            Attempt attempt = record.head().currentAttempt();
            assertThat(attempt.schedule().mode()).isEqualTo("recurring");
            assertThat(attempt.schedule().recurrence()).isEqualTo("0 3 * * 1");
            assertThat(attempt.templateName()).isNotNull();
        });
    }

    @Test
    void manyRunsCostLittleMoreLooksThanOne() throws Exception {
        ServerBudget budget = new ServerBudget(scheduler, 4, 6000);
        for (int i = 1; i <= 50; i++) {
            follow(budget, job(i), "run" + i);
        }
        Instant begun = simulator.clock().instant();
        scheduler.runUntil(() -> simulator.clock().instant().isAfter(begun.plusSeconds(60)));
        simulator.counters().reset();
        scheduler.runUntil(() -> simulator.clock().instant().isAfter(begun.plusSeconds(180)));

        // one look a second serves all
        assertThat(simulator.counters().requests(LIST) + simulator.counters().requests(SHOW))
                .isLessThanOrEqualTo(125);
    }
}
