package io.jenkins.plugins.foreman.pagetest;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import io.jenkins.plugins.foreman.cli.page.PageServer;
import io.jenkins.plugins.foreman.record.HostRow;
import io.jenkins.plugins.foreman.view.RunActs;
import io.jenkins.plugins.foreman.view.RunPage;
import io.jenkins.plugins.foreman.view.RunsView;
import io.jenkins.plugins.foreman.view.SampleRun;
import io.jenkins.plugins.foreman.view.ViewedRun;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/**
 * A page in a browser, served as the command line does, of runs that the test writes. After every test: nothing that the
 * policy of the page forbids was tried, and no script failed.
 */
abstract class BrowserTest {

    @TempDir(cleanup = CleanupMode.ALWAYS)
    Path directory;

    final Instant start = Instant.now().minusSeconds(100);
    final List<ViewedRun> runs = new CopyOnWriteArrayList<>();
    final Acts acts = new Acts();
    final List<String> complaints = new ArrayList<>();
    SampleRun run;
    PageServer server;
    BrowserContext context;
    Page page;

    /** What the page may do, and what it did. */
    static final class Acts implements RunActs {
        volatile boolean allowed;
        volatile String refusal;
        final List<List<HostRow>> reruns = new CopyOnWriteArrayList<>();
        volatile int cancels;

        @Override
        public boolean mayRerun() {
            return allowed;
        }

        @Override
        public boolean mayCancel() {
            return allowed;
        }

        @Override
        public void rerun(List<HostRow> hosts) throws Refused {
            if (refusal != null) {
                throw new Refused(refusal);
            }
            reruns.add(hosts);
        }

        @Override
        public void cancel() {
            cancels++;
        }
    }

    @BeforeEach
    final void serve() throws IOException {
        run = new SampleRun(directory.resolve("run"), start);
        runs.add(run.viewed());
        server = PageServer.start(new RunPage(new RunsView(() -> runs), acts), 0);
    }

    @AfterEach
    final void nothingWasForbiddenOrFailed() throws IOException {
        if (page != null) {
            complaints.addAll(violations());
            context.close();
        }
        server.close();
        for (ViewedRun each : runs) {
            each.record().close();
        }
        assertThat(complaints).isEmpty();
    }

    /** Opens the page with a wide, light window. */
    void open(String hash) {
        open(hash, 1600, ColorScheme.LIGHT);
    }

    void open(String hash, int width, ColorScheme scheme) {
        open(hash, new Browser.NewContextOptions().setViewportSize(width, 1000).setColorScheme(scheme));
    }

    void open(String hash, Browser.NewContextOptions options) {
        context = Chromium.get().newContext(options);
        context.setDefaultTimeout(20_000);
        page = context.newPage();
        page.onPageError(complaints::add);
        page.onConsoleMessage(message -> {
            if (message.type().equals("error")) {
                complaints.add(message.text());
            }
        });
        page.addInitScript("addEventListener('securitypolicyviolation', event =>"
                + " (window.violations ??= []).push(event.violatedDirective + ' ' + event.blockedURI))");
        page.navigate(server.uri() + hash);
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

    /** The panel with a host's output. */
    Locator output(String host) {
        return page.getByRole(AriaRole.ARTICLE, new Page.GetByRoleOptions().setName(host));
    }

    Locator line(Locator output, int number) {
        return output.locator("[data-line='" + (number - 1) + "']");
    }

    /** Hosts of which every fourth fails, every one with some lines of output. */
    void finishedRun(int hosts) throws IOException {
        run.attempt(228, SampleRun.hosts(hosts));
        for (int host = 1; host <= hosts; host++) {
            boolean fails = host % 4 == 0;
            run.run(
                    host,
                    0,
                    10 + host,
                    "checking host " + host + "\n"
                            + (fails ? "E: lock is held by process " + host + "\n" : "all is well\n"),
                    fails ? 100 : 0,
                    null);
        }
        run.finish(
                io.jenkins.plugins.foreman.record.RunHead.Verdict.FAILURE,
                hosts / 4 + " of " + hosts + " hosts failed",
                10 + hosts);
    }
}
