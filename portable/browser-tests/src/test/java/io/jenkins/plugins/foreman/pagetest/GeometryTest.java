package io.jenkins.plugins.foreman.pagetest;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.BoundingBox;
import com.microsoft.playwright.options.ColorScheme;
import io.jenkins.plugins.foreman.client.HostState;
import io.jenkins.plugins.foreman.record.HostRow;
import io.jenkins.plugins.foreman.view.SampleRun;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Where things stand, at the widths of a phone, of a tablet, and of windows in which Jenkins has its side panel. */
class GeometryTest extends BrowserTest {

    /** What Jenkins leaves of 1280 pixels beside its side panel. */
    private static final int BESIDE_SIDE_PANEL = 960;

    private static final int HEIGHT = 1000;

    @ParameterizedTest
    @ValueSource(ints = {320, 768, BESIDE_SIDE_PANEL, 1600})
    void openingAHostDoesNotScrollThePage(int width) throws Exception {
        finishedRun(60);
        open("", width, ColorScheme.LIGHT);
        double title = page.locator(".foreman-head__title").boundingBox().y;

        row("web008").click();
        assertThat(output("web008")).containsText("E: lock is held by process 8");

        assertThat(page.locator(".foreman-head__title").boundingBox().y).isEqualTo(title);
        assertThat(output("web008").boundingBox().y).isLessThan(HEIGHT * 0.8);
    }

    @ParameterizedTest
    @ValueSource(ints = {BESIDE_SIDE_PANEL, 1600})
    void listAndOutputStayTogetherWhereThereIsRoom(int width) throws Exception {
        finishedRun(60);
        open("?open=0.0/4", width, ColorScheme.LIGHT);

        BoundingBox list = page.locator(".foreman-hosts__scroller").boundingBox();
        BoundingBox output = output("web004").boundingBox();
        assertThat(output.x).isGreaterThanOrEqualTo(list.x + list.width);
        assertThat(row("web008")).isVisible();
    }

    @ParameterizedTest
    @ValueSource(ints = {320, 768, 860})
    void onASmallScreenTheOutputTakesThePlaceOfTheListUntilOneGoesBack(int width) throws Exception {
        finishedRun(60);
        open("", width, ColorScheme.LIGHT);

        row("web008").click();
        assertThat(output("web008")).isVisible();
        assertThat(row("web008")).isHidden();
        assertThat(output("web008").boundingBox().width)
                .isEqualTo(page.locator(".foreman-work").boundingBox().width);
        button("Back to the hosts").click();
        assertThat(row("web008")).isVisible();
        assertThat(page.locator(".foreman-output")).hasCount(0);
    }

    @Test
    void theRowsInSightStayTheSameWhenTheListBecomesNarrow() throws Exception {
        finishedRun(200);
        open("?sort=name");
        page.locator(".foreman-hosts__scroller")
                .evaluate("it => it.scrollTop = 100 * it.querySelector('[data-index]').offsetHeight");

        row("web104").click();

        assertThat(output("web104")).isVisible();
        assertThat(row("web104")).isInViewport();
    }

    @Test
    void outputsAreAsHighAsWhatIsInThem() throws Exception {
        finishedRun(12);
        open("?open=0.0/1,0.0/2,0.0/3,0.0/4", 768, ColorScheme.LIGHT);
        assertThat(output("web004")).containsText("E: lock is held by process 4");

        BoundingBox last = output("web004").boundingBox();
        assertThat(last.y + last.height).isLessThan(HEIGHT);
    }

    @Test
    void anOutputIsNoHigherThanTheWindow() throws Exception {
        run.attempt(228, SampleRun.hosts(1));
        run.out(1, "a line\n".repeat(500));
        open("?open=0.0/1");
        assertThat(line(output("web001"), 500)).isInViewport();

        assertThat(output("web001").boundingBox().height).isBetween(700.0, (double) HEIGHT);
    }

    @ParameterizedTest
    @ValueSource(ints = {320, 768, BESIDE_SIDE_PANEL, 1600})
    void headersStandAboveTheirCells(int width) throws Exception {
        finishedRun(12);
        open("", width, ColorScheme.LIGHT);
        Locator row = row("web004");

        for (String column : List.of("host", "state", "duration")) {
            Locator header = page.locator(".foreman-hosts__header .foreman-hosts__cell--" + column);
            assertThat(header.boundingBox().x)
                    .as(column)
                    .isEqualTo(row.locator(".foreman-hosts__cell--" + column).boundingBox().x);
            double text = header.locator(".foreman-sort span").boundingBox().x;
            assertThat(text).as(column).isBetween(header.boundingBox().x - 0.5, header.boundingBox().x + 0.5);
        }
    }

