package io.jenkins.plugins.foreman.pagetest;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.AriaRole;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/**
 * The page in a browser, wherever it is served. After every test: nothing that the policy of the page forbids was tried,
 * and no script failed.
 */
abstract class BrowserFixture {

    /** For what a page waits for itself, and for machines that have other things to do. */
    static {
        PlaywrightAssertions.setDefaultAssertionTimeout(60_000);
    }

    @TempDir(cleanup = CleanupMode.ALWAYS)
    Path directory;

    private final List<String> complaints = new ArrayList<>();

    /** Parts of what the browser may complain of in this test, whenever it does: its word may come late. */
    final List<String> tolerated = new ArrayList<>();

    BrowserContext context;
    Page page;

    /** A page has been opened that is about to load. */
    void opened(Page empty) {}

    /** Ends what serves the page, when the browser has left it. */
    abstract void stopServing() throws Exception;

    @AfterEach
    final void nothingWasForbiddenOrFailed() throws Exception {
        if (page != null) {
            complaints.addAll(violations());
            context.close();
        }
        stopServing();
        assertThat(complaints).allMatch(complaint -> tolerated.stream().anyMatch(complaint::contains));
    }

    void navigate(String address, Browser.NewContextOptions options) {
        context = Chromium.get().newContext(options);
        context.setDefaultTimeout(20_000);
        page = context.newPage();
        opened(page);
        page.onPageError(complaints::add);
        page.onConsoleMessage(message -> {
            if (message.type().equals("error")) {
                complaints.add(message.text());
            }
        });
        page.addInitScript("addEventListener('securitypolicyviolation', event =>"
                + " (window.violations ??= []).push(event.violatedDirective + ' ' + event.blockedURI))");
        page.navigate(address);
        assertThat(page.locator("#foreman-page[data-ready]")).isVisible();
    }

    @SuppressWarnings("unchecked")
    private List<String> violations() {
        return (List<String>) page.evaluate("() => window.violations ?? []");
    }

    /** Rows of the host table that are in sight. */
    Locator rows() {
        return page.locator(".foreman-hosts__canvas > [role=row]");
    }

    Locator row(String host) {
        return rows().filter(new Locator.FilterOptions().setHasText(host));
    }

    Locator button(String name) {
        return page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name));
    }

    Locator dialog() {
        return page.getByRole(AriaRole.DIALOG, new Page.GetByRoleOptions());
    }

    /** The panel with a host's output. */
    Locator output(String host) {
        return page.getByRole(AriaRole.ARTICLE, new Page.GetByRoleOptions().setName(host));
    }

    Locator line(Locator output, int number) {
        return output.locator("[data-line='" + (number - 1) + "']");
    }

    /** How many hosts are in a state, as the head says. */
    Locator count(String state) {
        return page.locator(".foreman-count--" + state + " b");
    }
}
