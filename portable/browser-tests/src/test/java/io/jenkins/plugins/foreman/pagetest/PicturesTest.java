package io.jenkins.plugins.foreman.pagetest;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import io.jenkins.plugins.foreman.cli.page.PageServer;
import io.jenkins.plugins.foreman.view.PatchRun;
import io.jenkins.plugins.foreman.view.RunActs;
import io.jenkins.plugins.foreman.view.RunPage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/**
 * The pictures of the page in the documents show what the page shows. {@code portable/browser-tests/pictures} makes them
 * anew.
 */
class PicturesTest extends BrowserFixture {

    private static final Path IMAGES = Path.of("../../docs/images");
    private static final boolean MAKE = Boolean.getBoolean("page.pictures");
    private static final int MOST_BYTES = 150_000;

    /**
     * What stands on the page, in which elements, and by which styles. Of the list of hosts the first rows: how many there
     * are depends on the fonts.
     */
    private static final String DESCRIBE = """
            async () => {
              const lines = [];
              const describe = (element, depth) => {
                if (!element.checkVisibility()) {
                  return;
                }
                const row = element.getAttribute("role") === "row" ? [...element.parentElement.children].indexOf(element) : 0;
                if (row >= 5) {
                  return;
                }
                const own = [...element.childNodes].filter(node => node.nodeType === Node.TEXT_NODE);
                const text = own.map(node => node.data).join(" ").replace(/\\s+/g, " ").trim();
                const name = [element.localName, ...[...element.classList].sort()].join(".");
                const label = element.getAttribute("aria-label");
                lines.push("  ".repeat(depth) + name + (label ? ` [${label}]` : "") + (text ? ` "${text}"` : ""));
                if (element.localName !== "svg") {
                  [...element.children].forEach(child => describe(child, depth + 1));
                }
              };
              describe(document.querySelector("#foreman-page"), 0);
              for (const link of document.querySelectorAll("link[rel=stylesheet]")) {
                const styles = await (await fetch(link.href)).text();
                const bytes = new TextEncoder().encode(styles.replace(/\\/\\*.*?\\*\\//gs, "").replace(/\\s+/g, " "));
                const sum = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
                lines.push("styles " + [...sum].map(byte => byte.toString(16).padStart(2, "0")).join(""));
              }
              return lines.join("\\n");
            }
            """;

    private PatchRun run;
    private PageServer server;

    @Override
    void stopServing() throws IOException {
        server.close();
        run.close();
    }

    @Override
    void opened(Page empty) {
        empty.clock().setFixedTime(run.now().toEpochMilli());
    }

    private void open(PatchRun shown, String query, ColorScheme scheme) throws IOException {
        run = shown;
        server = PageServer.start(new RunPage(run.view(), acts()), 0);
        navigate(
                server.uri() + query,
                new Browser.NewContextOptions()
                        .setViewportSize(1400, 1000)
                        .setColorScheme(scheme)
                        .setLocale("en-US")
                        .setTimezoneId("UTC"));
    }

    private RunActs acts() {
        return new RunActs() {
            @Override
            public boolean mayRerun() {
                return !run.goesOn();
            }

            @Override
            public boolean mayCancel() {
                return run.goesOn();
            }
        };
    }

    private PatchRun begun() throws IOException {
        return new PatchRun(directory.resolve("run"));
    }

    private void shows(String name) throws IOException {
        assertThat(page.locator(".foreman-why__count b")).hasText(new String[] {"4", "2", "1"});
        Path file = IMAGES.resolve(name);
        String description = (String) page.evaluate(DESCRIBE);
        if (MAKE) {
            page.mouse().move(0, 0);
            Files.write(file, Picture.describe(Picture.small(page.screenshot()), description));
        }
        byte[] png = Files.readAllBytes(file);
        assertThat(Picture.description(png))
                .as("%s is old; run portable/browser-tests/pictures", name)
                .isEqualTo(description);
        assertThat(png).hasSizeLessThan(MOST_BYTES);
    }

    @Test
    void aJobWhileItRuns() throws IOException {
        open(begun().after(Duration.ofSeconds(31)), "", ColorScheme.LIGHT);
        assertThat(count("failed")).hasText("7");
        assertThat(rows().first()).isVisible();
        shows("page-live.png");
    }

    @Test
    void whyHostsFailed() throws IOException {
        open(begun().toEnd(), "", ColorScheme.LIGHT);
        assertThat(rows().first()).isVisible();
        shows("page-failures.png");
    }

    @Test
    void theSameInTheDark() throws IOException {
        open(begun().toEnd(), "", ColorScheme.DARK);
        assertThat(rows().first()).isVisible();
        shows("page-dark.png");
    }

    @Test
    void theOutputOfAHost() throws IOException {
        open(begun().toEnd(), "?state=failed", ColorScheme.LIGHT);
        row("db-02").click();
        assertThat(output("db-02")).containsText("more space on the / filesystem");
        shows("page-output.png");
    }
}
