package io.jenkins.plugins.foreman.cli.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.foreman.record.RecordLimits;
import io.jenkins.plugins.foreman.record.RunHead;
import io.jenkins.plugins.foreman.record.RunRecord;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LivePageTest {

    @TempDir
    private Path directory;

    @Test
    void showsWhatIsInTheRecordAndOffersToCancelOnceThatCanBeDone() throws Exception {
        RunHead head = RunHead.started("https://foreman.example.org", Instant.now());
        try (RunRecord record = RunRecord.create(directory.resolve("run"), RecordLimits.DEFAULT, head);
                LivePage page = LivePage.open(record, 0)) {
            assertThat(summary(page)).contains("\"running\":true", "\"cancel\":false");
            page.onCancel(reason -> {});
            record.update(now -> now.withNotices(List.of("The task is paused.")));

            assertThat(summary(page)).contains("The task is paused.", "\"cancel\":true");
        }
    }

    private static String summary(LivePage page) throws Exception {
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(page.uri().resolve("summary")).build(), BodyHandlers.ofString())
                .body();
    }
}
