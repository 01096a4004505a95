package io.jenkins.plugins.foreman.pagetest;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.ColorScheme;
import io.jenkins.plugins.foreman.client.HostState;
import io.jenkins.plugins.foreman.view.SampleRun;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TimelineTest extends BrowserTest {

    @ParameterizedTest
    @ValueSource(ints = {320, 768, 960, 1600})
    void showsWhenHostsRanAndLeadsToTheSlowOnes(int width) throws Exception {
        finishedRun(20);
        open("", width, ColorScheme.LIGHT);
        Locator time = page.locator(".foreman-time");

        assertThat(time.locator("svg")).hasCount(0);
        time.getByText("Timeline").click();
        assertThat(time).containsText("Half of the hosts that ran took up to 20 s, nine of ten up to 28 s.");
        assertThat(time.locator(".foreman-time__layer--succeeded")).not().hasCount(0);
        assertThat(time.locator(".foreman-time__host")).hasCount(10);
        assertThat(time.locator(".foreman-time__host").first()).containsText("web020.example.org");
        assertThat(time.locator(".foreman-time__host").first()).containsText("30 s");
        assertThat(page.locator("html")).hasJSProperty("scrollWidth", (double) width);

        time.getByText("As a table").click();
        assertThat(time.locator("tbody tr")).hasCount(12);
        assertThat(time.locator("tbody tr").last().locator("td")).hasText(new String[] {"0", "0", "5", "15"});
        time.getByText("web019.example.org").click();
        assertThat(output("web019")).containsText("all is well");
    }

    @Test
    void moves() throws Exception {
        run.attempt(228, SampleRun.hosts(4));
        open("");
        Locator time = page.locator(".foreman-time");
        time.getByText("Timeline").click();
        assertThat(time.locator(".foreman-time__picture")).isVisible();
        assertThat(time).not().containsText("At this pace");
        time.getByText("As a table").click();

        run.state(1, HostState.RUNNING, 0);
        assertThat(time.locator(".foreman-time__host")).hasCount(1);
        time.getByText("web001.example.org").focus();
        for (int host = 2; host <= 4; host++) {
            run.run(host, 0, 90, "ok\n", 0, null);
        }
        assertThat(time.locator(".foreman-time__host")).hasCount(4);
        assertThat(time.getByText("web001.example.org")).isFocused();
        assertThat(time.locator("tbody tr").last()).isVisible();
    }

    @Test
    void saysWhenTheLastHostEndsAtThisPace() throws Exception {
        run.attempt(228, SampleRun.hosts(10));
        for (int host = 1; host <= 5; host++) {
            run.run(host, 0, 10, "ok\n", 0, null);
        }
        open("");
        page.getByText("Timeline").click();
        Locator time = page.locator(".foreman-time");
        assertThat(time).containsText(Pattern.compile("At this pace the last host ends at about .*\\d:\\d\\d"));

        run.setTrouble("Connection refused");
        assertThat(time).not().containsText("At this pace");
        assertThat(page.locator(".foreman-elapsed")).not().containsText("left");
    }
}
