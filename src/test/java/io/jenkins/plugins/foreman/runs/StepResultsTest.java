package io.jenkins.plugins.foreman.runs;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.foreman.client.HostState;
import io.jenkins.plugins.foreman.client.Sentence;
import io.jenkins.plugins.foreman.record.RunHead.Verdict;
import io.jenkins.plugins.foreman.view.SampleRun;
import java.io.ByteArrayOutputStream;
import java.io.ObjectOutputStream;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StepResultsTest {

    private static final Instant START = Instant.parse("2026-08-01T10:00:00Z");

    private static Map<String, Object> result(SampleRun run) throws Exception {
        InvocationEntry entry = new InvocationEntry("3", "production", InvocationEntry.Kind.BUILD, null, null);
        return StepResults.of(
                entry,
                run.record().head(),
                run.record().lastRows(),
                StepResults.unsuccessful(run.record(), List.of("web001.example.org")));
    }

    @Test
    void tellsOfTheLastJobAndOfEachHostAsItWasLeft(@TempDir Path directory) throws Exception {
        SampleRun run = new SampleRun(directory.resolve("run"), START, "https://foreman.example.org/");
        run.attempt(228, SampleRun.hosts(4));
        run.run(1, 0, 5, "ok\n", 0, null);
        run.run(2, 0, 5, "broken\n", 1, null);
        run.run(3, 0, 5, "broken\n", 1, null);
        run.state(4, HostState.CANCELLED, 5);
        run.attempt(229, List.of(SampleRun.hosts(2).get(1)));
        run.run(2, 10, 15, "mended\n", 0, null);
        run.finish(Verdict.UNSTABLE, "2 of 4 hosts failed.", 15);

        assertThat(result(run))
                .containsEntry("id", 229)
                .containsEntry("url", "https://foreman.example.org/job_invocations/229")
                .containsEntry("server", "production")
                .containsEntry("run", "3")
                .containsEntry("description", SampleRun.DESCRIPTION)
                .containsEntry("result", "UNSTABLE")
                .containsEntry("message", "2 of 4 hosts failed.")
                .containsEntry("attempts", 2)
                .containsEntry("total", 4)
                .containsEntry("succeeded", 2)
                .containsEntry("failed", 1)
                .containsEntry("cancelled", 1)
                .containsEntry("failedHosts", List.of("web003.example.org", "web004.example.org"))
                .containsEntry("mended", 2)
                .containsEntry("mendedHosts", List.of("web001.example.org", "web002.example.org"));
    }

    @Test
    void whatSomebodyCancelledInForemanHasNotFailed(@TempDir Path directory) throws Exception {
        SampleRun run = new SampleRun(directory.resolve("run"), START);
        run.attempt(228, SampleRun.hosts(3));
        run.run(1, 0, 5, "ok\n", 0, null);
        run.state(2, HostState.CANCELLED, 5);
        run.finish(Verdict.FAILURE, "2 of 3 hosts did not succeed.", 15);

        assertThat(result(run)).containsEntry("result", "ABORTED").containsEntry("failed", 0);
    }

    @Test
    void aHostThatFailedByItselfOrATimeoutIsAFailureWhateverWasCancelled(@TempDir Path directory) throws Exception {
        SampleRun failed = new SampleRun(directory.resolve("failed"), START);
        failed.attempt(228, SampleRun.hosts(2));
        failed.run(1, 0, 5, "broken\n", 1, null);
        failed.state(2, HostState.CANCELLED, 5);
        failed.finish(Verdict.FAILURE, "2 of 2 hosts did not succeed.", 15);
        assertThat(result(failed)).containsEntry("result", "FAILURE");

        SampleRun late = new SampleRun(directory.resolve("late"), START);
        late.attempt(228, SampleRun.hosts(1));
        late.state(1, HostState.CANCELLED, 5);
        late.record().update(head -> head.wantedToStop(Sentence.plain("It took too long."), Verdict.FAILURE, START));
        late.finish(Verdict.FAILURE, "It took too long.", 15);
        assertThat(result(late)).containsEntry("result", "FAILURE");
    }

    @Test
    void namesABoundedNumberOfHostsAndCountsTheRest(@TempDir Path directory) throws Exception {
        SampleRun run = new SampleRun(directory.resolve("run"), START);
        run.attempt(228, SampleRun.hosts(StepResults.MOST_HOSTS + 5));

        assertThat(result(run)).containsEntry("total", StepResults.MOST_HOSTS + 5);
        assertThat((List<?>) result(run).get("failedHosts")).hasSize(StepResults.MOST_HOSTS);
    }

    @Test
    void nothingToDoHasTheSameKeysAndIsASuccess(@TempDir Path directory) throws Exception {
        SampleRun run = new SampleRun(directory.resolve("run"), START);
        Map<String, Object> nothing = StepResults.nothing("No host is left.");

        assertThat(nothing.keySet()).containsExactlyElementsOf(result(run).keySet());
        assertThat(nothing)
                .containsEntry("result", "SUCCESS")
                .containsEntry("message", "No host is left.")
                .containsEntry("id", null)
                .containsEntry("total", 0)
                .containsEntry("failedHosts", List.of());
    }

    @Test
    void canBeStoredByAPipeline(@TempDir Path directory) throws Exception {
        SampleRun run = new SampleRun(directory.resolve("run"), START);
        run.attempt(228, SampleRun.hosts(2));
        try (ObjectOutputStream out = new ObjectOutputStream(new ByteArrayOutputStream())) {
            out.writeObject(result(run));
            out.writeObject(StepResults.nothing(""));
        }
    }
}
