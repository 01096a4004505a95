package io.jenkins.plugins.foreman.pagetest;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What {@code ./demo --page} shows, in a browser. */
class DemoPageTest extends BrowserFixture {

    private FollowedJob demo;

    @Override
    void stopServing() throws InterruptedException {
        demo.close();
    }

    @Test
    void theJobOfTheDemoRunsFailsOnSomeHostsAndIsMendedFromThePage() throws Exception {
        demo = FollowedJob.start(directory, Map.of(), "demo", "--page");
        navigate(demo.page(), new Browser.NewContextOptions().setViewportSize(1600, 1000));

        assertThat(count("failed")).hasText("4");
        assertThat(count("succeeded")).hasText("36");
        assertThat(page.locator(".foreman-why__list > li")).hasCount(3);

        button("Rerun 4 failed").click();
        dialog().getByText("Run on 4 hosts").click();
        assertThat(count("succeeded")).hasText("4");
        assertThat(count("failed")).hasText("0");
        page.getByText("All merged").click();
        assertThat(count("succeeded")).hasText("40");
        assertThat(demo.interrupt()).isNotEqualTo(70);
        assertThat(demo.printed()).doesNotContain("Exception");
        assertThat(directory).isEmptyDirectory();
        tolerated.add("net::ERR_");
    }
}
