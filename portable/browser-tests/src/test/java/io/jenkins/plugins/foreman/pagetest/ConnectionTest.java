package io.jenkins.plugins.foreman.pagetest;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Request;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.LoadState;
import io.jenkins.plugins.foreman.client.HostState;
import io.jenkins.plugins.foreman.record.HostRow;
import io.jenkins.plugins.foreman.record.RunHead.Verdict;
import io.jenkins.plugins.foreman.view.SampleRun;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ConnectionTest extends BrowserTest {

    @BeforeEach
    void begin() throws Exception {
        run.attempt(228, SampleRun.hosts(2));
    }

    @Test
    void aLostConnectionIsSaidAndRecoveredFrom() throws Exception {
        open("");
        page.route("**/summary*", Route::abort);
        Locator notice = page.locator(".foreman-notice--warning:visible");
        assertThat(notice).containsText("The connection to the program that serves this page is lost.");

        run.state(1, HostState.RUNNING, 1);
        page.unroute("**/summary*");
        button("Try now").click();
        assertThat(page.locator(".foreman-toast")).containsText("Connected to");
        assertThat(notice).hasCount(0);
        assertThat(row("web001")).containsText("Running");
        // The browser itself says that it could not reach the address.
        tolerated.add("net::ERR_FAILED");
    }

    @Test
    void troubleWithForemanIsSaidUntilItIsOver() throws Exception {
        open("");
        run.setTrouble("Connection refused");
        assertThat(page.locator(".foreman-notice--warning:visible")).containsText("Connection refused");
        run.setTrouble(null);
        assertThat(page.locator(".foreman-toast")).hasText("The problem is over.");
        assertThat(page.locator(".foreman-notice--warning:visible")).hasCount(0);
    }

    @Test
    void whatAPersonShouldKnowOfAJobIsShown() throws Exception {
        run.setNotices("The task is paused in Foreman and waits for an operator.");
        open("");

        assertThat(page.locator(".foreman-notice--info")).containsText("waits for an operator");
    }

    @Test
    void aPageThatMayNoLongerBeSeenSaysSo() throws Exception {
        open("");
        page.route("**/summary*", route -> route.fulfill(new Route.FulfillOptions().setStatus(403)));

        assertThat(page.locator(".foreman-notice--warning:visible")).containsText("Reload it to sign in again.");
        tolerated.add("status of 403");
    }

    @Test
    void aHiddenTabAsksForNothingUntilItIsSeenAgain() throws Exception {
        openWithAClock();
        page.evaluate("() => { Object.defineProperty(document, 'hidden', { value: true, configurable: true });"
                + " document.dispatchEvent(new Event('visibilitychange')); }");
        page.waitForLoadState(LoadState.NETWORKIDLE);
        List<Request> requests = requestsOfMinutes(5);
        assertThat(requests).isEmpty();

        page.waitForRequest(
                "**/summary*",
                () -> page.evaluate("() => { delete document.hidden;"
                        + " document.dispatchEvent(new Event('visibilitychange')); }"));
    }

    @Test
    void aRunThatGoesOnIsAskedForAgainAndAgain() throws Exception {
        openWithAClock();

        page.waitForRequest("**/summary*", () -> page.clock().runFor(10_000));
    }

    @Test
    void whatHasEndedIsNotAskedForAgain() throws Exception {
        run.run(1, 0, 5, "ok\n", 0, null);
        run.run(2, 0, 5, "ok\n", 0, null);
        run.finish(Verdict.SUCCESS, "All hosts succeeded", 6);
        openWithAClock();
        page.waitForLoadState(LoadState.NETWORKIDLE);

        assertThat(requestsOfMinutes(5)).isEmpty();
    }

    /** Opens the page with a clock that the test moves. */
    private void openWithAClock() {
        open("?open=0.0/1");
        page.clock().install();
        page.reload();
        assertThat(page.locator("#foreman-page[data-ready]")).isVisible();
    }

    private List<Request> requestsOfMinutes(int minutes) {
        List<Request> requests = new ArrayList<>();
        page.onRequest(requests::add);
        page.clock().runFor(minutes * 60_000L);
        return requests;
    }

    @Test
    void aRetryAndARerunAppearAndCanBeLookedAtAlone() throws Exception {
        run.run(1, 0, 5, "ok\n", 0, null);
        run.run(2, 0, 5, "E: bad\n", 1, null);
        run.finishAttempt(io.jenkins.plugins.foreman.client.JobStatus.FAILED, 6);
        open("");
        assertThat(page.locator(".foreman-attempts")).isHidden();

        run.attempt(229, List.of(HostRow.unplanned(2, "web002.example.org")));
        run.run(2, 20, 30, "E: worse\n", 1, null);
        assertThat(page.locator(".foreman-attempts")).containsText("2 · Retry");
        run.finish(Verdict.FAILURE, "1 of 2 hosts failed", 31);
        SampleRun rerun = new SampleRun(directory.resolve("rerun"), start.plusSeconds(60));
        runs.add(rerun.viewed());
        rerun.attempt(230, List.of(HostRow.unplanned(2, "web002.example.org")));
        page.reload();
        rerun.run(2, 0, 5, "ok\n", 0, null);

        assertThat(page.locator(".foreman-attempts")).containsText("3 · Rerun");
        assertThat(page.locator(".foreman-count--succeeded b")).hasText("2");
        page.getByText("1 · First run").click();
        assertThat(page.locator(".foreman-count--succeeded b")).hasText("1");
        row("web002").click();
        assertThat(output("web002")).containsText("E: bad");
        page.getByText("2 · Retry").click();
        assertThat(rows()).hasCount(1);
        assertThat(page.locator(".foreman-attempts")).containsText("#229");
    }
}