    @ParameterizedTest
    @CsvSource({"320,en-GB", "768,de-DE", "960,en-GB", "960,de-DE", "1280,de-DE", "1600,de-DE"})
    void namesAndStatesOfHostsAreNotCut(int width, String language) throws Exception {
        run.attempt(228, List.of(HostRow.unplanned(1, "host01.web.emea.example.com")));
        run.run(1, 0, 5, "bad\n", 1, null);
        open("", new Browser.NewContextOptions().setViewportSize(width, HEIGHT).setLocale(language));

        assertThat(cut(".foreman-hosts__name, .foreman-hosts__cell--state")).isEmpty();
        row("host01").click();
        assertThat(output("host01")).containsText("bad");
        assertThat(cut(".foreman-hosts__name, .foreman-hosts__cell--state")).isEmpty();
    }

    @SuppressWarnings("unchecked")
    private List<String> cut(String selector) {
        return (List<String>) rows().locator(selector)
                .evaluateAll("all => all.filter(it => it.scrollWidth > it.clientWidth).map(it => it.textContent)");
    }

    @ParameterizedTest
    @ValueSource(ints = {320, 768, BESIDE_SIDE_PANEL, 1280, 1600})
    void otherColumnsLeaveTheLastLineMoreRoomThanTheyTake(int width) throws Exception {
        finishedRun(12);
        for (String query : List.of("", "?columns=proxy,os,hostgroup")) {
            open(query, width, ColorScheme.LIGHT);
            Locator row = row("web004");
            double last = row.locator(".foreman-hosts__cell--last").boundingBox().width;
            for (String other : List.of("proxy", "os", "hostgroup")) {
                BoundingBox cell = row.locator(".foreman-hosts__cell--" + other).boundingBox();
                assertThat(cell == null ? 0 : cell.width).as(other + query).isLessThan(last);
            }
            assertThat(page.locator(".foreman-hosts__scroller").evaluate("it => it.scrollWidth <= it.clientWidth"))
                    .as(query)
                    .isEqualTo(true);
        }
    }

