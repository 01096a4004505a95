package io.jenkins.plugins.foreman.pagetest;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import io.jenkins.plugins.foreman.record.HostRow;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** No mouse: every step from the one before, by the keys that everybody has. */
class KeyboardTest extends BrowserTest {

    private static final int MOST_STEPS = 60;

    @BeforeEach
    void fill() throws Exception {
        finishedRun(8);
    }

    private void tabTo(Locator wanted) {
        go("Tab", wanted);
    }

    private void backTo(Locator wanted) {
        go("Shift+Tab", wanted);
    }

    /** Presses a key until something has the focus. */
    private void go(String key, Locator wanted) {
        for (int step = 0; step < MOST_STEPS && !isFocused(wanted); step++) {
            page.keyboard().press(key);
        }
        assertThat(wanted).isFocused();
    }

    private static boolean isFocused(Locator wanted) {
        return (Boolean) wanted.evaluate("it => it === document.activeElement");
    }

    private void press(String... keys) {
        List.of(keys).forEach(page.keyboard()::press);
    }

    @Test
    void hostsAreFilteredSortedAndRunAgain() throws Exception {
        acts.allowed = true;
        open("");

        tabTo(page.locator(".foreman-count--failed"));
        press("Enter");
        assertThat(rows()).hasCount(2);
        tabTo(page.locator("[role=columnheader][data-sort=duration] button"));
        press("Enter");
        assertThat(rows().first()).containsText("web008");
        tabTo(row("web008"));
        press("ArrowDown", "Space");
        assertThat(page.locator(".foreman-selection__text")).hasText("1 selected");
        backTo(button("Rerun 1 selected"));
        press("Enter");
        tabTo(dialog().getByText("Run on 1 host"));
        press("Enter");
        assertThat(page.locator(".foreman-toast")).hasText("The rerun on 1 host has been started.");
        assertThat(acts.reruns.get(0)).extracting(HostRow::id).containsExactly(4L);
    }

    @Test
    void aKeyShowsWhichKeysThereAre() {
        open("?open=0.0/4");
        assertThat(output("web004")).containsText("lock is held");

        page.keyboard().press("?");
        assertThat(dialog()).containsText("Search in the output");
        assertThat(dialog().locator("kbd").first()).hasText("?");
        press("Escape");
        assertThat(dialog()).hasCount(0);

        press("/");
        assertThat(page.getByPlaceholder("Search hosts by name")).isFocused();
        page.keyboard().type("what?/");
        assertThat(page.getByPlaceholder("Search hosts by name")).hasValue("what?/");
        assertThat(dialog()).hasCount(0);

        tabTo(button("Keys"));
        press("Enter");
        assertThat(dialog()).isVisible();
        press("Enter");
        assertThat(button("Keys")).isFocused();
    }

    @Test
    void anOutputIsOpenedSearchedWrappedAndClosed() {
        open("?sort=name");

        tabTo(row("web001"));
        press("ArrowDown", "ArrowDown", "ArrowDown", "Enter");
        Locator output = output("web004");
        assertThat(output.locator(".foreman-output__scroller")).isFocused();
        page.keyboard().press("/");
        page.keyboard().type("lock");
        press("Enter");
        assertThat(output.locator(".foreman-output__found")).hasText("1 of 1");
        press("Escape");
        assertThat(output.locator(".foreman-output__scroller")).isFocused();

        backTo(output.getByLabel("Go to line"));
        page.keyboard().type("2");
        press("Enter");
        assertThat(page).hasURL(Pattern.compile(".*at=0\\.0/4/2"));
        backTo(output.getByLabel("Wrap long lines"));
        press("Space");
        assertThat(output.getByLabel("Wrap long lines")).hasAttribute("aria-pressed", "false");
        tabTo(output.getByLabel("Close this output"));
        press("Enter");
        assertThat(page.locator(".foreman-output")).hasCount(0);
        assertThat(row("web004")).isFocused();
    }
}
