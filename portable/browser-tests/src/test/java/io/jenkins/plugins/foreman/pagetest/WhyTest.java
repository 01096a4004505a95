package io.jenkins.plugins.foreman.pagetest;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import io.jenkins.plugins.foreman.view.SampleRun;
import org.junit.jupiter.api.Test;

class WhyTest extends BrowserTest {

    @Test
    void eightHundredFailuresReadAsThreeReasons() throws Exception {
        run.attempt(228, SampleRun.hosts(800));
        for (int host = 1; host <= 800; host++) {
            boolean full = host % 100 == 0;
            boolean cutOff = !full && host % 7 == 0;
            String reason = full
                    ? "dpkg: error: no space left on device"
                    : cutOff ? "curl: (7) Failed to connect to 192.0.2." + host % 250 : "E: lock held by " + host;
            run.run(host, 0, 10, reason + "\n", cutOff ? 7 : 100, null);
        }
        open("");

        assertThat(page.locator(".foreman-why__title")).hasText("800 hosts failed for 3 reasons");
        Locator first = page.locator(".foreman-why__item").first();
        assertThat(first).containsText("E: lock held by 1");
        assertThat(first.locator(".foreman-why__varies")).hasText("1");
        assertThat(first).containsText("exit 100");
        assertThat(first).containsText("and 674 more");
    }

    @Test
    void aReasonShowsItsHostsOnly() throws Exception {
        LivelyRun.fill(run);
        open("");

        page.locator(".foreman-why__item").nth(1).locator(".foreman-why__count").click();
        assertThat(rows()).hasCount(4);
        assertThat(rows().first()).containsText("web025");
        button("Show all").click();
        assertThat(page.locator(".foreman-hosts__summary")).hasText("120 hosts shown");
    }

    @Test
    void anExampleOpensItsOutput() throws Exception {
        LivelyRun.fill(run);
        open("");

        button("web077.example.org").first().click();
        assertThat(output("web077")).containsText("Net::SSH::ConnectionTimeout");
    }
}
