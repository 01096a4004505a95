package io.jenkins.plugins.foreman.view;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.jenkins.plugins.foreman.client.HostState;
import io.jenkins.plugins.foreman.client.JobInvocation;
import io.jenkins.plugins.foreman.client.JobStatus;
import io.jenkins.plugins.foreman.client.Sentence;
import io.jenkins.plugins.foreman.record.HostRow;
import io.jenkins.plugins.foreman.record.JobFacts;
import io.jenkins.plugins.foreman.record.RunHead;
import io.jenkins.plugins.foreman.record.RunHead.Basis;
import io.jenkins.plugins.foreman.record.RunHead.Verdict;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.ZipInputStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunPageTest {

    private static final Instant START = Instant.parse("2026-08-01T10:00:00Z");

    @TempDir
    private Path directory;

    private final List<ViewedRun> runs = new ArrayList<>();
    private SampleRun run;
    private RunsView view;

    @BeforeEach
    void begin() throws IOException {
        run = new SampleRun(directory.resolve("run"), START);
        runs.add(run.viewed());
        view = new RunsView(() -> runs, Clock.fixed(START.plusSeconds(100), ZoneOffset.UTC));
    }

    @Test
    void summaryTellsWhatRunsAndHowFarItIs() throws Exception {
        run.attempt(228, SampleRun.hosts(4));
        run.run(1, 0, 10, "ok\n", 0, null);
        run.run(2, 0, 10, "E: broken\n", 1, "broken");
        run.state(3, HostState.RUNNING, 20);

        JsonNode summary = json("summary");

        assertThat(summary.get("description").asText()).isEqualTo(SampleRun.DESCRIPTION);
        assertThat(summary.get("startedBy").asText()).isEqualTo("alice");
        assertThat(summary.get("running").asBoolean()).isTrue();
        assertThat(summary.get("total").asInt()).isEqualTo(4);
        assertThat(summary.get("counts").get("succeeded").asInt()).isEqualTo(1);
        assertThat(summary.get("counts").get("failed").asInt()).isEqualTo(1);
        assertThat(summary.get("counts").get("unplanned").asInt()).isEqualTo(1);
        assertThat(summary.get("attempts").get(0).get("link").asText())
                .isEqualTo("https://foreman.example.org/job_invocations/228");
    }

    @Test
    void whatRanIsToldAsTheFirstAttemptHadItAndWithoutWhatIsHidden() throws Exception {
        run.setFacts(
                "os = Debian",
                new JobFacts.Input("command", "systemctl restart web"),
                new JobFacts.Input("password", JobInvocation.InputValue.HIDDEN),
                new JobFacts.Input("script", null));
        run.attempt(228, SampleRun.hosts(2));
        run.setFacts("name ^ (web001)");
        run.attempt(229, SampleRun.hosts(1));

        JsonNode job = json("job");
        assertThat(job.get("template").asText()).isEqualTo("Run Command - Script Default");
        assertThat(job.get("search").asText()).isEqualTo("os = Debian");
        assertThat(job.get("inputs").get(0).get("value").asText()).isEqualTo("systemctl restart web");
        assertThat(job.get("inputs").get(1).get("hidden").asBoolean()).isTrue();
        assertThat(job.get("inputs").get(1).has("value")).isFalse();
        assertThat(job.get("inputs").get(2).get("hidden").asBoolean()).isFalse();
        assertThat(job.get("effectiveUser").asText()).isEqualTo("deploy");
        assertThat(job.get("concurrency").asInt()).isEqualTo(10);
        assertThat(json("job", "scope", "0.1").get("search").asText()).isEqualTo("name ^ (web001)");
    }

    @Test
    void whatRanIsNotKnownBeforeForemanTells() throws Exception {
        assertThat(json("job").has("known")).isFalse();
        run.attempt(228, SampleRun.hosts(2));
        assertThat(json("job").get("known").asBoolean()).isFalse();
    }

    @Test
    void onWhichHostsARerunWouldRunLeavesOutWhatHasSucceededSince() throws Exception {
        run.attempt(228, SampleRun.hosts(4));
        run.run(1, 0, 5, "bad\n", 1, null);
        run.run(2, 0, 5, "bad\n", 1, null);
        run.run(3, 0, 5, "ok\n", 0, null);
        run.finish(Verdict.FAILURE, "2 of 4 hosts failed", 6);
        String group = json("failures").get("groups").get(0).get("id").asText();
        SampleRun rerun = new SampleRun(directory.resolve("rerun"), START.plusSeconds(50));
        runs.add(rerun.viewed());
        rerun.attempt(230, List.of(SampleRun.hosts(1).get(0)));
        rerun.run(1, 0, 5, "ok\n", 0, null);
        rerun.finish(Verdict.SUCCESS, "All hosts succeeded", 6);
        RunActs acts = acts(new ArrayList<>());

        assertThat(text(rerunHosts(acts, "scope", "0.0", "group", group)))
                .isEqualTo("{\"ids\":[2],\"names\":[\"web002.example.org\"]}");
        assertThat(text(rerunHosts(acts, "state", "succeeded"))).contains("\"ids\":[1,3]");
        assertThat(text(rerunHosts(acts))).contains("\"ids\":[2,4,1,3]");
        assertThat(rerunHosts(RunActs.NONE).status()).isEqualTo(403);
    }

    private PageReply rerunHosts(RunActs acts, String... params) throws IOException {
        return new RunPage(view, acts)
                .handle(PageEndpoint.RERUN_HOSTS, new PageRequest(map(params), Locale.ENGLISH, null));
    }

    private static String text(PageReply reply) throws IOException {
        return new String(bytes(reply), StandardCharsets.UTF_8);
    }

    @Test
    void whatNobodyFollowsDoesNotRun() throws Exception {
        run.attempt(228, SampleRun.hosts(1));
        String etag = etag(get("summary"));
        runs.set(0, new ViewedRun(run.record(), "alice", false, true));

        assertThat(getUnless(etag, "summary").status()).isEqualTo(200);
        JsonNode summary = json("summary");
        assertThat(summary.get("running").asBoolean()).isFalse();
        assertThat(summary.get("unfollowed").asBoolean()).isTrue();
        assertThat(summary.get("takenOver").asBoolean()).isTrue();

        run.finish(Verdict.SUCCESS, "All succeeded.", 10);
        assertThat(json("summary").get("unfollowed").asBoolean()).isFalse();
    }

    @Test
    void summaryIsEmptyWhileNothingChanges() throws Exception {
        run.attempt(228, SampleRun.hosts(2));
        String etag = etag(get("summary"));

        assertThat(getUnless(etag, "summary").status()).isEqualTo(304);
        run.setTrouble("Connection refused");
        assertThat(getUnless(etag, "summary").status()).isEqualTo(200);
        assertThat(json("summary").get("trouble").get("message").asText()).isEqualTo("Connection refused");
    }

    @Test
    void aRerunSaysWhoWantedItAndTheTimeBeforeItIsNotCounted() throws Exception {
        run.attempt(228, SampleRun.hosts(1));
        run.run(1, 0, 10, "no\n", 1, null);
        run.finish(Verdict.FAILURE, "One host failed.", 10);
        SampleRun rerun = new SampleRun(directory.resolve("rerun"), START.plusSeconds(70));
        runs.add(new ViewedRun(rerun.record(), "bob"));
        rerun.attempt(229, SampleRun.hosts(1));

        JsonNode summary = json("summary");

        assertThat(summary.get("idle").asInt()).isEqualTo(60_000);
        assertThat(summary.get("attempts").get(0).has("startedBy")).isFalse();
        assertThat(summary.get("attempts").get(1).get("startedBy").asText()).isEqualTo("bob");
    }

    @Test
    void howLongItTookIsToldByItsJobHoweverLateItsEndWasSeen() throws Exception {
        run.attempt(228, SampleRun.hosts(1));
        run.run(1, 0, 10, "no\n", 1, null);
        run.finishAttempt(JobStatus.FAILED, 10);
        run.record()
                .update(head -> head.withOutcome(new RunHead.Outcome(
                        Verdict.FAILURE, Sentence.plain("One host failed."), START.plusSeconds(3600))));

        JsonNode summary = json("summary");

        assertThat(summary.get("endedAt").asLong() - summary.get("startedAt").asLong())
                .isEqualTo(10_000);
    }

    @Test
    void summaryOfARunWithoutAttemptsIsThereToo() throws Exception {
        JsonNode summary = json("summary");

        assertThat(summary.get("running").asBoolean()).isTrue();
        assertThat(summary.get("attempts")).isEmpty();
        assertThat(json("hosts").get("matching").asInt()).isZero();
    }

    @Test
    void hostsAreFilteredSortedAndPaged() throws Exception {
        run.attempt(228, SampleRun.hosts(12));
        for (int host = 1; host <= 12; host++) {
            run.run(host, 0, host * 3, "done\n", host % 4 == 0 ? 1 : 0, null);
        }

        assertThat(names("state", "failed")).containsExactly("web004", "web008", "web012");
        assertThat(names("q", "WEB01")).containsExactly("web012", "web010", "web011");
        assertThat(names("sort", "-duration", "limit", "2")).containsExactly("web012", "web011");
        assertThat(names("sort", "state", "limit", "4")).containsExactly("web004", "web008", "web012", "web001");
        assertThat(names("sort", "proxy", "limit", "2")).containsExactly("web003", "web006");
        assertThat(names("sort", "name", "offset", "10")).containsExactly("web011", "web012");
        assertThat(json("hosts", "state", "failed").get("matching").asInt()).isEqualTo(3);
        assertThat(json("ids", "state", "failed").get("ids"))
                .extracting(JsonNode::asInt)
                .containsExactly(4, 8, 12);
    }

    @Test
    void rowsThatLookTheSameAreNotSentAgain() throws Exception {
        run.attempt(228, SampleRun.hosts(100));
        String etag = etag(get("hosts", "sort", "name", "limit", "10"));

        run.state(50, HostState.RUNNING, 1);
        assertThat(getUnless(etag, "hosts", "sort", "name", "limit", "10").status())
                .isEqualTo(304);
        run.state(5, HostState.RUNNING, 1);
        assertThat(getUnless(etag, "hosts", "sort", "name", "limit", "10").status())
                .isEqualTo(200);
    }

    @Test
    void whatAProxyAddsToATagWhenItCompressesIsPassedOver() throws Exception {
        run.attempt(228, SampleRun.hosts(3));
        String etag = etag(get("hosts"));

        assertThat(etag).startsWith("W/\"").endsWith("\"");
        PageReply reply = getUnless(etag.replaceFirst("\"$", "-gzip\""), "hosts");
        assertThat(reply.status()).isEqualTo(304);
        assertThat(reply.body()).isNull();
        assertThat(etag(reply)).isEqualTo(etag);
    }

    @Test
    void whoFollowsTheRunIsToldOfTheHostsThatAreInSight() throws Exception {
        run.attempt(228, SampleRun.hosts(12));
        run.run(2, 0, 5, "done\n", 0, null);

        json("hosts", "sort", "name", "limit", "3");
        json("output", "host", "7");

        assertThat(run.record().attempt(0).takeLooks()).containsExactlyInAnyOrder(1L, 3L, 7L);
        assertThat(run.record().attempt(0).takeLooks()).isEmpty();
    }

    @Test
    void ofManyHostsOnlyThoseWhoseOutputIsOpenAreLookedAt() throws Exception {
        run.attempt(228, SampleRun.hosts(40));

        json("hosts", "sort", "name", "limit", "40");
        json("output", "host", "7");

        assertThat(run.record().attempt(0).takeLooks()).containsExactly(7L);
    }

    @Test
    void aPageThatIsOpenAsksAgainForWhatItShows() throws Exception {
        run.attempt(228, SampleRun.hosts(2));
        String etag = etag(get("summary"));
        view = new RunsView(() -> runs, Clock.fixed(START.plusSeconds(115), ZoneOffset.UTC));

        assertThat(getUnless(etag, "summary").status()).isEqualTo(200);
    }

    @Test
    void aLaterAttemptReplacesARowAndCanBeLookedAtAlone() throws Exception {
        run.attempt(228, SampleRun.hosts(3));
        run.run(1, 0, 5, "ok\n", 0, null);
        run.run(2, 0, 5, "bad\n", 1, null);
        run.run(3, 0, 5, "ok\n", 0, null);
        run.finishAttempt(JobStatus.FAILED, 6);
        run.attempt(229, List.of(HostRow.unplanned(2, "web002.example.org")));
        run.run(2, 20, 30, "ok now\n", 0, null);

        assertThat(json("summary").get("counts").get("succeeded").asInt()).isEqualTo(3);
        assertThat(json("hosts", "q", "web002")
                        .get("hosts")
                        .get(0)
                        .get("attempt")
                        .asText())
                .isEqualTo("0.1");
        assertThat(json("hosts", "scope", "0.0", "state", "failed")
                        .get("matching")
                        .asInt())
                .isEqualTo(1);
        assertThat(json("output", "scope", "0.0", "host", "2")
                        .get("pieces")
                        .get(0)
                        .get(2)
                        .asText())
                .isEqualTo("bad\n");
    }

    @Test
    void aRerunIsASecondRunOfTheSamePage() throws Exception {
        run.attempt(228, SampleRun.hosts(2));
        run.run(1, 0, 5, "bad\n", 1, null);
        run.run(2, 0, 5, "ok\n", 0, null);
        run.finish(Verdict.FAILURE, "1 of 2 hosts failed", 6);
        SampleRun rerun = new SampleRun(directory.resolve("rerun"), START.plusSeconds(50));
        runs.add(rerun.viewed());
        rerun.attempt(230, List.of(HostRow.unplanned(1, "web001.example.org")));

        JsonNode summary = json("summary");

        assertThat(summary.get("running").asBoolean()).isTrue();
        assertThat(summary.get("attempts"))
                .extracting(attempt -> attempt.get("key").asText())
                .containsExactly("0.0", "1.0");
        assertThat(summary.get("counts").get("unplanned").asInt()).isEqualTo(1);
    }

    @Test
    void hostsThatFailForTheSameReasonAreOneGroup() throws Exception {
        run.attempt(228, SampleRun.hosts(10));
        for (int host = 1; host <= 8; host++) {
            run.run(
                    host,
                    0,
                    5,
                    "12:00:0" + host + " starting\r\nE: lock held by process " + host + "77 on web00" + host + "\r\n",
                    100,
                    null);
        }
        run.run(9, 0, 5, "No space left on device\n", 1, null);
        run.run(10, 0, 5, "fine\n", 0, null);

        JsonNode groups = json("failures").get("groups");

        assertThat(groups).hasSize(2);
        assertThat(groups.get(0).get("hosts").asInt()).isEqualTo(8);
        assertThat(groups.get(0).get("words"))
                .map(part -> (part.get("varies").asBoolean() ? "*" : "")
                        + part.get("text").asText())
                .containsExactly("E: lock held by process ", "*177", " on ", "*web001");
        assertThat(groups.get(1).get("words"))
                .singleElement()
                .isEqualTo(JsonNodeFactory.instance
                        .objectNode()
                        .put("text", "No space left on device")
                        .put("varies", false));
        assertThat(groups.get(0).get("samples")).hasSize(5);
        assertThat(json("hosts", "group", groups.get(1).get("id").asText())
                        .get("hosts")
                        .get(0)
                        .get("name")
                        .asText())
                .isEqualTo("web009.example.org");
    }

    @Test
    void oneCauseIsOneGroupWhetherOrNotTheExitStatusHasArrived() throws Exception {
        run.attempt(228, SampleRun.hosts(2));
        run.out(1, "No space left on device\n");
        run.state(1, HostState.ERROR, 5);
        run.run(2, 0, 5, "No space left on device\n", 1, null);

        JsonNode groups = json("failures").get("groups");

        assertThat(groups).hasSize(1);
        assertThat(groups.get(0).get("hosts").asInt()).isEqualTo(2);
    }

    @Test
    void aGroupHasAnExitStatusOnlyWhereItsHostsHaveTheSame() throws Exception {
        run.attempt(228, SampleRun.hosts(4));
        run.run(1, 0, 5, "No space left on device\n", 1, null);
        run.run(2, 0, 5, "No space left on device\n", 2, null);
        run.run(3, 0, 5, "Connection refused\n", 7, null);

        JsonNode groups = json("failures").get("groups");

        assertThat(groups).hasSize(2);
        assertThat(groups.get(0).get("hosts").asInt()).isEqualTo(2);
        assertThat(groups.get(0).path("exit").isTextual()).isFalse();
        assertThat(groups.get(1).path("exit").asText()).isEqualTo("7");
    }

    @Test
    void outputIsReadFromItsEndInWholeLines() throws Exception {
        run.attempt(228, SampleRun.hosts(1));
        run.state(1, HostState.RUNNING, 0);
        for (int line = 1; line <= 1000; line++) {
            run.out(1, "line " + line + "\n");
        }

        JsonNode end = json("output", "scope", "0.0", "host", "1", "limit", "1000");
        String text = text(end);

        assertThat(text).startsWith("line ").endsWith("line 1000\n");
        int first = end.get("line").asInt();
        assertThat(text).startsWith("line " + (first + 1) + "\n");

        JsonNode before = json(
                "output",
                "scope",
                "0.0",
                "host",
                "1",
                "limit",
                "1000",
                "before",
                end.get("offset").asText());
        assertThat(before.get("next").asLong()).isEqualTo(end.get("offset").asLong());
        assertThat(text(before)).endsWith("line " + first + "\n");

        JsonNode start = json("output", "scope", "0.0", "host", "1", "limit", "100", "offset", "0");
        assertThat(text(start)).startsWith("line 1\n").endsWith("\n");
        assertThat(json(
                                "output",
                                "scope",
                                "0.0",
                                "host",
                                "1",
                                "offset",
                                start.get("next").asText())
                        .get("line")
                        .asInt())
                .isEqualTo(text(start).split("\n").length);
    }

    @Test
    void outputIsReadFromALine() throws Exception {
        run.attempt(228, SampleRun.hosts(1));
        StringBuilder text = new StringBuilder();
        for (int line = 1; line <= 40_000; line++) {
            text.append("this is line ").append(line).append('\n');
        }
        run.out(1, text.toString());

        JsonNode part = json("output", "scope", "0.0", "host", "1", "line", "31415", "limit", "100");

        assertThat(part.get("line").asInt()).isEqualTo(31415);
        assertThat(text(part)).startsWith("this is line 31416\n");
        assertThat(text(json("output", "scope", "0.0", "host", "1", "line", "0", "limit", "50")))
                .startsWith("this is line 1\n");
    }

    @Test
    void aLineLongerThanTheWindowIsCut() throws Exception {
        run.attempt(228, SampleRun.hosts(1));
        run.out(1, "x".repeat(300_000) + "\nend\n");

        JsonNode start = json("output", "scope", "0.0", "host", "1", "offset", "0", "limit", "1000");

        assertThat(text(start)).hasSize(1000);
        assertThat(start.get("next").asLong()).isEqualTo(1000);
    }

    @Test
    void halfACharacterArrivesAsWritten() throws Exception {
        run.attempt(228, SampleRun.hosts(1));
        run.out(1, "\ud83d");
        String text = text(json("output", "scope", "0.0", "host", "1"));

        assertThat(text).isEqualTo("\ud83d");
    }

    @Test
    void searchFindsLinesWhateverColourTheyHave() throws Exception {
        run.attempt(228, SampleRun.hosts(1));
        for (int line = 1; line <= 3000; line++) {
            run.out(1, line % 1000 == 0 ? "here is a \u001b[31mNee\u001b[0mdle\n" : "hay\n");
        }

        JsonNode found = json("search", "scope", "0.0", "host", "1", "q", "needle");

        assertThat(found.get("complete").asBoolean()).isTrue();
        assertThat(found.get("matches"))
                .extracting(match -> match.get(0).asInt())
                .containsExactly(999, 1999, 2999);
    }

    @Test
    void searchSeesAcrossThePiecesOfAnEnormousLine() throws Exception {
        run.attempt(228, SampleRun.hosts(1));
        String half = "y".repeat(65_530);
        run.out(1, half + "needle" + half + "\n");

        assertThat(json("search", "scope", "0.0", "host", "1", "q", "needle").get("matches"))
                .hasSize(1);
    }

    @Test
    void theOutputsOfAllHostsAreSearchedInTheOrderOfTheirNames() throws Exception {
        run.attempt(228, SampleRun.hosts(4));
        run.out(4, "fine\nthe \u001b[31mLOCK\u001b[0m is held\nlock again\n");
        run.out(2, "x".repeat(300) + " lock " + "y".repeat(300) + "\n");
        run.out(3, "nothing\n");
        run.state(4, HostState.ERROR, 5);

        JsonNode found = json("search-all", "q", "lock");

        assertThat(found.get("complete").asBoolean()).isTrue();
        assertThat(found.get("hosts").asInt()).isEqualTo(4);
        assertThat(found.get("found")).hasSize(2);
        assertThat(found.get("found").get(0).get("name").asText()).isEqualTo("web002.example.org");
        assertThat(found.get("found").get(0).get("text").asText()).hasSize(200).contains("x lock y");
        assertThat(found.get("found").get(1).get("lines").asInt()).isEqualTo(2);
        assertThat(found.get("found").get(1).get("line").asInt()).isEqualTo(1);
        assertThat(found.get("found").get(1).get("text").asText()).isEqualTo("the LOCK is held");
        assertThat(json("search-all", "q", "lock", "from", "2").get("found")).hasSize(1);
        assertThat(get("search-all").status()).isEqualTo(400);
    }

    @Test
    void aSearchOfAllOutputsGoesOnInAnOutputThatIsTooLongForOneRequest() throws Exception {
        run.attempt(228, SampleRun.hosts(2));
        for (int part = 0; part < 20; part++) {
            run.out(1, "a line without it\n".repeat(30_000));
        }
        run.out(1, "here it is: needle\n");
        int from = 0;
        long offset = 0;
        List<String> names = new ArrayList<>();
        boolean complete = false;
        for (int request = 0; request < 200 && !complete; request++) {
            JsonNode found = json("search-all", "q", "needle", "from", "" + from, "offset", "" + offset);
            found.get("found").forEach(host -> names.add(host.get("name").asText() + ":" + host.get("line")));
            from = found.get("next").asInt();
            offset = found.get("offset").asLong();
            complete = found.get("complete").asBoolean();
        }

        assertThat(names).containsExactly("web001.example.org:600000");
    }

    @Test
    void whatIsDownloadedIsWhatWasRecorded() throws Exception {
        run.attempt(228, SampleRun.hosts(2));
        run.out(1, "a\u001b[1mb\u001b[0m\r\n\ud83d");
        run.out(1, "\ude00\n");
        run.out(2, "two\n");

        assertThat(body(get("download", "scope", "0.0", "host", "1"))).isEqualTo("a\u001b[1mb\u001b[0m\r\n😀\n");
        Map<String, String> files = new TreeMap<>();
        try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(bytes(get("download"))))) {
            for (var entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                files.put(entry.getName(), new String(zip.readAllBytes(), StandardCharsets.UTF_8));
            }
        }
        assertThat(files)
                .containsEntry("output/web002.example.org-2.txt", "two\n")
                .hasSize(2);
    }

    @Test
    void namesOfHostsDoNoHarmInFileNamesTablesAndReports() throws Exception {
        String name = "=cmd|'/c calc'!A1\"<script>alert(1)</script>/../\u202e";
        run.attempt(228, List.of(HostRow.unplanned(1, name)));
        run.run(1, 0, 5, "<img src=x onerror=alert(1)>\n", 1, "</td>bad");

        assertThat(get("download", "scope", "0.0", "host", "1").headers().get("Content-Disposition"))
                .matches("attachment; filename=\"[A-Za-z0-9._-]+\"");
        assertThat(body(get("export.csv"))).contains("\"'=cmd|'/c calc'!A1\"\"<script>");
        assertThat(body(get("report.html")))
                .doesNotContain("<script", "<img", "\u202e")
                .contains("&lt;script&gt;");
        assertThat(json("export.json").get("hosts").get(0).get("name").asText()).isEqualTo(name);
    }

    @Test
    void hostsOfAGroupAreFoundWithinATime() throws Exception {
        run.attempt(228, SampleRun.hosts(20));
        for (int i = 1; i <= 20; i++) {
            run.run(i, 0, 5, "E: broken\n", 7, "broken");
        }
        FailureGroups groups = new FailureGroups();
        List<ViewedHost> hosts = view.hosts(HostFilter.everything(HostFilter.ALL));
        String group = new FailureGroups().ofAll(hosts).groups().get(0).id();

        assertThat(groups.in(group, hosts, -1)).isEmpty();
        assertThat(groups.in(group, hosts, Long.MAX_VALUE)).hasSize(20);
        assertThat(groups.in(group, hosts, -1)).hasSize(20);
        assertThat(json("ids", "group", group).get("ids")).hasSize(20);
    }

    @Test
    void hostsAreTestCasesForJUnit() throws Exception {
        run.attempt(228, SampleRun.hosts(3));
        run.run(1, 0, 5, "ok\n", 0, null);
        run.run(2, 0, 5, "\u001b[31mE: \u0000 broken & \ud83d <b>\u001b[0m\n", 7, "broken");

        var xml = DocumentBuilderFactory.newDefaultInstance()
                .newDocumentBuilder()
                .parse(new ByteArrayInputStream(bytes(get("junit.xml"))));

        var suite = xml.getDocumentElement();
        assertThat(suite.getAttribute("tests")).isEqualTo("3");
        assertThat(suite.getAttribute("failures")).isEqualTo("1");
        assertThat(suite.getAttribute("skipped")).isEqualTo("1");
        assertThat(xml.getElementsByTagName("failure").item(0).getTextContent())
                .contains("E: \ufffd broken & \ufffd <b>");
    }

    @Test
    void whatMakesNoSenseIsRefused() throws Exception {
        run.attempt(228, SampleRun.hosts(1));

        assertThat(PageEndpoint.find("nothing", false)).isNull();
        assertThat(PageEndpoint.find("rerun", false)).isNull();
        assertThat(get("hosts", "state", "happy").status()).isEqualTo(400);
        assertThat(get("hosts", "scope", "7.7").status()).isEqualTo(400);
        assertThat(get("output", "host", "99").status()).isEqualTo(400);
        assertThat(get("output").status()).isEqualTo(400);
        assertThat(get("output", "host", "1", "limit", "99999999999999").status())
                .isEqualTo(200);
    }

    @Test
    void actsAreCarriedOutOnExactlyTheHostsNamed() throws Exception {
        run.attempt(228, SampleRun.hosts(5));
        List<HostRow> rerun = new ArrayList<>();
        RunActs acts = acts(rerun);

        assertThat(post(acts, "rerun", "hosts", "2,4").status()).isEqualTo(200);
        assertThat(rerun).extracting(HostRow::id).containsExactly(2L, 4L);
        assertThat(post(acts, "rerun", "hosts", "2,99").status()).isEqualTo(400);
        assertThat(post(acts, "rerun").status()).isEqualTo(400);
        assertThat(post(acts, "cancel").status()).isEqualTo(403);
        assertThat(post(acts, "cancel", "hosts", "2").status()).isEqualTo(403);
        assertThat(post(RunActs.NONE, "rerun", "hosts", "2").status()).isEqualTo(403);
        assertThat(rerun).hasSize(2);
    }

    @Test
    void aCancelOfNamedHostsIsNeverOneOfTheWholeJob() throws Exception {
        run.attempt(228, SampleRun.hosts(5));
        List<String> cancelled = new ArrayList<>();
        RunActs acts = new RunActs() {
            @Override
            public boolean mayCancel() {
                return true;
            }

            @Override
            public boolean mayCancelHosts() {
                return true;
            }

            @Override
            public void cancel() {
                cancelled.add("all");
            }

            @Override
            public int cancelHosts(List<HostRow> hosts) {
                hosts.forEach(host -> cancelled.add(host.name()));
                return hosts.size();
            }
        };

        assertThat(post(acts, "cancel", "hosts", "").status()).isEqualTo(400);
        assertThat(post(acts, "cancel", "hosts", "all").status()).isEqualTo(400);
        assertThat(cancelled).isEmpty();
        assertThat(post(acts, "cancel", "hosts", "2,4").status()).isEqualTo(200);
        assertThat(cancelled).containsExactly("web002.example.org", "web004.example.org");
    }

    @Test
    void inputsAreChangedByThoseWhoMayAndOnlyTheOnesThatTheJobHas() throws Exception {
        run.setFacts(
                "os = Debian",
                new JobFacts.Input("command", "uptime"),
                new JobFacts.Input("login", "mysql -p****"),
                new JobFacts.Input("password", JobInvocation.InputValue.HIDDEN));
        run.attempt(228, SampleRun.hosts(2));
        List<HostRow> rerun = new ArrayList<>();
        Map<String, String> changed = new TreeMap<>();
        RunActs may = acts(rerun, changed);

        assertThat(post(acts(rerun), "rerun", "hosts", "2", "input:command", "id")
                        .status())
                .isEqualTo(403);
        assertThat(body(post(may, "rerun", "hosts", "2", "input:other", "id"))).contains("no input \\\"other\\\"");
        assertThat(body(post(may, "rerun", "hosts", "2", "input:login", "mysql -p**** -e")))
                .contains("stars stand for a secret");
        assertThat(post(may, "rerun", "hosts", "2", "input:command", "x".repeat(65_537))
                        .status())
                .isEqualTo(400);
        assertThat(rerun).isEmpty();

        assertThat(post(may, "rerun", "hosts", "2", "input:command", "", "input:password", "new****word")
                        .status())
                .isEqualTo(200);
        assertThat(changed).isEqualTo(Map.of("command", "", "password", "new****word"));
    }

    @Test
    void aRerunRepeatsWhatTheLastRunWasGiven() throws Exception {
        run.setFacts("os = Debian", new JobFacts.Input("command", "uptime"));
        run.attempt(228, SampleRun.hosts(2));
        run.setFacts(null, new JobFacts.Input("command", "id"));
        run.attempt(229, SampleRun.hosts(1));

        assertThat(json("job").get("inputs").get(0).get("value").asText()).isEqualTo("uptime");
        assertThat(json("job", "last", "true").get("inputs").get(0).get("value").asText())
                .isEqualTo("id");
    }

    @Test
    void whatARerunWouldRunOnIsWorkedOutOverAllAttempts() throws Exception {
        run.attempt(228, SampleRun.hosts(3));
        run.run(1, 0, 5, "bad\n", 1, null);
        run.run(2, 0, 5, "bad\n", 1, null);
        run.run(3, 0, 5, "ok\n", 0, null);
        run.finish(Verdict.FAILURE, "2 of 3 hosts failed", 6);
        SampleRun rerun = new SampleRun(directory.resolve("rerun"), START.plusSeconds(50));
        runs.add(rerun.viewed());
        rerun.attempt(230, SampleRun.hosts(2));
        rerun.run(1, 0, 5, "ok\n", 0, null);
        rerun.run(2, 0, 5, "bad again\n", 1, null);
        List<HostRow> asked = new ArrayList<>();
        RunActs acts = acts(asked);

        assertThat(json("summary", "scope", "0.0").get("acts").get("failed").asInt())
                .isEqualTo(1);
        assertThat(bytes(post(acts, "rerun", "scope", "0.0", "hosts", "1,2,3")))
                .asString(StandardCharsets.UTF_8)
                .isEqualTo("{\"hosts\":2}");
        assertThat(asked).extracting(HostRow::id).containsExactly(2L, 3L);
        assertThat(post(acts, "rerun", "scope", "0.0", "hosts", "1").status()).isEqualTo(409);
    }

    @Test
    void cancelledHostsAndThoseThatNeverBeganDidNotSucceed() throws Exception {
        run.attempt(228, SampleRun.hosts(4));
        run.run(1, 0, 5, "ok\n", 0, null);
        run.run(2, 0, 5, "bad\n", 1, null);
        run.state(3, HostState.CANCELLED, 5);

        JsonNode acts = json("summary").get("acts");

        assertThat(acts.get("failed").asInt()).isEqualTo(1);
        assertThat(acts.get("unsuccessful").asInt()).isEqualTo(3);
    }

    @Test
    void aHostThatCannotBeReachedDidNotRunAndSaysWhy() throws Exception {
        run.attempt(228, SampleRun.hosts(2));
        run.unreachable(1, 5, "web001.example.org: timed out");
        run.unreachable(2, 5, "web002.example.org: timed out");

        JsonNode row = json("hosts").get("hosts").get(0);
        assertThat(row.has("exit")).isFalse();
        assertThat(row.get("notRun").asText()).isEqualTo("web001.example.org: timed out");
        JsonNode group = json("failures").get("groups").get(0);
        assertThat(group.get("hosts").asInt()).isEqualTo(2);
        assertThat(group.get("notRun").asBoolean()).isTrue();
        assertThat(group.get("words").get(0).get("text").asText()).isEqualTo("web001.example.org:");
        assertThat(json("output", "scope", "0.0", "host", "1").get("notRun").asText())
                .isEqualTo("web001.example.org: timed out");
        assertThat(body(get("export.csv"))).contains("did not run: web001.example.org: timed out");
        assertThat(body(get("junit.xml"))).contains("message=\"did not run: web001.example.org: timed out\"");
        assertThat(body(get("report.html"))).contains("Did not run: web001.example.org: timed out");
        for (String export : List.of("export.csv", "export.json", "junit.xml", "report.html")) {
            assertThat(body(get(export))).as(export).doesNotContain("EXCEPTION");
        }
    }

    @Test
    void tablesForOtherProgramsHaveWholeNumbersAndSeconds() throws Exception {
        run = new SampleRun(directory.resolve("other"), START.plusNanos(123_456_789));
        runs.set(0, run.viewed());
        run.attempt(228, SampleRun.hosts(2));
        run.run(1, 1, 5, "ok\n", 0, null);
        run.run(2, 1, 5, "bad\n", 1, null);
        run.attempt(229, List.of(SampleRun.hosts(2).get(1)));
        run.run(2, 10, 15, "ok\n", 0, null);

        assertThat(body(get("export.csv")).lines())
                .contains(
                        "1,web001.example.org,succeeded,0,\"2026-08-01T10:00:01Z\",\"2026-08-01T10:00:05Z\",4,"
                                + "proxy2.example.org,1,,ok,RedHat 9.4,web",
                        "2,web002.example.org,succeeded,0,\"2026-08-01T10:00:10Z\",\"2026-08-01T10:00:15Z\",5,"
                                + "proxy3.example.org,2,,ok,RedHat 9.4,database");
    }

    @Test
    void whatForemanTellsOfHostsIsOnThePageAndInExports() throws Exception {
        run.attempt(228, SampleRun.hosts(3));
        run.run(1, 0, 10, "ok\n", 0, null);
        run.run(2, 0, 10, "ok\n", 0, null);

        JsonNode facts = json("summary").get("facts");
        assertThat(facts.get("os").toString()).isEqualTo("[\"RedHat 9.4\"]");
        assertThat(facts.get("hostgroup").toString()).isEqualTo("[\"database\",\"web\"]");
        assertThat(json("hosts", "hostgroup", "web").get("hosts"))
                .singleElement()
                .satisfies(host -> assertThat(host.get("os").asText()).isEqualTo("RedHat 9.4"));
        assertThat(json("export.json", "hostgroup", "database")
                        .get("hosts")
                        .get(0)
                        .get("hostgroup")
                        .asText())
                .isEqualTo("database");
        assertThat(body(get("report.html"))).contains("<th>Operating system</th><th>Host group</th>", "RedHat 9.4");
    }

    @Test
    void aReportHasNoColumnInWhichNothingWouldStand() throws Exception {
        run.attempt(228, SampleRun.hosts(1));

        assertThat(body(get("report.html"))).doesNotContain("Operating system", "Host group", "Smart proxy");
    }

    @Test
    void theSentenceIsAboutTheHostsThatAreShownAndInTheLanguageOfItsReader() throws Exception {
        run.attempt(228, SampleRun.hosts(20));
        for (int host = 1; host <= 20; host++) {
            run.run(host, 0, 5, "done\n", host <= 2 ? 1 : 0, null);
        }
        run.judged(Verdict.FAILURE, Basis.limited(Basis.Limit.OVER_FAILURE, "5%"), 6);
        assertThat(message("all", Locale.ENGLISH))
                .isEqualTo("2 of 20 hosts failed. That is more than the failure threshold of 5%.");
        assertThat(message("all", Locale.GERMAN))
                .isEqualTo("2 von 20 Hosts sind fehlgeschlagen. Das liegt über der Schwelle 5% für „fehlgeschlagen“.");

        SampleRun rerun = new SampleRun(directory.resolve("rerun"), START.plusSeconds(50));
        runs.add(rerun.viewed());
        rerun.attempt(230, SampleRun.hosts(2));
        rerun.run(1, 0, 5, "ok\n", 0, null);
        rerun.run(2, 0, 5, "ok\n", 0, null);
        rerun.judged(Verdict.SUCCESS, Basis.of(Basis.Kind.HOSTS), 6);

        assertThat(message("all", Locale.ENGLISH)).isEqualTo("All 20 hosts succeeded.");
        assertThat(message("1.0", Locale.ENGLISH)).isEqualTo("All 2 hosts succeeded.");
        assertThat(message("0.0", Locale.ENGLISH)).startsWith("2 of 20 hosts failed.");
        assertThat(body(get("report.html"))).contains(" · 2 of 20 hosts failed. ", " · All 2 hosts succeeded.<");
    }

    @Test
    void aRerunThatSucceedsDoesNotMakeGoodForOtherHosts() throws Exception {
        run.attempt(228, SampleRun.hosts(3));
        run.run(1, 0, 5, "bad\n", 1, null);
        run.run(2, 0, 5, "bad\n", 1, null);
        run.run(3, 0, 5, "ok\n", 0, null);
        run.finish(Verdict.FAILURE, "2 of 3 hosts failed", 6);
        SampleRun rerun = new SampleRun(directory.resolve("rerun"), START.plusSeconds(50));
        runs.add(rerun.viewed());
        rerun.attempt(230, List.of(SampleRun.hosts(1).get(0)));
        rerun.run(1, 0, 5, "ok\n", 0, null);
        rerun.judged(Verdict.SUCCESS, Basis.of(Basis.Kind.HOSTS), 6);

        JsonNode summary = json("summary");

        assertThat(summary.get("verdict").asText()).isEqualTo("failure");
        assertThat(summary.get("message").asText()).isEqualTo("1 of 3 hosts failed.");
    }

    @Test
    void whatIsKeptOfARunIsToldInTheLanguageOfItsReader() throws Exception {
        Sentence why = new Sentence(Map.of("en", "It took too long.", "de", "Es hat zu lange gedauert."));
        Sentence notice = new Sentence(Map.of("en", "It is paused.", "de", "Er ist angehalten."));
        Sentence trouble = new Sentence(Map.of("en", "No answer.", "de", "Keine Antwort."));
        run.attempt(228, SampleRun.hosts(2));
        run.record()
                .update(head -> head.wantedToStop(why, Verdict.FAILURE, START)
                        .withNotices(List.of(notice))
                        .withTrouble(new RunHead.Trouble(START, trouble)));

        JsonNode german = summary("all", Locale.GERMAN);
        assertThat(german.get("cancelReason").asText()).isEqualTo("Es hat zu lange gedauert.");
        assertThat(german.get("notices").get(0).asText()).isEqualTo("Er ist angehalten.");
        assertThat(german.get("trouble").get("message").asText()).isEqualTo("Keine Antwort.");
        JsonNode english = summary("all", Locale.FRENCH);
        assertThat(english.get("cancelReason").asText()).isEqualTo("It took too long.");
        assertThat(english.get("notices").get(0).asText()).isEqualTo("It is paused.");
        assertThat(english.get("trouble").get("message").asText()).isEqualTo("No answer.");

        run.record()
                .update(head -> head.withCurrent(head.currentAttempt().finishedNow())
                        .withOutcome(new RunHead.Outcome(Verdict.FAILURE, why, START.plusSeconds(9))));
        assertThat(message("all", Locale.GERMAN)).startsWith("Es hat zu lange gedauert.");
        PageRequest report = new PageRequest(Map.of(), Locale.GERMAN, null);
        PageReply page = new RunPage(view, RunActs.NONE).handle(PageEndpoint.HTML, report);
        assertThat(new String(bytes(page), StandardCharsets.UTF_8))
                .contains("Es hat zu lange gedauert.")
                .doesNotContain("It took too long.");
    }

    private String message(String scope, Locale locale) throws IOException {
        return summary(scope, locale).get("message").asText();
    }

    private JsonNode summary(String scope, Locale locale) throws IOException {
        PageRequest request = new PageRequest(Map.of("scope", scope), locale, null);
        return new ObjectMapper()
                .readTree(bytes(new RunPage(view, RunActs.NONE).handle(PageEndpoint.SUMMARY, request)));
    }

    @Test
    void whatNeedsAPersonComesFirst() throws Exception {
        run.attempt(228, SampleRun.hosts(5));
        run.run(1, 0, 5, "ok\n", 0, null);
        run.run(4, 0, 5, "bad\n", 1, null);
        run.state(3, HostState.RUNNING, 5);
        run.run(2, 0, 5, "bad\n", 1, null);

        assertThat(names()).containsExactly("web002", "web004", "web003", "web005", "web001");
    }

    @Test
    void theTimelineTellsHowManyWaitedRanAndEndedAndWhoWasSlow() throws Exception {
        run.attempt(228, SampleRun.hosts(20));
        for (int host = 1; host <= 10; host++) {
            run.run(host, 0, host, "ok\n", 0, null);
        }
        run.run(11, 40, 90, "bad\n", 1, null);
        run.state(12, HostState.RUNNING, 25);

        JsonNode timeline = json("timeline");

        assertThat(timeline.get("from").asLong()).isEqualTo(START.toEpochMilli());
        assertThat(timeline.get("to").asLong()).isEqualTo(START.plusSeconds(100).toEpochMilli());
        assertThat(timeline.get("columns")).hasSize(48);
        assertThat(column(timeline, 0)).as("after 2.1 s").isEqualTo("2 succeeded, 0 failed, 8 running, 10 waiting");
        assertThat(column(timeline, 11)).as("after 25 s").isEqualTo("10 succeeded, 0 failed, 1 running, 9 waiting");
        assertThat(column(timeline, 42)).as("after 89.6 s").isEqualTo("10 succeeded, 0 failed, 2 running, 8 waiting");
        assertThat(column(timeline, 43)).as("after 91.7 s").isEqualTo("10 succeeded, 1 failed, 1 running, 8 waiting");
        assertThat(column(timeline, 47)).as("now").isEqualTo("10 succeeded, 1 failed, 1 running, 8 waiting");
        assertThat(timeline.get("half").asLong()).isEqualTo(6_000);
        assertThat(timeline.get("most").asLong()).isEqualTo(10_000);
        assertThat(timeline.get("slowest")).hasSize(10);
        assertThat(timeline.get("slowest").get(0).get("name").asText()).isEqualTo("web012.example.org");
        assertThat(timeline.get("slowest").get(1).get("name").asText()).isEqualTo("web011.example.org");
    }

    private static String column(JsonNode timeline, int index) {
        JsonNode column = timeline.get("columns").get(index);
        List<String> counts = new ArrayList<>();
        column.fieldNames().forEachRemaining(name -> counts.add(column.get(name) + " " + name));
        return String.join(", ", counts);
    }

    @Test
    void theTimelineOfWhatHasEndedEndsWithItsLastHost() throws Exception {
        run.attempt(228, SampleRun.hosts(2));
        run.run(1, 0, 30, "ok\n", 0, null);
        run.run(2, 0, 40, "ok\n", 0, null);
        run.finish(Verdict.SUCCESS, "All hosts succeeded", 75);

        JsonNode timeline = json("timeline");

        assertThat(timeline.get("to").asLong()).isEqualTo(START.plusSeconds(40).toEpochMilli());
        assertThat(column(timeline, 47)).isEqualTo("2 succeeded, 0 failed, 0 running, 0 waiting");
    }

    @Test
    void theTimelineIsOfTheAttemptThatIsLookedAtOrOfTheNewest() throws Exception {
        assertThat(json("timeline")).isEmpty();
        run.attempt(228, SampleRun.hosts(2));
        run.run(1, 0, 30, "ok\n", 0, null);
        run.attempt(229, List.of(HostRow.unplanned(2, "web002.example.org")));

        assertThat(json("timeline").get("attempt").asInt()).isEqualTo(2);
        assertThat(json("timeline").get("hosts").asInt()).isEqualTo(1);
        assertThat(json("timeline", "scope", "0.0").get("hosts").asInt()).isEqualTo(2);
    }

    @Test
    void noTimeThatRemainsIsToldWhileForemanIsAwayOrTheJobIsCancelled() throws Exception {
        run.attempt(228, SampleRun.hosts(10));
        for (int host = 1; host <= 5; host++) {
            run.run(host, 0, 10, "ok\n", 0, null);
        }
        assertThat(json("summary").has("remaining")).isTrue();

        run.setTrouble("Connection refused");
        assertThat(json("summary").has("remaining")).isFalse();
        run.setTrouble(null);
        assertThat(json("summary").has("remaining")).isTrue();
        run.record()
                .update(head -> head.wantedToStop(Sentence.plain("Cancelled on the page."), Verdict.ABORTED, START));
        assertThat(json("summary").has("remaining")).isFalse();
    }

    @Test
    void textsComeInTheReadersLanguage() throws Exception {
        PageRequest german = new PageRequest(Map.of(), Locale.GERMANY, null);
        PageRequest french = new PageRequest(Map.of(), Locale.FRENCH, null);
        RunPage page = new RunPage(view, RunActs.NONE);

        JsonNode texts = new ObjectMapper().readTree(bytes(page.handle(PageEndpoint.TEXTS, german)));

        assertThat(texts.get("lang").asText()).isEqualTo("de");
        assertThat(texts.get("texts").get("state.failed").asText()).isEqualTo("Fehlgeschlagen");
        assertThat(new ObjectMapper()
                        .readTree(bytes(page.handle(PageEndpoint.TEXTS, french)))
                        .get("lang")
                        .asText())
                .isEqualTo("en");
    }

    /** Takes down what is to run again. */
    private static RunActs acts(List<HostRow> rerun) {
        return acts(rerun, null);
    }

    /** Takes down what is to run again, and with which inputs, null where these may not be changed. */
    private static RunActs acts(List<HostRow> rerun, Map<String, String> changed) {
        return new RunActs() {
            @Override
            public boolean mayChangeInputs() {
                return changed != null;
            }

            @Override
            public boolean mayRerun() {
                return true;
            }

            @Override
            public void rerun(List<HostRow> hosts, Map<String, String> inputs) {
                rerun.addAll(hosts);
                if (changed != null) {
                    changed.putAll(inputs);
                }
            }
        };
    }

    private List<String> names(String... params) throws IOException {
        List<String> names = new ArrayList<>();
        json("hosts", params)
                .get("hosts")
                .forEach(host -> names.add(host.get("name").asText().replace(".example.org", "")));
        return names;
    }

    private static String text(JsonNode output) {
        StringBuilder text = new StringBuilder();
        output.get("pieces").forEach(piece -> text.append(piece.get(2).asText()));
        return text.toString();
    }

    private PageReply get(String path, String... params) throws IOException {
        return getUnless(null, path, params);
    }

    private PageReply getUnless(String etag, String path, String... params) throws IOException {
        return new RunPage(view, RunActs.NONE)
                .handle(PageEndpoint.find(path, false), new PageRequest(map(params), Locale.ENGLISH, etag));
    }

    private static String etag(PageReply reply) {
        return reply.headers().get("ETag");
    }

    private PageReply post(RunActs acts, String path, String... params) throws IOException {
        return new RunPage(view, acts)
                .handle(PageEndpoint.find(path, true), new PageRequest(map(params), Locale.ENGLISH, null));
    }

    private JsonNode json(String path, String... params) throws IOException {
        return new ObjectMapper().readTree(bytes(get(path, params)));
    }

    private static Map<String, String> map(String... params) {
        Map<String, String> map = new HashMap<>();
        for (int i = 0; i < params.length; i += 2) {
            map.put(params[i], params[i + 1]);
        }
        return map;
    }

    private static String body(PageReply reply) throws IOException {
        return new String(bytes(reply), StandardCharsets.UTF_8);
    }

    private static byte[] bytes(PageReply reply) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        PageReply.Body body = reply.body();
        if (body != null) {
            body.writeTo(out);
        }
        return out.toByteArray();
    }
}
