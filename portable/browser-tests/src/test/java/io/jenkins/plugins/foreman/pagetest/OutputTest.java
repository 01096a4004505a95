package io.jenkins.plugins.foreman.pagetest;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import io.jenkins.plugins.foreman.client.HostState;
import io.jenkins.plugins.foreman.client.OutputChunk.OutputType;
import io.jenkins.plugins.foreman.view.SampleRun;
import java.nio.file.Files;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class OutputTest extends BrowserTest {

    private static final int MANY_LINES = 60_000;

    @Test
    void aClickOnAHostOpensItsOutput() throws Exception {
        finishedRun(8);
        open("");

        row("web004").click();
        assertThat(output("web004")).containsText("E: lock is held by process 4");
        row("web005").click();
        assertThat(output("web005")).containsText("all is well");
        assertThat(page.locator(".foreman-output")).hasCount(1);
        output("web005").getByLabel("Close this output").click();
        assertThat(page.locator(".foreman-output")).hasCount(0);
    }

    @Test
    void coloursAndChannelsAreToldApart() throws Exception {
        run.attempt(228, SampleRun.hosts(1));
        run.out(1, "\u001b[1;31mred\u001b[0m and \u001b[44mon blue\u001b[0m\n");
        run.output(1, OutputType.STDERR, "an error\n");
        run.output(1, OutputType.DEBUG, "a message\n");
        open("?open=0.0/1");

        Locator red = line(output("web001"), 1).locator(".foreman-ansi--1");
        assertThat(red).hasText("red");
        assertThat(red).hasCSS("font-weight", "700");
        assertThat(line(output("web001"), 1).locator(".foreman-ansi--on-4")).hasText("on blue");
        assertThat(line(output("web001"), 2)).containsText("err");
        assertThat(line(output("web001"), 3)).containsText("dbg");
    }

    @Test
    void channelsAreHiddenAndShown() throws Exception {
        run.attempt(228, SampleRun.hosts(2));
        run.out(1, "plain\n\npart of a line, ");
        run.output(1, OutputType.STDERR, "an error in it\n");
        run.output(1, OutputType.STDERR, "an error\n");
        run.output(1, OutputType.DEBUG, "a message\n");
        run.output(2, OutputType.STDERR, "another error\n");
        open("?open=0.0/1,0.0/2");
        Locator output = output("web001");
        assertThat(line(output, 5)).isVisible();

        output.getByLabel("Times and channels").click();
        output.getByLabel("Standard error").uncheck();
        assertThat(line(output, 1)).isVisible();
        assertThat(line(output, 2)).isVisible();
        assertThat(line(output, 3)).isVisible();
        assertThat(output.getByText("an error in it")).isHidden();
        assertThat(line(output, 4)).isHidden();
        assertThat(line(output, 5)).isVisible();
        assertThat(line(output("web002"), 1)).isHidden();
        assertThat(output.locator(".foreman-output__footer")).containsText("not shown: Standard error");

        output.getByLabel("Standard output").uncheck();
        assertThat(line(output, 1)).isHidden();
        assertThat(line(output, 2)).isHidden();
        assertThat(line(output, 3)).isHidden();
        assertThat(line(output, 5)).isVisible();
        output.getByLabel("Standard error").check();
        assertThat(output.getByText("part of a line,")).isHidden();
        assertThat(output.getByText("an error in it")).isVisible();
        page.reload();
        assertThat(line(output, 1)).isVisible();
    }

    @Test
    void hiddenChannelsOfALongOutputLoadMoreOfIt() throws Exception {
        run.attempt(228, SampleRun.hosts(1));
        run.output(1, OutputType.STDERR, "an error before\n");
        for (int part = 0; part < 20; part++) {
            run.out(1, "a line of many\n".repeat(1000));
        }
        open("?open=0.0/1");
        Locator output = output("web001");
        assertThat(line(output, 1)).hasCount(0);

        output.getByLabel("Times and channels").click();
        output.getByLabel("Standard output").uncheck();
        assertThat(line(output, 1)).isVisible();
    }

    @Test
    void eachLineHasItsTimeWhenSomebodyWantsIt() throws Exception {
        run.attempt(228, SampleRun.hosts(1));
        run.state(1, HostState.RUNNING, 0);
        run.outAt(1, 5_200, "first\n");
        run.outAt(1, 3_605_000, "an hour later\n");
        open("?open=0.0/1");
        Locator output = output("web001");
        assertThat(line(output, 1).locator(".foreman-line__time")).isHidden();

        output.getByLabel("Times and channels").click();
        output.getByLabel("Times", new Locator.GetByLabelOptions().setExact(true))
                .selectOption("since");
        assertThat(shownTime(output, 1)).isEqualTo("\"+00:05.2\"");
        assertThat(shownTime(output, 2)).isEqualTo("\"+1:00:05.0\"");
        page.reload();
        assertThat(line(output, 1)).isVisible();
        assertThat(shownTime(output, 1)).isEqualTo("\"+00:05.2\"");
        output.getByLabel("Times and channels").click();
        output.getByLabel("Times", new Locator.GetByLabelOptions().setExact(true))
                .selectOption("clock");
        assertThat(shownTime(output, 1)).matches("\"\\d\\d:\\d\\d:\\d\\d.*\"");
    }

    private String shownTime(Locator output, int number) {
        return (String) line(output, number)
                .locator(".foreman-line__time")
                .evaluate("it => JSON.stringify(it.dataset[getComputedStyle(it, '::before').content"
                        + " === JSON.stringify(it.dataset.since) ? 'since' : 'clock'])");
    }

    @Test
    void anOutputIsCopiedAsItIsShown() throws Exception {
        run.attempt(228, SampleRun.hosts(1));
        run.out(1, "\u001b[1;31mred\u001b[0m\r\n10%\r100%\n" + "x".repeat(9000) + "\n");
        open(
                "?open=0.0/1",
                new Browser.NewContextOptions()
                        .setPermissions(List.of("clipboard-read", "clipboard-write"))
                        .setLocale("en-GB"));

        output("web001").getByLabel("Copy this output").click();
        assertThat(page.locator(".foreman-toast")).hasText("Copied 3 lines.");
        assertThat((String) page.evaluate("() => navigator.clipboard.readText()"))
                .isEqualTo("red\n100%\n" + "x".repeat(9000) + "\n");
        page.evaluate("async () => { await navigator.clipboard.writeText('');"
                + " Object.defineProperty(navigator, 'clipboard', { value: undefined, configurable: true }); }");
        output("web001").getByLabel("Copy this output").click();
        page.evaluate("() => { delete navigator.clipboard; }");
        page.waitForCondition(() ->
                page.evaluate("() => navigator.clipboard.readText()").toString().startsWith("red"));
        assertThat(output("web001").getByLabel("Copy this output")).isFocused();
    }

    @Test
    void aLiveOutputIsFollowedUntilItsReaderScrollsUp() throws Exception {
        run.attempt(228, SampleRun.hosts(1));
        run.state(1, HostState.RUNNING, 0);
        for (int line = 1; line <= 100; line++) {
            run.out(1, "line " + line + "\n");
        }
        open("?open=0.0/1");
        Locator output = output("web001");
        assertThat(output).containsText("following");

        run.out(1, "a line that ");
        run.out(1, "comes in two parts\n");
        assertThat(line(output, 101)).hasText(Pattern.compile(".*a line that comes in two parts"));
        assertThat(line(output, 101)).isInViewport();

        output.locator(".foreman-output__scroller").evaluate("it => it.scrollTop = 0");
        assertThat(output).containsText("more is coming");
        run.out(1, "unseen\n");
        assertThat(output).containsText("102 lines");
        assertThat(line(output, 1)).isInViewport();

        output.getByLabel("Go to the end and follow").click();
        assertThat(line(output, 102)).isInViewport();
        run.end(1, 20, 0, null);
        assertThat(output).containsText("Exit status: 0");
        assertThat(output.locator(".foreman-output__footer")).hasText("103 lines · exit 0");
    }

    @Test
    void anEnormousOutputOpensAtItsEndAndIsReadInBothDirections() throws Exception {
        enormous();
        open("?open=0.0/1");
        Locator output = output("web001");

        assertThat(line(output, MANY_LINES)).isInViewport();
        assertThat(output.locator(".foreman-output__footer")).containsText("60,000 lines");
        for (int i = 0; i < 8; i++) {
            int first = firstLoaded(output);
            output.locator(".foreman-output__scroller").evaluate("it => it.scrollTop = 0");
            page.waitForCondition(() -> firstLoaded(output) < first);
        }
        assertThat(output.locator(".foreman-output__block").count()).isLessThanOrEqualTo(6);
        assertThat(line(output, MANY_LINES)).hasCount(0);
        consecutive(output);
        page.waitForCondition(() -> {
            output.locator(".foreman-output__scroller").evaluate("it => it.scrollTop = it.scrollHeight");
            return line(output, MANY_LINES).count() > 0;
        });
        assertThat(output.locator(".foreman-output__block").count()).isLessThanOrEqualTo(6);
        consecutive(output);
    }

    @Test
    void startEndAndALineAreOneStepAway() throws Exception {
        enormous();
        open("?open=0.0/1");
        Locator output = output("web001");

        output.getByLabel("Go to the start").click();
        assertThat(line(output, 1)).isInViewport();
        output.getByLabel("Go to line").fill("31415");
        output.getByLabel("Go to line").press("Enter");
        assertThat(line(output, 31415)).isInViewport();
        assertThat(line(output, 31415)).containsText("this is line 31415 ");
        assertThat(page).hasURL(Pattern.compile(".*at=0\\.0/1/31415"));
        output.getByLabel("Go to the end").click();
        assertThat(line(output, MANY_LINES)).isInViewport();
    }

    @Test
    void aNumberLinksToItsLine() throws Exception {
        finishedRun(4);
        open("?open=0.0/4");

        line(output("web004"), 2).locator("a").click();
        assertThat(page).hasURL(Pattern.compile(".*\\?open=0\\.0/4&at=0\\.0/4/2"));
        assertThat(line(output("web004"), 2)).hasClass(Pattern.compile(".*--current.*"));
    }

    @Test
    void longLinesAreWrappedOrNot() throws Exception {
        run.attempt(228, SampleRun.hosts(1));
        run.out(1, "word ".repeat(400) + "\n");
        open("?open=0.0/1");
        Locator output = output("web001");

        assertThat(line(output, 1).boundingBox().height).isGreaterThan(60);
        output.getByLabel("Wrap long lines").click();
        assertThat(output.getByLabel("Wrap long lines")).hasAttribute("aria-pressed", "false");
        assertThat(line(output, 1).boundingBox().height).isLessThan(40);
    }

    @Test
    void searchGoesFromMatchToMatchThroughAllOfTheOutput() throws Exception {
        enormous();
        open("?open=0.0/1");
        Locator output = output("web001");

        output.getByLabel("Search in this output").first().click();
        Locator input = output.getByRole(com.microsoft.playwright.options.AriaRole.SEARCHBOX);
        input.fill("LINE 20001 ");
        input.press("Enter");
        assertThat(line(output, 20001)).isInViewport();
        assertThat(output.locator(".foreman-output__found")).hasText("1 of 1");
        input.fill("line 3000");
        input.press("Enter");
        assertThat(output.locator(".foreman-output__found")).hasText("1 of 11");
        output.getByLabel("Previous match").click();
        assertThat(output.locator(".foreman-output__found")).hasText("11 of 11");
        assertThat(line(output, 30009)).isInViewport();
        input.fill("nowhere");
        input.press("Enter");
        assertThat(output.locator(".foreman-output__found")).hasText("Nothing found");
        input.press("Escape");
        assertThat(input).isHidden();
    }

    @Test
    void severalHostsAreComparedSideBySide() throws Exception {
        finishedRun(8);
        open("");

        row("web001").locator("input").click();
        row("web004").locator("input").click();
        button("Compare outputs").click();

        assertThat(output("web001")).containsText("all is well");
        assertThat(output("web004")).containsText("lock is held");
        assertThat(page.locator(".foreman-output")).hasCount(2);
        double first = output("web001").boundingBox().x;
        assertThat(output("web004").boundingBox().x).isGreaterThan(first + 300);
        assertThat(page).hasURL(Pattern.compile(".*open=0\\.0/1,0\\.0/4"));
    }

    @Test
    void allHostsOfAFilterAreComparedSideBySide() throws Exception {
        finishedRun(12);
        open("?state=failed");

        page.getByLabel("Select all hosts that are shown").click();
        button("Compare outputs").click();

        assertThat(page.locator(".foreman-output")).hasCount(3);
        assertThat(output("web012")).containsText("lock is held");
    }

    @Test
    void oneOutputOrAllAreDownloaded() throws Exception {
        finishedRun(4);
        open("?open=0.0/4");

        Download one = page.waitForDownload(
                () -> output("web004").getByLabel("Download this output").click());
        assertThat(one.suggestedFilename()).isEqualTo("web004.example.org.txt");
        assertThat(Files.readString(one.path())).contains("E: lock is held by process 4\n");
        page.getByText("Export").click();
        Download all =
                page.waitForDownload(() -> page.getByText("All outputs (ZIP)").click());
        assertThat(all.suggestedFilename()).isEqualTo("output.zip");
    }

    @Test
    void chunksThatComeLateAndBelongBeforeOthersAreShownWhereTheyBelong() throws Exception {
        run.attempt(228, SampleRun.hosts(1));
        run.state(1, HostState.RUNNING, 0);
        run.out(1, "first\n");
        run.out(1, "third\n");
        open("?open=0.0/1");
        assertThat(line(output("web001"), 2)).containsText("third");

        run.replaceTail(1, 1, List.of("second\n", "third\n"));
        assertThat(line(output("web001"), 2)).containsText("second");
        assertThat(line(output("web001"), 3)).containsText("third");
    }

    private void enormous() throws Exception {
        run.attempt(228, SampleRun.hosts(1));
        run.state(1, HostState.RUNNING, 0);
        StringBuilder text = new StringBuilder();
        for (int line = 1; line <= MANY_LINES; line++) {
            text.append("this is line ").append(line).append(" of very many lines\n");
            if (text.length() > 60_000 || line == MANY_LINES) {
                run.out(1, text.toString());
                text.setLength(0);
            }
        }
        run.state(1, HostState.SUCCESS, 10);
    }

    private static int firstLoaded(Locator output) {
        return Integer.parseInt(output.locator("[data-line]").first().getAttribute("data-line"));
    }

    /** Lines follow one another without a gap, whatever was loaded and dropped. */
    private static void consecutive(Locator output) {
        assertThat((Boolean) output.evaluate("it => [...it.querySelectorAll('[data-line]')]"
                        + ".every((line, i, all) => i === 0 || +line.dataset.line === +all[i - 1].dataset.line + 1)"))
                .isTrue();
    }
}
