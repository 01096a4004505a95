package io.jenkins.plugins.foreman.pagetest;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class HostTableTest extends BrowserTest {

    @Test
    void aRowTellsStateInWordsExitDurationProxyAndTheLastLine() throws Exception {
        finishedRun(4);
        open("");

        Locator failed = row("web004");
        assertThat(failed).containsText("Failed");
        assertThat(failed.locator(".foreman-icon--failed")).isVisible();
        assertThat(failed.locator(".foreman-hosts__cell--exit")).hasText("100");
        assertThat(failed.locator(".foreman-hosts__cell--duration")).hasText("14 s");
        assertThat(failed.locator(".foreman-hosts__cell--proxy")).hasText("proxy2.example.org");
        assertThat(failed.locator(".foreman-hosts__cell--last")).hasText("E: lock is held by process 4");
    }

    @Test
    void aClickOnACountFiltersAndTheAddressSaysSo() throws Exception {
        finishedRun(12);
        open("");

        page.locator(".foreman-count--failed").click();
        assertThat(rows()).hasCount(3);
        assertThat(page).hasURL(Pattern.compile(".*\\?state=failed"));
        page.locator(".foreman-count--succeeded").click();
        assertThat(rows()).hasCount(12);
        page.goBack();
        assertThat(rows()).hasCount(3);
        assertThat(page.locator(".foreman-count--failed")).hasAttribute("aria-pressed", "true");
        button("All 12 hosts").click();
        assertThat(rows()).hasCount(12);
    }

    @Test
    void aClickOnTheBarFilters() throws Exception {
        finishedRun(12);
        open("");

        page.locator(".foreman-bar__segment--failed").click();
        assertThat(rows()).hasCount(3);
    }

    @Test
    void anAddressThatIsSharedShowsTheSame() throws Exception {
        finishedRun(40);
        open("?state=failed&q=WEB02&sort=-duration&open=0.0/24&at=0.0/24/2");

        assertThat(rows()).hasCount(3);
        assertThat(rows().first()).containsText("web028");
        assertThat(page.getByPlaceholder("Search hosts by name")).hasValue("WEB02");
        assertThat(line(output("web024"), 2)).hasClass(Pattern.compile(".*foreman-line--current.*"));
    }

    @Test
    void searchFindsNamesWhileTyping() throws Exception {
        finishedRun(40);
        open("");

        page.getByRole(AriaRole.SEARCHBOX, new Page.GetByRoleOptions().setName("Search hosts by name"))
                .pressSequentially("web03");
        assertThat(rows()).hasCount(10);
        assertThat(page.locator(".foreman-hosts__summary")).hasText("10 hosts shown");
        assertThat(page).hasURL(Pattern.compile(".*\\?q=web03"));
    }

    @Test
    void headersSortByNameStateDurationAndSmartProxy() throws Exception {
        finishedRun(12);
        open("");

        sort("Duration");
        assertThat(rows().first()).containsText("web012");
        assertThat(header("Duration")).hasAttribute("aria-sort", "descending");
        sort("Duration");
        assertThat(rows().first()).containsText("web001");
        sort("State");
        assertThat(rows().first()).containsText("web004");
        sort("Host");
        sort("Host");
        assertThat(rows().first()).containsText("web012");
        sort("Smart proxy");
        assertThat(rows().first()).containsText("proxy1");
    }

    @Test
    void hostsAreFilteredByWhatForemanTellsOfThem() throws Exception {
        finishedRun(12);
        open("");

        filter("Host group").selectOption("database");
        assertThat(rows()).hasCount(6);
        assertThat(page).hasURL(Pattern.compile(".*\\?hostgroup=database"));
        assertThat(row("web002")).isVisible();
        filter("Smart proxy").selectOption("proxy1.example.org");
        assertThat(rows()).hasCount(2);
        page.reload();
        assertThat(rows()).hasCount(2);
        filter("Host group").selectOption("All host groups");
        assertThat(rows()).hasCount(4);
        // all have the same
        assertThat(page.locator(".foreman-hosts__filter")).hasCount(3);
        assertThat(page.locator(".foreman-hosts__filter:visible")).hasCount(2);
    }

    @Test
    void aFilterThatNoHostOfTheAttemptFitsCanBeTakenBack() throws Exception {
        finishedRun(4);
        open("?os=Solaris");

        assertThat(page.locator(".foreman-hosts__empty")).isVisible();
        filter("Operating system").selectOption("All operating systems");
        assertThat(rows()).hasCount(4);
    }

    @Test
    void columnsAreChosenAndTheAddressKeepsThem() throws Exception {
        finishedRun(4);
        open("", 1280, ColorScheme.LIGHT);
        assertThat(header("Smart proxy")).isVisible();
        assertThat(header("Host group")).isHidden();

        chooseColumn("Operating system");
        chooseColumn("Host group");
        chooseColumn("Smart proxy");
        assertThat(page).hasURL(Pattern.compile(".*\\?columns=os,hostgroup"));
        page.reload();
        assertThat(row("web002").locator(".foreman-hosts__cell--os")).hasText("RedHat 9.4");
        assertThat(row("web002").locator(".foreman-hosts__cell--hostgroup")).hasText("database");
        assertThat(header("Smart proxy")).isHidden();
        sort("Host group");
        assertThat(rows().first()).containsText("web002");
        chooseColumn("Operating system");
        chooseColumn("Host group");
        assertThat(page).hasURL(Pattern.compile(".*columns=none"));
        assertThat(row("web002").locator(".foreman-hosts__cell--os")).isHidden();
    }

    @Test
    void whereForemanTellsNothingOfHostsThereIsNothingToChoose() throws Exception {
        run.attempt(228, io.jenkins.plugins.foreman.view.SampleRun.hosts(2));
        open("");

        assertThat(rows()).hasCount(2);
        assertThat(page.locator(".foreman-hosts__filter:visible")).hasCount(0);
        assertThat(page.locator(".foreman-hosts__columns")).isHidden();
        assertThat(header("Smart proxy")).isHidden();
    }

    private Locator filter(String name) {
        return page.getByRole(AriaRole.COMBOBOX, new Page.GetByRoleOptions().setName(name));
    }

    private void chooseColumn(String name) {
        Locator menu = page.locator(".foreman-hosts__columns");
        if (menu.getAttribute("open") == null) {
            menu.locator("summary").click();
        }
        menu.locator("label")
                .filter(new Locator.FilterOptions().setHasText(name))
                .click();
    }

    @Test
    void everythingCanBeDoneFromTheKeyboard() throws Exception {
        finishedRun(60);
        open("?sort=name");

        page.getByPlaceholder("Search hosts by name").focus();
        for (int tab = 0; tab < 12; tab++) {
            page.keyboard().press("Tab");
        }
        assertThat(row("web001")).isFocused();
        page.keyboard().press("ArrowDown");
        assertThat(row("web002")).isFocused();
        page.keyboard().press("End");
        assertThat(row("web060")).isFocused();
        page.keyboard().press("Home");
        page.keyboard().press("PageDown");
        page.keyboard().press("Space");
        assertThat(page.locator(".foreman-selection__text")).hasText("1 selected");
        page.keyboard().press("Shift+ArrowDown");
        assertThat(page.locator(".foreman-selection__text")).hasText("2 selected");
        page.keyboard().press("Home");
        page.keyboard().press("Enter");
        assertThat(output("web001").locator(".foreman-output__scroller")).isFocused();
    }

    @Test
    void aRowKeepsTheFocusWhenItIsScrolledAway() throws Exception {
        finishedRun(200);
        open("?sort=name");

        row("web002").focus();
        page.locator(".foreman-hosts__scroller").evaluate("it => it.scrollTop = 4000");
        assertThat(row("web130")).isVisible();
        page.keyboard().press("ArrowDown");
        assertThat(row("web003")).isFocused();
    }

    @Test
    void hostsAreSelectedOneByOneInARangeAndAllAtOnce() throws Exception {
        finishedRun(60);
        open("?sort=name");

        row("web003").locator("input").click();
        row("web006")
                .locator("input")
                .click(new Locator.ClickOptions()
                        .setModifiers(java.util.List.of(com.microsoft.playwright.options.KeyboardModifier.SHIFT)));
        assertThat(page.locator(".foreman-selection__text")).hasText("4 selected");
        button("Clear").click();
        assertThat(page.locator(".foreman-selection")).isHidden();
        page.getByLabel("Select all hosts that are shown").click();
        assertThat(page.locator(".foreman-selection__text")).hasText("60 selected");
    }

    private void sort(String column) {
        header(column).locator("button").click();
        page.waitForCondition(
                () -> page.locator(".foreman-hosts__scroller[aria-busy]").count() == 0);
    }

    private Locator header(String column) {
        return page.getByRole(
                AriaRole.COLUMNHEADER,
                new Page.GetByRoleOptions().setName(column).setExact(true));
    }
}
