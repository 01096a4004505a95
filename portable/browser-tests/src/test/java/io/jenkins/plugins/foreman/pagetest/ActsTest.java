package io.jenkins.plugins.foreman.pagetest;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.ColorScheme;
import io.jenkins.plugins.foreman.client.HostState;
import io.jenkins.plugins.foreman.client.JobInvocation;
import io.jenkins.plugins.foreman.record.HostRow;
import io.jenkins.plugins.foreman.record.JobFacts;
import io.jenkins.plugins.foreman.record.RunHead.Verdict;
import io.jenkins.plugins.foreman.view.SampleRun;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ActsTest extends BrowserTest {

    @Test
    void whatOneMayNotDoIsNotOffered() throws Exception {
        finishedRun(8);
        open("");

        assertThat(button("Rerun 2 failed")).hasCount(0);
        assertThat(button("Cancel")).hasCount(0);
        row("web001").locator("input").click();
        assertThat(button("Rerun 1 selected")).hasCount(0);
    }

    @Test
    void aRerunOfTheFailedHostsSaysOnHowManyAndWhichBeforeItStarts() throws Exception {
        acts.allowed = true;
        finishedRun(40);
        open("");

        button("Rerun 10 failed").click();
        assertThat(dialog()).containsText("Run again on the 10 failed hosts?");
        assertThat(dialog()).containsText("exactly 10 hosts");
        assertThat(dialog()).containsText("web004.example.org");
        assertThat(dialog()).containsText("and 5 more");
        dialog().getByText("Back").click();
        assertThat(acts.reruns).isEmpty();

        button("Rerun 10 failed").click();
        dialog().getByText("Run on 10 hosts").click();
        assertThat(page.locator(".foreman-toast")).hasText("The rerun on 10 hosts has been started.");
        assertThat(acts.reruns).hasSize(1);
        assertThat(acts.reruns.get(0))
                .extracting(HostRow::id)
                .contains(4L, 8L, 40L)
                .hasSize(10);
    }

    @Test
    void aRerunOfSelectedHostsRunsOnThoseAlone() throws Exception {
        acts.allowed = true;
        finishedRun(8);
        open("");

        row("web002").locator("input").click();
        row("web004").locator("input").click();
        button("Rerun 2 selected").click();
        assertThat(dialog()).containsText("web002.example.org");
        dialog().getByText("Run on 2 hosts").click();
        assertThat(page.locator(".foreman-toast")).containsText("has been started");
        assertThat(acts.reruns.get(0)).extracting(HostRow::id).containsExactly(2L, 4L);
        assertThat(page.locator(".foreman-selection")).isHidden();
    }

    @Test
    void aRerunIsOfferedOnWhatFailedLastAndThenLookedAt() throws Exception {
        acts.allowed = true;
        finishedRun(8);
        SampleRun second = new SampleRun(directory.resolve("second"), start.plusSeconds(50));
        runs.add(second.viewed());
        second.attempt(
                229, List.of(SampleRun.hosts(8).get(3), SampleRun.hosts(8).get(7)));
        second.run(4, 0, 5, "ok\n", 0, null);
        second.run(8, 0, 5, "E: lock is held\n", 100, null);
        second.finish(Verdict.FAILURE, "1 of 2 hosts failed", 6);
        open("?scope=0.0&state=failed");
        assertThat(rows()).hasCount(2);
        acts.onRerun = () -> third(SampleRun.hosts(8).get(7));

        button("Rerun 1 failed").click();
        assertThat(dialog()).containsText("web008.example.org");
        dialog().getByText("Run on 1 host").click();

        assertThat(page).hasURL(Pattern.compile(".*\\?scope=2\\.0"));
        assertThat(rows()).hasCount(1);
        assertThat(row("web008")).containsText("Not started");
        assertThat(acts.reruns.get(0)).extracting(HostRow::id).containsExactly(8L);
    }

    @Test
    void theHostsOfOneReasonRunAgain() throws Exception {
        acts.allowed = true;
        finishedRun(8);
        open("");

        Locator reason = page.locator(".foreman-why__item").first();
        assertThat(reason).containsText("lock is held");
        reason.getByText("Rerun these hosts").click();
        assertThat(dialog()).containsText("Run again on the 2 hosts that failed for this reason?");
        assertThat(dialog()).containsText("web008.example.org");
        dialog().getByText("Run on 2 hosts").click();
        assertThat(page.locator(".foreman-toast")).containsText("has been started");
        assertThat(acts.reruns.get(0)).extracting(HostRow::id).containsExactly(4L, 8L);
    }

    @Test
    void allHostsOrThoseThatSucceededRunAgain() throws Exception {
        acts.allowed = true;
        finishedRun(8);
        open("");

        page.getByText("Run again on …").click();
        page.getByText("6 hosts that succeeded").click();
        assertThat(dialog()).containsText("Run again on the 6 hosts that succeeded?");
        dialog().getByText("Run on 6 hosts").click();
        assertThat(page.locator(".foreman-toast")).containsText("has been started");
        assertThat(acts.reruns.get(0)).extracting(HostRow::id).containsExactly(1L, 2L, 3L, 5L, 6L, 7L);

        page.getByText("Run again on …").click();
        page.locator(".foreman-menu").getByText("All 8 hosts").click();
        dialog().getByText("Run on 8 hosts").click();
        page.waitForCondition(() -> acts.reruns.size() == 2);
        assertThat(acts.reruns.get(1)).hasSize(8);
    }

    @Test
    void theQuestionShowsWhatWillRun() throws Exception {
        acts.allowed = true;
        run.setFacts(
                "os = Debian",
                new JobFacts.Input("command", "systemctl restart web"),
                new JobFacts.Input("password", JobInvocation.InputValue.HIDDEN));
        finishedRun(4);
        open("");

        button("Rerun 1 failed").click();
        assertThat(dialog().locator("dd")).hasText(new String[] {
            "Run Command - Script Default", "systemctl restart web", "hidden", "deploy", "10", "1 h 0 min"
        });
        assertThat(dialog()).not().containsText("os = Debian");
    }

    @ParameterizedTest
    @ValueSource(ints = {320, 1600})
    void inputsAreChangedForARerunAndWhatIsHiddenStaysUnlessItIsReplaced(int width) throws Exception {
        acts.allowed = true;
        acts.inputsAllowed = true;
        run.setFacts(
                "os = Debian",
                new JobFacts.Input("command", "systemctl restart web\n"),
                new JobFacts.Input("login", "mysql -p**** -e"),
                new JobFacts.Input("password", JobInvocation.InputValue.HIDDEN));
        finishedRun(4);
        open("", width, ColorScheme.LIGHT);

        button("Rerun 1 failed").click();
        dialog().getByText("Change inputs for this rerun").click();
        assertThat(dialog().getByLabel("command")).hasValue("systemctl restart web\n");
        assertThat(dialog().getByLabel("login")).hasValue("");
        assertThat(dialog().getByLabel("password (hidden)")).hasValue("");
        dialog().getByLabel("command").fill("systemctl restart db");
        assertThat(page.locator("html")).hasJSProperty("scrollWidth", (double) width);
        dialog().getByText("Run on 1 host").click();
        assertThat(page.locator(".foreman-toast")).containsText("has been started");
        assertThat(acts.inputs.get(0)).containsExactly(Map.entry("command", "systemctl restart db"));

        button("Rerun 1 failed").click();
        dialog().getByText("Change inputs for this rerun").click();
        dialog().getByLabel("password (hidden)").fill("s3cret-new");
        dialog().getByText("Run on 1 host").click();
        page.waitForCondition(() -> acts.inputs.size() == 2);
        assertThat(acts.inputs.get(1)).containsExactly(Map.entry("password", "s3cret-new"));
    }

    @Test
    void whoMayNotChangeInputsIsNotOfferedTo() throws Exception {
        acts.allowed = true;
        run.setFacts("os = Debian", new JobFacts.Input("command", "uptime"));
        finishedRun(4);
        open("");

        button("Rerun 1 failed").click();
        assertThat(dialog()).containsText("uptime");
        assertThat(dialog().locator("textarea")).hasCount(0);
        dialog().getByText("Run on 1 host").click();
        page.waitForCondition(() -> acts.inputs.size() == 1);
        assertThat(acts.inputs.get(0)).isEmpty();
    }

    private void third(HostRow host) {
        try {
            SampleRun third = new SampleRun(directory.resolve("third"), start.plusSeconds(90));
            third.attempt(230, List.of(host));
            runs.add(third.viewed());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void afterACancelARerunIsOfferedOnAllThatDidNotSucceed() throws Exception {
        acts.allowed = true;
        run.attempt(228, SampleRun.hosts(4));
        run.run(1, 0, 5, "ok\n", 0, null);
        run.run(2, 0, 5, "bad\n", 1, null);
        run.state(3, HostState.CANCELLED, 5);
        run.finish(Verdict.ABORTED, "Cancelled by alice.", 6);
        open("");

        button("Rerun 3 that did not succeed").click();
        assertThat(dialog()).containsText("Run again on the 3 hosts that did not succeed?");
        dialog().getByText("Run on 3 hosts").click();
        assertThat(page.locator(".foreman-toast")).hasText("The rerun on 3 hosts has been started.");
        assertThat(acts.reruns.get(0)).extracting(HostRow::id).containsExactlyInAnyOrder(2L, 3L, 4L);
    }

    @Test
    void aCancelOfSelectedHostsStopsThoseAlone() throws Exception {
        tolerated.add("status of 409");
        acts.allowed = true;
        run.attempt(228, SampleRun.hosts(5));
        run.state(1, HostState.RUNNING, 0);
        run.state(2, HostState.RUNNING, 0);
        open("");

        row("web001").locator("input").click();
        row("web002").locator("input").click();
        acts.refusal = "Nothing was cancelled.";
        button("Cancel 2 selected").click();
        assertThat(dialog()).containsText("Cancel on the 2 selected hosts?");
        assertThat(dialog()).containsText("the others go on");
        assertThat(dialog()).containsText("web002.example.org");
        dialog().getByText("Cancel on 2 hosts").click();
        assertThat(page.locator(".foreman-toast")).hasText("Not done: Nothing was cancelled.");

        acts.refusal = null;
        button("Cancel 2 selected").click();
        dialog().getByText("Cancel on 2 hosts").click();
        assertThat(page.locator(".foreman-toast")).hasText("Foreman is stopping what runs on 2 hosts.");
        assertThat(acts.cancelledHosts).hasSize(1);
        assertThat(acts.cancelledHosts.get(0)).extracting(HostRow::id).containsExactly(1L, 2L);
        assertThat(acts.cancels).isZero();
        assertThat(page.locator(".foreman-selection")).isHidden();
    }

    @Test
    void aCancelSaysWhatItStops() throws Exception {
        acts.allowed = true;
        run.attempt(228, SampleRun.hosts(5));
        run.state(1, HostState.RUNNING, 0);
        run.state(2, HostState.RUNNING, 0);
        open("");

        button("Cancel").click();
        assertThat(dialog()).containsText("stop 2 running hosts. 3 waiting hosts will not start.");
        page.keyboard().press("Escape");
        assertThat(dialog()).hasCount(0);
        assertThat(button("Cancel")).isFocused();
        assertThat(acts.cancels).isZero();
        page.keyboard().press("Enter");
        dialog().getByText("Cancel the job").click();
        assertThat(page.locator(".foreman-toast")).hasText("Foreman has been asked to cancel the job.");
        assertThat(acts.cancels).isEqualTo(1);
    }

    @Test
    void aRefusalIsSaidInItsOwnWords() throws Exception {
        acts.allowed = true;
        acts.refusal = "A hidden input of this job is not known any more.";
        finishedRun(4);
        open("");

        button("Rerun 1 failed").click();
        dialog().getByText("Run on 1 host").click();
        assertThat(page.locator(".foreman-toast"))
                .hasText("Not done: A hidden input of this job is not known any more.");
        tolerated.add("status of 409");
    }
}
