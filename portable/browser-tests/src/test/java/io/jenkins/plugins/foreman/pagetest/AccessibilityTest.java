package io.jenkins.plugins.foreman.pagetest;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.options.ColorScheme;
import io.jenkins.plugins.foreman.client.OutputChunk.OutputType;
import io.jenkins.plugins.foreman.record.JobFacts;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AccessibilityTest extends BrowserTest {

    @ParameterizedTest(name = "{0} px, {1}")
    @CsvSource({"1600, LIGHT", "1600, DARK", "960, DARK", "768, LIGHT", "320, LIGHT", "320, DARK"})
    void nothingKeepsAnyoneFromUsingThePage(int width, ColorScheme scheme) throws Exception {
        acts.allowed = true;
        run.setFacts("os = Debian", new JobFacts.Input("script", "echo a line\n".repeat(80)));
        LivelyRun.fill(run);
        colours();
        run.setTrouble("Connection refused");
        run.setNotices("The task is paused in Foreman.");
        open("", width, scheme);
        rows().first().locator("input").click();
        assertThat(violations()).isEmpty();
        page.navigate(page.url() + "?open=0.0/9,0.0/1&at=0.0/9/3");
        assertThat(output("web001")).containsText("colour 7");
        output("web009").getByLabel("Search in this output").first().click();
        output("web009").getByLabel("Times and channels").click();
        output("web009").locator("select").selectOption("since");
        picture("page-" + width + "-" + scheme.name().toLowerCase());

        assertThat(violations()).isEmpty();
        assertThat((Integer) page.evaluate("() => document.documentElement.scrollWidth"))
                .isLessThanOrEqualTo(width);
        button("Cancel").first().click();
        assertThat(dialog()).isVisible();
        assertThat(violations()).isEmpty();
        page.keyboard().press("Escape");
        page.keyboard().press("?");
        assertThat(violations("dialog[open]")).isEmpty();
        page.keyboard().press("Escape");
        page.getByText("Export").click();
        // an open menu lies over other controls, which is for it to do
        assertThat(violations(".foreman-menu[open]")).isEmpty();
        page.keyboard().press("Escape");
        page.getByText("What ran").click();
        assertThat(page.locator(".foreman-what pre")).isVisible();
        page.getByText("Timeline").click();
        page.getByText("As a table").click();
        page.getByText("Search outputs").click();
        page.locator(".foreman-all input").fill("lock");
        page.locator(".foreman-all input").press("Enter");
        assertThat(page.locator(".foreman-all li").first()).isVisible();
        assertThat(page.locator(".foreman-time tbody tr").first()).isVisible();
        assertThat((Integer) page.evaluate("() => document.documentElement.scrollWidth"))
                .isLessThanOrEqualTo(width);
        picture("timeline-" + width + "-" + scheme.name().toLowerCase());
        button("Rerun").first().click();
        assertThat(dialog()).isVisible();
        assertThat(violations()).isEmpty();
    }

    @Test
    void aFinishedRunIsUsableToo() throws Exception {
        finishedRun(20);
        open("");
        picture("finished");

        assertThat(violations()).isEmpty();
    }

    @Test
    void theCheckerWouldSayWhatIsWrong() throws Exception {
        finishedRun(4);
        open("");
        page.evaluate("() => document.querySelector('.foreman-head__acts').append(document.createElement('button'))");

        assertThat(violations()).singleElement().asString().contains("button-name");
    }

    @Test
    void textsMayBeTwiceAsLarge() throws Exception {
        finishedRun(20);
        open("", 640, ColorScheme.LIGHT);
        page.evaluate("() => { document.documentElement.style.fontSize = '200%'; }");

        assertThat((Integer) page.evaluate("() => document.documentElement.scrollWidth"))
                .isLessThanOrEqualTo(640);
        assertThat(row("web001")).isVisible();
    }

    private void colours() throws IOException {
        for (int colour = 0; colour < 8; colour++) {
            run.out(
                    1,
                    String.format(
                            "\u001b[3%1$dmcolour %1$d\u001b[0m \u001b[9%1$dmbright\u001b[0m \u001b[4%1$dmon\u001b[0m"
                                    + " \u001b[10%1$d;2mdim on bright\u001b[0m \u001b[7;3%1$dminverse\u001b[0m%n",
                            colour));
        }
        run.output(1, OutputType.STDERR, "error \u001b[2mdim\u001b[0m\u0000\n");
    }

    private List<String> violations() throws IOException {
        return violations("html");
    }

    /** @param where selector of one element, which a click or a key before may still have to bring */
    @SuppressWarnings("unchecked")
    private List<String> violations(String where) throws IOException {
        assertThat(page.locator(where)).isVisible();
        try (InputStream axe = getClass().getResourceAsStream("/axe.min.js")) {
            page.evaluate(new String(Objects.requireNonNull(axe).readAllBytes(), StandardCharsets.UTF_8));
        }
        return (List<String>)
                page.evaluate("async () => (await axe.run('" + where + "', { runOnly: ['wcag2a', 'wcag2aa',"
                        + " 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] })).violations.flatMap(violation =>"
                        + " violation.nodes.slice(0, 3).map(node => violation.id + ': ' + node.html.slice(0, 200) + ' '"
                        + " + (node.any[0]?.message ?? node.all[0]?.message ?? node.none[0]?.message ?? '')))");
    }

    /** For people to look at; in the module's target folder. */
    private void picture(String name) throws IOException {
        Path folder = Files.createDirectories(Path.of("target", "screenshots"));
        page.screenshot(new com.microsoft.playwright.Page.ScreenshotOptions()
                .setPath(folder.resolve(name + ".png"))
                .setFullPage(true));
    }
}
