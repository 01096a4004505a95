package io.jenkins.plugins.foreman.pagetest;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import io.jenkins.plugins.foreman.client.HostState;
import io.jenkins.plugins.foreman.record.HostRow;
import io.jenkins.plugins.foreman.view.SampleRun;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What a host says is text, whatever it tries. */
class HostileOutputTest extends BrowserTest {

    @Test
    void markupIsText() throws Exception {
        String attack =
                "<script>window.harmed = 1</script><img src=x onerror='window.harmed = 1'><svg onload=harmed=1>";
        show(attack + "\n");

        assertThat(text(1)).hasText(attack);
        assertThat(output("web001").locator("img, script, .foreman-line svg")).hasCount(0);
        assertThat(page.evaluate("() => window.harmed")).isNull();
    }

    @Test
    void markupInNamesReasonsAndDescriptionsIsText() throws Exception {
        String name = "<img src=x onerror='window.harmed = 1'>";
        run.attempt(228, List.of(HostRow.unplanned(1, name)));
        run.run(1, 0, 5, "E: " + name + "\n", 1, name);
        open("?open=0.0/1");

        assertThat(row(name)).isVisible();
        assertThat(page.locator(".foreman-why__list")).containsText("E: " + name);
        assertThat(page.locator(".foreman-output__title")).hasText(name);
        assertThat(page.locator("#foreman-page img")).hasCount(0);
        assertThat(page.evaluate("() => window.harmed")).isNull();
    }

    @Test
    void cursorScreenAndTitleSequencesDoNothing() throws Exception {
        show("safe\u001b[2J\u001b[1;1H\u001b[10A\u001b[2K\u001b]0;owned\u0007\u001b[6n\u001bc\u001b[?1049h text\n");

        assertThat(text(1)).hasText("safe text");
        assertThat(page).hasTitle(Pattern.compile(".*Update openssl.*"));
    }

    @Test
    void hiddenAndBlinkingTextIsShown() throws Exception {
        show("\u001b[8mhidden\u001b[0m \u001b[5mblinking\u001b[0m \u001b[30;40mblack on black\u001b[0m\n");

        assertThat(text(1)).hasText("hidden blinking black on black");
        Locator black = text(1).locator(".foreman-ansi--on-0");
        assertThat(black.evaluate("it => getComputedStyle(it).color === getComputedStyle(it).backgroundColor"))
                .isEqualTo(false);
    }

    @Test
    void overwrittenTextIsMarked() throws Exception {
        show("rm -rf /\rall is well\n");

        assertThat(text(1)).containsText("all is well");
        assertThat(text(1).locator(".foreman-mark"))
                .hasAttribute("title", "Written over once; the last state is shown");
    }

    @Test
    void rightToLeftOverridesAreShownAndReorderNothing() throws Exception {
        show("user\u202etxt.exe\u2066 end\n");

        assertThat(text(1)).hasText("user<U+202E>txt.exe<U+2066> end");
    }

    @Test
    void terminalLinksAreTheirText() throws Exception {
        show(
                "\u001b]8;;javascript:alert(1)\u001b\\click me\u001b]8;;\u001b\\ or \u001b]8;;http://evil.example\u0007me\u001b]8;;\u0007\n");

        assertThat(text(1)).hasText("click me or me");
        assertThat(text(1).locator("a")).hasCount(0);
    }

    @Test
    void nullBytesAndControlsAreShownAsPictures() throws Exception {
        show("a\u0000b\bc\u007fd\u0085e\n");

        assertThat(text(1)).hasText("a␀b␈c␡d<U+0085>e");
    }

    @Test
    void invalidUtf8IsShownAsReplacement() throws Exception {
        show("before \ufffd\ud83d after\n");

        assertThat(text(1)).hasText(Pattern.compile("before .{1,3} after"));
    }

    @Test
    void charactersCutBetweenChunksAreWhole() throws Exception {
        run.attempt(228, SampleRun.hosts(1));
        run.out(1, "smile \ud83d");
        run.out(1, "\ude00 and \u001b[3");
        run.out(1, "1mred\u001b[0m\r");
        run.out(1, "\nnext\n");
        open("?open=0.0/1");

        assertThat(text(1)).hasText("smile 😀 and red");
        assertThat(text(1).locator(".foreman-ansi--1")).hasText("red");
        assertThat(text(1).locator(".foreman-mark")).hasCount(0);
    }

    @Test
    void aLineOfTenMegabytesIsShownInPartsAndDoesNotStallThePage() throws Exception {
        run.attempt(228, SampleRun.hosts(1));
        run.out(1, "first\n");
        String part = "0123456789abcdef".repeat(4096);
        for (int i = 0; i < 160; i++) {
            run.out(1, part);
        }
        run.out(1, "\nlast\n");
        run.state(1, HostState.SUCCESS, 5);
        open("?open=0.0/1");
        Locator output = output("web001");

        assertThat(text(3)).hasText("last");
        assertThat(output.locator(".foreman-output__footer")).containsText("3 lines");
        output.getByLabel("Go to the start").click();
        assertThat(text(1)).hasText("first");
        assertThat(text(2)).hasText(Pattern.compile("0123456789abcdef.*"));
        assertThat(output.locator(".foreman-line").count()).isLessThan(100);
    }

    @Test
    void anUnfinishedSequenceDoesNotSwallowWhatFollows() throws Exception {
        show("\u001b]0;never ends\nnext line\n\u001b[" + "1;".repeat(3000) + "\nlast line\n");

        assertThat(text(2)).hasText("next line");
        assertThat(text(4)).hasText("last line");
    }

    @Test
    void millionsOfCombiningCharactersStayInTheirLine() throws Exception {
        show("Z" + "\u0301".repeat(5000) + "\nnext\n");

        assertThat(text(2)).isVisible();
        assertThat(text(1).evaluate("it => getComputedStyle(it.closest('.foreman-line')).overflowY"))
                .isEqualTo("clip");
    }

    @Test
    void aLinkToForemanIsALinkToTheWebOnly() throws Exception {
        SampleRun evil = new SampleRun(directory.resolve("evil"), start, "javascript:alert(1)//");
        runs.set(0, evil.viewed());
        evil.attempt(228, SampleRun.hosts(1));
        open("?open=0.0/1");

        assertThat(page.locator("a[href^='javascript']")).hasCount(0);
    }

    private void show(String output) throws Exception {
        run.attempt(228, SampleRun.hosts(1));
        run.out(1, output);
        open("?open=0.0/1");
    }

    private Locator text(int line) {
        return line(output("web001"), line).locator(".foreman-line__text");
    }
}
