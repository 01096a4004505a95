package io.jenkins.plugins.foreman.pagetest;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.foreman.client.HostState;
import io.jenkins.plugins.foreman.record.HostRow;
import org.junit.jupiter.api.Test;

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
    void aCancelSaysWhatItStops() throws Exception {
        acts.allowed = true;
        run.attempt(228, io.jenkins.plugins.foreman.view.SampleRun.hosts(5));
        run.state(1, HostState.RUNNING, 0);
        run.state(2, HostState.RUNNING, 0);
        open("");

        button("Cancel").click();
        assertThat(dialog()).containsText("stop 2 running hosts; 3 hosts that wait will not start");
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
