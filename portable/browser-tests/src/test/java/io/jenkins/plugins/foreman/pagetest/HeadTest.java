package io.jenkins.plugins.foreman.pagetest;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.ColorScheme;
import io.jenkins.plugins.foreman.client.HostState;
import io.jenkins.plugins.foreman.client.JobInvocation;
import io.jenkins.plugins.foreman.record.JobFacts;
import io.jenkins.plugins.foreman.record.RunHead.Verdict;
import io.jenkins.plugins.foreman.view.SampleRun;
import io.jenkins.plugins.foreman.view.ViewedRun;
import java.time.Instant;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HeadTest extends BrowserTest {

    @Test
    void tellsWhatRunsByWhomAndSinceWhen() throws Exception {
        run.attempt(228, SampleRun.hosts(3));
        open("");

        assertThat(page.locator("h1")).hasText(SampleRun.DESCRIPTION);
        Locator head = page.locator(".foreman-head");
        assertThat(head).containsText("Run Command - Script Default");
        assertThat(head).containsText("by alice");
        assertThat(head).containsText("Running");
        assertThat(head.locator("a", new Locator.LocatorOptions().setHasText("Job 228 in Foreman")))
                .hasAttribute("href", "https://foreman.example.org/job_invocations/228");
    }

    @Test
    void tellsHowLongItHasRunAndWhatRemains() throws Exception {
        run.attempt(228, SampleRun.hosts(10));
        for (int host = 1; host <= 5; host++) {
            run.run(host, 0, 10, "ok\n", 0, null);
        }
        open("");

        assertThat(page.locator(".foreman-elapsed"))
                .hasText(Pattern.compile("for 1 min 4\\d s, about 1 min \\d+ s left"));
    }

    @Test
    void tellsHowItEnded() throws Exception {
        run.attempt(228, SampleRun.hosts(1));
        run.run(1, 0, 75, "ok\n", 0, null);
        run.finish(Verdict.SUCCESS, "All hosts succeeded", 75);
        open("");

        assertThat(page.locator(".foreman-verdict")).hasText("Succeeded");
        assertThat(page.locator(".foreman-elapsed")).hasText("ran 1 min 15 s");
        assertThat(page.locator(".foreman-head__message")).hasText("All hosts succeeded");
    }

    @Test
    void tellsThatNobodyFollowsItUntilSomebodyDoesAgain() throws Exception {
        run.attempt(228, SampleRun.hosts(1));
        runs.set(0, new ViewedRun(run.record(), "alice", false, false));
        open("");

        assertThat(page.locator(".foreman-verdict")).hasText("Not followed");
        assertThat(page.locator(".foreman-head__message")).containsText("Jenkins is not following this job");
        assertThat(page.locator(".foreman-elapsed")).hasText("");
        assertThat(page.locator("p.foreman-visually-hidden[role=status]")).containsText("Not followed");

        run.state(1, HostState.RUNNING, 1);
        runs.set(0, run.viewed());
        assertThat(page.locator(".foreman-verdict")).hasText("Running");
    }

    @Test
    void tellsThatTheBuildDidNotWaitForTheEnd() throws Exception {
        run.attempt(228, SampleRun.hosts(1));
        run.run(1, 0, 75, "ok\n", 0, null);
        run.finish(Verdict.SUCCESS, "All hosts succeeded", 75);
        runs.set(0, new ViewedRun(run.record(), "alice", false, true));
        open("");

        assertThat(page.locator(".foreman-verdict")).hasText("Succeeded");
        assertThat(page.locator(".foreman-head__message"))
                .hasText(Pattern.compile("Jenkins was restarted .* All hosts succeeded"));
    }

    @Test
    void tellsThatAJobIsScheduled() throws Exception {
        run.setSchedule("future", Instant.now().plusSeconds(3600), null);
        run.attempt(228, SampleRun.hosts(1));
        open("");

        assertThat(page.locator(".foreman-elapsed")).hasText(Pattern.compile("starts in (1 h 0|59) min.*"));
        assertThat(page.locator(".foreman-facts")).containsText("scheduled for");
    }

    @Test
    void tellsThatAJobRecurs() throws Exception {
        run.setSchedule("recurring", null, "0 4 * * *");
        run.attempt(228, SampleRun.hosts(1));
        open("");

        assertThat(page.locator(".foreman-facts")).containsText("recurring 0 4 * * *");
    }

    @ParameterizedTest
    @ValueSource(ints = {320, 1600})
    void tellsWhatRanWhenSomebodyAsks(int width) throws Exception {
        run.setFacts(
                "os = Debian and hostgroup = web",
                new JobFacts.Input("command", "echo <b>bold</b>\nrm -rf /tmp/\u202ecache"),
                new JobFacts.Input("password", JobInvocation.InputValue.HIDDEN),
                new JobFacts.Input("script", null),
                new JobFacts.Input("message", ""));
        finishedRun(4);
        open("", width, ColorScheme.LIGHT);
        Locator what = page.locator(".foreman-what");

        assertThat(what.locator("dl")).hasCount(0);
        what.getByText("What ran").click();
        assertThat(what.locator("dt")).hasText(new String[] {
            "Job template",
            "Search query",
            "command",
            "password",
            "script",
            "message",
            "Effective user",
            "Concurrency level",
            "Timeout to kill"
        });
        assertThat(what.locator("pre")).hasText("echo <b>bold</b>\nrm -rf /tmp/<U+202E>cache");
        assertThat(what.locator("dd").nth(3)).hasText("hidden");
        assertThat(what.locator("dd").nth(4)).containsText("too long");
        assertThat(what.locator("pre")).isInViewport();
        assertThat(page.locator("html")).hasJSProperty("scrollWidth", (double) width);
    }

    @Test
    void saysThatWhatRunsIsNotKnownYet() throws Exception {
        run.attempt(228, SampleRun.hosts(1));
        open("");

        page.getByText("What ran").click();
        assertThat(page.locator(".foreman-what")).containsText("Foreman has not reported yet what is running.");
    }

    @Test
    void saysSoBeforeForemanHasListedTheHosts() {
        open("");

        assertThat(page.locator(".foreman-hosts__empty")).hasText("Foreman has not listed the hosts yet.");
    }

    @Test
    void countsMoveWithoutAReload() throws Exception {
        run.attempt(228, SampleRun.hosts(2));
        open("");
        assertThat(page.locator(".foreman-count--unplanned b")).hasText("2");

        run.state(1, HostState.RUNNING, 1);
        assertThat(page.locator(".foreman-count--running b")).hasText("1");
        assertThat(row("web001")).containsText("Running");

        run.out(1, "nearly done\n");
        assertThat(row("web001")).containsText("nearly done");
        run.end(1, 5, 0, null);
        assertThat(row("web001")).containsText("Succeeded");
        run.finish(Verdict.SUCCESS, "All hosts succeeded", 6);
        assertThat(page.locator(".foreman-verdict")).hasText("Succeeded");
    }

    /** Before the page's own scripts run. */
    private void frame(String menu, String linkClass) {
        page.addInitScript("new MutationObserver((_, observer) => { if (document.body) { observer.disconnect();"
                + " const menu = document.createElement('div'); " + menu
                + " for (const name of ['console', 'foreman']) { const link = document.createElement('a');"
                + " link.className = '" + linkClass + "'; link.textContent = `the ${name}`;"
                + " link.href = `/job/web/1/${name}`; menu.append(link); } document.body.prepend(menu); } })"
                + ".observe(document, { childList: true, subtree: true })");
        page.reload();
    }

    @Test
    void marksItsTabOfTheNewBuildPageWithinARunToo() throws Exception {
        finishedRun(4);
        open("");
        frame("menu.className = 'app-build-tabs';", "jenkins-button jenkins-button--tertiary");

        assertThat(page.getByText("the foreman")).hasClass("jenkins-button");
        assertThat(page.getByText("the console")).hasClass("jenkins-button jenkins-button--tertiary");
    }

    @Test
    void marksItsEntryBesideTheClassicBuildPageWithinARunToo() throws Exception {
        finishedRun(4);
        open("");
        frame("menu.id = 'tasks';", "task-link");

        assertThat(page.getByText("the foreman")).hasClass("task-link task-link--active");
        assertThat(page.getByText("the console")).hasClass("task-link");
    }

    @Test
    void speaksGermanToThoseWhoReadIt() throws Exception {
        finishedRun(4);
        open("", new com.microsoft.playwright.Browser.NewContextOptions().setLocale("de-DE"));

        assertThat(page.locator(".foreman-verdict")).hasText("Fehlgeschlagen");
        assertThat(page.locator("#foreman-page")).hasAttribute("lang", "de");
        assertThat(row("web001")).containsText("Erfolgreich");
    }
}
