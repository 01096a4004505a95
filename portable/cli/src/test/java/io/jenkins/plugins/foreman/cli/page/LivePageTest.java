package io.jenkins.plugins.foreman.cli.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.foreman.client.Sentence;
import io.jenkins.plugins.foreman.record.Attempt;
import io.jenkins.plugins.foreman.record.HostRow;
import io.jenkins.plugins.foreman.record.RecordLimits;
import io.jenkins.plugins.foreman.record.RunHead;
import io.jenkins.plugins.foreman.record.RunHead.Outcome;
import io.jenkins.plugins.foreman.record.RunHead.Verdict;
import io.jenkins.plugins.foreman.record.RunRecord;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LivePageTest {

    @TempDir
    private Path directory;

    @Test
    void showsWhatIsInTheRecordAndOffersToCancelOnceThatCanBeDone() throws Exception {
        try (RunRecord record = record();
                LivePage page = LivePage.open(0)) {
            page.show(record);
            assertThat(summary(page)).contains("\"running\":true", "\"cancel\":false", "\"rerun\":false");
            page.onCancel(reason -> {});
            record.update(now -> now.withNotices(List.of(Sentence.plain("The task is paused."))));

            assertThat(summary(page)).contains("The task is paused.", "\"cancel\":true");
        }
    }

    @Test
    void aRerunIsOfferedWhenTheRunHasEndedAndHandedToWhoeverWaits() throws Exception {
        try (RunRecord record = record();
                RunRecord second = record("rerun");
                LivePage page = LivePage.open(0)) {
            page.show(record);
            record.update(head -> head.withNewAttempt(Attempt.planned("m", List.of(), Instant.now())));
            record.attempt(0).putHosts(List.of(HostRow.unplanned(7, "web.example.org")));
            assertThat(summary(page)).contains("\"rerun\":false");
            assertThat(rerun(page)).startsWith("403");

            record.update(head ->
                    head.withOutcome(new Outcome(Verdict.FAILURE, Sentence.plain("One failed."), Instant.now())));
            assertThat(summary(page)).contains("\"rerun\":true");
            CompletableFuture<String> reply = CompletableFuture.supplyAsync(() -> rerun(page));
            assertThat(page.awaitRerun()).contains(new LivePage.Asked(List.of("web.example.org"), Map.of()));
            assertThat(summary(page)).contains("\"rerun\":false");
            assertThat(reply).isNotDone();
            page.show(second);
            assertThat(reply.get()).startsWith("200");
            assertThat(summary(page)).contains("\"rerun\":false", "\"running\":true");

            page.endWaiting();
            assertThat(page.awaitRerun()).isEmpty();
        }
    }

    private RunRecord record() throws IOException {
        return record("run");
    }

    private RunRecord record(String name) throws IOException {
        RunHead head = RunHead.started("https://foreman.example.org", Instant.now());
        return RunRecord.create(directory.resolve(name), RecordLimits.DEFAULT, head);
    }

    /** Asks for a rerun as the page does, with the token that is in it. */
    private static String rerun(LivePage page) {
        try {
            HttpClient http = HttpClient.newHttpClient();
            String html = http.send(HttpRequest.newBuilder(page.uri()).build(), BodyHandlers.ofString())
                    .body();
            Matcher token = Pattern.compile("data-crumb-value=\"([0-9a-f]+)\"").matcher(html);
            assertThat(token.find()).as(html).isTrue();
            HttpResponse<String> reply = http.send(
                    HttpRequest.newBuilder(page.uri().resolve("rerun"))
                            .header(PageAssets.TOKEN_HEADER, token.group(1))
                            .header("Content-Type", "application/x-www-form-urlencoded")
                            .POST(BodyPublishers.ofString("hosts=7"))
                            .build(),
                    BodyHandlers.ofString());
            return reply.statusCode() + reply.body();
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static String summary(LivePage page) throws Exception {
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(page.uri().resolve("summary")).build(), BodyHandlers.ofString())
                .body();
    }
}