    @Test
    void whereColumnsHaveNoHeaderTheExitStatusSaysWhatItIs() throws Exception {
        finishedRun(4);
        open("", 768, ColorScheme.LIGHT);

        assertThat(row("web001")
                        .locator(".foreman-hosts__cell--exit")
                        .evaluate("it => getComputedStyle(it, '::before').content"))
                .isEqualTo("\"Exit \"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"en-GB", "de-DE"})
    void theFieldForALineShowsItsWholeWords(String language) throws Exception {
        finishedRun(4);
        open("?open=0.0/4", new Browser.NewContextOptions().setLocale(language));

        assertThat(output("web004")
                        .locator(".foreman-output__goto")
                        .evaluate("it => { it.value = it.placeholder; return it.scrollWidth <= it.clientWidth; }"))
                .isEqualTo(true);
    }

    @ParameterizedTest
    @ValueSource(ints = {320, 768, 1600})
    void noRowIsCutInHalf(int width) throws Exception {
        finishedRun(60);
        open("", width, ColorScheme.LIGHT);

        assertThat(((Number) page.locator(".foreman-hosts__scroller")
                                .evaluate("it => { const row = it.querySelector('[data-index]').offsetHeight;"
                                        + " return (it.clientHeight - it.querySelector('.foreman-hosts__canvas').offsetTop)"
                                        + " % row; }"))
                        .doubleValue())
                .isLessThan(1);
    }

    @Test
    void thatNoHostMatchesStandsInsideOfTheFrame() throws Exception {
        finishedRun(4);
        open("?q=nobody");

        BoundingBox frame = page.locator(".foreman-hosts__frame").boundingBox();
        BoundingBox empty = page.locator(".foreman-hosts__empty").boundingBox();
        assertThat(empty.y).isGreaterThan(frame.y);
        assertThat(empty.y + empty.height).isLessThanOrEqualTo(frame.y + frame.height);
        assertThat(frame.height).isLessThan(150);
    }

    @Test
    void outputsAreComparedSideBySideBesideASidePanelToo() throws Exception {
        finishedRun(60);
        open("?open=0.0/1,0.0/4", BESIDE_SIDE_PANEL, ColorScheme.LIGHT);

        BoundingBox first = output("web001").boundingBox();
        BoundingBox second = output("web004").boundingBox();
        assertThat(second.y).isEqualTo(first.y);
        assertThat(second.y).isLessThan(HEIGHT * 0.7);
    }

    @ParameterizedTest
    @ValueSource(ints = {320, 1600})
    void aLongDescriptionTakesTwoLines(int width) throws Exception {
        run.attempt(228, "Run a script that is described at length ".repeat(20), List.of(HostRow.unplanned(1, "web")));
        open("", width, ColorScheme.LIGHT);

        assertThat(page.locator(".foreman-head__title").boundingBox().height).isLessThan(64);
        assertThat(page.locator(".foreman-head__title"))
                .hasAttribute("title", java.util.regex.Pattern.compile("Run a script .*"));
    }

    @ParameterizedTest
    @ValueSource(ints = {320, BESIDE_SIDE_PANEL, 1600})
    void theAddressOfALineLeadsToTheLine(int width) throws Exception {
        finishedRun(60);
        open("?open=0.0/4,0.0/8,0.0/12&at=0.0/12/2", width, ColorScheme.LIGHT);

        assertThat(line(output("web012"), 2)).isInViewport();
        page.evaluate("() => scrollTo(0, 0)");
        page.reload();
        assertThat(page.locator("#foreman-page[data-ready]")).isVisible();
        assertThat(line(output("web012"), 2)).isInViewport();
    }

    @ParameterizedTest
    @ValueSource(ints = {320, 768, BESIDE_SIDE_PANEL, 1600})
    void anOutputThatIsOpenIsInSightAfterAReload(int width) throws Exception {
        finishedRun(60);
        open("?open=0.0/12", new Browser.NewContextOptions().setViewportSize(width, 500));
        page.evaluate("() => scrollTo(0, 0)");
        page.reload();
        assertThat(page.locator("#foreman-page[data-ready]")).isVisible();

        BoundingBox output = output("web012").boundingBox();
        assertThat(output.y).isBetween(-1.0, 450.0);
        assertThat(line(output("web012"), 2)).isInViewport();
    }

    /** What has ended stands out in the bar, and what runs does not read as progress. */
    @ParameterizedTest
    @CsvSource({"320,LIGHT", "768,DARK", "960,LIGHT", "1600,DARK"})
    void whatRunsIsPaleInTheBar(int width, ColorScheme scheme) throws Exception {
        run.attempt(228, SampleRun.hosts(4));
        run.run(1, 0, 5, "ok\n", 0, null);
        run.state(2, HostState.RUNNING, 0);
        open("", width, scheme);

        assertThat(opacity("running")).isLessThan(0.5);
        assertThat(opacity("succeeded")).isEqualTo(1);
    }

    private double opacity(String state) {
        String colour = (String)
                page.locator(".foreman-bar__segment--" + state).evaluate("it => getComputedStyle(it).backgroundColor");
        java.util.regex.Matcher alpha =
                java.util.regex.Pattern.compile("[/,] ?(0?\\.\\d+|0)\\)$").matcher(colour);
        return alpha.find() ? Double.parseDouble(alpha.group(1)) : 1;
    }

    /** As the page of a build's runs has it: see its Jelly. */
    @ParameterizedTest
    @ValueSource(ints = {768, BESIDE_SIDE_PANEL, 1600})
    void inTheListOfABuildsRunsTheJobHasAsMuchRoomAsTheResult(int width) throws Exception {
        finishedRun(4);
        open("", width, ColorScheme.LIGHT);
        page.evaluate("() => { document.body.innerHTML = `<table class='foreman-runs'><tr>"
                + "<td class='foreman-runs__job'>Update openssl on the web farm</td>"
                + "<td class='foreman-runs__result'>${'2 of 20 hosts failed. '.repeat(10)}</td><td>web-foreman</td>"
                + "</tr></table>`; document.querySelector('.foreman-runs').style.width = '100%'; }");

        assertThat(page.locator(".foreman-runs__job").boundingBox().width)
                .isBetween(width / 4.0, width / 2.0)
                .isCloseTo(
                        page.locator(".foreman-runs__result").boundingBox().width,
                        org.assertj.core.data.Offset.offset(2.0));
    }
}
