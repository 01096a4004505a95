package io.jenkins.plugins.foreman.pagetest;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.ColorScheme;
import io.jenkins.plugins.foreman.view.SampleRun;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SearchAllTest extends BrowserTest {

    @ParameterizedTest
    @ValueSource(ints = {320, 960, 1600})
    void findsHostsByWhatTheyWroteAndLeadsToTheLine(int width) throws Exception {
        finishedRun(20);
        open("", width, ColorScheme.LIGHT);
        Locator all = search("LOCK IS");

        assertThat(all.locator(".foreman-all__status")).hasText("Found on 5 hosts");
        assertThat(all.locator("li")).hasCount(5);
        assertThat(all.locator("li").first()).containsText("web004.example.org");
        assertThat(all.locator("li").first()).containsText("1 line");
        assertThat(all.locator("li").first()).containsText("E: lock is held by process 4");
        assertThat(page.locator("html")).hasJSProperty("scrollWidth", (double) width);
        all.getByText("web008.example.org").click();
        assertThat(line(output("web008"), 2)).hasClass(java.util.regex.Pattern.compile(".*foreman-line--current.*"));
        assertThat(line(output("web008"), 2)).isInViewport();
    }

    @Test
    void saysThatNothingIsFoundAndForgetsWhatIsOfAnotherAttempt() throws Exception {
        run.attempt(228, SampleRun.hosts(2));
        run.run(1, 0, 5, "<b>needle</b>\n", 1, null);
        run.run(2, 0, 5, "ok\n", 0, null);
        run.attempt(229, SampleRun.hosts(1));
        open("");

        Locator all = search("needle");
        assertThat(all.locator(".foreman-all__status")).hasText("Nothing found");
        page.getByText("1 · First run").click();
        assertThat(all.locator(".foreman-all__status")).hasText("");
        all.getByRole(com.microsoft.playwright.options.AriaRole.SEARCHBOX).press("Enter");
        assertThat(all.locator("code")).hasText("<b>needle</b>");
    }

    private Locator search(String wanted) {
        Locator all = page.locator(".foreman-all");
        all.getByText("Search outputs").click();
        all.getByPlaceholder("Search in the outputs of all hosts").fill(wanted);
        all.getByText("Search", new Locator.GetByTextOptions().setExact(true)).click();
        return all;
    }
}
