package io.jenkins.plugins.foreman.pagetest;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.Request;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReportTest extends BrowserTest {

    @Test
    void theReportStandsAlone() throws Exception {
        finishedRun(12);
        open("");
        page.getByText("Export").click();
        Path report = directory.resolve("report.html");
        page.waitForDownload(() -> page.getByText("Report (HTML)").click()).saveAs(report);

        Page alone = context.newPage();
        List<String> requests = new ArrayList<>();
        alone.onRequest((Request request) -> requests.add(request.url()));
        alone.navigate(report.toUri().toString());

        assertThat(alone.locator("h1")).hasText("Update openssl on the web farm");
        assertThat(alone.locator(".counts")).containsText("3 Failed");
        assertThat(alone.locator("tbody tr")).hasCount(12);
        alone.setViewportSize(320, 800);
        assertThat((Integer) alone.evaluate("() => document.documentElement.scrollWidth"))
                .isLessThanOrEqualTo(320);
        alone.locator("details").first().click();
        assertThat(alone.locator("details").first()).containsText("E: lock is held by process 4");
        assertThat(requests).hasSize(1);
    }

    @Test
    void tablesAndTestCasesAreExportedAsTheyAreFiltered() throws Exception {
        finishedRun(12);
        open("?state=failed");
        page.getByText("Export").click();

        assertThat(export("CSV")).contains("web004.example.org").doesNotContain("web001.example.org");
        assertThat(export("JSON")).contains("\"web004.example.org\"").doesNotContain("web001.example.org");
        assertThat(export("JUnit")).contains("tests=\"3\"", "E: lock is held by process 4");
    }

    private String export(String kind) throws IOException {
        if (!page.getByText(kind).first().isVisible()) {
            page.getByText("Export").click();
        }
        return Files.readString(
                page.waitForDownload(() -> page.getByText(kind).first().click()).path());
    }
}
